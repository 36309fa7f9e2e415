"""Who is reminded of “121” before the month or the year runs out, once each (T24)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from deputies import compliance, obligations
from deputies.models import DeputySeat
from deputies.obligations import DeputyYear, Span, StationMonth
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.workdays.calendar import Calendar, days_between
from stations.models import StationSeat

#: So many working days before the month ends stations without an activity are reminded.
BEFORE_MONTH_ENDS = (7, 3)
#: In these months deputies behind are reminded, from the first working day on.
REMINDED_MONTHS = (10, 11, 12)


def remind_stations(today: date, calendar: Calendar) -> int:
    """月末提醒: officers of stations that will miss the month of `today`; how many messages were new.

    7 and 3 working days before the month ends, each once; a run that was missed is made up on the
    next working day, never on a rest day.
    """
    span = obligations.month(today)
    left = sum(calendar.is_working(day) for day in days_between(today, span.last))
    due = [days for days in BEFORE_MONTH_ENDS if left <= days]
    if not due or not calendar.is_working(today):
        return 0
    short = compliance.month(today).will_miss
    return _tell_stations(short, span, once=f"121:{span.first:%Y-%m}:{min(due)}")


def remind_deputies(today: date, calendar: Calendar) -> int:
    """年末提醒: deputies behind in October, November and December; how many messages were new.

    On the month's first working day, each once a month; a missed run is made up as above.
    """
    if today.month not in REMINDED_MONTHS or not calendar.is_working(today):
        return 0
    short = compliance.year(today.year).short
    return _tell_deputies(short, today.year, once=f"121:{today:%Y-%m}:deputy")


def ask_stations(rows: Iterable[StationMonth], span: Span, *, by: Seat) -> int:
    """提醒 at the push of a button: officers of the stations short; once a month and person.

    Raises Refused when the month is over: there is nothing left to mend.
    """
    if span.is_over(clock.today()):
        raise Refused("该月已结束，不再提醒。")
    sent = _tell_stations(
        [row for row in rows if row.is_short], span, once=f"121:{span.first:%Y-%m}"
    )
    chain.record("remind_121", by=by, facts={"period": f"{span.first:%Y-%m}", "rows": sent})
    return sent


def ask_deputies(rows: Iterable[DeputyYear], span: Span, *, by: Seat) -> int:
    """提醒 the deputies short; once a year and person. Raises Refused when the year is over."""
    if span.is_over(clock.today()):
        raise Refused("该年度已结束，不再提醒。")
    year = span.first.year
    sent = _tell_deputies([row for row in rows if row.is_short], year, once=f"121:{year}")
    chain.record("remind_121", by=by, facts={"period": str(year), "rows": sent})
    return sent


@transaction.atomic
def _tell_stations(rows: list[StationMonth], span: Span, *, once: str) -> int:
    officers = _officers([row.pk for row in rows])
    url = f"{reverse('deputies:compliance')}?month={span.first:%Y-%m}"
    return sum(
        outbox.post(
            to=officers[row.pk],
            template="station_behind",
            once=f"{once}:{row.pk}",
            context={"row": row, "span": span},
            url=url,
        )
        for row in rows
        if officers[row.pk]
    )


@transaction.atomic
def _tell_deputies(rows: list[DeputyYear], year: int, *, once: str) -> int:
    """Those who miss equally much are told together: a few statements for thousands."""
    accounts = _accounts([row.pk for row in rows])
    alike: dict[tuple[int, int], list[User]] = defaultdict(list)
    for row in rows:
        alike[row.owed, row.done] += accounts[row.pk]
    return sum(
        outbox.post(
            to=people,
            template="deputy_behind",
            once=once,
            context={"owed": owed, "done": done, "missing": owed - done, "year": year},
            url=reverse("deputies:my_year"),
        )
        for (owed, done), people in alike.items()
    )


def tell_each(rows: Iterable[DeputyYear], year: int) -> dict[int, int | None]:
    """Tell each deputy short on his own, once a year; deputy → how many messages were new.

    None for whoever has no account to be told at.
    """
    rows = list(rows)
    accounts = _accounts([row.pk for row in rows])
    return {
        row.pk: _tell_deputies([row], year, once=f"121:{year}") if accounts[row.pk] else None
        for row in rows
    }


def _officers(stations: list[int]) -> dict[int, list[User]]:
    """station → the people in its officers' seats today."""
    seats = Seat.objects.current(clock.today()).filter(role=Role.STATION, user__is_active=True)
    rows = StationSeat.objects.filter(station__any_of=stations, seat__in=seats)
    found: dict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("seat__user").order_by("pk"):
        found[row.station_id].append(row.seat.user)
    return found


def _accounts(deputies: list[int]) -> dict[int, list[User]]:
    """deputy → the accounts he acts from today."""
    seats = Seat.objects.current(clock.today()).filter(user__is_active=True)
    rows = DeputySeat.objects.filter(deputy__any_of=deputies, seat__in=seats)
    found: dict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("seat__user").order_by("pk"):
        found[row.deputy_id].append(row.seat.user)
    return found
