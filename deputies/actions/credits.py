"""What reports to voters and honours tell of deputies, for the record (J13, T20)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from deputies.models import Honour, Reporting
from deputies.record import Event, Part, addresses, register

REPORTING = {"reporting": ("向选民述职", Part.REPORTING)}
HONOUR = {"honour": ("获得表彰", Part.HONOURS)}


def reportings(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """述职: reported and voted on, on its day. One statement."""
    rows = Reporting.objects.held().filter(held_on__range=(first, last))
    if deputy_ids is not None:
        rows = rows.filter(mandate__deputy__any_of=deputy_ids)
    address = addresses(reverse("deputies:reporting", args=[0]))
    for pk, deputy, on, place in rows.order_by().values_list(
        "pk", "mandate__deputy_id", "held_on", "place"
    ):
        yield Event(deputy, "reporting", on, f"在{place}述职", f"reporting:{pk}", address(pk))


def honours(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """表彰: confirmed ones, on the day they were granted; graded by their kind. One statement."""
    rows = Honour.objects.confirmed().filter(granted_on__range=(first, last))
    if deputy_ids is not None:
        rows = rows.filter(deputy__any_of=deputy_ids)
    address = addresses(reverse("deputies:honour", args=[0]))
    names = "pk", "deputy_id", "granted_on", "title", "kind"
    for pk, deputy, on, title, kind in rows.order_by().values_list(*names):
        yield Event(deputy, "honour", on, title, f"honour:{pk}", address(pk), grade=kind)


def tell_the_record() -> None:
    """Register every source of this file."""
    register(reportings, kinds=REPORTING)
    register(honours, kinds=HONOUR)
