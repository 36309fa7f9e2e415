"""A deputy's first page: what to do, visits owed, own matters and where they stand, what comes."""

import pytest

from deputies.actions.attendance import record_present
from deputies.models import Level, Mandate
from liaison import clock
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from stations.actions import activities
from suggestions.models import Concern
from supervision import phone
from tests.factories.merits import photo
from tests.factories.network import Network


@pytest.fixture
def place():
    network = Network()
    assert network.seats
    return network


@pytest.fixture
def wang(client, place):
    client.force_login(place.seats[Role.DEPUTY].user)
    return client


def test_visits_owed_and_done_are_those_of_the_121_rule(place, wang):
    Mandate.objects.filter(deputy=place.deputy).update(level=Level.COUNTY)
    assert '今年已进站 <b class="num">0</b> 次，还差 <b class="num">2</b> 次' in page(wang)
    held = place.activity("held")
    record_present(held, deputies=[place.deputy], by=place.seats[Role.STATION])
    assert phone.visits(place.deputy, clock.today()).done == 1
    assert '还差 <b class="num">1</b> 次' in page(wang)


def page(client) -> str:
    return client.get("/desk/").content.decode()


def test_own_concerns_and_suggestions_stand_there_with_their_stage(place, wang):
    place.suggestion("submitted")
    other = place.concern("judged")
    Concern.objects.filter(pk=other.pk).update(deputy=None)
    shown = phone.matters(place.deputy)
    assert [(one.what, one.label) for one in shown] == [("建议", "待审查"), ("诉求", "交办督办")]
    text = page(wang)
    assert all(one.url in text for one in shown)


def test_an_activity_whose_door_is_open_is_one_press_away(place, wang):
    now = place.activity("published")
    button = 'big-button" href="/desk/attendance/'
    assert f"{button}sign-in/?a={now.pk}" in page(wang)
    activities.hold(now, by=place.seats[Role.STATION])
    assert f"{button}mine/#coming" in page(wang)


def test_a_concern_is_handed_in_with_a_photo_and_twice_is_once(place, wang):
    form = wang.get("/desk/concerns/take/").content.decode()
    once = form.partition('name="once" value="')[2].partition('"')[0]
    said = {"once": once, "station": place.station.pk, "text": "南门积水三天不退。"}
    for _ in range(2):
        answer = wang.post("/desk/concerns/take/", said | {"photos": photo()})
        assert answer.status_code == 302
    concern = Concern.objects.get()
    assert (concern.deputy, concern.source) == (place.deputy, "deputy")
    assert Attachment.objects.of(concern).count() == 1


def test_the_first_page_takes_twelve_statements(place, wang, django_assert_max_num_queries):
    place.suggestion("replied")
    place.activity("published")
    page(wang)
    with django_assert_max_num_queries(12):
        page(wang)
