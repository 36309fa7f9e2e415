"""How a concern leaves for the hotline or the leaders: its row and the outbox row, in one go."""

from django.db import transaction

from liaison import clock
from liaison.notices import outbox
from liaison.workdays.models import current_calendar
from suggestions import deadlines
from suggestions.models import Concern, DirectReport, HotlineOrder

OUT = (HotlineOrder.Stage.WAITING, HotlineOrder.Stage.ACCEPTED)
WITH_LEADERS = (DirectReport.Stage.WAITING, DirectReport.Stage.DELIVERED)


@transaction.atomic
def send_order(concern: Concern) -> HotlineOrder:
    """转 12345: write the order and its outbox row; the worker carries it over (T28)."""
    order = HotlineOrder.objects.create(
        concern=concern,
        reference=_reference(concern, concern.hotline_orders.count()),
        created_at=clock.now(),
        due_on=deadlines.promise("hotline", clock.today(), current_calendar()).day,
    )
    outbox.send(
        channel="hotline",
        payload={"order": order.pk},
        once=f"hotline:{order.reference}",
        about=order,
    )
    return order


@transaction.atomic
def send_report(concern: Concern) -> DirectReport:
    """直报: write the report and its outbox row (T30)."""
    report = DirectReport.objects.create(
        concern=concern,
        reference=_reference(concern, concern.direct_reports.count()),
        created_at=clock.now(),
    )
    outbox.send(
        channel="direct",
        payload={"report": report.pk},
        once=f"direct:{report.reference}",
        about=report,
    )
    return report


def _reference(concern: Concern, before: int) -> str:
    """Our own number for the n-th order of one concern: the other side takes each only once."""
    return f"{concern.number}-{before + 1}"


def is_out(concern: Concern) -> bool:
    """Whether another organisation has it in hand."""
    return (
        concern.hotline_orders.filter(stage__in=OUT).exists()
        or concern.direct_reports.filter(stage__in=WITH_LEADERS).exists()
    )
