"""A town's yearly plan of supervision: plan beside what was done (J6)."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from deputies.models import TownPlan, TownPlanItem
from liaison import clock
from liaison.accounts.roles import Role
from stations.actions import activities
from stations.hierarchy import Kind
from tests.factories.activities import plan as plan_activity
from tests.factories.stations import StationFactory, seat_in

LIST = "/desk/contacts/plans/"


def html(answer):
    return answer.content.decode()


@pytest.fixture
def officer(client, net):
    seat = seat_in(net[2], Role.STATION)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def plan(client, officer):
    client.post(f"{LIST}new/", {"station": "T", "year": clock.today().year, "aim": "镇中心工作"})
    return TownPlan.objects.get()


def item(plan, **more):
    return {
        "field": "environment",
        "title": "沿湖排污口整治",
        "month": date(plan.year, 1, 1).isoformat(),
        "times": 1,
        "leader": "张主席",
    } | more


def test_an_item_is_done_when_its_activities_were_held_and_behind_when_its_month_is_past(
    client, officer, net, plan
):
    client.post(f"{LIST}{plan.pk}/items/new/", item(plan))
    row = TownPlanItem.objects.get()
    page = html(client.get(plan.get_absolute_url()))
    assert "生态环保" in page
    assert ("未按期" in page) == (clock.today().month > 1)
    town = SimpleNamespace(station=net[2], officer=officer)
    activity = plan_activity(town, starts_at=clock.now() - timedelta(minutes=5))
    linked = item(plan, activities=[activity.pk])
    client.post(f"{LIST}items/{row.pk}/", linked)
    assert "已完成 0 项" in html(client.get(plan.get_absolute_url()))
    activities.hold(activity, by=officer)
    page = html(client.get(plan.get_absolute_url()))
    assert "已完成 1 项" in page
    assert "1/1" in page
    answer = client.post(f"{LIST}items/{row.pk}/remove/")
    assert answer.status_code == 409
    assert "已有对应活动" in html(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"title": ""}, "监督事项"), ({"month": "2001-01-01"}, "月份"), ({"times": 0}, "计划次数")],
)
def test_what_does_not_fit_is_asked_again(client, plan, wrong, said):
    answer = client.post(f"{LIST}{plan.pk}/items/new/", item(plan, **wrong))
    assert answer.status_code == 422
    assert said in html(answer)


def test_a_station_has_one_plan_a_year(client, plan):
    answer = client.post(f"{LIST}new/", {"station": "T", "year": plan.year})
    assert answer.status_code == 409
    assert "已有监督计划" in html(answer)


def test_an_item_without_activities_is_removed(client, plan):
    client.post(f"{LIST}{plan.pk}/items/new/", item(plan))
    client.post(f"{LIST}items/{TownPlanItem.objects.get().pk}/remove/")
    assert not TownPlanItem.objects.exists()


def test_another_stations_plan_does_not_exist_for_me(client, net, plan):
    other = StationFactory(kind=Kind.STATION, parent=net[1])
    client.force_login(seat_in(other, Role.STATION).user)
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.get(f"{LIST}{plan.pk}/items/new/").status_code == 404
