"""manage.py demo: everybody in place, once, and never beside real data."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from deputies import compliance
from deputies.models import Attendance, Deputy, Mandate, deputy_of
from deputies.models.grids import uncovered
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from stations.hierarchy import Kind
from stations.models import Activity, Grid, Rating, Series, Station, station_of
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


def test_the_demos_year_has_what_every_page_of_the_network_shows():
    demo()
    today = clock.today()
    year = compliance.year(today.year)
    assert len(year.owing) == 3143
    if today.month > 1:
        last = compliance.month(today.replace(month=today.month - 1, day=1))
        assert len(last.owing) == 50
        assert 1 <= len(last.short) <= 5
        assert 0 < len(year.short) < 3143 / 4
    stations = Station.objects.filter(kind=Kind.STATION)
    assert stations.exclude(study_plans__year=today.year).count() == 1
    assert set(Series.objects.values_list("name", flat=True)) == {"庭院夜话", "柳峰有约"}
    for series in Series.objects.all():
        numbers = series.activities.exclude(series_no=None).values_list("series_no", flat=True)
        assert sorted(numbers) == list(range(1, series.last_no + 1))
    now = clock.now()
    ready = Activity.objects.filter(stage="published", held_on=today, starts_at__lte=now)
    assert ready.exists()
    assert uncovered(Grid.objects.all(), today).count() == 1
    assert Rating.objects.filter(year=today.year - 1).count() == 50
    wrong = Attendance.objects.exclude(activity__stage__in=["held", "logged"])
    assert not wrong.exists()
