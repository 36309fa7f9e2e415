"""Dossiers of a whole county as one job: seconds for each, Word and PDF, each with forty things done."""

import tempfile
import time
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import override_settings

from deputies.documents import dossier
from deputies.models import Attendance, Deputy
from liaison import clock
from liaison.accounts.roles import Role
from liaison.documents import jobs
from liaison.documents.models import Job
from stations.actions import activities
from stations.actions.network import seat_at
from stations.models import Station
from tests.factories.accounts import SeatFactory

#: The county with most deputies (some 900 of all levels), and what each of them did in a term.
COUNTY, DONE = "340722000000", 40
LIMIT_SECONDS = 0.3


def run() -> dict:
    """Seconds of the whole job and for each dossier, by format; on the roster imported before."""
    station = Station.objects.get(code=COUNTY)
    seat = SeatFactory(role=Role.STATION)
    seat_at(seat, station)
    _fill(station, seat)
    found = {}
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        for form in dossier.FORMATS:
            asked = {"station": COUNTY, "first": "2022-01-01", "form": form}
            asked |= {"last": clock.today().isoformat()}
            job = jobs.start(dossier.KIND, title="全县", asked=asked, by=seat)
            begun, worked = time.perf_counter(), time.process_time()
            jobs.run(job.pk)
            seconds, own = time.perf_counter() - begun, time.process_time() - worked
            assert Job.objects.get(pk=job.pk).state == Job.State.DONE
            found[form] = (job.total, seconds, seconds / job.total, own / job.total)
    return found


def printed(found: dict) -> str:
    """The figures in one line."""
    told = (
        f"{form} {total} 份 {seconds:.0f} 秒，每份 {each:.3f} 秒（处理器 {own:.3f} 秒）"
        for form, (total, seconds, each, own) in found.items()
    )
    return f"履职档案（每份不超过 {LIMIT_SECONDS} 秒）：" + "；".join(told)


def _fill(station: Station, seat) -> None:
    """So many activities of the county, to which everybody came."""
    now = clock.now() - timedelta(days=1)
    held = []
    for number in range(DONE):
        begins = now - timedelta(days=number)
        one = activities.plan(
            station=station,
            function="survey",
            title=f"视察调研第 {number + 1} 次",
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            by=seat,
            once=uuid4(),
        )
        activities.publish(one, by=seat)
        held.append(activities.hold(one, by=seat) or one)
    keys = Deputy.objects.at_or_below(station).values_list("pk", flat=True)
    told = {"how": "code", "signed_in_at": now, "recorded_at": now, "recorded_by": seat}
    rows = (Attendance(activity=one, deputy_id=key, **told) for key in keys for one in held)
    Attendance.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {Attendance._meta.db_table}")
