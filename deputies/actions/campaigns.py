"""服务进万家: events recorded under the six campaigns, and put right (T18)."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from deputies.models import CampaignEvent, Deputy
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Station, ids_below

KEEPERS = (Role.STATION, Role.COMMITTEE)


@transaction.atomic
def record_event(
    *, station: Station, deputies: Sequence[Deputy], once: UUID, by: Seat, **said
) -> CampaignEvent:
    """登记进万家活动: what was done, when, how long, by whom, for how many. The same form twice is one.

    Raises PermissionDenied at a station `by` does not answer for, Refused for what does not fit.
    """
    _check_answers_for(station, by)
    if known := CampaignEvent.objects.filter(once=once).first():
        return known
    event = CampaignEvent(
        station=station, once=once, recorded_at=clock.now(), recorded_by=by, **said
    )
    _check(event, deputies)
    event.save(force_insert=True)
    event.deputies.set(deputies)
    facts = {"station": station.code, "kind": event.get_theme_display(), "on": event.held_on}
    chain.record("record_campaign", by=by, about=event, facts=facts)
    return event


@transaction.atomic
def change_event(
    event: CampaignEvent, *, deputies: Sequence[Deputy], by: Seat, **said
) -> CampaignEvent:
    """修改进万家活动. Raises as `record_event`."""
    event = CampaignEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    _check_answers_for(event.station, by)
    changed = sorted(name for name, value in said.items() if getattr(event, name) != value)
    for name, value in said.items():
        setattr(event, name, value)
    _check(event, deputies)
    event.save()
    event.deputies.set(deputies)
    chain.record("change_campaign", by=by, about=event, facts={"changed": changed})
    return event


def _check(event: CampaignEvent, deputies: Sequence[Deputy]) -> None:
    if event.held_on > clock.today():
        raise Refused("活动日期还没有到，请在举行后登记。")
    if not deputies:
        raise Refused("请至少选择一位参加的代表。")
    serving = Deputy.objects.in_office(event.held_on).filter(pk__in=[each.pk for each in deputies])
    if serving.count() != len({each.pk for each in deputies}):
        raise Refused("所选代表里有人在活动当日不在任，请核对。")
    try:
        event.full_clean(exclude=["recorded_by", "station"])
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


def _check_answers_for(station: Station, by: Seat) -> None:
    if by.role not in KEEPERS or station.pk not in ids_below(by):
        raise PermissionDenied("该站点不在您的管理范围内。")
