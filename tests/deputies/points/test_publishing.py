"""Points made known: each audience sees what is published, of whom the rule allows, and no more (J14)."""

import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from deputies.actions import appraisals as actions
from deputies.actions import standings
from deputies.models import Publication
from liaison.errors import Refused
from suggestions.models import Concern
from tests.deputies.points.world import YEAR
from tests.factories.suggestions import ConcernFactory
from tests.factories.town import elect

ASKED = {"year": str(YEAR), "quarter": "1", "audience": "electorate", "consent": "law"}


@pytest.fixture
def first(world):
    """The first quarter frozen: the deputy has been to a visit and handed in a concern's worth of work."""
    world.do(2)
    return world.freeze(1)


def publish(world, audience="electorate", consent="law", shows=("groups",), quarter=1):
    return actions.publish(
        year=YEAR,
        quarter=quarter,
        audience=audience,
        consent=consent,
        shows=shows,
        by=world.committee,
    )


def seen(client, deputy):
    """What a visitor without account gets."""
    client.logout()
    return client.get(reverse("deputies:published_record", args=[deputy.pk]))


def test_a_visitor_sees_only_what_is_published(client, world, first):
    """J14, to the letter: nothing before, the points after, no line that is not shown, nothing again."""
    assert seen(client, world.deputy).status_code == 404
    made = publish(world)
    page = seen(client, world.deputy).content.decode()
    assert "2026年第一季度：2 分" in page
    assert "接待群众" not in page  # the activity's title: lines are not published
    world.do(5)
    assert "第二季度" not in seen(client, world.deputy).content.decode()
    actions.withdraw_publication(made, reason="更正后重发", by=world.committee)
    assert seen(client, world.deputy).status_code == 404


@pytest.mark.parametrize("audience", ["units", "self"])
def test_what_is_for_others_is_not_for_the_electorate(client, world, first, audience):
    publish(world, audience=audience)
    assert seen(client, world.deputy).status_code == 404


@pytest.mark.parametrize(
    ("consent", "said", "shown"),
    [
        ("law", None, True),
        ("law", False, True),
        ("unless", None, True),
        ("unless", False, False),
        ("asked", None, False),
        ("asked", True, True),
    ],
)
def test_the_rule_of_consent_decides_whose_points_are_shown(
    client, world, first, consent, said, shown
):
    publish(world, consent=consent)
    if said is not None:
        client.force_login(world.seat.user)
        answer = "yes" if said else "no"
        told = {"audience": "electorate", "agrees": answer}
        assert client.post(reverse("deputies:points_consent"), told).status_code == 302
    assert (seen(client, world.deputy).status_code == 200) is shown


def test_the_preview_is_what_is_seen_and_publishes_nothing(client, world, first):
    client.force_login(world.committee.user)
    address = reverse("deputies:points_publication_new")
    page = client.post(address, ASKED | {"shows": ["groups", "lines"], "preview": "1"})
    told = page.content.decode()
    assert "选区群众将看到" in told
    assert "2026年2月10日 联系群众：接待群众（2 分）" in told
    assert not Publication.objects.exists()
    assert client.post(address, ASKED | {"shows": ["lines"], "publish": "1"}).status_code == 302
    assert "联系群众：接待群众" in seen(client, world.deputy).content.decode()


def test_a_residents_words_are_no_title_in_public(client, world):
    ConcernFactory(
        deputy=world.deputy,
        source=Concern.Source.DEPUTY,
        title="张三家漏水",
        submitted_at=datetime(2026, 2, 1, 2, tzinfo=UTC),
    )
    world.freeze(1)
    publish(world, shows=("lines",))
    page = seen(client, world.deputy).content.decode()
    assert "反映群众诉求" in page
    assert "张三" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quarter": 2}, "尚未结账"),
        ({"quarter": 0}, "尚未结账"),
        ({"shows": ("grade",)}, "只能随全年"),
    ],
)
def test_what_does_not_stand_is_not_published(world, first, given, said):
    with pytest.raises(Refused, match=said):
        publish(world, **given)


def test_one_publication_an_audience_and_time(world, first):
    publish(world)
    with pytest.raises(Refused, match="请先撤下"):
        publish(world)


def test_opened_again_nothing_of_it_is_shown(client, world, first):
    publish(world)
    standings.reopen(first[0], reason="主任会议决定", by=world.committee)
    assert seen(client, world.deputy).status_code == 404


def test_units_read_and_download_what_is_for_units(client, world, first):
    elect("李代表", world.town.other)
    made = publish(world, audience="units")
    client.force_login(world.town.lights_officer.user)
    assert "王代表" in client.get(made.get_absolute_url()).content.decode()
    file = client.get(reverse("deputies:points_publication_export", args=[made.pk])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["序号", "姓名", "得分"]
    assert rows[1][1:3] == ["王代表", 2.0]
    assert "履职明细" not in rows[0]
    hidden = publish(world, audience="electorate")
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_stations_page_shows_its_own_deputies_only(client, world, first):
    elect("李代表", world.town.other)
    publish(world)
    page = client.get(reverse("deputies:published_of_station", args=[world.town.station.code]))
    assert "王代表" in page.content.decode()
    assert "李代表" not in page.content.decode()


def test_the_deputy_reads_what_is_told_to_him(client, world):
    standings.freeze(2025, quarter=4, by=world.committee)
    actions.appraise_all(2025, by=world.committee)
    actions.publish(
        year=2025, quarter=0, audience="self", consent="law", shows=["grade"], by=world.committee
    )
    client.force_login(world.seat.user)
    page = client.get(reverse("deputies:points_mine")).content.decode()
    assert "2025年积分已结账" in page
    assert "不称职" in page
