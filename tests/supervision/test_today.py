"""The first page of each seat says what needs it today."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from deputies.actions import publicity
from liaison import clock
from liaison.accounts.roles import Role
from stations.actions import study
from stations.models import station_of
from stations.workflow import ActivityStage, PlanStage
from suggestions import filters
from suggestions import queues as concern_queues
from suggestions.actions import concerns, outgoing, suggestions
from suggestions.models import Channel
from supervision import lines, queues
from tests.factories.accounts import SeatFactory
from tests.suggestions.test_the_loop import decided, handled, hear, replied, submitted

TODAY = "/desk/"


def test_an_officer_sees_what_waits_to_be_sorted_at_the_own_station(town, client):
    hear(town, text="老楼需要加装电梯。")
    for officer in (town.officer, town.other_officer):
        plan = study.draft_plan(station_of(officer), year=clock.today().year, by=officer)
        study.submit(plan, by=officer)
    client.force_login(town.officer.user)
    page = client.get(TODAY)
    assertContains(page, "今天有 1 类事项待办：待梳理的诉求。")
    assertContains(page, "老楼需要加装电梯")
    client.force_login(town.other_officer.user)
    assertContains(client.get(TODAY), "今天没有待办事项。")


def test_a_deputy_sees_what_waits_for_adoption_then_for_a_verdict(town, client):
    decided(town, Channel.SUGGESTION)
    client.force_login(town.deputy.user)
    assertContains(client.get(TODAY), "等您认领的诉求")
    replied(town)
    assertContains(client.get(TODAY), "已答复、等您评价的建议")


def test_a_plan_stands_with_whoever_must_do_something_about_it(town, client):
    client.force_login(town.officer.user)
    assertContains(client.get(TODAY), "未报学习计划")
    plan = study.draft_plan(town.station, year=clock.today().year, by=town.officer)
    study.submit(plan, by=town.officer)
    assertNotContains(client.get(TODAY), "/desk/study/new/?station=")
    client.force_login(town.committee.user)
    assertContains(client.get(TODAY), "待审核的学习计划")
    study.send_back(plan, reason="请细化安排", by=town.committee)
    client.force_login(town.officer.user)
    assertContains(client.get(TODAY), "请细化安排")


def test_a_policy_waits_for_the_deputy_until_it_is_read(town, client):
    policy = publicity.send(
        title="全会精神", text="请学习。", audience="deputies", once=uuid4(), by=town.committee
    )
    client.force_login(town.deputy.user)
    assertContains(client.get(TODAY), "全会精神")
    publicity.read(policy, by=town.deputy)
    assertNotContains(client.get(TODAY), "全会精神")


def test_each_hop_has_its_queue(town, client):
    _, suggestion = submitted(town)
    client.force_login(town.committee.user)
    assertContains(client.get(TODAY), "待审查的建议")
    suggestions.register(suggestion, by=town.committee)
    assertContains(client.get(TODAY), "待交办的建议")
    suggestions.assign(suggestion, by=town.committee)
    client.force_login(town.government.user)
    assertContains(client.get(TODAY), "待分办的建议")
    suggestions.divide(suggestion, lead=town.lights, by=town.government)
    client.force_login(town.lights_officer.user)
    assertContains(client.get(TODAY), "待签收")
    client.force_login(town.housing_officer.user)
    assertContains(client.get(TODAY), "今天没有待办事项。")


def test_lateness_is_said_before_anything_else(town, client, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 2, tzinfo=UTC))
    handled(town)
    time_machine.move_to(datetime(2026, 6, 10, 2, tzinfo=UTC))
    for seat in (town.lights_officer, town.government, town.committee):
        client.force_login(seat.user)
        assertContains(client.get(TODAY), "请先处理：逾期未答复的办理 1 件")
        assertContains(client.get(TODAY), "已逾期 8 天")


def test_a_leader_reads_in_one_sentence_what_is_wrong_and_opens_each_number(
    town, client, time_machine
):
    time_machine.move_to(datetime(2026, 3, 2, 2, tzinfo=UTC))
    handled(town)
    client.force_login(town.leader.user)
    assertContains(client.get(TODAY), "目前没有逾期事项。")
    time_machine.move_to(datetime(2026, 6, 10, 2, tzinfo=UTC))
    client.force_login(town.leader.user)
    page = client.get(TODAY)
    assertContains(page, "需要督促：逾期办理 1 件。")
    assertContains(page, "已逾期 8 天")
    for figure in page.context["figures"]:
        assert client.get(figure.url).status_code == 200


def test_the_hotline_begins_at_its_orders(town, client):
    client.force_login(SeatFactory(role=Role.HOTLINE).user)
    assert client.get(TODAY).headers["Location"] == reverse("suggestions:receiver_orders")


def test_a_long_queue_shows_five_and_counts_all(town, client):
    for number in range(7):
        hear(town, text=f"第{number}盏路灯不亮。")
    client.force_login(town.officer.user)
    page = client.get(TODAY)
    assertContains(page, '<span class="count">7</span>', html=True)
    assertContains(page, "盏路灯不亮", count=5)


def test_nothing_waiting_is_said_in_words(town, client):
    client.force_login(town.deputy.user)
    page = client.get(TODAY)
    assertContains(page, "今天没有待办事项。")
    assertNotContains(page, "queue--pressing")


@pytest.mark.parametrize("queue", queues.QUEUES, ids=lambda queue: queue.key)
def test_a_queue_opens_a_tab_that_holds_what_it_counts(queue):
    tabs = {
        "suggestions:concerns": {key for role in Role for key in concern_queues.of(role)},
        "suggestions:suggestions": filters.SUGGESTION_TABS,
        "suggestions:handlings": filters.HANDLING_TABS,
        "stations:activities": ActivityStage.values,
        "stations:study": PlanStage.values,
    }
    asked = QueryDict(queue.query.removeprefix("?"))
    if "stage" in asked:
        assert asked["stage"] in tabs[queue.url_name]


def test_a_unit_that_only_assists_is_not_late_once_the_suggestion_is_closed():
    row = lines.Row("路灯", "1", place="住建局", word=None, due_on=date(2026, 3, 1))
    assert lines.HANDLING.line(row, date(2026, 3, 2)) == lines.Line(
        "路灯", "住建局 · 已逾期 1 天", reverse("suggestions:suggestion", args=[1]), is_late=False
    )


def test_a_report_sent_up_again_waits_for_its_own_instruction(town, client):
    concern = decided(town, Channel.DIRECT)
    outgoing.report_instructed(concern.direct_reports.get(), text="请抓紧办理。")
    client.force_login(town.committee.user)
    assertContains(client.get(TODAY), "领导已批示、待落实答复 1 件")
    concerns.reroute(concern, reason="须再次直报", by=town.committee)
    concerns.decide(concern, channel=Channel.DIRECT, by=town.committee, reason="重大")
    assertNotContains(client.get(TODAY), "领导已批示、待落实答复 1 件")
