"""What no column can hold and no calendar knows is the sender's mistake, never a server error."""

import pytest
from django.test import Client

from liaison.accounts.roles import Role
from tests.factories.accounts import SeatFactory

NUL_IN_THE_SESSION = 'sessionid="aaaaaaaaaaaaaaaaaa\\000"'


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.STATION, "/?q=%00"),
        (Role.STATION, "/s/%00/"),
        (Role.STATION, "/desk/stations/%00/"),
        (Role.COMMITTEE, "/desk/concerns/%00/"),
        (Role.SYSTEM_ADMIN, "/desk/accounts/?q=%00"),
    ],
)
def test_a_nul_character_in_an_address(role, address):
    browser = Client(raise_request_exception=False)
    browser.force_login(SeatFactory(role=role).user)
    assert browser.get(address).status_code == 400


def test_a_nul_character_in_the_session_cookie():
    browser = Client(raise_request_exception=False)
    assert browser.get("/desk/", headers={"cookie": NUL_IN_THE_SESSION}).status_code == 400


def test_a_cursor_that_points_nowhere(client):
    client.force_login(SeatFactory(role=Role.COMMITTEE).user)
    answer = client.get("/api/v1/concerns/", {"cursor": "cD1ub25zZW5zZQ=="})  # p=nonsense
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_a_month_at_the_end_of_the_calendar(client, month):
    client.force_login(SeatFactory(role=Role.COMMITTEE).user)
    assert client.post("/desk/reports/compile/", {"month": month}).status_code == 422
