"""A small town for the tests of suggestions: its stations, its people, its units."""

from dataclasses import dataclass
from datetime import date

import pytest

from deputies.models import Deputy, DeputySeat, Level, Mandate, Membership
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.hierarchy import Kind
from stations.models import Station, StationSeat
from suggestions.models import Department, DepartmentSeat
from tests.factories.accounts import SeatFactory


@dataclass
class Town:
    """One city main station, a centre, two stations; a person in every seat; three units."""

    main: Station
    centre: Station
    station: Station
    other: Station
    officer: Seat
    other_officer: Seat
    committee: Seat
    government: Seat
    leader: Seat
    deputy: Seat
    lights: Department
    housing: Department
    court: Department
    lights_officer: Seat
    housing_officer: Seat
    court_officer: Seat


def sit(role: Role, station: Station) -> Seat:
    """A person in `role` at `station`."""
    seat = SeatFactory(role=role, place_name=station.name)
    StationSeat.objects.create(seat=seat, station=station)
    return seat


def employ(unit: Department) -> Seat:
    """A person who acts for `unit`."""
    seat = SeatFactory(role=Role.DEPARTMENT, place_name=unit.name)
    DepartmentSeat.objects.create(seat=seat, department=unit)
    return seat


def elect(name: str, station: Station) -> Seat:
    """A deputy with a mandate, assigned to `station`, and the seat to act from."""
    deputy = Deputy.objects.create(name=name)
    Mandate.objects.create(
        deputy=deputy,
        level=Level.COUNTY,
        term="第十八届",
        certificate_no=f"证-{deputy.pk}",
        electorate="第一选区",
        from_on=date(2021, 12, 18),
    )
    Membership.objects.create(deputy=deputy, station=station, from_on=date(2022, 1, 1))
    seat = SeatFactory(role=Role.DEPUTY, place_name=station.name, user__name=name)
    DeputySeat.objects.create(seat=seat, deputy=deputy)
    return seat


def _stations() -> tuple[Station, Station, Station, Station]:
    main = Station.objects.add_root(
        create_kwargs={"code": "340700", "name": "市总站", "kind": Kind.MAIN}
    )
    centre = _below(main, code="340705", name="铜官区中心站", kind=Kind.CENTRE)
    station = _below(centre, code="340705402", name="天井湖社区联络站", kind=Kind.STATION)
    other = _below(centre, code="340705403", name="映湖社区联络站", kind=Kind.STATION)
    return main, centre, station, other


def _below(parent: Station, **facts) -> Station:
    return Station.objects.add_child(parent, create_kwargs=facts)


@pytest.fixture
def town() -> Town:
    """The town, nothing said yet."""
    main, centre, station, other = _stations()
    lights = Department.objects.create(code="cg", name="市城市管理局", duties="路灯;环卫;停车")
    housing = Department.objects.create(
        code="zj", name="市住房和城乡建设局", duties="物业;加装电梯"
    )
    court = Department.objects.create(
        code="fy", name="市人民法院", kind=Department.Kind.OTHER, duties="审判"
    )
    return Town(
        main=main,
        centre=centre,
        station=station,
        other=other,
        officer=sit(Role.STATION, station),
        other_officer=sit(Role.STATION, other),
        committee=sit(Role.COMMITTEE, main),
        government=SeatFactory(role=Role.GOVERNMENT, place_name="市政府办"),
        leader=sit(Role.LEADER, main),
        deputy=elect("王代表", station),
        lights=lights,
        housing=housing,
        court=court,
        lights_officer=employ(lights),
        housing_officer=employ(housing),
        court_officer=employ(court),
    )


@pytest.fixture
def at(client):
    """Sign the client in from this seat; returns the client."""

    def go(seat: Seat):
        client.force_login(seat.user)
        return client

    return go
