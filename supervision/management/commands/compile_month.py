"""`manage.py compile_month 2026-10 [--node CODE]`: compile a month's report on demand."""

from django.core.management.base import BaseCommand, CommandError

from liaison.errors import Refused
from stations.models import Station
from supervision import actions, periods


class Command(BaseCommand):
    """编制月报。"""

    help = "编制某月月报：compile_month 2026-10 --node 340700000000；不写 --node 则编制全部站点。"

    def add_arguments(self, parser):
        parser.add_argument("month", help="月份，如 2026-10")
        parser.add_argument("--node", help="站点编码")

    def handle(self, *args, month, node, **options):
        try:
            period = periods.parse_month(month)
        except ValueError as wrong:
            raise CommandError(str(wrong)) from None
        if node is None:
            self.stdout.write(f"已编制 {actions.compile_all(period)} 份月报。")
            return
        station = Station.objects.filter(code=node).first()
        if station is None:
            raise CommandError(f"没有编码为“{node}”的站点。")
        try:
            self.stdout.write(f"已编制：{actions.compile_month(station, period)}")
        except Refused as refused:
            raise CommandError(str(refused)) from None
