"""Party members among the deputies: for whose work it is, or public by consent; groups and duties (T12)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from deputies.actions.invitations import invite
from deputies.actions.register import act_as
from deputies.models import GridDuty
from liaison import clock
from liaison.accounts.roles import Role
from stations.actions import activities
from stations.hierarchy import Kind
from stations.models import Grid, Station
from tests.factories.accounts import SeatFactory
from tests.factories.activities import plan
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

PARTY = "中共党员"


def html(answer):
    return answer.content.decode()


@pytest.fixture
def member(net):
    deputy = MandateFactory(deputy=DeputyFactory(name="王党员", party=PARTY)).deputy
    MembershipFactory(deputy=deputy, station=net[2])
    return deputy


@pytest.fixture
def other(net):
    deputy = MandateFactory(deputy=DeputyFactory(name="李群众", party="群众")).deputy
    MembershipFactory(deputy=deputy, station=net[2])
    return deputy


def read(client, seat, deputy):
    client.force_login(seat.user)
    return html(client.get(f"/desk/deputies/{deputy.pk}/"))


def test_only_permitted_roles_see_the_party_field_of_a_named_person(client, net, member):
    own = SeatFactory(role=Role.DEPUTY)
    act_as(own, member)
    assert PARTY in read(client, seat_in(net[2], Role.COMMITTEE), member)
    assert PARTY in read(client, own, member)
    for role in (Role.STATION, Role.LEADER):
        page = read(client, seat_in(net[0], role), member)
        assert PARTY not in page
    assert PARTY not in html(client.get("/s/T/deputies/"))


def test_when_the_deputy_agrees_everybody_may_read_it_and_he_may_take_it_back(client, net, member):
    own, leader = SeatFactory(role=Role.DEPUTY), seat_in(net[0], Role.LEADER)
    act_as(own, member)
    client.force_login(own.user)
    client.post(f"/desk/deputies/{member.pk}/party/", {"is_public": "on"})
    assert PARTY in read(client, leader, member)
    assert PARTY in html(client.get("/s/T/deputies/"))
    client.force_login(own.user)
    client.post(f"/desk/deputies/{member.pk}/party/", {})
    assert PARTY not in read(client, leader, member)


def test_the_filter_of_party_members_is_for_those_who_may_read_the_field(
    client, net, member, other
):
    for role, seen in ((Role.COMMITTEE, False), (Role.LEADER, True)):
        client.force_login(seat_in(net[0], role).user)
        page = html(client.get("/desk/deputies/?party=on"))
        assert "王党员" in page
        assert ("李群众" in page) is seen
        assert ("党员代表小组" in page) is not seen


def test_a_stations_group_and_its_duty_roster(client, net, member, other):
    Station.objects.filter(pk=net[2].pk).update(leading_party="天井湖社区党委")
    officer = seat_in(net[2], Role.STATION)
    town = SimpleNamespace(station=net[2], officer=officer)
    coming = plan(town, title="党员代表接待日", starts_at=clock.now() + timedelta(days=2))
    invite(coming, deputies=[member, other], by=officer, on_duty=True)
    activities.publish(coming, by=officer)
    client.force_login(seat_in(net[2], Role.COMMITTEE).user)
    joint = html(client.get("/desk/deputies/party/"))
    assert "天井湖社区党委" in joint
    page = html(client.get("/desk/deputies/party/T/"))
    assert "党员代表接待日" in page
    assert "值班接待" in page
    assert "李群众" not in page
    assert client.get("/desk/deputies/party.xlsx").content[:2] == b"PK"


def test_stations_without_party_members_are_found(client, net, member):
    StationFactory(name="无党员联络站", kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(net[0], Role.COMMITTEE).user)
    page = html(client.get("/desk/deputies/party/?bare=on"))
    assert "无党员联络站" in page
    assert "天井湖联络站" not in page


def test_a_leader_and_a_strange_office_have_no_group_page(client, net, member):
    client.force_login(seat_in(net[0], Role.LEADER).user)
    assert client.get("/desk/deputies/party/T/").status_code == 403
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(other, Role.COMMITTEE).user)
    assert client.get("/desk/deputies/party/T/").status_code == 404
    assert client.post(f"/desk/deputies/{member.pk}/party/", {}).status_code == 404


def test_a_deputys_page_names_the_grids_he_answers_for(client, net, member):
    grid = Grid.objects.create(code="W1", name="湖东一网格", station=net[2])
    GridDuty.objects.create(deputy=member, grid=grid, from_on=clock.today())
    assert "湖东一网格" in read(client, seat_in(net[2], Role.STATION), member)
