"""manage.py compliance --month 2026-10 | --year 2026 [--node CODE]: “121” as JSON."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from deputies import compliance
from stations.models import Station


class Command(BaseCommand):
    help = "“121”达标情况：某月各站点，或某年各代表；以 JSON 输出。"

    def add_arguments(self, parser):
        period = parser.add_mutually_exclusive_group(required=True)
        period.add_argument("--month", metavar="YYYY-MM", help="月份，如 2026-10")
        period.add_argument("--year", type=int, metavar="YYYY", help="年份，如 2026")
        parser.add_argument("--node", metavar="CODE", help="站点编码：只算该站点及其下级")

    def handle(self, *args, **options):
        below = _station(options["node"])
        try:
            if options["month"]:
                first = date.fromisoformat(f"{options['month']}-01")
                found = compliance.month(first, below=below)
            else:
                found = compliance.year(options["year"], below=below)
        except ValueError as error:
            raise CommandError("月份请写成 2026-10，年份请写成 2026。") from error
        self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=2))


def _station(code):
    if not code:
        return None
    station = Station.objects.filter(code=code).first()
    if station is None:
        raise CommandError(f"没有编码为“{code}”的站点。")
    return station
