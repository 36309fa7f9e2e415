"""Adds the days and years the library knows and the table does not; changes nothing that is there."""

from django.core.management.base import BaseCommand
from django.db import transaction

from liaison.workdays import actions


class Command(BaseCommand):
    """Run after an update that knows a new year's notice."""

    help = "补充工作日表中尚无的年份（不改动已有的数据）。"

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        added, moved = actions.seed()
        self.stdout.write(f"补充了 {added} 个年份，重新计算了 {moved} 个办理期限。")
