"""A granted seat is tied to its place in the same breath."""

import pytest

from deputies.models import Deputy, deputy_of
from liaison.accounts import places
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.privacy.index import blind
from suggestions.models import Department, department_of


def grant(client, person, role, place):
    given = {"role": role, "place": place, "title": "", "from_on": "2026-01-01", "to_on": ""}
    return client.post(f"/desk/accounts/{person.pk}/seats/", given)


def test_a_deputys_seat_is_tied_by_telephone_or_a_name_borne_once(client, seated, person):
    number = blind("13812345678", "deputy.phone")
    wanted = Deputy.objects.create(name="王小明", phone="13812345678", phone_index=number)
    Deputy.objects.create(name="王小明")
    seated(Role.SECURITY_ADMIN)
    assert grant(client, person, Role.DEPUTY, "王小明").status_code == 422
    assert grant(client, person, Role.DEPUTY, "138 1234 5678").status_code == 302
    assert deputy_of(Seat.objects.get(user=person)) == wanted


def test_a_departments_seat_is_tied_by_code_or_name(client, seated, person):
    unit = Department.objects.create(code="zjj-9", name="测试住建局")
    seated(Role.SECURITY_ADMIN)
    assert grant(client, person, Role.DEPARTMENT, "没有的局").status_code == 422
    assert grant(client, person, Role.DEPARTMENT, "测试住建局").status_code == 302
    seat = Seat.objects.get(user=person)
    assert department_of(seat) == unit
    assert seat.place_name == "测试住建局"


@pytest.mark.parametrize("role", [Role.STATION, Role.COMMITTEE, Role.DEPUTY, Role.DEPARTMENT])
def test_every_role_whose_sight_hangs_on_a_place_must_name_one(client, seated, person, role):
    assert places.kind_of(role)
    seated(Role.SECURITY_ADMIN)
    assert grant(client, person, role, "").status_code == 422
