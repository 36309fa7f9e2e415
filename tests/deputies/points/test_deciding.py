"""Manual items with four eyes, appeals in time, grades with reasons: over the pages (J13, C11)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from deputies.actions import appraisals, standings
from deputies.actions import points as actions
from deputies.models import Appraisal, PointAppeal, PointItem, PointStanding
from deputies.performance.appraisal import Grade
from liaison.audit.models import Event
from liaison.errors import Refused
from liaison.notices.models import Message
from tests.deputies.points.world import YEAR
from tests.factories.town import elect


def propose(world, by=None, **given):
    told = {"kind": "item_visit", "on": date(YEAR, 6, 1), "title": "述职", "evidence": "会议记录"}
    return actions.propose_item(world.deputy, by=by or world.officer, **(told | given))


def go(client, seat, name, *args, **posted):
    client.force_login(seat.user)
    address = reverse(f"deputies:{name}", args=args)
    return client.post(address, posted) if posted else client.get(address)


# -- manual items -------------------------------------------------------------------------------
def test_an_item_counts_when_another_has_approved_it(client, world):
    posted = {
        "deputy": world.deputy.name,
        "kind": "item_visit",
        "on": "2026-06-01",
        "title": "向选民述职",
        "evidence": "五十名选民代表签到册",
    }
    assert go(client, world.officer, "points_item_new", **posted).status_code == 302
    item = PointItem.objects.get()
    assert world.total() == 0
    assert go(client, world.committee, "points_item_approve", item.pk, sure="on").status_code == 302
    assert world.total() == 1
    assert PointStanding.objects.get(deputy=world.deputy, quarter=0).points == 1
    assert Event.objects.filter(verb="point_item.approved").exists()


def test_who_proposed_an_item_does_not_approve_it(client, world):
    item = propose(world, by=world.committee)
    answer = go(client, world.committee, "points_item_approve", item.pk, sure="on")
    assert answer.status_code == 409
    assert "另一位工作人员" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        PointItem.objects.update(
            stage="approved", decided_by=world.committee, decided_at=item.proposed_at
        )
    actions.approve_item(item, by=world.second)


def test_only_who_proposed_withdraws_and_a_refusal_needs_a_reason(client, world):
    item = propose(world)
    with pytest.raises(PermissionDenied):
        actions.withdraw_item(item, by=world.committee)
    assert go(client, world.committee, "points_item_reject", item.pk, reason="").status_code == 422
    actions.withdraw_item(item, by=world.officer)
    with pytest.raises(Refused):
        actions.approve_item(item, by=world.committee)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "song"}, "没有这样的手工项目"),
        ({"on": date(2026, 7, 21)}, "不能在今天之后"),
        ({"on": date(2020, 1, 1)}, "不是在任代表"),
    ],
)
def test_an_item_that_cannot_be_is_refused(world, given, said):
    with pytest.raises(Refused, match=said):
        propose(world, **given)


def test_a_name_borne_by_two_or_none_is_asked_for_again(client, world):
    posted = {"kind": "item_visit", "on": "2026-06-01", "title": "述职", "evidence": "册"}
    answer = go(client, world.committee, "points_item_new", deputy="无此人", **posted)
    assert answer.status_code == 422
    assert "没有找到这位代表" in answer.content.decode()


def test_another_stations_officer_proposes_nothing_for_him(world):
    with pytest.raises(PermissionDenied):
        propose(world, by=world.town.other_officer)


# -- appeals ------------------------------------------------------------------------------------
def test_an_appeal_about_a_line_is_answered_within_fifteen_working_days(client, world):
    visit = world.do(5)
    posted = {"group": "contact", "about": "联系群众", "text": "应为两次"}
    client.force_login(world.seat.user)
    address = reverse("deputies:points_appeal_new") + f"?year=2026&key=attendance:{visit.pk}"
    assert "现计 2" in client.get(address).content.decode()
    assert client.post(address, posted).status_code == 302
    appeal = PointAppeal.objects.get()
    assert (appeal.about_key, appeal.due_on) == (f"attendance:{visit.pk}", date(2026, 8, 10))
    assert client.post(address, posted).status_code == 422  # the same line once at a time
    answer = go(
        client, world.committee, "points_appeal_uphold", appeal.pk, points="2", reason="属实"
    )
    assert answer.status_code == 302
    assert world.total() == 4
    assert PointAppeal.objects.get().correction.points == 2
    assert Message.objects.filter(to_user=world.seat.user).exists()


def test_an_appeal_dismissed_says_why_and_changes_nothing(client, world):
    made = actions.appeal(about="走访", group="contact", text="漏记", year=YEAR, by=world.seat)
    assert (
        go(client, world.committee, "points_appeal_dismiss", made.pk, reason="").status_code == 422
    )
    actions.dismiss_appeal(made, reason="没有记录", by=world.committee)
    page = go(client, world.seat, "points_appeal", made.pk).content.decode()
    assert "没有记录" in page
    assert world.total() == 0


@pytest.mark.parametrize("points", ["0", "100.5"])
def test_a_correction_corrects_something_and_not_too_much(world, points):
    made = actions.appeal(about="走访", group="contact", text="漏记", year=YEAR, by=world.seat)
    with pytest.raises(Refused, match="更正分值"):
        actions.uphold_appeal(made, points=Decimal(points), reason="属实", by=world.committee)


def test_another_deputys_appeal_does_not_exist_for_me(client, world):
    made = actions.appeal(about="走访", group="contact", text="漏记", year=YEAR, by=world.seat)

    other = elect("李代表", world.town.other)
    assert go(client, other, "points_appeal", made.pk).status_code == 404
    assert go(client, world.town.other_officer, "points_appeal", made.pk).status_code == 403


# -- grades -------------------------------------------------------------------------------------
@pytest.fixture
def last_year(world):
    """2025 frozen, in which the deputy was absent from everything."""
    return standings.freeze(2025, quarter=4, by=world.committee)


def test_a_year_is_graded_when_it_is_frozen(world):
    with pytest.raises(Refused, match="尚未全部结账"):
        appraisals.appraise_all(2025, by=world.committee)


def test_grades_are_proposed_by_points_and_another_needs_a_reason(client, world, last_year):
    assert go(client, world.committee, "appraise_all", 2025, sure="on").status_code == 302
    row = Appraisal.objects.get(deputy=world.deputy)
    assert (row.proposed, row.grade, row.needs_talk) == (Grade.FAILING, Grade.FAILING, True)
    answer = go(client, world.committee, "appraise", 2025, world.deputy.pk, grade="basic")
    assert answer.status_code == 422
    assert "须写明理由" in answer.content.decode()
    given = {"grade": "basic", "reason": "长期病假，经主任会议研究"}
    assert (
        go(client, world.committee, "appraise", 2025, world.deputy.pk, **given).status_code == 302
    )
    row.refresh_from_db()
    assert (row.proposed, row.grade) == (Grade.FAILING, Grade.BASIC)
    page = go(client, world.committee, "appraisals").content.decode()
    assert "年度考评" in page


def test_a_talk_is_recorded_where_points_are_low(client, world, last_year):
    appraisals.appraise_all(2025, by=world.committee)
    row = Appraisal.objects.get(deputy=world.deputy)
    told = {"on": "2026-07-01", "note": "了解困难，商定下半年安排"}
    assert go(client, world.committee, "appraisal_talk", row.pk, **told).status_code == 302
    row.refresh_from_db()
    assert row.talked_on == date(2026, 7, 1)
    appraisals.appraise(world.deputy, year=2025, grade="failing", by=world.committee)
