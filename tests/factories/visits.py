"""Activities already held and visits already made, for tests that only count them."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from deputies.models import Attendance
from liaison import clock
from stations.models import Activity

LOCAL = ZoneInfo("Asia/Shanghai")


def held(station, *moment, stage="held"):
    """An activity of `station` beginning at local `moment`: held(station, 2026, 1, 31, 23, 59)."""
    begins = datetime(*moment, tzinfo=LOCAL)
    cancelled = {"cancelled_at": begins, "cancel_reason": "台风"} if stage == "cancelled" else {}
    return Activity.objects.create(
        station=station,
        function="contact",
        title="接待群众",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        held_on=clock.local_date(begins),
        stage=stage,
        once=uuid.uuid4(),
        sign_in_key="k",
        **cancelled,
    )


def visit(deputy, activity, by):
    """`deputy` was at `activity`, written down by the seat `by`."""
    return Attendance.objects.create(
        activity=activity,
        deputy=deputy,
        how=Attendance.How.OFFICER,
        signed_in_at=activity.starts_at,
        recorded_at=activity.starts_at,
        recorded_by=by,
    )
