"""`manage.py verify_audit`: read the whole audit chain again and say which row is wrong."""

from django.core.management.base import BaseCommand, CommandError

from liaison.audit import chain


class Command(BaseCommand):
    """Exits 0 when content, completeness and order hold, 1 when not."""

    help = "校验审计链：内容被改、行缺失、顺序被调换都会指明是哪一行，并以状态码 1 退出。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", default="", help="此前留存的“序号:封存值”，用于发现末尾被截去"
        )

    def handle(self, **options):
        anchor = _anchor(options["head"]) if options["head"] else None
        chain.seal(whole=True)
        found = chain.verify(anchor=anchor)
        for fault in found.faults:
            self.stderr.write(fault)
        self.stdout.write(
            f"已封存 {found.sealed} 条，待封存 {found.unsealed} 条；当前封存值 {found.sealed}:{found.head}"
        )
        if found.faults:
            raise CommandError("审计链校验不通过。", returncode=1)
        self.stdout.write("审计链完整。")


def _anchor(text: str) -> tuple[int, str]:
    number, _, value = text.partition(":")
    if not number.isdigit() or len(value) != len(chain.GENESIS):
        raise CommandError("--head 应写成“序号:封存值”。")
    return int(number), value
