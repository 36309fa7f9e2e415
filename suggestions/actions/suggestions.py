"""Everything that can happen to a suggestion once it is written, one function per step."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.workdays.models import current_calendar
from suggestions import deadlines
from suggestions.actions import concerns as concern_actions
from suggestions.actions import cosigning, recipients
from suggestions.actions.step import step
from suggestions.models import (
    Cosigner,
    Department,
    Handling,
    NumberSeries,
    Reply,
    Satisfaction,
    Suggestion,
    Verdict,
)
from suggestions.workflow import SYSTEM, ConcernStage, HandlingStage

MOST_ROUNDS = 2


@transaction.atomic
def submit(suggestion: Suggestion, *, by: Seat) -> None:
    """提交: hand the draft in to the committee."""
    with step("submit", suggestion, by=by) as at:
        cosigning.refuse_unanswered(suggestion)
        suggestion.submitted_at = at
    _tell(
        recipients.at_or_above(suggestion.station, Role.COMMITTEE),
        "suggestion_submitted",
        suggestion,
    )


def register(suggestion: Suggestion, *, by: Seat) -> None:
    """立案: accept it with a number from the between-sessions series, without gaps or repeats."""
    with step("register", suggestion, by=by) as at:
        suggestion.number, suggestion.registered_at = next_number(), at


def next_number() -> str:
    """The next of this year's between-sessions series, e.g. 闭-2026-0012.

    Part of the caller's transaction: given back when that fails, so the series has no gaps.
    """
    key = f"闭-{clock.today().year}"
    NumberSeries.objects.get_or_create(key=key)
    series = NumberSeries.objects.select_for_update(of=("self",)).get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{key}-{series.last:04d}"


@transaction.atomic
def mend(suggestion: Suggestion, *, reason: str, by: Seat) -> None:
    """退回修改: back to the deputy with what to mend."""
    with step("mend", suggestion, by=by, note=reason):
        suggestion.submitted_at = None
    _tell_deputy(suggestion, "suggestion_mend", reason=reason)


@transaction.atomic
def refuse(suggestion: Suggestion, *, reason: str, by: Seat) -> None:
    """不作建议处理: with the rule it fails (facts §2.4); its concerns go back to the desk."""
    with step("refuse", suggestion, by=by, note=reason) as at:
        suggestion.end_reason, suggestion.closed_at = reason, at
        _release(suggestion, f"代表建议未立案：{reason}", by=SYSTEM)
    _tell_deputy(suggestion, "suggestion_refused", reason=reason)


def withdraw(suggestion: Suggestion, *, by: Seat) -> None:
    """撤回: the deputy takes it back before it is accepted; its concerns go back to the desk."""
    with step("withdraw", suggestion, by=by) as at:
        suggestion.closed_at = at
        _release(suggestion, "代表撤回建议", by=SYSTEM)


def _release(suggestion: Suggestion, reason: str, *, by: str) -> None:
    for concern in suggestion.concerns.order_by("pk"):
        concern.suggestion = None
        concern.save(update_fields=["suggestion"])
        concern_actions.reroute(concern, reason=reason, by=by)


@transaction.atomic
def assign(suggestion: Suggestion, *, by: Seat, note: str = "") -> None:
    """交办 (hop 1): the congress hands it to the government; the legal clock starts (代表法)."""
    with step("assign", suggestion, by=by, note=note) as at:
        suggestion.assigned_at, suggestion.goes_direct = at, False
    _tell(recipients.government(), "suggestion_assigned", suggestion)


def assign_direct(suggestion: Suggestion, *, unit: Department, by: Seat, note: str = "") -> None:
    """直接交办: courts, procuratorate and others outside the government, without hop 2."""
    with step("assign_direct", suggestion, by=by, note=_note(unit.name, note)) as at:
        if unit.kind != Department.Kind.OTHER:
            raise Refused(f"{unit.name}属于政府系统，请用“交办”，由政府办分办。")
        suggestion.assigned_at, suggestion.goes_direct = at, True
        _offer(suggestion, unit, Handling.Kind.LEAD, "reply")


def divide(
    suggestion: Suggestion,
    *,
    lead: Department,
    assists: Sequence[Department] = (),
    by: Seat,
    note: str = "",
) -> None:
    """分办 (hop 2): one 主办 unit, any number of 会办; each gets its own clock (facts §2.5)."""
    helping = [unit for unit in assists if unit != lead]
    names = f"主办：{lead.name}" + "".join(f"；会办：{unit.name}" for unit in helping)
    with step("divide", suggestion, by=by, note=_note(names, note)) as at:
        suggestion.divided_at = at
        _offer(suggestion, lead, Handling.Kind.LEAD, "reply")
        for unit in helping:
            _offer(suggestion, unit, Handling.Kind.ASSIST, "assist")


def _note(what: str, more: str) -> str:
    return f"{what}。{more}" if more else what


def _offer(suggestion: Suggestion, unit: Department, kind: str, limit: str) -> Handling:
    """Give a unit its part. The clock runs from the hand-over (交办之日), or from the second one."""
    start = suggestion.assigned_at if suggestion.rounds == 1 else None
    start_on = clock.local_date(start or clock.now())
    promise = deadlines.promise(limit, start_on, current_calendar())
    handling = Handling.objects.create(
        suggestion=suggestion,
        department=unit,
        kind=kind,
        round=suggestion.rounds,
        offered_at=clock.now(),
        limit=limit,
        due_on=promise.day,
        due_reason=promise.as_json(),
    )
    outbox.post(
        to=recipients.officers_of(unit),
        template="handling_offered",
        about=suggestion,
        once=f"offered:{handling.pk}",
        url=suggestion.get_absolute_url(),
        context={"handling": handling},
    )
    return handling


@transaction.atomic
def take_back(suggestion: Suggestion, *, reason: str) -> None:
    """退回分办/交办: the lead unit returned it; whoever handed it out hands it out anew."""
    key = "take_back_direct" if suggestion.goes_direct else "take_back"
    with step(key, suggestion, by=SYSTEM, note=reason) as at:
        suggestion.assigned_at = None if suggestion.goes_direct else at
        still_open = suggestion.handlings.filter(
            stage__in=[HandlingStage.OFFERED, HandlingStage.SIGNED]
        )
        still_open.update(stage=HandlingStage.RETURNED, returned_at=at)
    told: Iterable[User] = recipients.government()
    if suggestion.goes_direct:
        told = recipients.at_or_above(suggestion.station, Role.COMMITTEE)
    _tell(told, "suggestion_returned", suggestion, reason=reason)


@transaction.atomic
def complete(suggestion: Suggestion) -> None:
    """答复齐备: every answering unit has replied; the deputy is asked for a verdict."""
    with step("complete", suggestion, by=SYSTEM) as at:
        suggestion.replied_at = at
    _tell_deputy(suggestion, "suggestion_replied")


def rate(
    suggestion: Suggestion, *, attitude: str, result: str, opinion: str = "", by: Seat
) -> None:
    """评价: satisfied or fairly so; that closes it, and each resident is answered."""
    if Satisfaction.UNSATISFIED in (attitude, result):
        raise Refused("评价不满意请写明意见，并选择“不满意”。")
    with step("rate", suggestion, by=by, note=opinion) as at:
        _verdict(suggestion, attitude, result, opinion, by, at)
        suggestion.closed_at = at
        _feed_back(suggestion)


@transaction.atomic
def object_to(
    suggestion: Suggestion, *, attitude: str, result: str, opinion: str, by: Seat
) -> None:
    """不满意: with the reason in words; the committee studies it (facts §2.8)."""
    with step("object", suggestion, by=by, note=opinion) as at:
        _verdict(suggestion, attitude, result, opinion, by, at)
    _tell(
        recipients.at_or_above(suggestion.station, Role.COMMITTEE),
        "suggestion_objected",
        suggestion,
        opinion=opinion,
    )


def _verdict(suggestion, attitude, result, opinion, by, at) -> None:
    Verdict.objects.create(
        suggestion=suggestion,
        round=suggestion.rounds,
        attitude=attitude,
        result=result,
        opinion=opinion,
        by=by,
        at=at,
    )


def hand_back(suggestion: Suggestion, *, reason: str, by: Seat) -> None:
    """退回重办: to the same lead unit, once, with its own clock (facts §2.3: one month)."""
    with step("hand_back", suggestion, by=by, note=reason):
        if suggestion.rounds >= MOST_ROUNDS:
            raise Refused("已重新办理过一次，请说明情况后办结。")
        last = suggestion.handlings.filter(kind=Handling.Kind.LEAD).latest("pk")
        suggestion.rounds += 1
        suggestion.replied_at = None
        _offer(suggestion, last.department, Handling.Kind.LEAD, "second_reply")


def close(suggestion: Suggestion, *, reason: str, by: Seat) -> None:
    """说明办结: after study nothing more can be done; say why, and answer the residents."""
    with step("close", suggestion, by=by, note=reason) as at:
        suggestion.end_reason, suggestion.closed_at = reason, at
        _feed_back(suggestion)


def _feed_back(suggestion: Suggestion) -> None:
    """Each resident behind the suggestion is answered with the lead unit's reply (T29)."""
    reply = (
        Reply.objects.filter(handling__suggestion=suggestion, handling__kind=Handling.Kind.LEAD)
        .select_related("handling__department")
        .order_by("-replied_at", "-pk")
        .first()
    )
    text = f"{reply.handling.department.name}答复：\n{reply.text}" if reply else "代表建议已办结。"
    for concern in suggestion.concerns.filter(stage=ConcernStage.IN_HAND).order_by("pk"):
        concern_actions.answer(concern, text=text, by=SYSTEM)


def _tell(people, template: str, suggestion: Suggestion, **context) -> None:
    """One message per person for each time this happens to the suggestion."""
    entries = suggestion.timeline.count()
    outbox.post(
        to=people,
        template=template,
        about=suggestion,
        once=f"{template}:{suggestion.pk}:{entries}",
        url=suggestion.get_absolute_url(),
        context=context,
    )


def _tell_deputy(suggestion: Suggestion, template: str, **context) -> None:
    """Tell the lead and whoever joined: every signer is answered (代表法 art. 51)."""
    joined = suggestion.cosigners.filter(answer=Cosigner.Answer.CONFIRMED).select_related("deputy")
    signers = [suggestion.lead, *(one.deputy for one in joined.order_by("pk"))]
    _tell(recipients.deputy_accounts(*signers), template, suggestion, **context)
