"""What a station tells everybody: put on its page, taken down again."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions import tree
from stations.models import Announcement, Station


@transaction.atomic
def announce(
    station: Station,
    *,
    title: str,
    text: str,
    from_on: date,
    once: UUID,
    by: Seat,
    to_on: date | None = None,
) -> Announcement:
    """发布公告: on the station's public page from `from_on` to `to_on` (local dates; None: until taken down).

    The same `once` again gives back the first. Raises PermissionDenied for a station `by` does not
    answer for, Refused when the station is closed, the days are out of order, or all gone by.
    """
    tree.check_answers_for(station, by)
    if known := Announcement.objects.filter(once=once).first():
        return known
    if station.closed_on is not None:
        raise Refused(f"“{station.name}”已撤销，不能再发公告。")
    if to_on is not None and to_on < clock.today():
        raise Refused("截止日期已经过去，公告不会显示，请改日期。")
    made = Announcement(
        station=station, title=title.strip(), text=text.strip(), from_on=from_on, to_on=to_on,
        once=once, posted_at=clock.now(), posted_by=by,
    )  # fmt: skip
    try:
        made.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    made.save(force_insert=True)
    chain.record("announce", by=by, about=station, facts={"name": made.title, "from_on": from_on})
    return made


@transaction.atomic
def withdraw(announcement: Announcement, *, by: Seat) -> None:
    """撤下公告: from now on it stands on no page; the record stays. Raises Refused when it is down."""
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("station")
    announcement = rows.get(pk=announcement.pk)
    tree.check_answers_for(announcement.station, by)
    if announcement.withdrawn_at is not None:
        raise Refused("这条公告已经撤下。")
    announcement.withdrawn_at = clock.now()
    announcement.save(update_fields=["withdrawn_at"])
    facts = {"name": announcement.title}
    chain.record("withdraw_announcement", by=by, about=announcement.station, facts=facts)
