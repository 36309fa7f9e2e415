"""The small town on the day of an activity."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from liaison import clock
from stations.actions import activities
from stations.models import Activity, Function
from tests.factories import town as small_town

#: 10 November 2026, a Tuesday, half past nine in Shanghai; the activity begins at ten.
NOW = datetime(2026, 11, 10, 1, 30, tzinfo=UTC)


@pytest.fixture
def town() -> small_town.Town:
    """The town, nothing planned yet."""
    return small_town.build()


@pytest.fixture
def at_half_past_nine(time_machine):
    """The clock, which goes on from half past nine; returns the way to move it."""
    time_machine.move_to(NOW)
    return time_machine


@pytest.fixture
def plan(town):
    """Plans an activity of the station half an hour from now, two hours long; published if wanted."""

    def make(*, published=True, begins=timedelta(minutes=30), **details) -> Activity:
        starts_at = clock.now() + begins
        activity = activities.plan(
            station=town.station,
            function=Function.CONTACT,
            title="代表接待日",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            by=town.officer,
            once=uuid4(),
            **details,
        )
        if published:
            activities.publish(activity, by=town.officer)
        return activity

    return make


@pytest.fixture
def as_seat():
    """A browser of its own for a seat: two people may be at it at once."""

    def go(seat) -> Client:
        browser = Client()
        browser.force_login(seat.user)
        return browser

    return go
