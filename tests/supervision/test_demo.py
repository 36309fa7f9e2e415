"""manage.py demo: everybody in place, once, and never beside real data."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from deputies.models import Deputy, Mandate, deputy_of
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from stations.models import Station, station_of
from suggestions.models import Concern, Department, Handling, Suggestion
from suggestions.routing import Category
from supervision.management import cast, demonstration
from tests.factories.accounts import UserFactory
from tests.factories.stations import StationFactory


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def demo(**options):
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def counts():
    models = (Station, Deputy, Mandate, Department, User, Seat, Concern, Suggestion, Handling)
    return [model.objects.count() for model in models]


def test_the_demo_fills_every_seat_and_a_second_run_changes_nothing(client):
    demo()
    assert counts()[:4] == [525, 3143, 3309, 58]
    assert set(Seat.objects.values_list("role", flat=True)) == set(Role)
    stages = set(Concern.objects.values_list("stage", flat=True))
    assert {"gathered", "judged", "in_hand", "fed_back", "closed"} <= stages
    assert Suggestion.objects.filter(stage="replied").exists()
    assert Handling.objects.filter(stage="offered").exists()
    for part in cast.CAST:
        seat = demonstration.seat_of(part)
        assert seat.is_current(clock.today())
        assert not part.station or station_of(seat).code == part.station
    assert deputy_of(demonstration.seat("daibiao")).memberships.get().station.code == cast.LAKE
    assert (settings.DATA_DIR / "演示代表花名册.xlsx").exists()
    known = set(Category.values)
    for text in Department.objects.exclude(categories="").values_list("categories", flat=True):
        assert set(text.split(";")) <= known

    before = counts()
    UserFactory()
    assert "已经装好" in demo()
    before[4] += 1
    assert counts() == before

    for account in {each["username"] for each in cast.accounts("")}:
        given = {"login": account, "password": cast.PASSWORD}
        assert client.post("/accounts/login/", given).status_code == 302
        client.post("/accounts/logout/")


def test_a_demo_that_was_interrupted_goes_on_where_it_stopped():
    demonstration.begin()
    demonstration.load_stations()
    demonstration.begin()
    demonstration.load_stations()
    assert Station.objects.count() == 525
    assert not demonstration.is_done()


@pytest.mark.parametrize("make", [UserFactory, StationFactory])
def test_the_demo_never_mixes_with_real_data(make):
    make()
    before = counts()
    with pytest.raises(CommandError, match="演示数据只装入空的系统"):
        demo()
    assert counts() == before


def test_the_accounts_are_listed_without_asking_the_database():
    def refuse(*args):
        raise AssertionError("a statement was sent")

    with connection.execute_wrapper(refuse):
        listed = json.loads(demo(accounts=True))
    assert {each["role"] for each in listed} == {str(role) for role in Role}
    assert all(set(each) >= {"seat", "username", "password", "url"} for each in listed)
    assert [each["username"] for each in listed].count("shuanggang") == 2
