"""Who gets through the door, who is shut out, and for how long."""

import re
from datetime import timedelta

import pytest
import time_machine

from liaison import clock
from liaison.accounts import lockout
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from tests.factories.accounts import PASSWORD, SeatFactory, UserFactory


def text_of(response) -> str:
    body = re.sub(r"(?s)<(script|style|head|code)\b.*?</\1>", "", response.content.decode())
    return re.sub(r"<[^>]+>", " ", body)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_door_and_is_recorded(client, person, sign_in):
    response = sign_in(person)
    assert (response.status_code, response.url) == (302, "/desk/")
    event = Event.objects.get(verb="login")
    assert (event.user_id, event.actor, event.facts) == (
        person.pk,
        "王小林",
        {"address": "127.0.0.1"},
    )


def test_after_five_failures_even_the_right_password_is_refused(client, person, sign_in):
    for _ in range(5):
        sign_in(person, "wrong-Password-1")
    response = sign_in(person)
    assert not is_signed_in(client)
    assert "账号已锁定，约 30 分钟后可再试" in response.content.decode()
    assert "联系本级系统管理员" in response.content.decode()
    assert Event.objects.filter(verb="login_failed", user_id=person.pk).count() == 5
    assert Event.objects.filter(verb="login_locked", user_id=person.pk).count() == 1


def test_a_locked_account_leaves_everyone_else_alone(client, person, sign_in):
    for _ in range(6):
        sign_in(person, "wrong-Password-1")
    sign_in(UserFactory(username="zhang"))
    assert is_signed_in(client)


def test_spelling_the_account_otherwise_gives_no_more_tries(client, person, sign_in, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    for _ in range(5):
        sign_in("WANG", "wrong-Password-1")
    client.defaults["SERVER_NAME"] = "other.example"
    sign_in(person)
    assert not is_signed_in(client)


def test_the_lock_opens_by_itself_after_half_an_hour(client, person, sign_in):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as traveller:
        for _ in range(5):
            sign_in(person, "wrong-Password-1")
        assert lockout.minutes_left(person.username) == 30
        traveller.shift(timedelta(minutes=12))
        assert lockout.minutes_left(person.username) == 18
        traveller.shift(timedelta(minutes=18, seconds=1))
        assert lockout.minutes_left(person.username) == 0
        sign_in(person)
        assert is_signed_in(client)


def test_the_password_is_never_written_down(client, sign_in):
    sign_in("nobody", "My-secret-1")
    assert "My-secret-1" not in str(list(Event.objects.values()))


def test_a_closed_account_does_not_open(client, sign_in):
    sign_in(UserFactory(is_active=False))
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "address", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"]
)
def test_nobody_makes_an_account_or_a_password_for_himself(client, address):
    assert client.get(address).status_code in {302, 404}
    assert client.post(address, {"username": "x"}).status_code in {302, 404}


def test_leaving_ends_the_session_and_is_recorded(client, seated):
    seat = seated()
    client.post("/accounts/logout/")
    assert not is_signed_in(client)
    assert Event.objects.get(verb="logout").seat_id == seat.pk


def test_an_idle_session_dies_on_the_server(client, seated):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as traveller:
        seated()
        assert client.get("/accounts/seat/").status_code == 200
        traveller.shift(timedelta(minutes=31))
        response = client.get("/accounts/seat/")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/accounts/seat/")


def test_a_session_in_use_lives_on(client, seated):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as traveller:
        seated()
        for _ in range(4):
            assert client.get("/accounts/seat/").status_code == 200
            traveller.shift(timedelta(minutes=20))


def test_the_end_of_the_session_moves_once_a_minute_at_most(
    client, seated, django_assert_num_queries
):
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as traveller:
        seated(Role.AUDIT_ADMIN)
        client.get("/desk/accounts/")
        traveller.shift(timedelta(seconds=50))
        with django_assert_num_queries(3):  # session, user, seat
            client.get("/desk/accounts/")


def test_a_temporary_password_is_changed_before_anything_else(client, sign_in):
    user = SeatFactory(user=UserFactory(must_change_password=True)).user
    sign_in(user)
    assert client.get("/accounts/seat/").url == "/accounts/password/change/"
    assert client.get("/desk/audit/").url == "/accounts/password/change/"
    assert "临时密码" in client.get("/accounts/password/change/").content.decode()
    new = {"oldpassword": PASSWORD, "password1": "Hill-2027-xin", "password2": "Hill-2027-xin"}
    assert client.post("/accounts/password/change/", new).url == "/desk/"
    assert client.get("/accounts/seat/").status_code == 200
    assert Event.objects.filter(verb="change_password", user_id=user.pk).exists()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Aa1-bcd", "8"),
        ("onlysmallletters", "三种"),
        (PASSWORD, "最近"),
    ],
)
def test_a_poor_or_old_password_is_refused_with_the_reason(client, seated, password, why):
    user = seated().user
    user.past_passwords.create(password=user.password, at=clock.now())
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    response = client.post("/accounts/password/change/", new)
    assert response.status_code == 200
    assert why in text_of(response)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_password_of_ninety_one_days_must_be_changed(client, seated):
    user = seated().user
    user.password_changed_at = clock.now() - timedelta(days=91)
    user.save()
    assert client.get("/accounts/seat/").url == "/accounts/password/change/"


def test_passwords_are_kept_under_argon2(person):
    person.set_password("Hill-2027-xin")
    assert person.password.startswith("argon2")


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/password/change/", "/accounts/logout/"]
)
def test_the_account_pages_speak_chinese_only(client, seated, address):
    if "login" not in address:
        seated()
    assert not re.findall(r"[A-Za-z]{3,}", text_of(client.get(address)))
