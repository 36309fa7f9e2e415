"""manage.py train_routing --messages PATH --out FILE: train a classifier of categories."""

import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from liaison import clock
from suggestions import learning


class Command(BaseCommand):
    help = (
        "用带一级标签的消息训练类别模型（需安装 training 附加依赖），写出模型文件并报告测评结果。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--messages", type=Path, required=True, help="CSV 文件或目录")
        parser.add_argument("--out", type=Path, required=True, help="模型文件，如 routing.json.gz")
        parser.add_argument("--name", default="", help="模型名称，默认按日期")
        parser.add_argument("--split", choices=["group", "time"], default="group")

    def handle(self, *args, **options):
        try:
            import sklearn  # noqa: F401 - only asked whether it is there
        except ImportError:
            raise CommandError(
                "没有安装 scikit-learn：请先执行 "
                "pip install --require-hashes -r requirements-training.lock.txt。"
            ) from None
        parts = learning.split(examples(options["messages"]), by=options["split"])
        now = clock.now()
        name = options["name"] or f"类别模型 {clock.today():%Y-%m-%d}"
        model = learning.train(parts, name=name, now=now)
        content = model.dump()
        options["out"].write_bytes(content)
        told = {
            "file": options["out"].name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "name": name,
            "library": model.library,
            "terms": len(model.terms),
            "held_out": model.metrics,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))


def examples(path: Path) -> list[learning.Example]:
    """The labelled messages of a file, or of every CSV in a folder. Raises CommandError."""
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    try:
        return learning.read(paths)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise CommandError(f"消息文件读不了：{error}") from error
