"""What can happen to a station, and what is refused."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from stations.actions import network as actions
from stations.hierarchy import Kind
from stations.models import Station, StationSeat, station_of
from tests.factories.accounts import SeatFactory
from tests.factories.stations import StationFactory, network, seat_in


def test_an_opened_station_stands_below_its_parent_and_is_written_down():
    _, centre, _, _ = network()
    officer = seat_in(centre, Role.COMMITTEE)
    opened = actions.open_station(
        code="N", name="新站", kind=Kind.STATION, parent=centre, address="湖滨路1号", by=officer
    )
    assert Station.objects.get_parent(opened) == centre
    assert opened.address == "湖滨路1号"
    assert Event.objects.get(verb="open_station").about_label == "新站"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"kind": Kind.POINT}, "联络点不能设在中心站之下"),
        ({"code": "T"}, "编码"),
        ({"code": "中文"}, "编码只能由字母"),
        ({"code": "import"}, "编码只能由字母"),
        ({"name": ""}, "不能为空"),
    ],
)
def test_a_station_that_does_not_fit_is_refused_in_chinese(given, reason):
    _, centre, _, _ = network()
    asked = {"code": "N", "name": "新站", "kind": Kind.STATION} | given
    with pytest.raises(Refused, match=reason):
        actions.open_station(**asked, parent=centre, by=None)
    assert Station.objects.count() == 4


def test_a_second_main_station_is_refused_by_the_action_and_by_the_database():
    network()
    with pytest.raises(Refused, match="总站只能有一个"):
        actions.open_station(code="M2", name="又一总站", kind=Kind.MAIN, by=None)
    with pytest.raises(IntegrityError, match="station_one_main"), transaction.atomic():
        StationFactory(code="M2")


def test_another_countys_office_may_not_open_edit_move_or_close_here():
    main, centre, station, _ = network()
    other = StationFactory(kind=Kind.CENTRE, parent=main)
    stranger = seat_in(other, Role.COMMITTEE)
    for act in (
        lambda: actions.open_station(
            code="N", name="新站", kind=Kind.STATION, parent=centre, by=stranger
        ),
        lambda: actions.update_station(station, name="改名", by=stranger),
        lambda: actions.move_station(station, to=other, by=stranger),
        lambda: actions.close_station(station, on=date(2026, 1, 1), by=stranger),
    ):
        with pytest.raises(Refused, match="不在您的管理范围内"):
            act()


def test_a_change_of_nothing_leaves_no_trace():
    _, _, station, _ = network()
    actions.update_station(station, name=station.name, by=None)
    assert not Event.objects.filter(verb="update_station").exists()
    assert actions.update_station(station, name="新名", by=None).name == "新名"


def test_a_moved_station_takes_everything_below_it_along():
    main, _, station, point = network()
    other = StationFactory(kind=Kind.CENTRE, parent=main)
    actions.move_station(station, to=other, by=None)
    point.refresh_from_db()
    assert [each.code for each in Station.objects.get_ancestors(point)] == ["M", other.code, "T"]


def test_a_station_cannot_be_moved_below_itself_or_where_its_kind_may_not_stand():
    home = StationFactory(kind=Kind.HOME)
    station = StationFactory(kind=Kind.STATION, parent=home)
    studio = StationFactory(kind=Kind.STUDIO, parent=station)
    with pytest.raises(Refused, match="自己的下级"):
        actions.move_station(station, to=studio, by=None)
    with pytest.raises(Refused, match="联络站必须有上级"):
        actions.move_station(station, to=None, by=None)


def test_a_station_closes_only_after_those_below_it():
    _, _, station, point = network()
    with pytest.raises(Refused, match="湖东联络点"):
        actions.close_station(station, on=date(2026, 11, 1), by=None)
    actions.close_station(point, on=date(2026, 11, 1), by=None)
    actions.close_station(station, on=date(2026, 11, 1), by=None)
    assert not Station.objects.open_on(date(2026, 11, 1)).filter(code__in="TP").exists()
    assert Station.objects.open_on(date(2026, 10, 31)).filter(code="T").exists()
    with pytest.raises(Refused, match="已经撤销"):
        actions.close_station(station, on=date(2026, 11, 2), by=None)


def test_nothing_opens_below_a_closed_station_nor_closes_before_it_opened():
    _, _, _, point = network()
    trade = StationFactory(kind=Kind.TRADE, parent=Station.objects.get(code="M"))
    actions.close_station(trade, on=date(2026, 1, 1), by=None)
    with pytest.raises(Refused, match="已撤销"):
        actions.open_station(code="N", name="点", kind=Kind.POINT, parent=trade, by=None)
    actions.update_station(point, opened_on=date(2026, 1, 1), by=None)
    with pytest.raises(Refused, match="撤销日期不能早于设立日期"):
        actions.close_station(point, on=date(2025, 12, 31), by=None)


def test_a_seat_sits_at_one_station_only():
    _, centre, station, _ = network()
    seat = SeatFactory()
    actions.seat_at(seat, station)
    actions.seat_at(seat, station)
    assert station_of(seat) == station
    with pytest.raises(Refused, match="其他站点"):
        actions.seat_at(seat, centre)
    assert StationSeat.objects.get().station == station


def test_the_seat_manages_its_station_and_below_and_no_other():
    main, centre, station, point = network()
    StationFactory(kind=Kind.CENTRE, parent=main)
    seat = seat_in(centre, Role.COMMITTEE)
    assert list(Station.objects.managed_by(seat)) == [centre, station, point]
    assert not Station.objects.managed_by(SeatFactory()).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_open_stations_under_one_parent_at_once_both_succeed():
    _, centre, _, _ = network()
    ready = Barrier(2)
    errors = []

    def open_one(code):
        try:
            ready.wait(10)
            actions.open_station(code=code, name=code, kind=Kind.STATION, parent=centre, by=None)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    workers = [Thread(target=open_one, args=[code]) for code in ("A1", "A2")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not errors
    assert Station.objects.find_problems() == ([], [], [], [], [])
    assert {
        child.code for child in Station.objects.get_children(Station.objects.get(code="C"))
    } >= {
        "A1",
        "A2",
    }
