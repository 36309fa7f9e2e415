"""The only place that asks what time it is: UTC in storage, Asia/Shanghai for people."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC: what is stored in a `…_at` column."""
    return timezone.now()


def today() -> date:
    """Today's date where the people are (TIME_ZONE, Asia/Shanghai): what rules are given."""
    return timezone.localdate()


def local_date(moment: datetime) -> date:
    """The date people write for `moment` (an aware datetime)."""
    return timezone.localtime(moment).date()
