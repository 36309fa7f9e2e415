"""manage.py import_stations FILE: the tree of stations from a spreadsheet, all of it or nothing."""

from django.core.management.base import BaseCommand, CommandError

from liaison.documents.errors import Unreadable
from stations import documents
from stations.actions import network as actions


class Command(BaseCommand):
    help = "从 Excel（.xlsx）或 CSV 导入站点；有一行不合格则全部不导入，重复导入只更新。"

    def add_arguments(self, parser):
        parser.add_argument("file")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        mode.add_argument("--apply", action="store_true", help="写入（默认）")

    def handle(self, *args, **options):
        try:
            plan = documents.plan(documents.rows_of(options["file"]))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if not plan.is_sound:
            reasons = "\n".join(str(fault) for fault in plan.faults)
            raise CommandError(f"{reasons}\n共 {len(plan.faults)} 处错误，未导入任何内容。")
        if not options["dry_run"]:
            actions.apply_import(plan, by=None, file_name=options["file"])
        done = "检查通过（未写入）" if options["dry_run"] else "导入完成"
        self.stdout.write(
            f"{done}：新增 {len(plan.new)}，修改 {len(plan.changed)}，不变 {len(plan.unchanged)}。"
        )
