"""The use index: worked out again by hand from the raw counts."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from deputies.models import Attendance, Deputy
from liaison.accounts.roles import Role
from stations.hierarchy import Kind
from stations.models import Activity, Function
from suggestions.actions import concerns
from supervision import periods, use_index
from tests.factories.network import WORDS
from tests.factories.stations import StationFactory, network, seat_in

YEAR = periods.year(2026)


@pytest.fixture
def net():
    return network()


@pytest.fixture
def other(net):
    return StationFactory(code="O", name="另一联络站", kind=Kind.STATION, parent=net[1])


def held(station, function, *, at=datetime(2026, 3, 2, 2, tzinfo=UTC), stage="held", study=""):
    return Activity.objects.create(
        station=station,
        function=function,
        title="活动",
        starts_at=at,
        ends_at=at + timedelta(hours=2),
        held_on=(at + timedelta(hours=8)).date(),
        stage=stage,
        study_title=study,
        sign_in_key="k",
        once=uuid4(),
        cancelled_at=at if stage == "cancelled" else None,
        cancel_reason="雨" if stage == "cancelled" else "",
    )


def visit(activity, seat):
    at = activity.starts_at
    deputy = Deputy.objects.create(name="王代表")
    Attendance.objects.create(
        activity=activity, deputy=deputy, how="code", signed_in_at=at, recorded_at=at,
        recorded_by=seat,
    )  # fmt: skip


def test_the_index_is_reproduced_by_hand_from_the_raw_counts(net, other, time_machine):
    time_machine.move_to("2026-03-10T10:00:00+08:00")
    main, _, station, point = net
    seat = seat_in(station, Role.STATION)
    for _ in range(4):
        held(station, Function.PUBLICITY)
    held(other, Function.PUBLICITY, study="代表法")
    held(point, Function.CONTACT, study="代表法")
    held(station, Function.STUDY, study="宪法")
    visit(held(other, Function.SURVEY), seat)
    held(station, Function.PUBLICITY, stage="cancelled")
    held(station, Function.PUBLICITY, at=datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    concerns.submit(station=point, text=WORDS, once=uuid4())

    first, second = use_index.ranking(main, Kind.STATION, YEAR)
    # 政策宣传 4:1, 民意汇集 1+1:0, 履职服务 0:1+1, 学习交流 1+1:1 — of the best, in per cent.
    assert first.station == station
    assert list(first.sums.values()) == [4, 2, 0, 2]
    assert list(second.sums.values()) == [1, 0, 2, 1]
    assert list(first.scores.values()) == [100.0, 100.0, 0.0, 100.0]
    assert list(second.scores.values()) == [25.0, 0.0, 100.0, 50.0]
    assert (first.index, second.index) == (75.0, 43.8)
    assert (first.rank, second.rank) == (1, 2)
    assert set(first.counts) <= set(use_index.COUNTS)


def test_the_year_begins_at_midnight_in_shanghai(net):
    held(net[2], Function.PUBLICITY, at=datetime(2025, 12, 31, 16, 0, tzinfo=UTC))
    held(net[2], Function.PUBLICITY, at=datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    (line,) = use_index.ranking(net[0], Kind.STATION, YEAR)
    assert line.counts["publicity"] == 1


def test_stations_that_did_the_same_share_a_rank_and_nothing_is_nought(net, other):
    lines = use_index.ranking(net[0], Kind.STATION, YEAR)
    assert [(line.rank, line.index) for line in lines] == [(1, 0.0), (1, 0.0)]


def test_the_ranking_costs_the_same_at_any_size(net, django_assert_max_num_queries):
    for _ in range(20):
        held(StationFactory(kind=Kind.STATION, parent=net[1]), Function.STUDY)
    with django_assert_max_num_queries(6):
        use_index.ranking(net[0], Kind.STATION, YEAR)


def test_an_officer_sees_the_own_place_in_the_whole_network(client, net, other):
    held(other, Function.PUBLICITY)
    officer = seat_in(net[2], Role.STATION)
    client.force_login(officer.user)
    html = client.get("/desk/use-index/?year=2026").content.decode()
    assert net[2].name in html
    assert other.name not in html
    own = client.get("/desk/use-index/T/?year=2026").content.decode()
    assert "在同一网络 2 个联络站中列第 2 名" in own
    assert "当期已举行的“政策宣传”职能活动。" in own
    assert client.get("/desk/use-index/O/").status_code == 404
    assert client.get("/desk/use-index.xlsx").content[:2] == b"PK"
    assert client.get("/desk/use-index/?kind=none").status_code == 404
