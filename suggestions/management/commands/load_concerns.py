"""manage.py load_concerns FILE.csv [--dry-run]: many concerns of an older system at once."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from suggestions import concern_sheet
from suggestions.actions import loading


class Command(BaseCommand):
    help = "从 CSV 装载历史诉求：先逐行检查，有一行不对就一行也不装；以 JSON 输出结果。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="UTF-8，首行为列名")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *args, **options):
        path: Path = options["file"]
        try:
            missing = concern_sheet.missing_headings(loading.headings(path))
            if missing:
                raise CommandError(f"文件缺少列：{'、'.join(missing)}。")
            work = loading.check if options["dry_run"] else loading.load
            report = work(path, progress=self._tell)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"文件读不了（应为 UTF-8 的 CSV）：{error}") from error
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        if report.faulty:
            raise CommandError(f"{report.faulty} 行有问题，没有装载任何一行。")

    def _tell(self, rows: int) -> None:
        self.stderr.write(f"{rows:,} 行 …")
