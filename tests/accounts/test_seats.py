"""From which seat a person acts, and when that ends."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from liaison import clock
from liaison.accounts import actions
from liaison.accounts.models import Seat
from liaison.accounts.roles import ADMINISTRATORS, Role
from liaison.audit.models import Event
from liaison.errors import Refused
from tests.factories.accounts import SeatFactory, UserFactory


def test_the_only_seat_is_taken_without_asking(client, seated):
    seat = seated(Role.SYSTEM_ADMIN)
    response = client.get("/desk/accounts/")
    assert response.status_code == 200
    assert response.wsgi_request.seat == seat


def test_somebody_with_two_seats_chooses_first(client, person):
    officer = SeatFactory(user=person, role=Role.COMMITTEE, place_name="市人大代表工委")
    admin = SeatFactory(user=person, role=Role.SYSTEM_ADMIN, place_name="市人大")
    client.force_login(person)
    response = client.get("/desk/accounts/?q=a")
    assert response.url == "/accounts/seat/?next=%2Fdesk%2Faccounts%2F%3Fq%3Da"
    page = client.get(response.url).content.decode()
    assert officer.label in page
    assert admin.label in page
    response = client.post("/accounts/seat/", {"seat": admin.pk, "next": "/desk/accounts/?q=a"})
    assert response.url == "/desk/accounts/?q=a"
    assert client.get("/desk/accounts/").status_code == 200
    client.post("/accounts/seat/", {"seat": officer.pk})
    assert client.get("/desk/accounts/").status_code == 403
    assert [e.seat_id for e in Event.objects.filter(verb="choose_seat").order_by("pk")] == [
        admin.pk,
        officer.pk,
    ]


def test_another_persons_seat_cannot_be_chosen(client, seated):
    seated()
    foreign = SeatFactory(role=Role.LEADER)
    assert client.post("/accounts/seat/", {"seat": foreign.pk}).status_code == 404


def test_choosing_leads_to_no_other_site(client, seated):
    seat = seated()
    given = {"seat": seat.pk, "next": "https://elsewhere.example/"}
    assert client.post("/accounts/seat/", given).url == "/desk/"


def test_a_seat_is_lost_the_day_after_its_end(client, person):
    with time_machine.travel("2026-06-30 09:00+08:00", tick=False) as traveller:
        SeatFactory(user=person, role=Role.SYSTEM_ADMIN, to_on=date(2026, 6, 30))
        client.force_login(person)
        assert client.get("/desk/accounts/").status_code == 200
        traveller.move_to("2026-07-01 00:01+08:00")
        client.force_login(person)
        response = client.get("/desk/accounts/")
    assert response.status_code == 403
    assert "尚未分配岗位" in response.content.decode()


def test_an_ended_chosen_seat_is_chosen_anew(client, person):
    first, second, third = (SeatFactory(user=person, role=role) for role in list(Role)[:3])
    client.force_login(person)
    client.post("/accounts/seat/", {"seat": first.pk})
    actions.end_seat_now(first, by=None)
    assert client.get("/desk/accounts/").url.startswith("/accounts/seat/")


def test_a_seat_ended_while_in_use_is_gone_with_the_next_request(client, seated):
    seat = seated(Role.SYSTEM_ADMIN)
    assert client.get("/desk/accounts/").status_code == 200
    actions.end_seat_now(seat, by=None)
    assert client.get("/desk/accounts/").status_code == 403


def test_a_fragment_asked_without_a_seat_sends_the_whole_browser(client, person):
    for role in (Role.STATION, Role.LEADER):
        SeatFactory(user=person, role=role)
    client.force_login(person)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/x/?a=1"}
    response = client.get("/desk/accounts/", headers=headers)
    assert response["HX-Redirect"] == "/accounts/seat/?next=%2Fdesk%2Fx%2F%3Fa%3D1"


def test_a_fragment_asked_after_the_session_ended_sends_the_whole_browser_to_sign_in(client):
    response = client.get("/desk/accounts/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/accounts/login/"


def test_past_seats_are_listed_with_their_dates(client, person):
    SeatFactory(user=person, from_on=date(2020, 1, 1), to_on=date(2021, 2, 3), place_name="老站")
    client.force_login(person)
    page = client.get("/accounts/seat/").content.decode()
    assert "老站" in page
    assert "2021年2月3日" in page


@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", sorted(ADMINISTRATORS))
def test_no_two_administrator_roles_meet_in_one_person(first, second):
    user = SeatFactory(role=first).user
    with pytest.raises(Refused):
        actions.grant_seat(user, role=second, from_on=clock.today())


def test_an_administrator_role_may_follow_another_that_ended():
    old = SeatFactory(role=Role.SYSTEM_ADMIN, to_on=date(2024, 1, 1))
    seat = actions.grant_seat(old.user, role=Role.AUDIT_ADMIN, from_on=date(2024, 1, 2))
    assert seat.role == Role.AUDIT_ADMIN


def test_overlapping_dated_administrator_roles_are_refused():
    old = SeatFactory(role=Role.SYSTEM_ADMIN, to_on=date(2030, 1, 1))
    with pytest.raises(Refused, match="三员"):
        actions.grant_seat(old.user, role=Role.AUDIT_ADMIN, from_on=date(2029, 1, 2))


def test_the_database_too_keeps_administrators_apart():
    user = SeatFactory(role=Role.SYSTEM_ADMIN).user
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(user=user, role=Role.AUDIT_ADMIN, from_on=date(2020, 1, 1))


def test_a_second_factor_asked_of_a_role_comes_first(client, seated, settings):
    settings.MFA_REQUIRED_ROLES = ["system_admin"]
    seated(Role.SYSTEM_ADMIN)
    assert client.get("/desk/accounts/").url == "/accounts/2fa/totp/activate/"


def test_a_second_factor_is_not_asked_of_other_roles(client, seated, settings):
    settings.MFA_REQUIRED_ROLES = ["leader"]
    seated(Role.SYSTEM_ADMIN)
    assert client.get("/desk/accounts/").status_code == 200


def test_a_granted_seat_is_recorded_with_its_grantor():
    by = SeatFactory(role=Role.SECURITY_ADMIN)
    seat = actions.grant_seat(UserFactory(), role=Role.LEADER, from_on=clock.today(), by=by)
    assert seat.granted_by == by
    event = Event.objects.get(verb="grant_seat")
    assert (event.seat_id, event.about_id) == (by.pk, str(seat.pk))


def test_a_seat_that_ended_is_not_ended_again():
    seat = SeatFactory(to_on=clock.today() - timedelta(days=2))
    with pytest.raises(Refused, match="已经终止"):
        actions.end_seat_now(seat, by=None)
