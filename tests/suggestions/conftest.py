"""The small town, and a way to sit down in any of its seats."""

import pytest

from tests.factories import town as small_town


@pytest.fixture
def town() -> small_town.Town:
    """The town, nothing said yet."""
    return small_town.build()


@pytest.fixture
def at(client):
    """Sign the client in from this seat; returns the client."""

    def go(seat):
        client.force_login(seat.user)
        return client

    return go
