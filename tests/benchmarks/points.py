"""Points of a year at the size of a city and ten times it, and the register's first page at two sizes."""

import re
import resource
import time

from deputies import points
from deputies.models import Deputy
from liaison.accounts.roles import Role
from stations.models import Station
from tests.benchmarks import ground
from tests.benchmarks.compliance import fill
from tests.benchmarks.measure import bare, medians_ms, statements

#: places, mandates, attendances, activities
CITY = (525, 3_143, 200_000, 6_000)
TENFOLD = (525, 31_430, 2_000_000, 60_000)
REGISTER = (3_143, 200_000)
YEAR = 2026


def run(size=CITY) -> dict:
    """Fill to `size`, count everybody's year three times, keep the best."""
    fill(*size)
    seconds = []
    for _ in range(3):
        began, worked = time.perf_counter(), time.process_time()
        people = lines = 0
        for account in points.accounts(None, YEAR):
            people += 1
            lines += len(account.lines)
        seconds.append((time.perf_counter() - began, time.process_time() - worked))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"people": people, "lines": lines, "seconds": min(seconds), "peak_mb": peak}


def register(people: int) -> dict:
    """The first page of the register with filters, beside its own SQL alone."""
    fill(525, people, 1, 1)
    client = ground.signed_in(Role.COMMITTEE, Station.objects.get(depth=1).code)
    address = "/desk/deputies/?level=county&q=量1"

    def page():
        assert client.get(address).status_code == 200

    # a choice field reads through a cursor; alone the same rows are selected
    sql = [re.sub(r"^DECLARE .*? FOR ", "", one, flags=re.S) for one in statements(page)]
    ours, alone = medians_ms(page, bare(sql), rounds=11)
    return {"people": Deputy.objects.count(), "ours_ms": ours, "bare_ms": alone, "n": len(sql)}


def printed(found: dict) -> str:
    """The figures in one line."""
    return (
        f"积分：{found['people']} 位代表一年 {found['lines']} 件事 {found['seconds'][0]:.2f} 秒"
        f"（其中本进程 {found['seconds'][1]:.2f} 秒），"
        f"进程峰值 {found['peak_mb']:.0f} MB"
    )


def register_printed(found: list[dict]) -> str:
    """Two sizes beside each other, and how the page grows."""
    small, large = found
    parts = [
        f"{one['people']} 人 {one['ours_ms']:.1f} 毫秒（裸 SQL {one['bare_ms']:.1f}，{one['n']} 条语句）"
        for one in found
    ]
    return f"花名册首页：{'；'.join(parts)}；{large['ours_ms'] / small['ours_ms']:.2f} 倍"


def tell(*, tenfold: bool) -> None:
    """Measure and print: a city's year, ten times it when asked, the register at two sizes."""
    for size in (CITY, *([TENFOLD] if tenfold else [])):
        print(printed(run(size)))
    print(register_printed([register(people) for people in REGISTER]))
