"""The whole network counted once says of each station what the station counted alone says."""

from datetime import UTC, date, datetime

import pytest

from deputies import compliance
from deputies.actions import obligations as closing
from deputies.models import ClosedPeriod, Deputy, Level, Mandate, Membership
from stations.hierarchy import Kind
from stations.models import Station
from suggestions.actions import concerns
from suggestions.models import Channel
from supervision import actions, indicators, periods
from supervision.models import MonthlyReport
from supervision.tallies import Tallies
from tests.factories.visits import held, visit
from tests.suggestions.test_the_loop import decided, handled, hear, replied

NOVEMBER = periods.month(date(2026, 11, 1))
OCTOBER = periods.month_before(NOVEMBER.start)


def _deputy(name, *stations):
    deputy = Deputy.objects.create(name=name)
    Mandate.objects.create(
        deputy=deputy,
        level=Level.TOWNSHIP,
        term="第十八届",
        certificate_no=f"证-{deputy.pk}",
        electorate="第二选区",
        from_on=date(2021, 12, 18),
    )
    for number, station in enumerate(stations):
        Membership.objects.create(
            deputy=deputy, station=station, is_primary=not number, from_on=date(2022, 1, 1)
        )
    return deputy


@pytest.fixture
def network(town, time_machine):
    """Two networks side by side; people at one station, at two and at none; work in two months."""
    time_machine.move_to(datetime(2026, 10, 9, 2, tzinfo=UTC))
    elsewhere = Station.objects.add_root(
        create_kwargs={
            "code": "420000",
            "name": "另一市总站",
            "kind": Kind.MAIN,
            "network": "另一市",
        }
    )
    far = {"code": "420001", "name": "另一街道联络站", "kind": Kind.STATION, "network": "另一市"}
    Station.objects.add_child(elsewhere, create_kwargs=far)
    here_and_there = _deputy("刘代表", town.other, town.station)
    _deputy("陈代表")
    visit(here_and_there, held(town.station, 2026, 10, 8, 9), town.officer)
    hear(town)
    handled(town)
    time_machine.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
    held(town.other, 2026, 11, 3, 9)
    decided(town, Channel.HOTLINE)
    replied(town)
    concerns.answer(decided(town, Channel.STATION), text="修好了。", by=town.officer)
    return town


def _told(station, tallies):
    """All that a report takes from the tallies for `station`, in both months."""
    return [
        (
            indicators.figures(station, period, tallies),
            indicators.by_channel(station, period, tallies),
            indicators.by_category(station, period, tallies),
            indicators.by_child(station, period, tallies),
            tallies.month(station, period),
            tallies.year(station, period),
        )
        for period in (NOVEMBER, OCTOBER)
    ]


def _alone(station):
    return _told(station, Tallies(station))


def test_every_station_has_the_same_figures_alone_and_out_of_the_whole(network):
    whole, by_code = Tallies(), {}
    for station in Station.objects.order_by("path"):
        told = by_code[station.code] = _told(station, whole)
        assert told == _alone(station)
        month = compliance.month(NOVEMBER.start, below=station)
        year = compliance.year(2026, below=station)
        assert (told[0][4].rows, told[0][5].rows) == (month.rows, year.rows)
    assert by_code["340700"][0][0]["received"] == 3
    assert [len(by_code[code][0][5].rows) for code in ("340700", "340705403", "420001")] == [
        3,
        1,
        0,
    ]


def test_closed_periods_narrow_as_open_ones_do(network, time_machine):
    open_ones = {station.pk: _told(station, Tallies()) for station in Station.objects.all()}
    time_machine.move_to(datetime(2027, 1, 20, 2, tzinfo=UTC))
    closing.close_period(ClosedPeriod.Kind.MONTH, OCTOBER.start, by=None)
    assert ClosedPeriod.objects.count() == 1
    whole = Tallies()
    for station in Station.objects.order_by("path"):
        _, october = _told(station, whole)
        assert october[4].is_closed
        assert october[4].rows == compliance.month(OCTOBER.start, below=station).rows
        assert october[0]["stations_met"] == open_ones[station.pk][1][0]["stations_met"]


def test_compiling_the_network_counts_once_however_many_stations(
    network, django_assert_max_num_queries
):
    with django_assert_max_num_queries(120) as first:
        compiled = actions.compile_all(NOVEMBER)
    counting = [query for query in first.captured_queries if "GROUP BY" in query["sql"]]
    assert compiled == MonthlyReport.objects.count() == 6
    for report in MonthlyReport.objects.select_related("station"):
        assert report.figures["now"] == indicators.figures(report.station, NOVEMBER)
    for number in range(3):
        names = {"code": f"34070540{number + 5}", "name": f"新站{number}", "kind": Kind.STATION}
        Station.objects.add_child(network.centre, create_kwargs=names)
    with django_assert_max_num_queries(200) as second:
        assert actions.compile_all(NOVEMBER) == 9
    again = [query for query in second.captured_queries if "GROUP BY" in query["sql"]]
    assert len(again) == len(counting) <= 12
