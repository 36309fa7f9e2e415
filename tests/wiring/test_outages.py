"""The database gone while people work: 503 on every page, also where a middleware notices first."""

import kombu.exceptions
import pytest
from django.db import OperationalError, connection
from django.test import Client

from liaison import errors
from liaison.accounts.roles import Role
from tests.factories.accounts import SeatFactory


def lost(*_):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize("address", ["/", "/desk/", "/receipt/", "/accounts/login/", "/healthz"])
def test_someone_signed_in_is_told_to_try_again(address):
    browser = Client(raise_request_exception=False)
    browser.force_login(SeatFactory(role=Role.COMMITTEE).user)
    with connection.execute_wrapper(lost):
        page = browser.get(address)
    assert page.status_code == 503
    assert page["Retry-After"] == "10"


def test_another_system_is_told_so_in_json():
    browser = Client(raise_request_exception=False)
    browser.force_login(SeatFactory(role=Role.COMMITTEE).user)
    with connection.execute_wrapper(lost):
        answer = browser.get("/api/v1/stations/")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_a_broker_gone_is_an_outage_too(rf):
    lost_broker = kombu.exceptions.OperationalError("Connection refused")
    assert errors.answer_to(rf.post("/desk/audit/verify/"), lost_broker).status_code == 503
