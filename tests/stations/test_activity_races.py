"""Two people at one activity in the same moment; numbers given to many at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from liaison import clock
from liaison.audit.models import Event
from stations.actions import activities as actions
from stations.models import Activity
from tests.factories import town as small_town
from tests.factories.activities import plan
from tests.suggestions.test_races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town():
    return small_town.build()


def all_at_once(*calls):
    """Each call in a thread of its own, begun at the same moment."""
    ready = Barrier(len(calls))

    def run(call):
        try:
            ready.wait(timeout=20)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_officers_log_one_activity_and_one_is_told(town):
    activity = plan(town)
    actions.hold(activity, by=town.officer)
    address = f"{activity.get_absolute_url()}log/"
    posts = [
        (seat, address, {"once": str(uuid4()), "minutes": words, "study_title": "学习"})
        for seat, words in ((town.officer, "我写的纪要"), (town.committee, "他写的纪要"))
    ]
    assert both_at_once(*posts) == [302, 409]
    assert Event.objects.filter(verb="activity.log").count() == 1


def test_one_log_sent_twice_at_once_is_one(town):
    activity = plan(town)
    actions.hold(activity, by=town.officer)
    sent = {"once": str(uuid4()), "minutes": "纪要", "study_title": "学习"}
    posts = [(town.officer, f"{activity.get_absolute_url()}log/", sent)] * 2
    assert both_at_once(*posts) == [302, 302]
    assert Event.objects.filter(verb="activity.log").count() == 1


def test_numbers_of_a_brand_have_no_gap_and_no_twin(town):
    brand = actions.start_series(station=town.station, name="庭院夜话", by=town.officer)
    all_at_once(*[lambda: plan(town, series=brand)] * 5)
    numbers = Activity.objects.order_by("series_no", "pk").values_list("series_no", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]


def test_one_plan_sent_at_once_by_two_phones_is_one_activity_and_one_number(town):
    brand = actions.start_series(station=town.station, name="庭院夜话", by=town.officer)
    once, begins = uuid4(), clock.now()
    made = all_at_once(*[lambda: plan(town, series=brand, once=once, starts_at=begins)] * 3)
    assert len({one.pk for one in made}) == 1
    brand.refresh_from_db()
    assert brand.last_no == 1
