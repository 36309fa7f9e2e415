"""The desk at nine in the morning: queues, many in one go, who has what in hand, who has it open."""

from datetime import timedelta
from uuid import uuid4

import pytest
import redis
import time_machine
from django.core.cache import caches
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from liaison import clock
from liaison.audit.models import Event
from suggestions.actions import concerns, desk
from suggestions.models import Channel, Concern, Subject
from suggestions.workflow import ConcernStage
from tests.factories.suggestions import ConcernFactory

LAMPS = "小区门口的路灯坏了半个月，晚上老人出行不便。"


def hear(town, text=LAMPS, **more) -> Concern:
    more.setdefault("station", town.station)
    return concerns.submit(text=text, once=uuid4(), **more)


def judge(town) -> Concern:
    concern = hear(town)
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    return concern


def queue(client, key):
    page = client.get(f"/desk/concerns/?stage={key}")
    counts = {tab["key"]: tab["count"] for tab in page.context["tabs"]}
    return counts[key], [one.number for one in page.context["page"]]


# -- queues -------------------------------------------------------------------------------------
def test_what_came_back_stands_in_its_own_queue(town, at):
    fresh, back = judge(town), judge(town)
    concerns.decide(back, channel=Channel.STATION, reason="当场可答", by=town.officer)
    concerns.reroute(back, reason="需转热线", by=town.officer)
    assert queue(at(town.officer), "returned") == ("1", [back.number])
    assert fresh.number in queue(at(town.officer), "judged")[1]


@pytest.mark.parametrize(("days", "key"), [(-1, "late"), (0, "near"), (3, "near")])
def test_near_due_and_late_part_at_midnight(town, at, days, key):
    due_on = clock.today() + timedelta(days=days)
    one = ConcernFactory(station=town.station, in_hand=True, due_on=due_on)
    other = {"late": "near", "near": "late"}[key]
    assert queue(at(town.officer), key) == ("1", [one.number])
    assert queue(at(town.officer), other) == ("0", [])


def test_near_due_shows_the_nearest_first(town, at):
    today = clock.today()
    later = ConcernFactory(station=town.station, in_hand=True, due_on=today + timedelta(days=2))
    first = ConcernFactory(station=town.station, in_hand=True, due_on=today)
    assert queue(at(town.officer), "near")[1] == [first.number, later.number]


def test_a_queue_counts_to_ninety_nine_and_no_further(town, at):
    ConcernFactory.create_batch(101, station=town.station)
    assert queue(at(town.officer), "gathered")[0] == "99+"


def test_deputies_have_no_queue_of_their_own_hands(town, at):
    page = at(town.deputy).get("/desk/concerns/")
    assert not {"mine", "returned"} & {tab["key"] for tab in page.context["tabs"]}


# -- search -------------------------------------------------------------------------------------
def test_a_two_character_word_is_marked_where_it_stands(town, at):
    hear(town)
    page = at(town.officer).get("/desk/concerns/?q=路灯")
    assertContains(page, "<mark>路灯</mark>", html=True)
    page = at(town.officer).get("/desk/concerns/?q=老人")
    assertContains(page, "<mark>老人</mark>", html=True)


def test_what_is_searched_for_is_shown_as_text(town, at):
    hear(town, "门口<b>路灯</b>不亮")
    page = at(town.officer).get("/desk/concerns/?q=路灯")
    assertNotContains(page, "<b>路灯")


# -- many in one go -----------------------------------------------------------------------------
def test_before_many_are_declined_the_page_says_what_will_happen(town, at):
    one, two = hear(town), hear(town)
    page = at(town.officer).get(
        "/desk/concerns/bulk/", {"act": "decline", "number": [one.number, two.number]}
    )
    assertContains(page, "不能撤销")
    assertContains(page, one.number)
    one.refresh_from_db()
    assert one.stage == ConcernStage.GATHERED


def test_many_are_declined_on_one_ground_and_each_is_told_the_road(town, at):
    both = [hear(town), hear(town)]
    said = {"act": "decline", "number": [one.number for one in both], "ground": "court"}
    assertRedirects(at(town.officer).post("/desk/concerns/bulk/", said), "/desk/concerns/")
    for one in both:
        one.refresh_from_db()
        assert one.stage == ConcernStage.DECLINED
        assert "12368" in one.timeline.get(step="decline").public_note


def test_many_are_sorted_under_one_category_and_one_already_sorted_stays(town, at):
    new, done = hear(town), judge(town)
    said = {"act": "sort", "number": [new.number, done.number], "category": "environment"}
    page = at(town.officer).post("/desk/concerns/bulk/", said, follow=True)
    assertContains(page, "已办 1 件")
    assertContains(page, f"{done.number} 没有办")
    new.refresh_from_db()
    done.refresh_from_db()
    assert (new.category, done.category) == ("environment", "construction")


def test_without_a_ground_nothing_is_declined(town, at):
    one = hear(town)
    page = at(town.officer).post("/desk/concerns/bulk/", {"act": "decline", "number": one.number})
    assert page.status_code == 422
    one.refresh_from_db()
    assert one.stage == ConcernStage.GATHERED


def test_what_i_may_not_see_is_not_among_the_many(town, at):
    there = hear(town, station=town.other)
    said = {"act": "take_on", "number": there.number}
    page = at(town.officer).post("/desk/concerns/bulk/", said, follow=True)
    assertContains(page, "请先在列表里勾选")
    there.refresh_from_db()
    assert there.officer is None


def test_no_more_than_fifty_go_at_once(town):
    many = ConcernFactory.create_batch(52, station=town.station)
    assert desk.take_on_all(many, by=town.officer).done == 50


# -- in hand ------------------------------------------------------------------------------------
def test_taken_on_it_stands_in_my_queue_and_whoever_had_it_is_remembered(town, at):
    one = hear(town)
    at(town.committee).post(f"/desk/concerns/{one.number}/take-on/")
    client = at(town.officer)
    client.post(f"/desk/concerns/{one.number}/take-on/")
    assert queue(client, "mine") == ("1", [one.number])
    newest = one.timeline.order_by("-pk").first()
    assert (newest.step, town.committee.user.name in newest.note) == ("take_on", True)
    client.post(f"/desk/concerns/{one.number}/put-down/")
    assert queue(client, "mine") == ("0", [])
    assert Event.objects.filter(verb__in=["take_on", "put_down"]).count() == 3


def test_what_is_over_is_not_taken_on(town, at):
    one = hear(town)
    concerns.withdraw(one)
    answer = at(town.officer).post(f"/desk/concerns/{one.number}/take-on/")
    assertContains(answer, "已经结束", status_code=409)


# -- who has it open ----------------------------------------------------------------------------
def two_browsers(town):
    first, second = Client(), Client()
    first.force_login(town.officer.user)
    second.force_login(town.committee.user)
    return first, second


def test_the_second_to_open_it_is_told_who_has_it_open_and_neither_is_stopped(town):
    one = hear(town)
    first, second = two_browsers(town)
    address = f"/desk/concerns/{one.number}/presence/"
    assertNotContains(first.post(address), "也打开着")
    assertContains(second.post(address), town.officer.user.name)
    assertContains(first.post(address), town.committee.user.name)
    said = {"title": "路灯不亮", "category": "construction"}
    assert second.post(f"/desk/concerns/{one.number}/sort/", said).status_code == 302


def test_whoever_left_is_gone_after_a_minute(town):
    one = hear(town)
    first, second = two_browsers(town)
    address = f"/desk/concerns/{one.number}/presence/"
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False) as when:
        first.post(address)
        when.shift(timedelta(seconds=61))
        assertNotContains(second.post(address), "也打开着")


def test_without_the_cache_the_page_goes_on(town, at, monkeypatch):
    def gone(*args, **kwargs):
        raise redis.exceptions.ConnectionError

    monkeypatch.setattr(type(caches["default"]), "get", gone)
    assert at(town.officer).post(f"/desk/concerns/{hear(town).number}/presence/").status_code == 200


# -- the tree of subjects -----------------------------------------------------------------------
def test_the_tree_has_three_levels_and_the_form_offers_what_is_below_the_category(town, at):
    assert Subject.objects.filter(parent__isnull=True).count() > 100
    assert not Subject.objects.filter(parent__parent__isnull=False).exists()
    page = at(town.officer).get("/desk/concerns/subjects/?category=environment")
    assertContains(page, "optgroup")
    assertNotContains(page, "城市公共设施")
    assertContains(at(town.officer).get("/desk/concerns/subjects/?category=x"), "不细分")


def test_sorting_keeps_the_subject_and_refuses_one_of_another_category(town, at):
    one = hear(town)
    lamps = Subject.objects.get(name="城市公共设施", category="construction")
    said = {"title": "路灯不亮", "category": "environment", "subject": lamps.pk}
    answer = at(town.officer).post(f"/desk/concerns/{one.number}/sort/", said)
    assert answer.status_code == 422
    said["category"] = "construction"
    at(town.officer).post(f"/desk/concerns/{one.number}/sort/", said)
    one.refresh_from_db()
    assert one.subject == lamps
