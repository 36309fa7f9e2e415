"""121 at the size of a city and of a province, beside the bare SQL it stands on."""

import json
import os
import re
import subprocess
import sys
from datetime import date

from django.conf import settings
from django.db import connection

from deputies import compliance
from deputies.models import Attendance
from tests.benchmarks.measure import bare, medians_ms, statements

#: places, mandates, attendances, activities
CITY = (525, 3_309, 60_000, 6_000)
PROVINCE = (8_000, 50_000, 1_000_000, 96_000)
ROUNDS = 5

#: One main station, a centre for every hundred places, the rest below them, by materialised path.
STATIONS = """
INSERT INTO stations_station (path, depth, numchild, code, name, kind, division_code, host_venue,
    leading_party, address, phone, opening_hours, note {more_columns})
SELECT CASE WHEN n = 0 THEN 'ZZZZ' WHEN n <= c THEN 'ZZZZ' || lpad(n::text, 4, '0')
       ELSE 'ZZZZ' || lpad((1 + n %% c)::text, 4, '0') || lpad(n::text, 4, '0') END,
    CASE WHEN n = 0 THEN 1 WHEN n <= c THEN 2 ELSE 3 END,
    CASE WHEN n <= c THEN 1 ELSE 0 END, 'Z' || n, '站点' || n,
    CASE WHEN n = 0 THEN 'home' WHEN n <= c THEN 'centre' ELSE 'station' END,
    '', '', '', '', '', '', '' {more_values}
FROM generate_series(0, %(places)s - 1) AS n, (SELECT 1 + %(places)s / 100 AS c) AS counties
"""
DEPUTIES = """
WITH made AS (
  INSERT INTO deputies_deputy ({columns}) SELECT {values}
  FROM generate_series(1, %(mandates)s) AS n RETURNING id)
INSERT INTO deputies_mandate (deputy_id, level, term, certificate_no, electorate, delegation,
    from_on, end_reason {more_columns})
SELECT id, (ARRAY['township','township','township','county','city'])[1 + id %% 5], '第三届',
    'Z' || id, '选区', '', DATE '2022-01-01', '' {more_values} FROM made
"""
MEMBERSHIPS = """
INSERT INTO deputies_membership (deputy_id, station_id, is_primary, from_on)
SELECT id, (%(stations)s::bigint[])[1 + id %% array_length(%(stations)s::bigint[], 1)], true,
    DATE '2022-01-01' FROM deputies_deputy WHERE name LIKE '量%%'
"""
ACTIVITIES = """
INSERT INTO stations_activity ({columns}) SELECT {values}
FROM generate_series(1, %(activities)s) AS n
"""
ATTENDANCES = """
INSERT INTO deputies_attendance (activity_id, deputy_id, how, signed_in_at, recorded_at,
    recorded_by_id)
SELECT (%(held)s::bigint[])[1 + (n / people * 7919 + n) %% held],
    (%(people)s::bigint[])[1 + n %% people], 'code', now(), now(), %(seat)s
FROM generate_series(1, %(attendances)s) AS n, (
    SELECT array_length(%(people)s::bigint[], 1) AS people, array_length(%(held)s::bigint[], 1) AS held
) AS sizes
ON CONFLICT DO NOTHING
"""
TABLES = (
    "deputies_attendance", "stations_activity", "deputies_membership", "deputies_mandate",
    "deputies_deputy", "stations_station",
)  # fmt: skip


def run(size=CITY) -> dict:
    """Fill to `size`, then measure a month, a year, and both in a process of their own."""
    fill(*size)
    both = _both()
    sql = statements(both)
    ours, alone = medians_ms(both, bare(sql), rounds=ROUNDS)
    return {
        "size": (*size[:2], Attendance.objects.count()),
        "ours_ms": ours,
        "bare_ms": alone,
        "statements": len(sql),
        "month": _command("--month", "2026-10"),
        "year": _command("--year", "2026"),
    }


def _both():
    def run():
        compliance.month(date(2026, 10, 1))
        compliance.year(2026)

    return run


def printed(found: dict) -> str:
    """The figures in one line."""
    places, mandates, attendances = found["size"]
    return (
        f"121：{places} 个站点一个月加 {mandates} 个代表资格一年（进站 {attendances} 次）"
        f"{found['ours_ms'] / 1000:.2f} 秒，裸 SQL {found['bare_ms'] / 1000:.2f} 秒，"
        f"{found['statements']} 条语句；命令行 "
        + "、".join(
            f"{label} {found[key]['seconds']:.1f} 秒峰值 {found[key]['peak_mb']:.0f} MB"
            for key, label in (("month", "按月"), ("year", "按年"))
        )
    )


def fill(places: int, mandates: int, attendances: int, activities: int) -> None:
    from tests.factories.accounts import SeatFactory

    facts = {"places": places, "mandates": mandates, "attendances": attendances}
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        extra = _required("stations_station", STATIONS)
        columns, values = (
            "".join(f", {one}" for one in extra),
            "".join(f", {v}" for v in extra.values()),
        )
        cursor.execute(STATIONS.format(more_columns=columns, more_values=values), facts)
        people = _with_mandates(DEPUTIES)
        cursor.execute(insert_into(people, "deputies_deputy", {"name": "'量' || n"}), facts)
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM stations_station WHERE depth = 3")
        facts["stations"] = cursor.fetchone()[0]
        cursor.execute(MEMBERSHIPS, facts)
        cursor.execute(
            insert_into(ACTIVITIES, "stations_activity", activity_columns()),
            facts | {"activities": activities},
        )
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM stations_activity")
        facts["held"] = cursor.fetchone()[0]
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM deputies_deputy")
        facts["people"] = cursor.fetchone()[0]
        cursor.execute(ATTENDANCES, facts | {"seat": SeatFactory().pk})
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def _with_mandates(statement: str) -> str:
    """The statement with what a mandate must say besides."""
    more = _required("deputies_mandate", statement)
    columns = "".join(f', "{one}"' for one in more)
    values = "".join(f", {one}" for one in more.values())
    return statement.replace("{more_columns}", columns).replace("{more_values}", values)


def activity_columns() -> dict[str, str]:
    """What an activity says that its bare columns do not: a year of days, every station in turn."""
    day = "DATE '2026-01-01' + (n * 13 %% 365)::int"
    return {
        "station_id": "(%(stations)s::bigint[])[1 + n %% array_length(%(stations)s::bigint[], 1)]",
        "held_on": day,
        "starts_at": f"({day}) + TIME '09:00'",
        "ends_at": f"({day}) + TIME '11:00'",
        "stage": "'held'",
        "once": "gen_random_uuid()",
    }


def insert_into(statement: str, table: str, said: dict[str, str]) -> str:
    filled = said | {key: value for key, value in _required(table).items() if key not in said}
    return statement.format(columns=", ".join(filled), values=", ".join(filled.values()))


def _required(table: str, written: str = "") -> dict[str, str]:
    """A neutral value for every column that must be given and is not `written` already."""
    neutral = {"text": "''", "character varying": "''", "boolean": "false", "jsonb": "'[]'"}
    neutral |= {"date": "now()", "timestamp with time zone": "now()", "uuid": "gen_random_uuid()"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
            [table],
        )
        found = cursor.fetchall()
    return {
        name: neutral.get(kind, "0")
        for name, kind in found
        if not re.search(rf"\b{name}\b", written)
    }


_CHILD = """
import json, re, sys, time
import django; django.setup()
from django.core.management import call_command
began = time.perf_counter()
call_command("compliance", *sys.argv[1:], stdout=open("/dev/null", "w"))
seconds = time.perf_counter() - began
peak_kb = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(json.dumps({"seconds": seconds, "peak_mb": int(peak_kb[1]) / 1024}))
"""


def _command(*words: str) -> dict:
    """The command in a process of its own: seconds of the work, peak memory of all of it."""
    name = connection.settings_dict["NAME"]
    url = re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"], count=1)
    told = subprocess.run(
        [sys.executable, "-c", _CHILD, *words],
        env=os.environ | {"DATABASE_URL": url},
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(told.stdout)
