"""How a month is compiled and signed off."""

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.hierarchy import Kind
from stations.models import Station
from supervision import indicators, narrative, periods
from supervision.models import MonthlyReport
from supervision.periods import Period
from supervision.tallies import Tallies

#: Whose month is compiled by the clock: the city, each county, each station (T24, product §7).
REPORTED = (Kind.MAIN, Kind.CENTRE, Kind.STATION, Kind.HOME, Kind.STUDIO)


@transaction.atomic
def compile_month(
    station: Station, period: Period, tallies: Tallies | None = None
) -> MonthlyReport:
    """编制月报: store the figures of `station` and below for the month `period`.

    Compiled again it takes the figures of now, until it is signed off: then Refused. tallies: what
    is counted already, when many stations are compiled at once.
    """
    known = (
        MonthlyReport.objects.select_for_update(of=("self",))
        .filter(station=station, month=period.start)
        .first()
    )
    if known and known.is_frozen:
        raise Refused("此月报已签发，数据不再变动；更正请写入下月月报。")
    figures, sentences = _contents(station, period, tallies or Tallies(station))
    report, _ = MonthlyReport.objects.update_or_create(
        station=station,
        month=period.start,
        defaults={"figures": figures, "sentences": sentences, "compiled_at": clock.now()},
    )
    return report


def _contents(station: Station, period: Period, tallies: Tallies) -> tuple[dict, list[str]]:
    now = indicators.figures(station, period, tallies)
    before = indicators.figures(station, periods.month_before(period.start), tallies)
    categories = indicators.by_category(station, period, tallies)
    children = indicators.by_child(station, period, tallies)
    quiet = [child["name"] for child in children if not child["figures"]["received"]]
    idle = [row.name for row in tallies.month(station, period).short]
    figures = {
        "now": now,
        "before": before,
        "channels": indicators.by_channel(station, period, tallies),
        "categories": categories,
        "children": children,
    }
    told = narrative.sentences(now, before, categories=categories, quiet=quiet, idle=idle)
    return figures, told


def compile_all(period: Period) -> int:
    """Compile `period` for every reported station; signed ones stand. Returns how many."""
    signed = MonthlyReport.objects.filter(month=period.start).exclude(signed_at=None)
    waiting = Station.objects.filter(kind__in=REPORTED).exclude(pk__in=signed.values("station"))
    compiled, tallies = 0, Tallies()
    for station in waiting.open_on(period.last_day).order_by("path"):
        compile_month(station, period, tallies)
        compiled += 1
    return compiled


def sign_off(report: MonthlyReport, *, by: Seat) -> None:
    """签发: from here on the figures stand."""
    with transaction.atomic():
        locked = MonthlyReport.objects.select_for_update(of=("self",))
        report.refresh_from_db(from_queryset=locked)
        if report.is_frozen:
            raise Refused("此月报已签发。")
        if clock.today() < periods.month(report.month).end:
            raise Refused("本月尚未结束，月底后再签发。")
        report.signed_at, report.signed_by = clock.now(), by
        report.save(update_fields=["signed_at", "signed_by"])
        chain.record("report.sign_off", by=by, about=report)
