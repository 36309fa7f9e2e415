"""A station's life: renamed, moved, merged, closed and opened again, and what is left to read."""

from datetime import date, time, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from deputies.models import Membership
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from stations import chronicle
from stations.actions import lives, visits
from stations.actions import network as actions
from stations.hierarchy import Kind
from stations.models import Grid, MobileVisit, Station, StationSeat, ids_below
from suggestions.actions import concerns
from suggestions.models import Concern
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, network, seat_in

DAY = date(2026, 6, 1)


@pytest.fixture
def net():
    return network()


@pytest.fixture
def heir(net):
    return StationFactory(code="B", name="映湖联络站", kind=Kind.STATION, parent=net[1])


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


# -- names --------------------------------------------------------------------------------------
def test_a_renamed_station_is_found_by_both_names_and_shows_the_old_one(client, office, net):
    asked = {"name": "天井湖新村联络站", "on": "2026-06-01"}
    assert client.post("/desk/stations/T/rename/", asked).status_code == 302
    for address in ("/?q=天井湖联络", "/desk/stations/?q=天井湖联络", "/desk/stations/T/", "/s/T/"):
        html = page(client, address)
        assert "天井湖新村联络站" in html
        assert "曾用名" in html
    assert "曾用名" not in page(client, "/?q=天井湖新村")
    former = net[2].former_names.get()
    assert (former.name, former.from_on, former.to_on) == (
        "天井湖联络站",
        None,
        date(2026, 5, 31),
    )
    assert Event.objects.get(verb="rename_station").about_label == "天井湖新村联络站"


def test_names_follow_one_another_without_gap(net):
    station = net[2]
    lives.rename(station, name="二", on=DAY, by=None)
    lives.rename(station, name="三", on=date(2026, 7, 1), by=None)
    spans = [(n.name, n.from_on, n.to_on) for n in station.former_names.order_by("to_on")]
    assert spans == [
        ("天井湖联络站", None, date(2026, 5, 31)),
        ("二", DAY, date(2026, 6, 30)),
    ]
    with pytest.raises(Refused, match="晚于上一次更名"):
        lives.rename(station, name="四", on=date(2026, 6, 30), by=None)


def test_a_name_that_is_the_same_too_long_or_of_tomorrow_is_refused(net):
    tomorrow = clock.today() + timedelta(days=1)
    for name, on, reason in (
        ("天井湖联络站", DAY, "相同"),
        ("长" * 61, DAY, "60"),
        ("新名", tomorrow, "不能晚于今天"),
    ):
        with pytest.raises(Refused, match=reason):
            lives.rename(net[2], name=name, on=on, by=None)
    assert not net[2].former_names.exists()


# -- moves --------------------------------------------------------------------------------------
def test_a_move_is_told_before_and_kept_after(client, office, net):
    other = StationFactory(code="D", name="义安中心站", kind=Kind.CENTRE, parent=net[0])
    html = page(client, "/desk/stations/T/move/")
    assert "现在的上级是“铜官中心站”" in html
    assert "其下未撤销的 1 个站点一同调整" in html
    client.post("/desk/stations/T/move/", {"to": other.pk, "on": "2026-06-01"})
    move = net[2].moves.get()
    assert (move.left.code, move.joined.code, move.moved_on) == ("C", "D", DAY)
    assert "由“铜官中心站”之下改设在“义安中心站”之下" in page(client, "/desk/stations/T/")
    with pytest.raises(Refused, match="已经在这个上级之下"):
        actions.move_station(net[2], to=other, by=None)


def test_nothing_moves_below_a_closed_station(net):
    closed = StationFactory(code="D", kind=Kind.CENTRE, parent=net[0])
    actions.close_station(closed, on=DAY, by=None)
    with pytest.raises(Refused, match="已撤销"):
        actions.move_station(net[2], to=closed, by=None)


# -- closing and opening again ------------------------------------------------------------------
def test_a_closed_station_opens_again_and_both_days_stay(client, office, net):
    client.post("/desk/stations/P/close/", {"on": "2026-06-01"})
    page(client, "/s/P/", status=404)
    assert client.post("/desk/stations/P/reopen/", {"on": "2026-07-01"}).status_code == 302
    page(client, "/s/P/")
    told = [(event.on, event.text) for event in chronicle.of(Station.objects.get(code="P"))]
    assert told[:2] == [(date(2026, 7, 1), "恢复"), (DAY, "撤销")]


def test_only_what_is_closed_and_whose_parent_stands_opens_again(net):
    _, _, station, point = net
    with pytest.raises(Refused, match="没有撤销"):
        actions.reopen_station(point, on=DAY, by=None)
    actions.close_station(point, on=DAY, by=None)
    actions.close_station(station, on=DAY, by=None)
    with pytest.raises(Refused, match="请先恢复上级"):
        actions.reopen_station(point, on=DAY, by=None)
    with pytest.raises(Refused, match="不能早于撤销日期"):
        actions.reopen_station(station, on=DAY - timedelta(days=1), by=None)


def test_the_page_of_closing_says_what_stands_below(client, office, net):
    assert "其下还有未撤销的站点“湖东联络点”" in page(client, "/desk/stations/T/close/")


# -- merging ------------------------------------------------------------------------------------
@pytest.fixture
def busy(net, heir):
    """The station with a deputy, one who belongs to both, an officer, a grid, a visit, a concern."""
    station = net[2]
    deputy, both = DeputyFactory(name="王芳"), DeputyFactory(name="双站")
    for each in (deputy, both):
        MandateFactory(deputy=each)
        MembershipFactory(deputy=each, station=station, from_on=date(2022, 1, 1))
    MembershipFactory(deputy=both, station=heir, is_primary=False, from_on=date(2023, 1, 1))
    seat_in(station, Role.STATION)
    Grid.objects.create(code="W", name="网格", station=station)
    MobileVisit.objects.create(
        station=station, weekday=3, starts=time(9), ends=time(11), place="广场", from_on=DAY
    )
    concerns.submit(station=station, text="路灯不亮，请尽快维修。", once=uuid4())
    return station


def test_the_merge_is_read_before_it_is_confirmed(client, office, busy, heir):
    html = page(client, "/desk/stations/T/merge/?into=B&on=2026-06-01")
    for line in (
        "下级站点 1 个改设在“映湖联络站”之下",
        "岗位 1 个改在“映湖联络站”",
        "网格 1 个划归",
        "流动联络日程 1 条转到",
        "编入代表 2 人自合并之日起编入",
        "未办结诉求 1 件由“映湖联络站”续办",
        "确认合并",
    ):
        assert line in html
    assert Station.objects.get(code="T").closed_on is None


def test_what_was_the_stations_is_its_heirs_and_the_old_code_leads_there(
    client, office, busy, heir
):
    asked = {"into": "B", "on": "2026-06-01"}
    assert client.post("/desk/stations/T/merge/", asked).status_code == 302
    busy.refresh_from_db()
    assert (busy.closed_on, busy.merged_into) == (DAY, heir)
    assert client.get("/s/T/").url == "/s/B/"
    assert client.get("/s/T/say/").url == "/s/B/say/"
    assert Station.objects.get_parent(Station.objects.get(code="P")) == heir
    assert Grid.objects.get().station == MobileVisit.objects.get().station == heir
    left = Membership.objects.filter(station=busy)
    assert {each.to_on for each in left} == {date(2026, 5, 31)}
    joined = Membership.objects.filter(station=heir, to_on=None)
    assert sorted((m.deputy.name, m.from_on, m.is_primary) for m in joined) == [
        ("双站", date(2023, 1, 1), True),
        ("王芳", DAY, True),
    ]
    assert "“天井湖联络站”并入本站" in page(client, "/desk/stations/B/")
    assert "并入“映湖联络站”" in page(client, "/desk/stations/T/")


def test_the_heirs_officer_goes_on_with_the_open_concern(client, busy, heir):
    officer = seat_in(heir, Role.STATION)
    client.force_login(officer.user)
    concern = Concern.objects.get()
    page(client, f"/desk/concerns/{concern.number}/", status=404)
    actions.merge_station(busy, into=heir, on=DAY, by=None)
    assert "路灯不亮" in page(client, f"/desk/concerns/{concern.number}/")
    concern.refresh_from_db()
    assert concern.station == busy
    assert {seat.station for seat in StationSeat.objects.all()} == {heir}


def test_whoever_is_merged_into_one_that_is_merged_leads_to_the_last(busy, heir, net):
    last = StationFactory(code="L", name="合并后联络站", kind=Kind.STATION, parent=net[1])
    officer = seat_in(last, Role.STATION)
    actions.merge_station(busy, into=heir, on=DAY, by=None)
    actions.merge_station(heir, into=last, on=date(2026, 7, 1), by=None)
    busy.refresh_from_db()
    assert busy.merged_into == last
    assert busy.pk in ids_below(officer)
    assert busy.closures.get().merged_into == heir


@pytest.mark.parametrize(
    ("into", "reason"),
    [("T", "不能并入自己"), ("P", "自己的下级"), ("X", "不在同一个网络"), ("Z", "已撤销")],
)
def test_a_merge_that_makes_no_sense_is_refused(net, heir, into, reason):
    home = StationFactory(code="X", kind=Kind.HOME, network="3206")
    StationFactory(code="Z", kind=Kind.STATION, parent=net[1], closed_on=DAY)
    assert home.network
    with pytest.raises(Refused, match=reason):
        actions.merge_station(net[2], into=Station.objects.get(code=into), on=DAY, by=None)
    assert Station.objects.get(code="T").closed_on is None


def test_what_was_merged_does_not_open_again(busy, heir):
    actions.merge_station(busy, into=heir, on=DAY, by=None)
    with pytest.raises(Refused, match="已并入“映湖联络站”，不能恢复"):
        actions.reopen_station(busy, on=date(2026, 7, 1), by=None)


def test_the_merge_form_asks_again_and_names_no_station_of_another_kind(client, office, net, heir):
    assert client.get("/desk/stations/T/merge/").status_code == 200
    answer = client.get("/desk/stations/T/merge/?into=C&on=2026-06-01")
    assert answer.status_code == 422
    assert client.post("/desk/stations/T/merge/", {}).status_code == 422


# -- hours and visits ---------------------------------------------------------------------------
def test_the_hours_of_the_week_stand_on_the_public_page(client, office, net):
    asked = {f"hours_{n}": "8:30-11:30，14:30-17:30" for n in range(1, 6)}
    assert client.post("/desk/stations/T/edit/", asked).status_code == 302
    html = page(client, "/s/T/")
    assert "周一至周五" in html
    assert "08:30–11:30、14:30–17:30" in html
    assert "不开放" in html
    answer = client.post("/desk/stations/T/edit/", {"hours_1": "上午"})
    assert answer.status_code == 422
    assert "“上午”不是时段" in answer.content.decode()


def test_a_weekly_visit_is_on_the_public_calendar_of_its_station_and_ends(client, net):
    _, _, station, _ = net
    mobile = StationFactory(code="V", name="流动点", kind=Kind.MOBILE, parent=station)
    officer = seat_in(station, Role.STATION)
    client.force_login(officer.user)
    today = clock.today()
    asked = {
        "weekday": today.isoweekday(), "starts": "09:00", "ends": "11:00",
        "place": "阳光广场", "from_on": today.isoformat(),
    }  # fmt: skip
    assert client.post("/desk/stations/V/visits/", asked).status_code == 302
    assert client.post("/desk/stations/V/visits/", asked).status_code == 409
    for code in "VT":
        assert page(client, f"/s/{code}/visits/").count("阳光广场") == 5
        assert "流动联络日程" in page(client, f"/s/{code}/")
    html = page(client, "/desk/stations/V/visits/")
    assert "登记本次活动" in html
    assert f"day={today.isoformat()}" in html
    client.post(f"/desk/visits/{mobile.mobile_visits.get().pk}/end/")
    assert "阳光广场" not in page(client, "/s/V/visits/")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"weekday": None}, "须填其中一项"),
        ({"day": DAY}, "须填其中一项"),
        ({"ends": time(8)}, "结束时刻必须晚于开始时刻"),
        ({"to_on": date(2026, 5, 1)}, "截止日期不能早于起始日期"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(net, changed, reason):
    asked = {
        "place": "广场", "starts": time(9), "ends": time(11), "weekday": 3, "from_on": DAY,
    } | changed  # fmt: skip
    with pytest.raises(Refused, match=reason):
        visits.plan_visit(net[2], by=None, **asked)


# -- races --------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_and_merge_the_same_station_at_once_both_are_told_the_truth():
    main, centre, station, _ = network()
    other = StationFactory(code="D", kind=Kind.CENTRE, parent=main)
    heir = StationFactory(code="B", name="映湖", kind=Kind.STATION, parent=centre)
    ready, refused = Barrier(3), []

    def attempt(act):
        try:
            ready.wait(10)
            act()
        except Refused as why:
            refused.append(str(why))
        finally:
            connection.close()

    acts = [
        lambda: actions.move_station(station, to=other, by=None),
        lambda: actions.move_station(station, to=other, by=None),
        lambda: actions.merge_station(station, into=heir, on=DAY, by=None),
    ]
    workers = [Thread(target=attempt, args=[act]) for act in acts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    # Whoever comes after the merge is told of it, whoever moves a second time of the first.
    assert len(refused) in (1, 2)
    assert all("已经在这个上级之下" in why or "已经撤销" in why for why in refused)
    assert Station.objects.find_problems() == ([], [], [], [], [])
    station.refresh_from_db()
    assert station.merged_into == heir
    assert station.moves.count() == 2 - len(refused)


def test_a_closed_station_is_not_moved_and_the_page_says_why():
    main, _, station, point = network()
    other = StationFactory(code="D", kind=Kind.CENTRE, parent=main)
    for each in (point, station):
        actions.close_station(each, on=DAY, by=None)
    with pytest.raises(Refused, match="已经撤销"):
        actions.move_station(station, to=other, by=None)
    assert not station.moves.exists()


def test_a_merge_is_not_dated_ahead_and_the_message_says_when_to_come_back():
    _, centre, station, _ = network()
    heir = StationFactory(code="B", name="映湖", kind=Kind.STATION, parent=centre)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="当天或之后办理"):
        actions.merge_station(station, into=heir, on=tomorrow, by=None)
    station.refresh_from_db()
    assert station.closed_on is None
