"""三员分立: accounts by the one, seats by the other, the log by the third."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from liaison.accounts import lockout, places
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import ADMINISTRATORS, Role
from liaison.audit import chain
from liaison.audit.models import Event
from tests.factories.accounts import PASSWORD, SeatFactory, UserFactory

NEW = {"username": "li.na", "name": "李娜", "phone": "138 1234 1234", "email": ""}
GRANT = {
    "role": "government",
    "place": "市政府办",
    "title": "副主任",
    "from_on": "2026-01-01",
    "to_on": "",
}


def test_the_system_administrator_opens_an_account_without_any_right(client, seated):
    by = seated(Role.SYSTEM_ADMIN)
    page = client.post("/desk/accounts/open/", NEW).content.decode()
    user = User.objects.get(username="li.na")
    password = re.search(r"data-password>([^<]+)<", page)[1]
    assert user.check_password(password)
    assert user.must_change_password
    assert user.phone == "13812341234"
    assert not user.seats.exists()
    assert Event.objects.get(verb="open_account").seat_id == by.pk
    assert password not in client.get(f"/desk/accounts/{user.pk}/").content.decode()


def test_a_taken_account_name_is_refused(client, seated):
    seated(Role.SYSTEM_ADMIN)
    UserFactory(username="LI.na")
    assert client.post("/desk/accounts/open/", NEW).status_code == 409


def test_a_wrong_form_says_so(client, seated):
    seated(Role.SYSTEM_ADMIN)
    response = client.post("/desk/accounts/open/", NEW | {"username": "李 娜", "phone": "12"})
    assert response.status_code == 422
    assert "账号只能用字母" in response.content.decode()
    assert "正确的电话号码" in response.content.decode()


def test_the_security_administrator_grants_and_ends_a_seat(client, seated, person):
    seated(Role.SECURITY_ADMIN)
    client.post(f"/desk/accounts/{person.pk}/seats/", GRANT)
    seat = Seat.objects.get(user=person)
    assert (seat.role, seat.place_name, seat.title) == (Role.GOVERNMENT, "市政府办", "副主任")
    page = client.get(f"/desk/accounts/{person.pk}/").content.decode()
    assert "市政府办 · 副主任" in page
    client.post(f"/desk/accounts/seats/{seat.pk}/end/")
    seat.refresh_from_db()
    assert not seat.is_current(date.today())  # noqa: DTZ011


def test_the_security_administrator_gives_himself_nothing(client, seated):
    by = seated(Role.SECURITY_ADMIN)
    assert client.post(f"/desk/accounts/{by.user_id}/seats/", GRANT).status_code == 409
    assert client.post(f"/desk/accounts/seats/{by.pk}/end/").status_code == 409


def test_an_unknown_place_is_refused_where_the_role_has_places(client, seated, person, monkeypatch):
    tied = []
    monkeypatch.setattr(places, "_KINDS", {})
    places.register(
        Role.STATION,
        label="站点编码",
        find={"0101": "郊区中心站"}.get,
        tie=lambda seat, place: tied.append((seat.pk, place)),
    )
    seated(Role.SECURITY_ADMIN)
    wrong = GRANT | {"role": "station", "place": "9999"}
    response = client.post(f"/desk/accounts/{person.pk}/seats/", wrong)
    assert response.status_code == 422
    assert "站点编码" in response.content.decode()
    client.post(f"/desk/accounts/{person.pk}/seats/", wrong | {"place": "0101"})
    seat = Seat.objects.get(user=person)
    assert seat.place_name == "郊区中心站"
    assert tied == [(seat.pk, "郊区中心站")]


def test_a_reset_password_is_shown_once_and_opens_the_lock(
    client, seated, person, django_capture_on_commit_callbacks
):
    for _ in range(5):
        client.post("/accounts/login/", {"login": "wang", "password": "wrong-Password-1"})
    assert lockout.minutes_left("wang")
    seated(Role.SYSTEM_ADMIN)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"/desk/accounts/{person.pk}/password/")
    assert "no-store" in page["Cache-Control"]
    person.refresh_from_db()
    assert person.check_password(re.search(r"data-password>([^<]+)<", page.content.decode())[1])
    assert person.must_change_password
    assert not lockout.minutes_left("wang")


def test_a_lock_is_opened_by_hand(client, seated, person):
    for _ in range(5):
        client.post("/accounts/login/", {"login": "wang", "password": "wrong-Password-1"})
    seated(Role.SYSTEM_ADMIN)
    assert "登录已锁定" in client.get(f"/desk/accounts/{person.pk}/").content.decode()
    client.post(f"/desk/accounts/{person.pk}/unlock/")
    assert "登录已锁定" not in client.get(f"/desk/accounts/{person.pk}/").content.decode()


def test_closing_an_account_ends_its_sessions(client, seated):
    theirs = SeatFactory(role=Role.LEADER).user
    other = client.__class__()
    other.force_login(theirs)
    assert other.get("/accounts/seat/").status_code == 200
    seated(Role.SYSTEM_ADMIN)
    client.post(f"/desk/accounts/{theirs.pk}/active/", {"active": "0"})
    assert other.get("/accounts/seat/").status_code == 302
    client.post(f"/desk/accounts/{theirs.pk}/active/", {"active": "1"})
    assert other.get("/accounts/seat/").status_code == 200


def test_the_system_administrator_does_nothing_to_himself(client, seated):
    me = seated(Role.SYSTEM_ADMIN).user
    assert client.post(f"/desk/accounts/{me.pk}/password/").status_code == 409
    assert client.post(f"/desk/accounts/{me.pk}/active/", {"active": "0"}).status_code == 409


BY_SYSTEM = ("open/", "{pk}/password/", "{pk}/unlock/", "{pk}/active/", "{pk}/second-factor/")
BY_SECURITY = ("{pk}/seats/", "seats/{seat}/end/")


@pytest.mark.parametrize("role", list(Role))
def test_each_button_belongs_to_one_administrator(client, seated, role):
    seated(role)
    other = SeatFactory(role=Role.LEADER)
    for address, owner in [
        *((a, Role.SYSTEM_ADMIN) for a in BY_SYSTEM),
        *((a, Role.SECURITY_ADMIN) for a in BY_SECURITY),
    ]:
        if role != owner:
            address = address.format(pk=other.user_id, seat=other.pk)
            assert client.post(f"/desk/accounts/{address}").status_code == 403, address
    may_list = role in {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}
    assert client.get("/desk/accounts/").status_code == (200 if may_list else 403)
    may_read = role == Role.AUDIT_ADMIN
    assert client.get("/desk/audit/").status_code == (200 if may_read else 403)


def test_the_log_is_filtered_by_verb_person_and_date(client, seated, person):
    chain.record("export", user=person, facts={"rows": 3})
    chain.record("login", user=person)
    seated(Role.AUDIT_ADMIN)
    assert len(client.get("/desk/audit/").context["page"].items) == 2
    assert len(client.get("/desk/audit/?verb=export").context["page"].items) == 1
    assert len(client.get("/desk/audit/?who=小林").context["page"].items) == 2
    assert len(client.get("/desk/audit/?to_on=2001-01-01").context["page"].items) == 0
    assert len(client.get("/desk/audit/?from_on=rubbish&verb=rubbish").context["page"].items) == 2


def test_the_log_page_costs_the_same_however_long(client, seated, person):
    seated(Role.AUDIT_ADMIN)
    client.get("/desk/audit/")
    costs = []
    for count in (1, 30):
        for _ in range(count):
            chain.record("export", user=person)
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/audit/")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8


def test_the_log_page_shows_the_result_of_the_last_check(client, seated):
    seated(Role.AUDIT_ADMIN)
    assert "尚未校验" in client.get("/desk/audit/").content.decode()
    chain.verify_and_record()
    assert "校验通过" in client.get("/desk/audit/").content.decode()


def test_the_list_finds_people_by_name_and_account(client, seated, person):
    seated(Role.SYSTEM_ADMIN)
    SeatFactory(user=person, place_name="柳峰站")
    page = client.get("/desk/accounts/?q=王小").content.decode()
    assert "柳峰站" in page
    assert "没有符合条件" in client.get("/desk/accounts/?q=不存在").content.decode()


def test_first_administrators_are_three_people_with_temporary_passwords(capsys):
    call_command("create_first_admins")
    printed = capsys.readouterr().out
    assert {s.role for s in Seat.objects.all()} == set(ADMINISTRATORS)
    for line in printed.splitlines():
        name, _, username, _, password = line.split()
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.must_change_password
    assert PASSWORD not in printed


def test_first_administrators_are_not_made_twice():
    SeatFactory(role=Role.AUDIT_ADMIN)
    with pytest.raises(CommandError):
        call_command("create_first_admins")


def test_no_administrator_takes_over_another_ones_account(client):
    system = SeatFactory(role=Role.SYSTEM_ADMIN)
    security = SeatFactory(role=Role.SECURITY_ADMIN)
    client.force_login(system.user)
    for name in ("administration:reset_password", "administration:reset_second_factor"):
        refused = client.post(reverse(name, args=[security.user_id]))
        assertContains(refused, "三员账号互不代管", status_code=409)
