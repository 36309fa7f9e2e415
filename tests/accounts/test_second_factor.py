"""One-time codes: set up, asked at sign-in, replaced by a spare code, taken away."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from liaison.accounts.roles import Role
from liaison.audit.models import Event
from tests.accounts.test_sign_in import is_signed_in, text_of
from tests.factories.accounts import PASSWORD, SeatFactory


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def guarded(client, sign_in, settings, django_capture_on_commit_callbacks):
    """Someone whose role asks for a code, signed in and set up; returns seat and secret."""
    settings.MFA_REQUIRED_ROLES = ["system_admin"]
    seat = SeatFactory(role=Role.SYSTEM_ADMIN)
    sign_in(seat.user)
    asked = client.get("/accounts/2fa/totp/activate/").url
    assert client.post(asked, {"password": PASSWORD}).url == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert not re.findall(r"[A-Za-z]{3,}", text_of(page).replace("TOTP", ""))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return seat, secret


def test_setting_up_opens_the_desk_and_shows_spare_codes(client, guarded):
    assert client.get("/desk/accounts/").status_code == 200
    page = client.get("/accounts/2fa/recovery-codes/")
    assert len(page.context["unused_codes"]) == 10
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(r"\b[0-9a-f]{8}\b", "", text_of(page)))
    assert Event.objects.filter(verb="mfa_activated").exists()


def test_the_secret_is_stored_sealed(guarded):
    stored = str(Authenticator.objects.values_list("data", flat=True).get(type="totp"))
    assert guarded[1] not in stored


def test_signing_in_asks_for_the_code(client, guarded, sign_in, settings):
    seat, secret = guarded
    client.post("/accounts/logout/")
    settings.MFA_TOTP_TOLERANCE = 1
    assert sign_in(seat.user).url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    page = client.get("/accounts/2fa/authenticate/")
    assert not re.findall(r"[A-Za-z]{3,}", text_of(page))
    assert (
        "不正确" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    )
    spare = (
        Authenticator.objects.get(user=seat.user, type="recovery_codes")
        .wrap()
        .get_unused_codes()[0]
    )
    client.post("/accounts/2fa/authenticate/", {"code": spare})
    assert is_signed_in(client)


def test_who_needs_the_code_cannot_switch_it_off(client, guarded):
    response = client.post("/accounts/2fa/totp/deactivate/")
    assert "不能停用" in response.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_who_does_not_need_it_may_switch_it_off(client, guarded, settings):
    settings.MFA_REQUIRED_ROLES = []
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(verb="mfa_deactivated").exists()


def test_a_lost_phone_is_answered_by_the_system_administrator(client, guarded):
    lost = SeatFactory(role=Role.COMMITTEE).user
    Authenticator.objects.create(user=lost, type="totp", data={})
    admin = SeatFactory(role=Role.SYSTEM_ADMIN)
    client.force_login(admin.user)
    Authenticator.objects.create(user=admin.user, type="totp", data={})
    client.post(f"/desk/accounts/{lost.pk}/second-factor/")
    assert not Authenticator.objects.filter(user=lost).exists()
    assert Event.objects.get(verb="reset_second_factor").seat_id == admin.pk


@pytest.mark.parametrize("address", ["/accounts/2fa/", "/accounts/2fa/recovery-codes/generate/"])
def test_the_pages_speak_chinese_only(client, guarded, address):
    assert not re.findall(r"[A-Za-z]{3,}", text_of(client.get(address)))


def test_a_new_second_factor_asks_for_the_password_first(client, seated):
    seated()
    response = client.get("/accounts/2fa/totp/activate/")
    assert response.url.startswith("/accounts/reauthenticate/")
    page = client.get(response.url)
    assert not re.findall(r"[A-Za-z]{3,}", text_of(page))
    assert client.post(response.url, {"password": PASSWORD}).url == "/accounts/2fa/totp/activate/"
