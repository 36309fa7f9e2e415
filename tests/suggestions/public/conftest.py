"""A resident with a browser, and concerns of his at every stage."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from suggestions.actions import concerns
from suggestions.models import Channel, Concern

WORDS = "小区门口的路灯坏了半个月，晚上老人出行不便。希望尽快修好！"
TOKEN = re.compile(r'name="once" value="([0-9a-f-]{36})"')


class Resident:
    """What a person does with the residents' pages, over HTTP."""

    def __init__(self, client, town):
        self.client, self.town = client, town

    def open_form(self, **query):
        """Open the form; the page, and the token it was given."""
        response = self.client.get(self.address, query)
        return response, TOKEN.search(response.content.decode()).group(1)

    @property
    def address(self) -> str:
        return reverse("suggestions:say", args=[self.town.station.code])

    def say(self, text=WORDS, **more):
        """Fill the form in and send it."""
        form = {"once": str(uuid4()), "text": text} | more
        return self.client.post(self.address, form)

    def follow(self, number: str, code: str):
        """Type number and check code."""
        return self.client.post(reverse("suggestions:follow"), {"number": number, "code": code})

    def look(self, concern: Concern):
        return self.client.get(reverse("suggestions:followed", args=[concern.number]))

    def act(self, step: str, concern: Concern, **form):
        return self.client.post(
            reverse(f"suggestions:resident_{step}", args=[concern.number]), form
        )

    def has_said(self) -> Concern:
        """A concern submitted from this browser."""
        self.say()
        return Concern.objects.latest("pk")


@pytest.fixture
def resident(client, town) -> Resident:
    return Resident(client, town)


@pytest.fixture
def answered(resident, town) -> Concern:
    """A concern of this browser's, answered by the station."""
    concern = resident.has_said()
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    concerns.decide(concern, channel=Channel.STATION, by=town.officer, reason="当场能办")
    concerns.answer(concern, text="已派人修好。", by=town.officer)
    return concern
