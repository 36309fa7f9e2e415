"""manage.py import_grids FILE: grids and their deputies from a spreadsheet, all of it or nothing."""

from django.core.management.base import BaseCommand, CommandError

from deputies.actions import grids as actions
from deputies.documents import grids as documents
from liaison.documents.errors import Unreadable
from stations.documents import rows_of


class Command(BaseCommand):
    help = "从 Excel（.xlsx）或 CSV 导入网格及联系代表；有一行不合格则全部不导入。"

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *args, **options):
        try:
            plan = documents.plan(rows_of(options["file"]))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if not plan.is_sound:
            reasons = "\n".join(str(fault) for fault in plan.faults)
            raise CommandError(f"{reasons}\n共 {len(plan.faults)} 处错误，未导入任何内容。")
        done = (
            f"新增 {len(plan.new)}，修改 {len(plan.changed)}，不变 {len(plan.unchanged)}；"
            f"新增联系代表 {plan.joins} 人次，解除 {plan.leaves} 人次。"
        )
        if not options["dry_run"]:
            actions.apply_import(plan, by=None, file_name=options["file"])
        begun = "检查通过（未写入）" if options["dry_run"] else "导入完成"
        self.stdout.write(f"{begun}：{done}")
