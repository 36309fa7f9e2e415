"""How a thing is measured: several runs after a warm-up, the median, and what SQL it sent."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 41
WARM_UP = 3


def medians_ms(*runs: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The median time of each of `runs` in milliseconds, taken in turn: A B C, A B C, …

    Taken in turn a busy moment of the machine falls on all of them alike, so that their
    differences and ratios hold where single times would not.
    """
    for run in runs * WARM_UP:
        run()
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, own in zip(runs, times, strict=True):
            began = time.perf_counter()
            run()
            own.append((time.perf_counter() - began) * 1000)
    return [statistics.median(own) for own in times]


def statements(run: Callable[[], object]) -> list[str]:
    """The SQL that one `run` sends, transaction marks left out."""
    with CaptureQueriesContext(connection) as captured:
        run()
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(marks)]


def bare(sql: list[str]) -> Callable[[], object]:
    """A run that sends `sql` alone and reads every row."""

    def run():
        with connection.cursor() as cursor:
            for one in sql:
                cursor.execute(one)
                if cursor.description:
                    cursor.fetchall()

    return run
