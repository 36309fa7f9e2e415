"""manage.py propose "…": category, unit, channel and the reasons, as JSON."""

import json

from django.core.management.base import BaseCommand

from suggestions.actions import judgement
from suggestions.management.commands.similar import station_of
from suggestions.routing import Category


class Command(BaseCommand):
    help = "对一段话提出类别、单位、渠道建议和理由，以 JSON 输出；不写入任何数据。"

    def add_arguments(self, parser):
        parser.add_argument("text", help="诉求的话")
        parser.add_argument("--station", metavar="CODE", help="在哪个站点说的")

    def handle(self, *args, **options):
        found = judgement.propose_text(options["text"], station=station_of(options["station"]))
        told = found.as_json() | {"category_label": Category(found.category).label}
        told["guessed_by"] = judgement.guess(options["text"]).by
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
