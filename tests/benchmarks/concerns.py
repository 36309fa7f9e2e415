"""Concerns by the hundred thousand: bulk load, the search of a word, similar ones, the desk's queues."""

import os
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from liaison.accounts.roles import Role
from stations.models import Station
from suggestions import queues
from suggestions.actions import likeness, similar
from suggestions.filters import ConcernFilter
from suggestions.models import Concern
from tests.benchmarks import ground, measure, sayings
from tests.benchmarks.pages import MAIN, STATION

SIMILAR_AT, SEARCH_AT = 200_000, 1_000_000
ASKED = 200
#: Two-character words from the commonest to the rare, as people type them.
WORDS = (
    "路灯",
    "学校",
    "医院",
    "垃圾",
    "停电",
    "电梯",
    "噪音",
    "社保",
    "漏水",
    "井盖",
    "公墓",
    "渡口",
)


def run(sizes=(100_000, SIMILAR_AT, SEARCH_AT)) -> dict:
    """Load up to each of `sizes` by the documented command, and measure there."""
    found: dict = {"loads": [], "queues": {}}
    for size in sizes:
        found["loads"].append(load(size))
        found["queues"][size] = desk()
        if size == SIMILAR_AT:
            found["similar"] = alike()
            found["typing"] = alike(typing=True)
        if size >= SEARCH_AT:
            found["search"] = search()
    return found


def load(size: int) -> dict:
    """Bring the number of concerns up to `size` by `manage.py load_concerns`; time and peak memory."""
    rows = size - Concern.objects.count()
    path = Path(settings.DATA_DIR) / "bench-concerns.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    codes = list(Station.objects.order_by("pk").values_list("code", flat=True))
    sayings.write(path, rows, codes, seed=size)
    url = re.sub(
        r"/[^/?]+(\?|$)",
        rf"/{connection.settings_dict['NAME']}\1",
        os.environ["DATABASE_URL"],
        count=1,
    )
    began = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "liaison.settings"},
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    path.unlink()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE suggestions_concern")
    seconds = time.perf_counter() - began
    return {"size": size, "rows": rows, "seconds": seconds, "peak_mb": int(told.stdout) / 1024}


_CHILD = """
import os, re, sys
import django; django.setup()
from django.core.management import call_command
call_command("load_concerns", sys.argv[1], stdout=open(os.devnull, "w"), stderr=open(os.devnull, "w"))
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def alike(*, typing: bool = False) -> dict:
    """Similar ones of half-typed texts: as at the desk, or as a resident's page asks while typing."""
    pick = random.Random(9)
    stations = list(Station.objects.order_by("pk")[:50])
    rows = similar.joinable()
    if typing:
        rows = rows.filter(stage__in=likeness.GOING)

    def once() -> None:
        _, place, text = sayings.said(pick)
        typed = text[: pick.choice((6, 10, 20, 40, 200))]
        similar.to(similar.told(typed, place=place, station=pick.choice(stations)), rows)

    return _spread([once] * ASKED)


def search() -> dict:
    """A two-character word in the list of a city's office and of a station: time in the database."""
    runs = []
    for code in (MAIN, STATION):
        seat = ground.seated(Role.COMMITTEE if code == MAIN else Role.STATION, code)
        rows = Concern.objects.visible_to(seat)
        for word in WORDS:
            found = ConcernFilter({"q": word}, queryset=rows).qs.for_list()[:21]
            runs.append(measure.bare(measure.statements(lambda found=found: list(found.all()))))
    return _spread(runs * 10)


def desk() -> list[dict]:
    """Each queue's first page beside its bare SQL, at the size there is now."""
    client = ground.signed_in(Role.COMMITTEE, MAIN)
    rows = []
    for key in queues.of(Role.COMMITTEE):
        address = f"/desk/concerns/?stage={key}"

        def page(address=address):
            assert client.get(address).status_code == 200

        page()
        sql = measure.statements(page)
        ms, sql_ms = measure.medians_ms(page, measure.bare(sql), rounds=15)
        rows.append({"queue": key or "全部", "ms": ms, "sql_ms": sql_ms, "statements": len(sql)})
    return rows


def _spread(runs) -> dict:
    """Median, 95th percentile and the slowest of these runs, in milliseconds."""
    for once in runs[:5]:
        once()
    times = []
    for once in runs:
        began = time.perf_counter()
        once()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    return {"runs": len(times), "median": statistics.median(times), "p95": p95, "worst": times[-1]}


def printed(found: dict) -> str:
    """The figures, one line each."""
    lines = [
        f"装载到 {one['size']:,} 件：新增 {one['rows']:,} 行，{one['seconds']:.0f} 秒，"
        f"峰值 {one['peak_mb']:.0f} MB"
        for one in found["loads"]
    ]
    names = {"similar": "相似（工作台）", "typing": "相似（边写边查）", "search": "两字词检索"}
    for key, name in names.items():
        if one := found.get(key):
            lines.append(
                f"{name}：{one['runs']} 次，中位 {one['median']:.1f} 毫秒，"
                f"p95 {one['p95']:.1f} 毫秒，最慢 {one['worst']:.1f} 毫秒"
            )
    sizes = list(found["queues"])
    for size in sizes:
        for one in found["queues"][size]:
            lines.append(
                f"{size:>9,} 队列 {one['queue']:<9} {one['ms']:>6.1f} 毫秒，裸 SQL {one['sql_ms']:>6.1f}，"
                f"差 {one['ms'] - one['sql_ms']:>5.1f}，{one['statements']} 条"
            )
    return "\n".join(lines)
