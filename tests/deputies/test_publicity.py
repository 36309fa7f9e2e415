"""A policy reaches whom it is meant for; the unread are listed and reminded once a day."""

from uuid import uuid4

import pytest
import time_machine

from deputies.actions import register
from deputies.models import Publicity, Receipt
from liaison.accounts.roles import Role
from liaison.notices.models import IN_SITE, Message
from stations.hierarchy import Kind
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in


@pytest.fixture
def committee(net):
    return seat_in(net[0], Role.COMMITTEE)


@pytest.fixture
def officer(net):
    return seat_in(net[2], Role.STATION)


@pytest.fixture
def wang(net):
    """A deputy at the station with a seat, beside one without an account."""
    deputy = DeputyFactory(name="王芳")
    MandateFactory(deputy=deputy)
    MembershipFactory(deputy=deputy, station=net[2])
    MembershipFactory(deputy=MandateFactory(deputy__name="李强").deputy, station=net[2])
    MandateFactory(deputy__name="已离任", to_on="2023-01-01", end_reason="term")
    seat = SeatFactory(role=Role.DEPUTY)
    register.act_as(seat, deputy)
    return seat


def send(client, seat, audience, **given):
    client.force_login(seat.user)
    posted = {"title": "全会精神", "text": "请学习。", "audience": audience, "once": uuid4()}
    return client.post("/desk/study/policies/new/", posted | given)


def readers(policy):
    rows = policy.receipts.select_related("station", "deputy").order_by("pk")
    return {str(row.station or row.deputy) for row in rows}


def inbox(seat):
    rows = Message.objects.filter(to_user=seat.user, channel=IN_SITE).order_by("created_at", "pk")
    return [message.subject for message in rows]


@pytest.mark.parametrize(
    ("audience", "reached"),
    [
        ("stations", {"铜官中心站", "天井湖联络站"}),
        ("deputies", {"王芳", "李强"}),
        ("both", {"铜官中心站", "天井湖联络站", "王芳", "李强"}),
    ],
)
def test_a_policy_reaches_offices_and_deputies_in_office_below(
    client, committee, officer, wang, audience, reached
):
    assert send(client, committee, audience).status_code == 302
    assert readers(Publicity.objects.get()) == reached
    assert bool(inbox(officer)) == (audience != "deputies")
    assert bool(inbox(wang)) == (audience != "stations")


def test_sent_twice_by_a_double_click_it_is_sent_once(client, committee, officer, wang):
    once = uuid4()
    for _ in range(2):
        assert send(client, committee, "both", once=once).status_code == 302
    assert Publicity.objects.count() == 1
    assert len(inbox(officer)) == 1


def test_a_policy_that_would_reach_nobody_is_refused(client, net):
    lonely = seat_in(StationFactory(code="H", kind=Kind.HOME), Role.COMMITTEE)
    assert send(client, lonely, "stations").status_code == 409
    assert not Publicity.objects.exists()


def test_the_unread_list_says_who_read_when_and_who_has_not(client, committee, officer, wang):
    send(client, committee, "both")
    policy = Publicity.objects.get()
    page = f"/desk/study/policies/{policy.pk}/"
    client.force_login(wang.user)
    assert "全会精神" in client.get("/desk/study/mine/").content.decode()
    assert client.post(page + "read/").status_code == 302
    first = Receipt.objects.get(deputy__name="王芳")
    client.post(page + "read/")
    assert Receipt.objects.get(deputy__name="王芳").read_at == first.read_at
    assert client.get(page).context["page"] is None
    client.force_login(committee.user)
    shown = client.get(page)
    unread = {str(r.station or r.deputy) for r in shown.context["page"].items if not r.read_at}
    assert unread == {"铜官中心站", "天井湖联络站", "李强"}
    assert shown.context["policy"].unread == 3


def test_one_officer_reads_for_the_station_and_the_other_finds_it_read(client, committee, officer):
    send(client, committee, "stations")
    policy = Publicity.objects.get()
    client.force_login(officer.user)
    client.post(f"/desk/study/policies/{policy.pk}/read/")
    receipt = Receipt.objects.get(station__code="T")
    assert receipt.read_by == officer
    client.force_login(seat_in(receipt.station, Role.STATION).user)
    page = client.get(f"/desk/study/policies/{policy.pk}/").content.decode()
    assert "我已阅读" not in page


def test_the_unread_are_reminded_once_a_day_and_the_readers_never(client, committee, officer, wang):
    with time_machine.travel("2026-11-20T10:00:00+08:00", tick=False):
        send(client, committee, "both")
    page = f"/desk/study/policies/{Publicity.objects.get().pk}/"
    with time_machine.travel("2026-11-20T11:00:00+08:00", tick=False):
        client.force_login(wang.user)
        client.post(page + "read/")
    for moment in ("2026-11-20T12:00:00", "2026-11-20T23:59:00", "2026-11-21T00:01:00"):
        with time_machine.travel(f"{moment}+08:00", tick=False):
            client.force_login(committee.user)
            assert client.post(page + "remind/").status_code == 302
    reminder = "【提醒阅读】全会精神"
    assert inbox(officer) == ["【政策传达】全会精神", reminder, reminder]
    assert inbox(wang) == ["【政策传达】全会精神"]


def test_nobody_else_sends_reads_or_reminds(client, net, committee, officer, wang):
    send(client, committee, "deputies")
    page = f"/desk/study/policies/{Publicity.objects.get().pk}/"
    assert send(client, officer, "stations").status_code == 403
    assert client.get(page).status_code == 404
    assert client.post(page + "read/").status_code == 404
    assert client.post(page + "remind/").status_code == 403
    assert client.post(page.replace("policies/", "policies/9")).status_code in (404, 405)
    client.force_login(committee.user)
    assert client.post(page + "read/").status_code == 403
    stranger = SeatFactory(role=Role.DEPUTY)
    client.force_login(stranger.user)
    assert client.get(page).status_code == 404
    client.force_login(SeatFactory(role=Role.GOVERNMENT).user)
    assert client.get(page).status_code == 403
    other = seat_in(StationFactory(code="H", kind=Kind.HOME), Role.COMMITTEE)
    client.force_login(other.user)
    assert client.post(page + "remind/").status_code == 404
