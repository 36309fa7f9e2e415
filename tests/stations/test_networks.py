"""Several networks in one database: a city's 1+4+50+N, a street's 1+N, a town's 家–站–点."""

import io
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from deputies.models import Deputy, GridDuty, uncovered
from liaison import clock
from liaison.accounts.roles import Role
from liaison.errors import Refused
from stations.actions import network as actions
from stations.hierarchy import Kind, network_of
from stations.models import Grid, Station
from stations.venues import Venue, venue_of
from tests.factories.stations import StationFactory, seat_in

ROOT = Path(__file__).parents[2]
TONGLING = ROOT / "stations/data/tongling_stations.csv"
XINGREN = ROOT / "stations/data/xingren_stations.csv"
STREET = ROOT / "stations/data/street_stations.csv"
DEPUTIES = ROOT / "deputies/data/xingren_deputies.csv"
GRIDS = ROOT / "stations/data/xingren_grids.csv"


def run(command, path):
    out = io.StringIO()
    call_command(command, str(path), stdout=out)
    return out.getvalue()


@pytest.fixture
def xingren():
    """The town with its deputies and grids."""
    run("import_stations", XINGREN)
    run("import_deputies", DEPUTIES)
    run("import_grids", GRIDS)


def test_three_shapes_of_network_load_side_by_side():
    for path, number in ((TONGLING, 525), (XINGREN, 22), (STREET, 10)):
        assert f"新增 {number}" in run("import_stations", path)
        assert f"修改 0，不变 {number}" in run("import_stations", path)
    kinds = Counter(Station.objects.filter(network="3206").values_list("kind", flat=True))
    assert kinds == {Kind.HOME: 1, Kind.STATION: 5, Kind.POINT: 16}
    assert Station.objects.filter(network="3407").count() == 535
    assert Station.objects.find_problems() == ([], [], [], [], [])


def test_a_main_station_is_the_only_one_of_its_city_and_another_city_has_its_own(tmp_path):
    run("import_stations", TONGLING)
    path = tmp_path / "more.csv"
    path.write_text("类型,上级编码,编码,名称\n总站,,320600,南通总站\n总站,,340799,又一铜陵总站\n")
    with pytest.raises(CommandError) as refusal:
        run("import_stations", path)
    assert "第 3 行：总站只能有一个，已有“铜陵市人大代表联络总站”。" in str(refusal.value)
    assert "第 2 行" not in str(refusal.value)
    path.write_text("类型,上级编码,编码,名称\n总站,,320600,南通总站\n")
    assert "新增 1" in run("import_stations", path)


def test_two_mains_of_one_city_in_one_file_are_refused_and_two_of_two_cities_are_not(tmp_path):
    path = tmp_path / "mains.csv"
    path.write_text(
        "类型,编码,名称,区划代码\n总站,A,甲,340700\n总站,B,乙,340705\n总站,C,丙,320600\n"
    )
    with pytest.raises(CommandError, match="第 3 行：总站只能有一个，已有“甲”。") as refusal:
        run("import_stations", path)
    assert "第 4 行" not in str(refusal.value)


def test_the_action_and_the_database_refuse_a_second_main_of_a_city_too():
    first = actions.open_station(code="340700", name="铜陵", kind=Kind.MAIN, by=None)
    actions.open_station(code="320600", name="南通", kind=Kind.MAIN, by=None)
    with pytest.raises(Refused, match="一个网络的总站只能有一个"):
        actions.open_station(code="340701", name="又一", kind=Kind.MAIN, by=None)
    with pytest.raises(IntegrityError, match="station_one_main"), transaction.atomic():
        StationFactory(code="X", network=first.network)


def test_the_whole_tree_bears_the_network_of_its_top_wherever_it_moves():
    here = actions.open_station(code="340700", name="铜陵", kind=Kind.MAIN, by=None)
    there = actions.open_station(code="320600", name="南通", kind=Kind.MAIN, by=None)
    centre = actions.open_station(code="C", name="中心", kind=Kind.CENTRE, parent=here, by=None)
    home = actions.open_station(code="H", name="家", kind=Kind.HOME, parent=centre, by=None)
    assert home.network == "3407"
    actions.move_station(home, to=None, by=None)
    home.refresh_from_db()
    assert home.network == ""
    far = actions.open_station(code="D", name="中心", kind=Kind.CENTRE, parent=there, by=None)
    actions.open_station(code="S", name="站", kind=Kind.STATION, parent=home, by=None)
    actions.move_station(home, to=far, by=None)
    assert set(Station.objects.filter(code__in="HS").values_list("network", flat=True)) == {"3206"}
    assert network_of("家", "") == "" != network_of("", "340700")


def test_an_office_at_the_top_sees_its_own_networks_deputies_and_no_others(xingren, client):
    other = StationFactory(code="340700", kind=Kind.MAIN)
    town = Station.objects.get(code="XR")
    assert Deputy.objects.visible_to(seat_in(town, Role.COMMITTEE)).count() == 107
    assert not Deputy.objects.visible_to(seat_in(other, Role.COMMITTEE)).exists()


def test_every_one_of_63_grids_is_covered_and_removing_one_link_uncovers_exactly_one(
    xingren, client
):
    today = clock.today()
    assert Grid.objects.count() == 63
    assert GridDuty.objects.running(today).values("deputy").distinct().count() == 107
    assert not uncovered(Grid.objects.all(), today).exists()
    client.force_login(seat_in(Station.objects.get(code="XR"), Role.COMMITTEE).user)
    html = client.get("/desk/grids/").content.decode()
    assert "63/63" in html
    assert "63 个网格都有代表联系" in html
    lonely = next(g for g in Grid.objects.order_by("code") if g.duties.count() == 1)
    client.post(f"/desk/grids/duties/{lonely.duties.get().pk}/release/")
    html = client.get("/desk/grids/").content.decode()
    assert "62/63" in html
    assert list(uncovered(Grid.objects.all(), today)) == [lonely]
    listed = client.get("/desk/grids/?state=uncovered").context["page"].items
    assert [grid.pk for grid in listed] == [lonely.pk]


def test_a_grid_whose_only_deputy_left_office_is_uncovered_from_that_day(xingren):
    lonely = next(g for g in Grid.objects.order_by("code") if g.duties.count() == 1)
    mandate = lonely.duties.get().deputy.mandates.get()
    mandate.to_on, mandate.end_reason = clock.today() - timedelta(days=1), "moved"
    mandate.save()
    assert list(uncovered(Grid.objects.all(), clock.today())) == [lonely]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("党群服务中心", Venue.PARTY),
        ("天井湖社区党群服务中心二楼", Venue.PARTY),
        ("映湖居民服务中心", Venue.RESIDENTS),
        ("通达矽钢公司", Venue.ENTERPRISE),
        ("邻里小院", Venue.COURTYARD),
        ("流动服务车", Venue.MOBILE),
        ("other", Venue.OTHER),
        ("庙会", None),
        ("", None),
    ],
)
def test_the_venue_is_read_from_a_word_or_from_the_houses_name(text, venue):
    assert venue_of(text) == venue


def test_the_import_tells_the_venue_and_the_report_adds_up_to_all_stations(client):
    run("import_stations", XINGREN)
    client.force_login(seat_in(Station.objects.get(code="XR"), Role.COMMITTEE).user)
    answer = client.get("/desk/stations/venues/")
    rows = {value: number for value, _, number in answer.context["rows"]}
    assert sum(rows.values()) == answer.context["total"] == 22
    assert rows["party"] == 6
    assert rows["enterprise"] == 3
    assert rows["none"] == 0
    listed = client.get("/desk/stations/?venue=enterprise").context["page"].items
    assert len(listed) == 3


def test_an_unknown_venue_is_refused_with_its_line(tmp_path):
    path = tmp_path / "venue.csv"
    path.write_text("类型,编码,名称,场所类型\n代表之家,H,家,庙会\n")
    with pytest.raises(CommandError, match="第 2 行：不认识的场所类型“庙会”，应为：党群服务中心"):
        run("import_stations", path)


def test_a_venue_chosen_by_hand_outlives_the_import_that_only_suggests_one(tmp_path):
    path = tmp_path / "venue.csv"
    path.write_text("类型,编码,名称,依托场所\n代表之家,H,家,某公司\n")
    run("import_stations", path)
    home = Station.objects.get(code="H")
    assert home.venue == Venue.ENTERPRISE
    actions.update_station(home, venue=Venue.OTHER, by=None)
    assert "不变 1" in run("import_stations", path)
