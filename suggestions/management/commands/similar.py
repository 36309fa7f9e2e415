"""manage.py similar "…": the concerns most like these words, with scores, as JSON."""

import json

from django.core.management.base import BaseCommand, CommandError

from stations.models import Station
from suggestions.actions import similar


class Command(BaseCommand):
    help = "查找与一段话相似的诉求，以 JSON 输出候选和分数。"

    def add_arguments(self, parser):
        parser.add_argument("text", help="诉求的话")
        parser.add_argument("--station", metavar="CODE", help="在哪个站点说的")
        parser.add_argument("--place", default="", help="发生地点")
        parser.add_argument("--category", default="", help="类别（英文代号）")
        parser.add_argument("--most", type=int, default=10, help="最多几件")

    def handle(self, *args, **options):
        said = similar.told(
            options["text"],
            place=options["place"],
            station=station_of(options["station"]),
            category=options["category"],
        )
        found = similar.to(said, similar.joinable(), limit=options["most"])
        told = [
            {
                "number": one.concern.number,
                "score": one.likeness.score,
                "title": one.concern.title,
                "station": one.concern.station.name,
                "stage": one.concern.get_stage_display(),
                "submitted_at": one.concern.submitted_at.isoformat(),
                "reasons": list(one.likeness.reasons),
            }
            for one in found
        ]
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))


def station_of(code: str | None) -> Station | None:
    """The station of that code. Raises CommandError for an unknown one."""
    if not code:
        return None
    station = Station.objects.filter(code=code).first()
    if station is None:
        raise CommandError(f"没有编码为“{code}”的站点。")
    return station
