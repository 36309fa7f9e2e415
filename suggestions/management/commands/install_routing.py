"""manage.py install_routing FILE | --retire: put a trained classifier of categories to use."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from suggestions import classifier
from suggestions.actions import classifiers


class Command(BaseCommand):
    help = "装载训练好的类别模型并启用；--retire 停用，只按规则判断。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="模型文件")
        parser.add_argument("--retire", action="store_true", help="停用正在使用的模型")

    def handle(self, *args, **options):
        if options["retire"]:
            count = classifiers.retire()
            self.stdout.write("已停用，只按规则判断。" if count else "没有在用的模型。")
            return
        if options["file"] is None:
            raise CommandError("请给出模型文件，或用 --retire 停用。")
        try:
            row = classifiers.install(options["file"].read_bytes())
        except (OSError, classifier.Unreadable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已启用“{row.name}”，指纹 {row.sha256[:16]}。")
