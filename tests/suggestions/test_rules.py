"""Rules staff write: versions with dates, tried out on past decisions, counted in the hit rate."""

from datetime import timedelta
from io import StringIO
from json import loads
from uuid import uuid4

import pytest
from django.core.management import call_command
from pytest_django.asserts import assertContains

from liaison import clock
from liaison.audit.models import Event
from liaison.errors import Refused
from suggestions import routing
from suggestions.actions import concerns, judgement, rating
from suggestions.actions import rules as actions
from suggestions.models import Channel, Concern, Decision, RoutingRule
from suggestions.routing import Rule, propose, rule_hits

MEALS = "社区里独居老人多，中午做饭不方便，想办个老年食堂。"


def said(**more) -> dict:
    rule = {
        "name": "老年食堂走代表建议",
        "words": ["老年食堂", "助餐"],
        "match": "any",
        "without": [],
        "category": "",
        "place": None,
        "channel": Channel.SUGGESTION,
        "unit": None,
        "points": 9,
        "reason": "需民政会商。",
        "active_from_on": clock.today(),
    }
    return rule | more


def decide(town, text=MEALS, channel=Channel.SUGGESTION, unit=None) -> Concern:
    concern = concerns.submit(station=town.station, text=text, once=uuid4())
    concerns.sort(concern, category="civil", title="办老年食堂", by=town.officer)
    concerns.decide(
        concern, channel=channel, department=unit, reason="情况已核实", by=town.committee
    )
    return concern


# -- what a rule hears --------------------------------------------------------------------------
RULE = Rule("rule:1", "积水", ("积水", "内涝"), channel="suggestion", points=9, reason="需会商。")


@pytest.mark.parametrize(
    ("change", "text", "hits"),
    [
        ({}, "门口积水", True),
        ({}, "门口不平", False),
        ({"needs_all": True}, "门口积水", False),
        ({"needs_all": True}, "积水又内涝", True),
        ({"without": ("停水",)}, "积水，还停水", False),
        ({"category": "rural"}, "门口积水", False),
        ({"place": "00010002"}, "门口积水", False),
        ({"place": "0001"}, "门口积水", True),
    ],
)
def test_a_rule_hears_its_words_in_its_category_and_place(change, text, hits):
    rule = Rule(**{**vars_of(RULE), **change})
    assert rule_hits(rule, text, "construction", "00010001") is hits


def vars_of(rule):
    return {name: getattr(rule, name) for name in rule.__dataclass_fields__}


def test_a_rule_that_spoke_says_its_reason_and_is_named_in_the_proposal():
    found = propose("门口积水三天了", rules=[RULE])
    assert found.channel == routing.SUGGESTION
    assert any("需会商" in reason and "规则“积水”" in reason for reason in found.reasons)
    assert found.rules == ("rule:1",)


def test_without_any_rule_the_built_in_words_decide():
    assert propose("门口路灯不亮").rules == ("everyday",)


# -- versions -----------------------------------------------------------------------------------
def test_a_change_is_a_new_version_and_the_last_ends_on_its_day(town):
    first = actions.write(by=town.committee, said=said())
    on = clock.today() + timedelta(days=3)
    second = actions.write(by=town.committee, said=said(active_from_on=on), replaces=first)
    first.refresh_from_db()
    assert (second.version, second.key, first.ends_on) == (2, first.key, on)
    assert list(RoutingRule.objects.in_force(clock.today())) == [first]
    assert list(RoutingRule.objects.in_force(on)) == [second]
    assert Event.objects.filter(verb="write_rule").count() == 2


def test_an_old_version_is_not_changed_a_second_time(town):
    first = actions.write(by=town.committee, said=said())
    actions.write(by=town.committee, said=said(), replaces=first)
    with pytest.raises(Refused, match="最新一版"):
        actions.write(by=town.committee, said=said(), replaces=first)


def test_a_rule_that_ended_speaks_no_more(town, at):
    rule = actions.write(by=town.committee, said=said())
    at(town.committee).post(f"/desk/concerns/routing/{rule.pk}/end/")
    assert judgement.rules() == []
    again = at(town.committee).post(f"/desk/concerns/routing/{rule.pk}/end/")
    assertContains(again, "已经停用", status_code=409)


# -- the page -----------------------------------------------------------------------------------
def form(**more) -> dict:
    filled = {
        "name": "老年食堂走代表建议",
        "words": "老年食堂、助餐",
        "match": "any",
        "channel": "suggestion",
        "points": "9",
        "reason": "需民政会商",
        "active_from_on": clock.today().isoformat(),
    }
    return filled | more


def test_before_saving_the_page_says_what_the_rule_would_have_changed(town, at):
    decide(town)
    decide(town, "老年食堂的饭菜太咸", channel=Channel.STATION)
    page = at(town.committee).post("/desk/concerns/routing/new/", form())
    assertContains(
        page, "在最近 2 次研判上试用：这条规则会改变 2 次建议，其中 1 次改得与当时的决定一致"
    )
    assert not RoutingRule.objects.exists()


def test_saved_it_speaks_for_the_next_concern(town, at):
    at(town.committee).post("/desk/concerns/routing/new/", form(save="1"))
    concern = decide(town)
    assert concern.proposal["channel"] == "suggestion"
    assert concern.proposal["rules"] == [f"rule:{RoutingRule.objects.get().pk}"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"channel": "", "unit": ""}, "渠道和单位至少选一样"),
        ({"without": "助餐"}, "不能既要出现又不能出现"),
        ({"words": "长" * 21}, "每个词最多 20 字"),
        ({"words": " ".join(f"词{n}" for n in range(31))}, "最多 30 个词"),
        ({"points": "10"}, "9"),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_so(town, at, wrong, message):
    page = at(town.committee).post("/desk/concerns/routing/new/", form(save="1") | wrong)
    assertContains(page, message, status_code=422)
    assert not RoutingRule.objects.exists()


# -- how often it is right ----------------------------------------------------------------------
def test_every_decision_is_kept_beside_what_was_proposed(town):
    concern = decide(town, "门口路灯不亮", channel=Channel.HOTLINE, unit=town.lights)
    [kept] = Decision.objects.filter(concern=concern)
    assert (kept.proposed_channel, kept.channel) == ("hotline", "hotline")
    assert (kept.proposed_unit, kept.unit) == (town.lights, town.lights)
    assert kept.rules == ["everyday"]


def test_the_hit_rate_is_counted_by_rule_category_and_month(town, at):
    decide(town, "门口路灯不亮", channel=Channel.HOTLINE, unit=town.lights)
    decide(town, "楼下路灯不亮", channel=Channel.STATION)
    page = at(town.officer).get("/desk/concerns/routing/hits/")
    assertContains(page, "共研判 2 次，1 次采用了系统建议的渠道（50%）")
    [everyday] = [row for row in page.context["found"]["rules"] if row.label == "日常具体事项"]
    assert (everyday.decisions, everyday.channel, everyday.unit) == (2, 1, 1)
    [month] = page.context["found"]["months"]
    today = clock.today()
    assert month.label == f"{today.year} 年 {today.month} 月"


def test_decisions_of_another_station_do_not_count_for_me(town, at):
    decide(town)
    page = at(town.other_officer).get("/desk/concerns/routing/hits/")
    assertContains(page, "还没有研判记录")


def test_similar_closed_cases_stand_with_the_proposal_and_how_they_went(town, at):
    past = decide(town, "映湖路的路灯坏了，老人出行不便", channel=Channel.STATION)
    concerns.answer(past, text="修好了。", by=town.officer)
    rating.rate(past, rating="satisfied")
    concern = concerns.submit(
        station=town.station, text="映湖路的路灯又坏了，老人出行不便", once=uuid4()
    )
    concerns.sort(concern, category="construction", title="路灯又坏", by=town.officer)
    page = at(town.officer).get(concern.get_absolute_url())
    assertContains(page, "以往同类")
    assertContains(page, past.number)
    assertContains(page, "诉求人满意")


def test_the_command_prints_category_unit_channel_and_reasons(town):
    out = StringIO()
    call_command("propose", "小区门口的路灯不亮", "--station", town.station.code, stdout=out)
    found = loads(out.getvalue())
    assert (found["category"], found["unit_name"]) == ("construction", "市城市管理局")
    assert found["channel_label"] == "12345 代表通道"
    assert found["reasons"]
    assert not Concern.objects.exists()


def test_a_year_back_counts_and_more_does_not(town, at):
    concern = decide(town)
    old = clock.now() - timedelta(days=400)
    Decision.objects.filter(concern=concern).update(at=old)
    assertContains(at(town.officer).get("/desk/concerns/routing/hits/"), "还没有研判记录")
