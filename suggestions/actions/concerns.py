"""Everything that can happen to a concern, one function per step."""

import secrets
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from deputies.models import Deputy
from liaison import clock
from liaison.accounts.models import Seat
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.privacy.index import blind
from liaison.search import words
from liaison.workdays.models import current_calendar
from stations.models import Activity, Station
from suggestions import deadlines, workflow
from suggestions.actions import dispatch, judgement, recipients, telling
from suggestions.actions.step import event, lock, step
from suggestions.models import Channel, Concern, Department, Subject
from suggestions.workflow import RESIDENT, SYSTEM, ConcernStage

#: No 0/O, 1/I/L: numbers are read out over the telephone.
NUMBER_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MOST_NUMBERS_TRIED = 5
_TITLE_ENDS = "。！？!?\n；;"


def submit(
    *,
    station: Station,
    text: str,
    once: UUID,
    place: str = "",
    resident_name: str = "",
    phone: str = "",
    deputy: Deputy | None = None,
    source: str = Concern.Source.PAGE,
    consent_version: str = "",
    taken_by: Seat | None = None,
    activity: Activity | None = None,
    is_private: bool = False,
    notify_by: str = "",
) -> Concern:
    """提交: take in what a resident said, word for word (T15).

    `once` is the form's own token: the same form sent twice, by a double click, the back button
    or a flaky network, is one concern, and the first one is returned. `activity` is where it was
    raised on the spot; `is_private` whether the resident wants it kept from the public (F21), and
    `notify_by` how he wants to be told.
    """
    concern = Concern(
        once=once,
        station=station,
        deputy=deputy,
        source=source,
        text=text,
        title=title_of(text),
        place=place,
        resident_name=resident_name,
        phone=phone,
        phone_index=blind(phone, "phone") if phone else "",
        consent_version=consent_version,
        submitted_at=clock.now(),
        taken_by=taken_by,
        activity=activity,
        is_private=is_private,
        notify_by=notify_by if phone else "",
    )
    said = Concern.objects.filter(once=once).select_related("station")
    for _ in range(MOST_NUMBERS_TRIED):
        with suppress(IntegrityError):
            return _taken_in(concern)
        # Either the same form came in before, or the number drawn is somebody else's.
        if known := said.first():
            return known
    raise Refused("系统繁忙，请稍后再提交一次。")


@transaction.atomic
def _taken_in(concern: Concern) -> Concern:
    concern.number = new_number()
    concern.words = words.vector(concern.title, concern.text)
    concern.save(force_insert=True)
    event(concern, "submit", by=concern.taken_by or RESIDENT, public_note="已收到您的诉求。")
    outbox.post(
        to=recipients.of_station(concern),
        template="concern_submitted",
        about=concern,
        once=f"submitted:{concern.pk}",
        url=concern.get_absolute_url(),
    )
    if concern.deputy is not None and concern.source == Concern.Source.PAGE:
        outbox.post(
            to=recipients.deputy_accounts(concern.deputy),
            template="concern_for_you",
            about=concern,
            once=f"addressed:{concern.pk}",
            url=concern.get_absolute_url(),
        )
    return concern


def new_number() -> str:
    """A receipt number: the day and five characters that cannot be counted up to."""
    tail = "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(5))
    return f"{clock.today():%y%m%d}-{tail}"


def check_code(concern: Concern) -> str:
    """The six digits that open a receipt together with its number; derived, never stored."""
    return f"{int(blind(str(concern.once), 'check_code'), 16) % 1_000_000:06d}"


def title_of(text: str) -> str:
    """A first title: the first sentence, at most 30 characters."""
    line = text.strip()
    ends = [line.find(mark) for mark in _TITLE_ENDS if line.find(mark) > 0]
    line = line[: min(ends)] if ends else line
    return line if len(line) <= 30 else f"{line[:29]}…"


def sort(
    concern: Concern,
    *,
    category: str,
    title: str,
    by: Seat,
    edited_text: str = "",
    subject: Subject | None = None,
) -> None:
    """梳理: give it a title, a category and perhaps a subject; the rules propose a way (T27)."""
    with step("sort", concern, by=by, public_note="工作人员已梳理您的诉求。"):
        if subject is not None and subject.category != category:
            raise Refused("所选类目不属于这个类别，请重新选择。")
        concern.title, concern.category, concern.subject = title, category, subject
        concern.edited_text = "" if edited_text.strip() == concern.text.strip() else edited_text
        concern.proposal = judgement.propose(concern).as_json()
        found_by = words.vector(title, concern.wording, concern.text)
        Concern.objects.filter(pk=concern.pk).update(words=found_by)


@transaction.atomic
def decide(
    concern: Concern,
    *,
    channel: str,
    by: Seat,
    department: Department | None = None,
    reason: str = "",
) -> None:
    """定渠道: a person chooses; a choice other than the proposed one says why (T27)."""
    if not workflow.may_choose(channel, by.role):
        raise PermissionDenied
    label = Channel(channel).label
    with step(
        "decide", concern, by=by, note=f"{label}。{reason}", public_note=f"处理方式：{label}。"
    ):
        proposed = (concern.proposal or {}).get("channel")
        if proposed and channel != proposed and not reason.strip():
            raise Refused("选择的渠道与系统建议不同，请写明理由。")
        concern.channel, concern.channel_reason, concern.department = channel, reason, department
        concern.suggestion = None
        concern.due_on = concern.due_reason = None
        if channel == Channel.STATION:
            _promise(concern)
        judgement.remember(concern, by=by)
    _send_down(concern)


def _promise(concern: Concern) -> None:
    promise = deadlines.promise("station_answer", clock.today(), current_calendar())
    concern.due_on, concern.due_reason = promise.day, promise.as_json()


def _send_down(concern: Concern) -> None:
    """Start the chosen channel: an order to the hotline, a report, or a word to the deputies."""
    match concern.channel:
        case Channel.HOTLINE:
            dispatch.send_order(concern)
        case Channel.DIRECT:
            dispatch.send_report(concern)
        case Channel.SUGGESTION:
            outbox.post(
                to=recipients.adopters_of(concern),
                template="concern_adoptable",
                about=concern,
                once=f"adoptable:{concern.pk}:{concern.timeline.count()}",
                url=concern.get_absolute_url(),
            )


@transaction.atomic
def merge(concern: Concern, *, into: Concern, by: Seat, note: str = "") -> None:
    """并案: handle together with `into`; the resident's right to an answer stays."""
    if into.pk == concern.pk:
        raise Refused("不能并入自己。")
    # Always in the same order, so that two officers merging crosswise never wait for each other.
    for one in sorted((concern, into), key=lambda each: each.pk):
        lock(one)
    with step(
        "merge",
        concern,
        by=by,
        note=f"并入 {into.number}。{note}",
        public_note="与同类诉求一并办理，办理结果会在此告知您。",
    ) as at:
        if into.stage in (ConcernStage.MERGED, ConcernStage.DECLINED, ConcernStage.WITHDRAWN):
            raise Refused(f"“{into.number}”{into.get_stage_display()}，不能并入。")
        concern.merged_into, concern.closed_at = into, at
        if into.stage in (ConcernStage.FED_BACK, ConcernStage.CLOSED):
            # What was answered already is the answer to whoever joins later, too.
            concern.answer, concern.answered_at = into.answer, at
            _tell_merged(concern, into.answer, at)
        concern.merged.update(merged_into=into)


def decline(concern: Concern, *, reason: str, by: Seat) -> None:
    """不予受理: with the lawful way shown (T21), also to those merged into it."""
    with step("decline", concern, by=by, note=reason, public_note=reason) as at:
        concern.end_reason, concern.closed_at = reason, at
        _tell_merged(concern, reason, at)
        telling.tell(concern, "declined")


def answer(concern: Concern, *, text: str, by: Seat | str, public_note: str = "") -> None:
    """答复: tell the resident what came of it; those merged into it are told the same."""
    with step("answer", concern, by=by, public_note=public_note or "已答复，请您评价。") as at:
        if by != SYSTEM:
            _refuse_unless_answered_here(concern)
        concern.answer, concern.answered_at = text, at
        _tell_merged(concern, text, at)
        telling.tell(concern, "answered")


def _tell_merged(concern: Concern, text: str, at: datetime) -> None:
    """Whoever was merged into `concern` reads the same on his own receipt."""
    concern.merged.update(answer=text, answered_at=at)


def _refuse_unless_answered_here(concern: Concern) -> None:
    label = concern.get_channel_display()
    if concern.channel not in workflow.ANSWERED_AT_THE_DESK:
        raise Refused(f"此件走“{label}”，由该渠道答复；需站内答复请先改渠道。")
    if dispatch.is_out(concern):
        raise Refused(f"此件走“{label}”，领导批示后才能答复诉求人。")


def reroute(concern: Concern, *, reason: str, by: Seat | str) -> None:
    """改渠道: back to judgement; what happened so far stays in the timeline."""
    with step("reroute", concern, by=by, note=reason, public_note="正在重新研判处理方式。"):
        if by != SYSTEM:
            _refuse_if_out_of_hand(concern)
        concern.due_on = concern.due_reason = None


def _refuse_if_out_of_hand(concern: Concern) -> None:
    if concern.suggestion_id:
        raise Refused("已由代表认领为代表建议，请在建议中处理。")
    if dispatch.is_out(concern):
        raise Refused("已转出，对方答复或退回前不能改渠道。")


def close(concern: Concern, *, reason: str, by: Seat) -> None:
    """未评价办结: no rating came; say why it is closed without one (T31)."""
    with step("close", concern, by=by, note=reason, public_note=f"已办结：{reason}") as at:
        concern.end_reason, concern.closed_at = reason, at


def withdraw(concern: Concern) -> None:
    """撤回: the resident takes it back before it is in hand, and before others depend on it."""
    with step("withdraw", concern, by=RESIDENT, public_note="您已撤回。") as at:
        if concern.merged.exists():
            raise Refused("有其他群众的同类诉求已并入此件，正在一并办理，不能撤回。")
        concern.closed_at = at
