"""How a thing is measured: several runs after a warm-up, the median, and what SQL it sent."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

RUNS = 25
WARM_UP = 3


def median_ms(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of `run` in milliseconds, after a few runs that do not count."""
    for _ in range(WARM_UP):
        run()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def statements(run: Callable[[], object]) -> list[str]:
    """The SQL that one `run` sends, transaction marks left out."""
    with CaptureQueriesContext(connection) as captured:
        run()
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(marks)]


def bare_ms(sql: list[str], runs: int = RUNS) -> float:
    """The median time of sending `sql` alone and reading every row, in milliseconds."""

    def run():
        with connection.cursor() as cursor:
            for one in sql:
                cursor.execute(one)
                if cursor.description:
                    cursor.fetchall()

    return median_ms(run, runs)
