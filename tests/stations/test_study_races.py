"""Two people at one study plan in the same moment: decided once, the other is told."""

import pytest

from liaison import clock
from liaison.audit.models import Event
from stations.actions import study
from stations.models import StudyPlan
from tests.factories import town as small_town
from tests.factories.accounts import SeatFactory
from tests.suggestions.test_races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def plan(town) -> StudyPlan:
    return study.draft_plan(town.station, year=clock.today().year, by=town.officer)


@pytest.fixture
def submitted(town, plan) -> StudyPlan:
    study.submit(plan, by=town.officer)
    return plan


@pytest.fixture
def colleague(town):
    """Another member of the same office."""
    seat = SeatFactory(role=town.committee.role, place_name=town.main.name)
    seat.station_seat = type(town.committee.station_seat)(seat=seat, station=town.main)
    seat.station_seat.save()
    return seat


def test_two_approvals_at_once_are_one(town, submitted, colleague):
    address = f"/desk/study/plans/{submitted.pk}/approve/"
    assert both_at_once((town.committee, address, {}), (colleague, address, {})) == [302, 409]
    submitted.refresh_from_db()
    assert submitted.stage == "approved"
    assert Event.objects.filter(about_id=str(submitted.pk), verb__contains="approve").count() == 1


def test_approved_and_sent_back_at_once_only_one_happens(town, submitted, colleague):
    root = f"/desk/study/plans/{submitted.pk}/"
    statuses = both_at_once(
        (town.committee, f"{root}approve/", {}),
        (colleague, f"{root}send_back/", {"reason": "缺必学内容"}),
    )
    assert statuses == [302, 409]
    submitted.refresh_from_db()
    assert submitted.stage in ("approved", "draft")


def test_a_plan_submitted_twice_at_once_is_submitted_once(town, plan):
    address = f"/desk/study/plans/{plan.pk}/submit/"
    assert both_at_once(*[(town.officer, address, {})] * 2) == [302, 409]


def test_two_plans_of_one_year_begun_at_once_are_one(town):
    sent = {"station": town.station.code, "year": clock.today().year, "source": "template"}
    statuses = both_at_once(*[(town.officer, "/desk/study/new/", sent)] * 2)
    assert statuses == [302, 409]
    assert StudyPlan.objects.filter(station=town.station).count() == 1
