"""换届: a congress's switch of term, prepared, rehearsed as often as wanted, confirmed once."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction

from deputies.actions import departures, handover
from deputies.actions.register import ROSTER_LOCK
from deputies.models import Congress, CongressTerm, Switch
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused

#: Plays a switch through: documents.succession.rehearse, given from above.
Rehearse = Callable[..., Any]


@transaction.atomic
def prepare(congress: Congress, *, number: str, begins_on: date, by: Seat | None) -> Switch:
    """建立换届: `number` names the new term, `begins_on` (a local date) its first session.

    Raises Refused when the term is on record, begins before the present one, or another switch of
    the congress is being rehearsed.
    """
    _check_keeps(congress, by)
    congress = Congress.objects.select_for_update(of=("self",)).get(pk=congress.pk)
    if congress.terms.filter(number=number).exists():
        raise Refused(f"{congress.name}{number}已登记，请核对届次。")
    last = congress.terms.order_by("-from_on", "-pk").first()
    if last is not None and begins_on <= last.from_on:
        raise Refused(f"新一届第一次会议须在本届开始（{last.from_on}）之后。")
    open_ones = congress.switches.filter(stage__in=["prepared", "confirmed"])
    if standing := open_ones.order_by("pk").first():
        raise Refused(f"{standing}尚在办理（{standing.get_stage_display()}），请先完成或作废。")
    switch = Switch.objects.create(
        congress=congress, number=number, begins_on=begins_on, made_at=clock.now(), seat=by
    )
    chain.record("prepare_switch", by=by, about=switch, facts={"number": number, "on": begins_on})
    return switch


@transaction.atomic
def load(switch: Switch, *, rows: list, file_name: str, by: Seat | None) -> Switch:
    """载入新一届名册: replaces what was loaded before, and the answers given to it."""
    switch = _locked(switch, by, Switch.Stage.PREPARED)
    switch.roster = json.dumps(rows, ensure_ascii=False, default=str)
    switch.file_name, switch.answers = file_name[:200], {}
    switch.save(update_fields=["roster", "file_name", "answers"])
    chain.record("load_switch_roster", by=by, about=switch, facts={"file": file_name})
    return switch


@transaction.atomic
def answer(switch: Switch, *, answers: Mapping[int, str], by: Seat | None) -> Switch:
    """确认是谁: what was said of rows in doubt is kept for the next rehearsal."""
    switch = _locked(switch, by, Switch.Stage.PREPARED)
    switch.answers = {**switch.answers, **{str(line): who for line, who in answers.items()}}
    switch.save(update_fields=["answers"])
    return switch


@transaction.atomic
def discard(switch: Switch, *, by: Seat | None) -> Switch:
    """作废: a rehearsal is given up; nothing was changed by it."""
    switch = _locked(switch, by, Switch.Stage.PREPARED)
    switch.stage, switch.closed_at, switch.roster = Switch.Stage.DISCARDED, clock.now(), ""
    switch.save(update_fields=["stage", "closed_at", "roster"])
    chain.record("discard_switch", by=by, about=switch)
    return switch


def confirm(switch: Switch, *, rehearse: Rehearse, seen: str = "", by: Seat | None) -> Switch:
    """确认换届: all that the rehearsal says happens, or nothing (代表法 art. 2: the term ends).

    `rehearse` plays it through once more under the lock; `seen` is the digest of what the page
    showed. What is dated stands at once by its dates; seats end on the day. Raises Refused when
    the roster is not sound, the register changed since, or somebody else confirmed it.
    """
    try:
        with transaction.atomic():
            _lock_register()
            switch = _locked(switch, by, Switch.Stage.PREPARED)
            if not switch.roster:
                raise Refused("还没有载入新一届名册。")
            made = rehearse(switch, by=by)
            _check(made, seen)
            journal = handover.hand_over(made)
            _keep(switch, made, journal)
            facts = {"number": switch.number, "on": switch.begins_on} | switch.figures
            chain.record("confirm_switch", by=by, about=switch, facts=facts)
    except IntegrityError as clash:
        raise Refused("名册刚刚被改动，换届没有生效，请重新预演。") from clash
    if switch.begins_on <= clock.today():
        settle(switch, by=by)
    switch.refresh_from_db()
    return switch


def _check(made: Any, seen: str) -> None:
    if made.plan.faults:
        raise Refused(f"名册有 {len(made.plan.faults)} 处错误，换届没有生效。")
    if made.plan.doubts:
        raise Refused(f"名册有 {len(made.plan.doubts)} 行需要确认是谁，换届没有生效。")
    if seen and seen != made.digest:
        raise Refused("预演之后名册有变动，换届没有生效，请重新查看预演结果。")


def _keep(switch: Switch, made: Any, journal: dict) -> None:
    switch.stage, switch.confirmed_at = Switch.Stage.CONFIRMED, clock.now()
    switch.figures, switch.new_term_id = made.figures, journal["new_term"]
    switch.journal = json.dumps(journal, cls=DjangoJSONEncoder, ensure_ascii=False)
    switch.save(update_fields=["stage", "confirmed_at", "figures", "new_term", "journal"])


@transaction.atomic
def settle(switch: Switch, *, by: Seat | None) -> bool:
    """换届生效, once, on the day or after: whoever holds no mandate any more loses the deputy's seat.

    Returns whether it happened now.
    """
    switch = Switch.objects.select_for_update(of=("self",)).get(pk=switch.pk)
    if switch.stage != Switch.Stage.CONFIRMED or switch.begins_on > clock.today():
        return False
    journal = json.loads(switch.journal)
    leaving = journal["trace"]["people"]
    people = departures.without_mandate(leaving, switch.begins_on)
    journal["seats"] = departures.end_seats(people, switch.begins_on)
    switch.stage, switch.settled_at = Switch.Stage.EFFECTIVE, clock.now()
    switch.journal = json.dumps(journal, cls=DjangoJSONEncoder, ensure_ascii=False)
    switch.save(update_fields=["stage", "settled_at", "journal"])
    chain.record("settle_switch", by=by, about=switch, facts={"seats": len(journal["seats"])})
    return True


def settle_due(today: date) -> int:
    """Everything whose day has come by `today` (a local date); how many took effect now."""
    due = Switch.objects.due(today).without_roster().order_by("pk")
    return sum(settle(switch, by=None) for switch in due)


def undo(switch: Switch, *, by: Seat | None) -> Switch:
    """撤销换届: back to the day before, as long as nothing new stands on it.

    Raises Refused after UNDO_DAYS, or naming what stands on it. Corrections of persons' own texts
    that came with the roster stay.
    """
    try:
        with transaction.atomic():
            _lock_register()
            switch = _locked(switch, by, Switch.Stage.CONFIRMED, Switch.Stage.EFFECTIVE)
            journal = json.loads(switch.journal)
            handover.check_undoable(switch, journal)
            handover.hand_back(switch, journal)
            switch.stage, switch.closed_at = Switch.Stage.UNDONE, clock.now()
            switch.new_term, switch.journal = None, ""
            switch.save(update_fields=["stage", "closed_at", "new_term", "journal"])
            CongressTerm.objects.filter(pk=journal["new_term"]).delete()
            handover.reopen_term(journal)
            chain.record("undo_switch", by=by, about=switch, facts={"number": switch.number})
    except IntegrityError as clash:
        raise Refused("换届之后的编组或网格已有新的安排，不能撤销，请逐项更正。") from clash
    return switch


def _lock_register() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROSTER_LOCK])


def _locked(switch: Switch, by: Seat | None, *stages: str) -> Switch:
    found = Switch.objects.select_for_update(of=("self",)).select_related("congress")
    switch = found.get(pk=switch.pk)
    _check_keeps(switch.congress, by)
    if switch.stage not in stages:
        raise Refused(f"{switch}当前为“{switch.get_stage_display()}”，不能再这样办理。")
    return switch


def _check_keeps(congress: Congress, by: Seat | None) -> None:
    if by is not None and not Congress.objects.managed_by(by).filter(pk=congress.pk).exists():
        raise PermissionDenied("只有本级人大的代表工作机构可以办理换届。")
