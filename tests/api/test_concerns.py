"""Concerns over the API: each seat its own, filters and pages, never who said it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.authtoken.models import Token

from liaison import clock
from suggestions.actions import concerns
from tests.factories import town as towns

ADDRESS = "/api/v1/concerns/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def hear(station, text="路灯坏了。", **more):
    return concerns.submit(
        station=station,
        text=text,
        once=uuid4(),
        resident_name="李四光",
        phone="13812341234",
        **more,
    )


@pytest.fixture
def town() -> towns.Town:
    """Two stations, an officer at each."""
    return towns.build()


@pytest.fixture
def ask(client):
    """Ask from a seat of the town; the answer's body."""

    def asked(seat, address=ADDRESS, **query):
        client.force_login(seat.user, backend=BACKEND)
        return client.get(address, query)

    return asked


def numbers(response) -> list[str]:
    assert response.status_code == 200
    return [one["number"] for one in response.json()["results"]]


def test_each_seat_sees_its_own(ask, town):
    here, there = hear(town.station), hear(town.other)
    assert numbers(ask(town.officer)) == [here.number]
    assert numbers(ask(town.other_officer)) == [there.number]
    assert numbers(ask(town.committee)) == [there.number, here.number]
    assert numbers(ask(town.lights_officer)) == []


def test_a_concern_tells_how_far_it_is_and_never_who_said_it(ask, town):
    concern = hear(town.station)
    response = ask(town.officer, f"{ADDRESS}{concern.number}/")
    assert response.json() == {
        "number": concern.number,
        "title": "路灯坏了",
        "stage": "gathered",
        "stage_label": "汇总梳理",
        "channel": "",
        "category": "",
        "station": {"code": "340705402", "name": "天井湖社区联络站"},
        "submitted_at": response.json()["submitted_at"],
        "due_on": None,
        "answered_at": None,
    }
    code = concerns.check_code(concern)
    told = response.content.decode()
    assert not any(text in told for text in ("李四光", "13812341234", code, str(concern.once)))


def test_anothers_concern_is_not_found(ask, town):
    concern = hear(town.other)
    assert ask(town.officer, f"{ADDRESS}{concern.number}/").status_code == 404


def test_strangers_are_turned_away(client, town):
    hear(town.station)
    assert client.get(ADDRESS).status_code in (401, 403)


def test_a_token_opens_it_too(client, town):
    concern = hear(town.station)
    token = Token.objects.create(user=town.officer.user)
    response = client.get(ADDRESS, headers={"Authorization": f"Token {token.key}"})
    assert numbers(response) == [concern.number]


def test_it_is_for_reading_only(ask, town, client):
    concern = hear(town.station)
    ask(town.officer)
    for call in (client.post, client.put, client.patch, client.delete):
        assert call(f"{ADDRESS}{concern.number}/").status_code == 405


def test_filters(ask, town):
    sorted_, fresh = hear(town.station), hear(town.other)
    concerns.sort(sorted_, category="construction", title="路灯不亮", by=town.officer)
    concerns.decide(sorted_, channel="station", by=town.officer, reason="当场能办")
    by = town.committee
    assert numbers(ask(by, stage="in_hand")) == [sorted_.number]
    assert numbers(ask(by, channel="station")) == [sorted_.number]
    assert numbers(ask(by, station="340705403")) == [fresh.number]
    later = (clock.now() + timedelta(minutes=1)).isoformat()
    assert numbers(ask(by, submitted_after=later)) == []
    assert len(numbers(ask(by, submitted_before=later))) == 2


def test_a_nonsense_filter_is_a_bad_request(ask, town):
    for query in ({"stage": "nonsense"}, {"submitted_after": "gestern"}):
        response = ask(town.officer, **query)
        assert response.status_code == 400
        assert response.json()["code"] == "invalid"


def test_pages_follow_each_other_without_gap_or_repeat(ask, town, client):
    said = [hear(town.station).number for _ in range(5)]
    seen, response = [], ask(town.officer, page_size=2)
    while True:
        seen += numbers(response)
        if not response.json()["next"]:
            break
        response = client.get(response.json()["next"])
    assert seen == said[::-1]


def test_a_list_costs_the_same_at_any_length(ask, town, client):
    hear(town.station)
    ask(town.officer)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            found = numbers(client.get(ADDRESS))
        costs.append(len(caught))
        [hear(town.station) for _ in range(5)]
    assert len(found) == 6
    assert costs[0] == costs[1]
