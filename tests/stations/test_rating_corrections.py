"""A rating corrected by who rated, with a reason; what it was stays on record (J1)."""

import pytest

from liaison import clock
from liaison.audit.models import Event
from liaison.errors import Refused
from stations.actions import standards
from stations.models import Rating, RatingChange
from tests.factories import town as small_town


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def rating(town) -> Rating:
    """One star: nothing was confirmed."""
    year = clock.today().year
    items = list(standards.items_of(town.station, year))
    answers = {item.pk: (True, "") for item in items}
    standards.check_self(town.station, year=year, answers=answers, by=town.officer)
    return standards.rate(town.station, year=year, confirmed=[], by=town.committee)


def address(town, rating) -> str:
    return f"/desk/standards/{town.station.code}/{rating.year}/correct/"


def test_the_rater_corrects_it_and_both_readings_stay_on_record(town, client, rating):
    client.force_login(town.committee.user)
    everything = [item.pk for item in standards.items_of(town.station, rating.year)]
    sent = {"confirmed": everything, "note": "补交材料", "reason": "材料补齐后复核"}
    assert client.post(address(town, rating), sent).status_code == 302
    rating.refresh_from_db()
    assert rating.stars == 5
    change = RatingChange.objects.get()
    assert (change.was_stars, change.stars, change.changed_by) == (1, 5, town.committee)
    event = Event.objects.get(verb="correct_rating")
    assert (event.facts["was"], event.facts["stars"]) == (1, 5)
    html = client.get(f"/desk/standards/{town.station.code}/{rating.year}/").content.decode()
    assert "1星（0 分）改为5星" in html
    assert "材料补齐后复核" in html


def test_without_a_reason_or_without_a_change_nothing_is_corrected(town, client, rating):
    client.force_login(town.committee.user)
    page = client.post(address(town, rating), {"confirmed": [], "note": "", "reason": ""})
    assert page.status_code == 422
    same = client.post(address(town, rating), {"confirmed": [], "note": "", "reason": "看看"})
    assert same.status_code == 409
    assert "没有变化" in same.content.decode()
    with pytest.raises(Refused, match="理由"):
        standards.correct_rating(rating, confirmed=[], reason=" ", note="新", by=town.committee)
    assert not RatingChange.objects.exists()


def test_an_office_below_the_raters_corrects_nothing(town, client, rating):
    below = small_town.sit(town.committee.role, town.centre)
    client.force_login(below.user)
    assert client.get(address(town, rating)).status_code == 403
    client.force_login(town.officer.user)
    assert client.get(address(town, rating)).status_code == 403
