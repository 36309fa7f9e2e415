"""manage.py demo: Tongling's network with people in every seat, to try everything out."""

import json
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from liaison.errors import Refused
from supervision.management import cast


class Command(BaseCommand):
    help = "装载铜陵演示数据（只装入空的系统，可重复运行）；--accounts 只列出演示账号。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="列出演示账号（JSON），不碰数据"
        )

    def handle(self, *args, **options):
        if options["accounts"]:
            listed = cast.accounts(settings.SITE_URL)
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1))
            return
        try:
            self._load()
        except Refused as reason:
            raise CommandError(str(reason)) from reason

    def _load(self):
        from supervision.management import (
            cases,
            codes,
            demonstration,
            judging,
            merits,
            points,
            services,
            succession,
            this_week,
            year,
        )

        if demonstration.is_done():
            self.stdout.write("演示数据已经装好。")
            return
        steps = (
            ("标记为演示系统", demonstration.begin),
            ("站点 525 个", demonstration.load_stations),
            ("代表 3,143 人", demonstration.load_roster),
            ("承办单位", demonstration.load_departments),
            ("账号与岗位", demonstration.load_accounts),
            ("群众诉求与代表建议", cases.load),
            ("分派规则与相似诉求", judging.load),
            ("一年的活动、学习和进站", year.load),
            ("接待日、网格、培训班、标准化", this_week.load),
            ("述职、表彰、故事与案例", merits.load),
            ("编组建议、特长、服务与联系", services.load),
            ("代表码", codes.load),
            ("履职积分", points.load),
            ("换届预演与人代会出席", succession.load),
            ("完成", demonstration.finish),
        )
        for label, act in steps:
            begun = time.monotonic()
            act()
            self.stdout.write(f"{label}（{time.monotonic() - begun:.1f} 秒）")
