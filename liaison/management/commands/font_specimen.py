"""`manage.py font_specimen 字样.pdf`: what every face of the PDF pages looks like."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from liaison import clock
from liaison.documents import pdf

TEXT = "代表李喆、王垚、张堃、陈镕、刘玥接待居民 12 人次，收到意见建议 3 件。"


class Command(BaseCommand):
    """Writes one PDF; a licensed font that is named and not found is told by `manage.py check`."""

    help = "把每种字体的字样排成一份 PDF"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="写到哪里，例如 字样.pdf")

    def handle(self, *args, file, **options):
        day = clock.today()
        values = {
            "text": TEXT,
            "code": pdf.qr(settings.SITE_URL),
            "unit": settings.SITE_NAME,
            "day": f"{day.year}年{day.month}月{day.day}日",
        }
        file.write_bytes(pdf.render("specimen", values))
        self.stdout.write(f"已写入 {file}")
