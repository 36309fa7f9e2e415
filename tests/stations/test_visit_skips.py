"""One date of a mobile point's schedule is left out, and put back (T14)."""

from datetime import time, timedelta

import pytest

from liaison import clock
from stations.actions import visits
from stations.models import VisitSkip
from tests.factories import town as small_town


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def visit(town):
    """Every week on today's weekday."""
    today = clock.today()
    return visits.plan_visit(
        town.station, place="翠湖广场", starts=time(9), ends=time(11), from_on=today,
        weekday=today.isoweekday(), by=town.officer,
    )  # fmt: skip


def skip(client, visit, day, reason="遇大风降温"):
    return client.post(f"/desk/visits/{visit.pk}/skip/{day:%Y-%m-%d}/", {"reason": reason})


def test_one_date_is_left_out_with_its_reason_for_everybody_and_the_others_stay(
    town, client, visit
):
    client.force_login(town.officer.user)
    next_week = clock.today() + timedelta(days=7)
    assert skip(client, visit, next_week).status_code == 302
    html = client.get(f"/s/{town.station.code}/visits/").content.decode()
    assert html.count("本次停止：遇大风降温") == 1
    assert html.count("翠湖广场") == 5
    assert html.count("<s>") == 1


def test_it_is_put_back(town, client, visit):
    client.force_login(town.officer.user)
    today = clock.today()
    skip(client, visit, today)
    undo = f"/desk/visits/{visit.pk}/unskip/{today:%Y-%m-%d}/"
    assert undo in client.get(f"/desk/stations/{town.station.code}/visits/").content.decode()
    assert client.post(undo).status_code == 302
    assert "本次停止" not in client.get(f"/s/{town.station.code}/visits/").content.decode()
    assert "没有登记停一次" in client.post(undo).content.decode()


def test_a_day_without_a_visit_a_day_gone_by_and_a_day_left_out_already_are_refused(
    town, client, visit
):
    client.force_login(town.officer.user)
    today = clock.today()
    for day, why in (
        (today + timedelta(days=1), "这一天没有流动联络安排"),
        (today - timedelta(days=7), "已经过去"),
    ):
        page = skip(client, visit, day)
        assert (page.status_code, why in page.content.decode()) == (409, True)
    assert skip(client, visit, today, reason="").status_code == 422
    skip(client, visit, today)
    assert "已登记停一次" in skip(client, visit, today).content.decode()
    assert client.post(f"/desk/visits/{visit.pk}/skip/soon/").status_code == 404
    assert VisitSkip.objects.count() == 1


def test_another_stations_visit_is_not_mine(town, client, visit):
    client.force_login(town.other_officer.user)
    assert skip(client, visit, clock.today()).status_code == 404
