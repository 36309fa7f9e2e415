"""manage.py evaluate_routing --messages PATH [--model FILE]: how often the category is right."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from suggestions import classifier, learning
from suggestions.actions import judgement
from suggestions.management.commands.train_routing import examples


class Command(BaseCommand):
    help = "在没有参与训练的那部分消息上测评：只用规则、只用模型、两者合用；以 JSON 输出。"

    def add_arguments(self, parser):
        parser.add_argument("--messages", type=Path, required=True, help="CSV 文件或目录")
        parser.add_argument("--model", type=Path, help="模型文件；不给则用已装载的")
        parser.add_argument("--split", choices=["group", "time"], default="group")

    def handle(self, *args, **options):
        parts = learning.split(examples(options["messages"]), by=options["split"])
        model = self._model(options["model"])
        told = {"rules": learning.measure(parts.held_out, learning.by_rules)}
        if model:
            told["model"] = learning.measure(
                parts.held_out, lambda text: [one.category for one in model.guess(text)]
            ) | {"name": model.name, "library": model.library}
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def _model(self, path: Path | None) -> classifier.Linear | None:
        if path is None:
            return judgement.model_in_use()
        try:
            return classifier.read(path.read_bytes())
        except (OSError, classifier.Unreadable) as error:
            raise CommandError(str(error)) from error
