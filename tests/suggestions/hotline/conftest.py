"""The wire: a real server to speak to, and the worker's delivery called by hand."""

from uuid import uuid4

import pytest

from liaison import clock
from liaison.accounts.roles import Role
from liaison.notices import delivery
from liaison.notices.models import Message
from suggestions.actions import concerns
from suggestions.models import Channel, Concern
from tests.factories.accounts import SeatFactory

WORDS = "我是李四光，小区路灯坏了半个月，请打13812341234找我。"


@pytest.fixture
def wire(settings, request, transactional_db):
    """This installation plays the hotline, over HTTP on loopback."""
    server = request.getfixturevalue("live_server")
    settings.SITE_URL = server.url
    settings.HOTLINE_URL = f"{server.url}/receiver/"
    settings.HOTLINE_RECEIVER = True
    return server


@pytest.fixture
def hotline_seat(db):
    return SeatFactory(role=Role.HOTLINE, place_name="市 12345 热线")


def send_out(town, channel, text=WORDS) -> Concern:
    """A concern that has been sent down `channel`."""
    concern = concerns.submit(
        station=town.station, text=text, once=uuid4(), resident_name="李四光", phone="13812341234"
    )
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    by = town.committee if channel == Channel.DIRECT else town.officer
    concerns.decide(concern, channel=channel, by=by, reason="按实际情况选择")
    return concern


def deliver(channel: str) -> list[str]:
    """Deliver what waits on `channel`, as the worker does; where each message stands then."""
    waiting = Message.objects.filter(channel=channel, state="waiting")
    waiting.update(next_try_at=clock.now())
    return [str(delivery.deliver(pk)) for pk in waiting.values_list("pk", flat=True)]
