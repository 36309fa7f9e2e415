"""manage.py import_deputies FILE: the roster from a spreadsheet, all of it or nothing."""

from django.core.management.base import BaseCommand, CommandError

from deputies.actions import register as actions
from deputies.documents import register as documents
from deputies.recognition import NEW, Person
from liaison.documents.errors import Unreadable
from stations.documents import rows_of


class Command(BaseCommand):
    help = "从 Excel（.xlsx）或 CSV 导入代表花名册；一行一个代表资格，全部合格才导入。"

    def add_arguments(self, parser):
        parser.add_argument("file")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        mode.add_argument("--apply", action="store_true", help="写入（默认）")
        parser.add_argument(
            "--same",
            action="append",
            default=[],
            metavar="行=编号",
            help="该行是这位已登记的代表（编号），或文件中第几行的同一人（L行号）",
        )
        parser.add_argument(
            "--new", action="append", default=[], metavar="行", help="该行是另一个人"
        )

    def handle(self, *args, **options):
        try:
            plan = documents.plan(rows_of(options["file"]), _answers(options))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if not plan.is_sound:
            raise CommandError("\n".join(_complaints(plan)))
        if not options["dry_run"]:
            actions.apply_import(plan, by=None, file_name=options["file"])
        done = "检查通过（未写入）" if options["dry_run"] else "导入完成"
        self.stdout.write(
            f"{done}：代表资格 {len(plan.rows)} 个（新增 {len(plan.new)}，修改"
            f" {len(plan.changed)}，不变 {len(plan.unchanged)}），"
            f"代表 {len(plan.people)} 人（新增 {plan.new_people}）。"
        )


def _answers(options) -> dict[int, str]:
    answers = {}
    for text in options["same"]:
        line, _, who = text.partition("=")
        number = who.removeprefix("L")
        if not (line.isdecimal() and number.isdecimal()):
            raise CommandError(f"--same 应写成 行=编号 或 行=L行号，不是“{text}”。")
        answers[int(line)] = f"line:{number}" if who.startswith("L") else f"pk:{number}"
    for line in options["new"]:
        if not line.isdecimal():
            raise CommandError(f"--new 应写行号，不是“{line}”。")
        answers[int(line)] = NEW
    return answers


def _complaints(plan) -> list[str]:
    lines = [str(fault) for fault in plan.faults]
    for doubt in plan.doubts:
        who = "、".join(_named(person) for person in doubt.candidates)
        number = doubt.line.line_no
        lines.append(
            f"第 {number} 行：需要确认“{doubt.line['name']}”是谁：{doubt.reason}可能是：{who}。"
            f"是同一人请加 --same {number}=编号，不是请加 --new {number}。"
        )
    count = len(plan.faults) + len(plan.doubts)
    return [*lines, f"共 {count} 处需要处理，未导入任何内容。"]


def _named(person: Person) -> str:
    where = f"编号 {person.pk}" if person.pk else f"L{person.line_no}"
    places = "、".join(sorted(person.electorates))
    return f"{person.name}（{where}，{person.birth_month or '出生年月不详'}，{places}）"
