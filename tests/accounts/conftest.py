"""People at the door."""

import pytest

from liaison.accounts.roles import Role
from tests.factories.accounts import PASSWORD, SeatFactory, UserFactory


@pytest.fixture
def person():
    """Someone with an account, a password and no seat."""
    return UserFactory(username="wang", name="王小林")


@pytest.fixture
def sign_in(client):
    """Sign in by the form as `user`; returns the answer."""

    def go(user, password=PASSWORD, **extra):
        given = {"login": user if isinstance(user, str) else user.username, "password": password}
        return client.post("/accounts/login/", given | extra)

    return go


@pytest.fixture
def seated(client):
    """A client signed in from a seat of this role; returns the seat."""

    def go(role=Role.STATION, **kwargs):
        seat = SeatFactory(role=role, **kwargs)
        client.force_login(seat.user)
        return seat

    return go
