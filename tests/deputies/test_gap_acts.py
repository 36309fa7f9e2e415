"""The gap list acted upon: ticked deputies are invited or reminded once each, and the page says how."""

from datetime import datetime

import pytest
import time_machine

from deputies.models import Duty
from liaison.notices.models import IN_SITE, Message
from tests.factories import town
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.visits import LOCAL, held, visit

ACT = "/desk/compliance/year/act/?year=2026&show=short"


@pytest.fixture
def here():
    """A small town on 20 November 2026."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=LOCAL), tick=False):
        yield town.build()


@pytest.fixture
def officer(here, client):
    """The station officer's browser."""
    client.force_login(here.officer.user)
    return client


@pytest.fixture
def coming(here):
    """A published activity of next week."""
    return held(here.station, 2026, 11, 27, 9, stage="published")


def without_account(station, name="李代表"):
    deputy = DeputyFactory(name=name)
    MandateFactory(deputy=deputy, level="county")
    MembershipFactory(deputy=deputy, station=station)
    return deputy


def outcomes(page):
    assert page.status_code == 200
    return {one.deputy.name: one.said for one in page.context["found"]}


def test_the_list_offers_boxes_coming_activities_and_what_to_do(here, officer, coming):
    page = officer.get("/desk/compliance/year/?year=2026").content.decode()
    assert 'name="deputies"' in page
    assert "接待群众（天井湖社区联络站）" in page
    for word in ("邀请勾选的代表", "提醒勾选的代表", "另行安排活动"):
        assert word in page


def test_ticked_deputies_are_invited_once_and_each_outcome_is_told(here, officer, coming):
    other = without_account(here.station)
    keys = [here.deputy.deputy_seat.deputy.pk, other.pk]
    said = {"deputies": keys, "what": "invite", "activity": coming.pk}
    first = officer.post(ACT, said)
    assert outcomes(first) == {"王代表": "已邀请", "李代表": "已邀请"}
    assert set(outcomes(officer.post(ACT, said)).values()) == {"此前已邀请，不重复通知"}
    assert Duty.objects.filter(activity=coming).count() == 2
    assert Message.objects.filter(channel=IN_SITE, to_user=here.deputy.user).count() == 1


def test_ticked_deputies_are_reminded_once_and_who_has_no_account_is_named(here, officer):
    other = without_account(here.station)
    done = without_account(here.station, "张代表")
    for day in (1, 2):
        visit(done, held(here.station, 2026, 3, day, 9), here.officer)
    keys = [here.deputy.deputy_seat.deputy.pk, other.pk, done.pk]
    said = {"deputies": keys, "what": "remind"}
    assert outcomes(officer.post(ACT, said)) == {
        "王代表": "已提醒，还差 2 次",
        "李代表": "没有账号，请电话联系",
        "张代表": "已达标或不考核，不用提醒",
    }
    assert outcomes(officer.post(ACT, said))["王代表"] == "今年已提醒过，不重复提醒"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"what": "remind"}, "请先勾选代表"),
        ({"what": "invite", "deputies": ["1"]}, "请先选择要邀请参加的活动"),
        ({"what": "remind", "deputies": ["x", "²", ""]}, "请先勾选代表"),
    ],
)
def test_nothing_ticked_or_chosen_is_refused_with_what_to_do(here, officer, said, why):
    answer = officer.post(ACT, said)
    assert answer.status_code == 409
    assert why in answer.content.decode()


def test_another_stations_deputies_and_activities_are_not_within_reach(here, client, coming):
    client.force_login(here.other_officer.user)
    key = here.deputy.deputy_seat.deputy.pk
    assert client.post(ACT, {"deputies": [key], "what": "remind"}).status_code == 409
    mine = without_account(here.other)
    said = {"deputies": [mine.pk], "what": "invite", "activity": coming.pk}
    assert client.post(ACT, said).status_code == 404
    assert not Duty.objects.exists()


def test_a_year_that_is_over_has_no_boxes_and_reminds_nobody(here, officer):
    page = officer.get("/desk/compliance/year/?year=2025").content.decode()
    assert 'name="deputies"' not in page
    key = here.deputy.deputy_seat.deputy.pk
    answer = officer.post(
        "/desk/compliance/year/act/?year=2025", {"deputies": [key], "what": "remind"}
    )
    assert answer.status_code == 409
    assert "已结束" in answer.content.decode()


def test_a_stations_gap_leads_to_a_new_activity_of_that_station(here, officer):
    page = officer.get("/desk/compliance/?month=2026-11").content.decode()
    assert f"/desk/activities/new/?station={here.station.pk}" in page
    form = officer.get(f"/desk/activities/new/?station={here.station.pk}").context["form"]
    assert form["station"].value() in (here.station, here.station.pk)
