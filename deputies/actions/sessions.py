"""人代会出席: sessions of a congress, who came, and the proposal two absences lead to (C12)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.actions import mandates
from deputies.actions.mandates import Notice
from deputies.models import (
    Congress,
    CongressTerm,
    Mandate,
    QualificationProposal,
    Session,
    SessionAttendance,
)
from deputies.succession.absences import LIMIT, standing
from deputies.succession.acts import ABSENCE, ACTS
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused

State = SessionAttendance.State


@transaction.atomic
def open_session(
    term: CongressTerm, *, title: str, from_on: date, to_on: date, by: Seat | None
) -> Session:
    """登记人代会会议: `from_on` to `to_on` (local dates) within the term. Raises Refused outside it."""
    _check_keeps(term, by)
    if from_on < term.from_on or (term.to_on is not None and to_on > term.to_on):
        raise Refused(f"会议日期不在{term}任期之内。")
    if term.sessions.filter(title=title).exists():
        raise Refused("本届已有同名会议。")
    made = Session.objects.create(congress_term=term, title=title, from_on=from_on, to_on=to_on)
    chain.record("open_session", by=by, about=made, facts={"on": from_on})
    return made


@transaction.atomic
def record(
    session: Session, *, states: Mapping[int, tuple[str, str]], by: Seat | None
) -> list[QualificationProposal]:
    """登记出席: mandate → (state, reason of the leave); what was recorded before is corrected.

    After the second unapproved absence of one term a *proposal* to the 代表资格审查委员会 is made
    (代表法 art. 62 (3), C12); the mandate itself is not touched. A correction takes an open
    proposal back. Returns the proposals made now. Raises Refused for a mandate not of this term or
    a leave without reason.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    _check_keeps(session.congress_term, by)
    known = _own(session, states)
    if any(state == State.LEAVE and not reason for state, reason in states.values()):
        raise Refused("经批准请假须写明原因。")
    SessionAttendance.objects.filter(session=session, mandate__in=known).delete()
    SessionAttendance.objects.bulk_create(
        SessionAttendance(session=session, mandate_id=pk, state=state, reason=reason)
        for pk, (state, reason) in states.items()
    )
    absent = sum(state == State.ABSENT for state, _ in states.values())
    facts = {"rows": len(states), "absent": absent}
    chain.record("record_session", by=by, about=session, facts=facts)
    return _weigh(known, by)


def _own(session: Session, states: Mapping[int, tuple[str, str]]) -> list[int]:
    own = Mandate.objects.filter(congress_term=session.congress_term_id, pk__in=list(states))
    found = list(own.order_by("pk").values_list("pk", flat=True))
    if len(found) != len(states):
        raise Refused("有代表不属于本届，未登记任何内容。")
    return found


def _weigh(keys: list[int], by: Seat | None) -> list[QualificationProposal]:
    """Propose for whoever has reached the limit, take back where a correction fell below it."""
    absences: dict[int, list[str]] = {}
    rows = SessionAttendance.objects.filter(mandate__in=keys, state=State.ABSENT)
    for mandate, title in rows.order_by("session__from_on", "pk").values_list(
        "mandate_id", "session__title"
    ):
        absences.setdefault(mandate, []).append(title)
    open_ones = QualificationProposal.objects.open().filter(mandate__in=keys)
    for proposal in open_ones.order_by("pk"):
        if not standing(len(absences.get(proposal.mandate_id, ()))).is_due:
            _withdraw(proposal, by)
    decided = QualificationProposal.objects.exclude(stage=QualificationProposal.Stage.WITHDRAWN)
    told = {
        (mandate, text)
        for mandate, text in decided.filter(mandate__in=keys).values_list("mandate_id", "absences")
    }
    due = {pk: "、".join(titles) for pk, titles in absences.items() if len(titles) >= LIMIT}
    running = Mandate.objects.filter(pk__in=list(due), to_on=None).order_by("pk")
    waiting = set(open_ones.values_list("mandate_id", flat=True))
    return [
        _propose(mandate, due[mandate.pk], by)
        for mandate in running
        if mandate.pk not in waiting and (mandate.pk, due[mandate.pk]) not in told
    ]


def _propose(mandate: Mandate, absences: str, by: Seat | None) -> QualificationProposal:
    made = QualificationProposal.objects.create(
        mandate=mandate, absences=absences, proposed_on=clock.today()
    )
    chain.record("propose_ending", by=by, about=mandate, facts={"reason": absences})
    return made


def _withdraw(proposal: QualificationProposal, by: Seat | None) -> None:
    proposal.stage = QualificationProposal.Stage.WITHDRAWN
    proposal.note = "出席记录更正，缺席未满两次"
    proposal.save(update_fields=["stage", "note"])
    facts = {"now": proposal.get_stage_display()}
    chain.record("decide_proposal", by=by, about=proposal.mandate, facts=facts)


@transaction.atomic
def decide(
    proposal: QualificationProposal, *, ends: bool, notice: Notice, by: Seat | None
) -> QualificationProposal:
    """登记审查结果: the committee's decision, with its document; only `ends` ends the mandate.

    Raises Refused when it is decided already, or without a document.
    """
    found = QualificationProposal.objects.select_for_update(of=("self",))
    proposal = found.select_related("mandate__congress_term").get(pk=proposal.pk)
    term = proposal.mandate.congress_term
    if term is not None:
        _check_keeps(term, by)
    if proposal.stage != QualificationProposal.Stage.PROPOSED:
        raise Refused(f"此项建议当前为“{proposal.get_stage_display()}”，不能再登记结果。")
    if not notice.document_no:
        raise Refused("请填写审查结果的文号。")
    stages = QualificationProposal.Stage
    proposal.stage = stages.ENDED if ends else stages.KEPT
    proposal.decided_on, proposal.document_no = notice.effective_on, notice.document_no
    proposal.note = notice.note
    proposal.save(update_fields=["stage", "decided_on", "document_no", "note"])
    if ends:
        act, ground = ACTS["end"], ABSENCE[0]
        mandates.end(proposal.mandate, act=act, ground=ground, notice=notice, by=by)
    facts = {"now": proposal.get_stage_display(), "document": notice.document_no}
    chain.record("decide_proposal", by=by, about=proposal.mandate, facts=facts)
    return proposal


def _check_keeps(term: CongressTerm, by: Seat | None) -> None:
    if by is not None and not Congress.objects.managed_by(by).filter(pk=term.congress_id).exists():
        raise PermissionDenied("只有本级人大的代表工作机构可以办理。")
