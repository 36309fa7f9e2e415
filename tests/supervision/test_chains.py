"""A project chains study, survey, suggestion and effect; where it is broken is seen (F15)."""

from datetime import date, timedelta

import pytest
import time_machine

from liaison import clock
from liaison.accounts.roles import Role
from liaison.errors import Refused
from stations.actions import activities
from stations.models import Activity
from suggestions.actions import suggestions
from supervision import chains
from supervision.links import Link, State, standing
from supervision.models import Chain
from tests.factories.network import Network

BEGUN = date(2026, 1, 10)
HOLDS, MISSING = State.HOLDS, State.MISSING


def held(month: int) -> Link:
    return Link(HOLDS, date(2026, month, 1))


NOTHING = Link(MISSING)


@pytest.mark.parametrize(
    ("links", "key", "since", "broken"),
    [
        ([NOTHING] * 4, "study", BEGUN, True),
        ([held(2), NOTHING, NOTHING, NOTHING], "survey", date(2026, 2, 1), True),
        ([held(2), held(3), NOTHING, NOTHING], "advice", date(2026, 3, 1), True),
        ([held(2), held(3), held(4), NOTHING], "effect", date(2026, 4, 1), True),
        ([held(2), held(3), held(4), held(5)], "", date(2026, 5, 1), False),
        ([held(2), Link(State.UNDER_WAY), NOTHING, NOTHING], "survey", date(2026, 2, 1), False),
        ([held(2), Link(State.UNDER_WAY), held(4), NOTHING], "survey", date(2026, 2, 1), True),
        (
            [held(2), Link(State.FELL_THROUGH, date(2026, 6, 1)), NOTHING, NOTHING],
            "survey",
            date(2026, 6, 1),
            True,
        ),
    ],
)
def test_a_chain_stands_at_its_first_link_that_does_not_hold(links, key, since, broken):
    found = standing(links, BEGUN)
    assert (found.key, found.since, found.is_broken) == (key, since, broken)


@pytest.fixture
def place():
    network = Network()
    assert network.seats
    return network


@pytest.fixture
def officer(client, place):
    client.force_login(place.seats[Role.STATION].user)
    return client


def activity(place, function, stage="held") -> Activity:
    made = place.activity(stage)
    Activity.objects.filter(pk=made.pk).update(function=function)
    made.refresh_from_db()
    return made


def a_chain(place, **more) -> Chain:
    said = {"title": "老旧小区停车", "station": place.station, "deputy": place.deputy}
    said |= {"begun_on": clock.today()} | more
    return chains.begin(by=place.seats[Role.STATION], **said)


def test_a_chain_goes_from_study_to_effect_on_its_pages(place, officer):
    said = {"title": "路灯巡检", "station": place.station.pk, "deputy": place.deputy.pk}
    said |= {"begun_on": str(clock.today()), "study": activity(place, "study").pk}
    officer.post("/desk/chains/new/", said)
    chain = Chain.objects.get()
    assert "缺“调研”" in officer.get(chain.get_absolute_url()).content.decode()
    said |= {"survey": activity(place, "survey").pk}
    suggestion = place.suggestion("registered")
    officer.post(f"/desk/chains/{chain.pk}/edit/", said | {"suggestion": suggestion.pk})
    assert "缺“问效”" in officer.get(chain.get_absolute_url()).content.decode()
    effect = {"on": str(clock.today()), "effect": "good", "note": "坏灯两天内修好。"}
    early = officer.post(f"/desk/chains/{chain.pk}/effect/", effect)
    assert early.status_code == 409
    assert "建议还没有答复" in early.content.decode()
    answered = place.suggestion("replied")
    officer.post(f"/desk/chains/{chain.pk}/edit/", said | {"suggestion": answered.pk})
    officer.post(f"/desk/chains/{chain.pk}/effect/", effect)
    page = officer.get(chain.get_absolute_url()).content.decode()
    assert "四步齐全" in page
    assert "坏灯两天内修好。" in page


def test_a_broken_chain_says_which_link_and_since_when_on_the_list(place, officer):
    with time_machine.travel(clock.now() - timedelta(days=43)):
        a_chain(place, study=activity(place, "study"))
    page = officer.get("/desk/chains/?show=broken").content.decode()
    assert '断链 <b class="num">1</b> 条' in page
    assert "缺“调研”" in page
    assert "43 天" in page
    assert "老旧小区停车" not in officer.get("/desk/chains/?show=whole").content.decode()
    assert officer.get("/desk/chains.xlsx?show=broken").status_code == 200


def test_a_cancelled_survey_and_a_refused_suggestion_break_the_chain(place):
    survey = activity(place, "survey", "published")
    chain = a_chain(place, study=activity(place, "study"), survey=survey)
    assert not chains.standing(chain).is_broken
    activities.cancel(survey, reason="下雨", by=place.seats[Role.STATION])
    chain = Chain.objects.for_list().get()
    assert (chains.standing(chain).key, chains.standing(chain).is_broken) == ("survey", True)
    refused = place.suggestion("submitted")
    suggestions.refuse(refused, reason="不属于建议", by=place.seats[Role.COMMITTEE])
    survey = activity(place, "survey")
    chain = chains.change(chain, survey=survey, suggestion=refused, by=place.seats[Role.STATION])
    chain.suggestion.refresh_from_db()
    assert (chains.standing(chain).key, chains.standing(chain).is_broken) == ("advice", True)


def test_a_chain_of_nobody_and_a_survey_before_its_study_are_asked_again(place, officer):
    said = {"title": "路灯", "station": place.station.pk, "begun_on": str(clock.today())}
    answer = officer.post("/desk/chains/new/", said)
    assert answer.status_code == 422
    assert "请写明牵头代表或代表小组" in answer.content.decode()
    survey = activity(place, "survey")
    Activity.objects.filter(pk=survey.pk).update(held_on=clock.today() - timedelta(days=3))
    said |= {"group": "第一小组", "study": activity(place, "study").pk, "survey": survey.pk}
    assert "调研早于学习" in officer.post("/desk/chains/new/", said).content.decode()
    with pytest.raises(Refused, match="不在您的管理范围内"):
        a_chain(place, station=place.main)


def test_a_deputy_sees_the_own_and_the_list_costs_few_statements(
    place, client, django_assert_max_num_queries
):
    for number in range(4):
        a_chain(place, title=f"课题{number}", study=activity(place, "study"))
    a_chain(place, title="别人的", deputy=None, group="第二小组")
    client.force_login(place.seats[Role.DEPUTY].user)
    client.get("/desk/chains/")
    with django_assert_max_num_queries(12):
        page = client.get("/desk/chains/").content.decode()
    assert "课题3" in page
    assert "别人的" not in page
