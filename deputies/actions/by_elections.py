"""补选: one deputy more in a term that runs (选举法 art. 57)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.actions.mandates import Notice
from deputies.actions.register import apply_import
from deputies.models import Congress, CongressTerm, Mandate, MandateEvent
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused


@transaction.atomic
def by_elect(term: CongressTerm, *, plan, notice: Notice, by: Seat | None) -> Mandate:
    """登记补选: `plan` is a roster of one row for `term` (documents.register.plan).

    `notice.effective_on` is the day of the election, the first in office. Raises Refused when the
    term is over or the row is bad or in doubt.
    """
    term = CongressTerm.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if by is not None and not Congress.objects.managed_by(by).filter(pk=term.congress_id).exists():
        raise PermissionDenied("只有本级人大的代表工作机构可以登记补选。")
    if notice.effective_on > clock.today():
        raise Refused("当选日期还没有到，请在当选之后登记。")
    if not term.from_on <= notice.effective_on <= (term.to_on or notice.effective_on):
        raise Refused(f"当选日期不在{term}任期之内。")
    apply_import(plan, by=by, file_name="补选")
    row = plan.rows[0]
    if not row.is_new:
        raise Refused(f"代表证号“{row.line['certificate_no']}”已在本届名册中。")
    mandate = Mandate.objects.get(
        level=term.congress.level, term=term.number, certificate_no=row.line["certificate_no"]
    )
    mandate.congress_term, mandate.is_by_elected = term, True
    mandate.save(update_fields=["congress_term", "is_by_elected"])
    MandateEvent.objects.create(
        mandate=mandate,
        kind=MandateEvent.Kind.BY_ELECTED,
        effective_on=notice.effective_on,
        decided_by=mandate.electorate,
        announced_by=notice.announced_by,
        announced_on=notice.announced_on,
        document_no=notice.document_no,
        note=notice.note,
        recorded_at=clock.now(),
        seat=by,
    )
    facts = {"on": notice.effective_on, "document": notice.document_no}
    chain.record("by_elect", by=by, about=mandate, facts=facts)
    return mandate
