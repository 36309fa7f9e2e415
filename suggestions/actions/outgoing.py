"""What comes back from the hotline and the leaders; the same word may come twice, and late."""

from django.db import transaction

from liaison import clock
from liaison.accounts.roles import Role
from liaison.notices import outbox
from suggestions.actions import concerns, recipients
from suggestions.actions.dispatch import OUT, WITH_LEADERS
from suggestions.actions.step import event, lock
from suggestions.models import DirectReport, HotlineOrder
from suggestions.workflow import SYSTEM


@transaction.atomic
def order_accepted(order: HotlineOrder, *, external_no: str) -> None:
    """热线受理: the other side has it under its own number; a repeat changes nothing."""
    lock(order)
    if order.stage != HotlineOrder.Stage.WAITING:
        return
    order.stage, order.external_no = HotlineOrder.Stage.ACCEPTED, external_no
    order.accepted_at = clock.now()
    order.save(update_fields=["stage", "external_no", "accepted_at"])
    event(
        order.concern,
        "accept",
        by=SYSTEM,
        note=f"工单号 {external_no}",
        public_note=f"12345 热线已受理，工单号 {external_no}。",
    )


@transaction.atomic
def order_answered(order: HotlineOrder, *, text: str) -> None:
    """热线答复: the answer becomes the concern's answer."""
    lock(order)
    if order.stage not in OUT:
        return
    order.stage, order.answer = HotlineOrder.Stage.ANSWERED, text
    order.answered_at = clock.now()
    order.save(update_fields=["stage", "answer", "answered_at"])
    concerns.answer(order.concern, text=text, by=SYSTEM)


@transaction.atomic
def order_returned(order: HotlineOrder, *, reason: str) -> None:
    """热线退单: back to the desk with the reason; it may take another channel."""
    lock(order)
    if order.stage not in OUT:
        return
    order.stage, order.answer = HotlineOrder.Stage.RETURNED, reason
    order.answered_at = clock.now()
    order.save(update_fields=["stage", "answer", "answered_at"])
    concerns.reroute(order.concern, reason=f"热线退单：{reason}", by=SYSTEM)


@transaction.atomic
def report_delivered(report: DirectReport) -> None:
    """直报送达: it lies on the leaders' desk."""
    lock(report)
    if report.stage != DirectReport.Stage.WAITING:
        return
    report.stage, report.delivered_at = DirectReport.Stage.DELIVERED, clock.now()
    report.save(update_fields=["stage", "delivered_at"])
    event(report.concern, "report", by=SYSTEM, public_note="您的诉求已直报市领导。")


@transaction.atomic
def report_instructed(report: DirectReport, *, text: str) -> None:
    """批示: the instruction is for the office (T30); what came of it the office tells the resident."""
    lock(report)
    if report.stage not in WITH_LEADERS:
        return
    report.stage, report.instruction = DirectReport.Stage.INSTRUCTED, text
    report.instructed_at = clock.now()
    report.save(update_fields=["stage", "instruction", "instructed_at"])
    event(
        report.concern,
        "instruct",
        by=SYSTEM,
        note=text,
        public_note="市领导已作出批示，正在落实。",
    )
    station = report.concern.station
    for role in (Role.COMMITTEE, Role.STATION):
        outbox.post(
            to=recipients.at_or_above(station, role),
            template="report_instructed",
            about=report.concern,
            once=f"instructed:{report.pk}",
            url=report.concern.get_absolute_url(),
            context={"instruction": text},
        )
