"""A concern travels each channel to its end, by the actions alone (T31)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from liaison.errors import Refused
from liaison.notices.models import Message
from suggestions.actions import (
    adoption,
    concerns,
    handlings,
    outgoing,
    rating,
    reminders,
    suggestions,
)
from suggestions.models import Channel, Concern, Rating, Satisfaction
from suggestions.workflow import ConcernStage, SuggestionStage

WORDS = "小区门口的路灯坏了半个月，晚上老人出行不便。希望尽快修好！"
OWN_WORDS = "经走访，全市老旧小区路灯普遍老化。建议由城管部门牵头普查并列入年度改造计划。"


def hear(town, text=WORDS, **more) -> Concern:
    return concerns.submit(station=town.station, text=text, once=uuid4(), **more)


def judged(town, **more) -> Concern:
    concern = hear(town, **more)
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    return concern


def decided(town, channel, **more) -> Concern:
    concern = judged(town, **more)
    by = town.committee if channel == Channel.DIRECT else town.officer
    concerns.decide(concern, channel=channel, by=by, reason="按实际情况选择")
    return concern


def submitted(town) -> tuple:
    concern = decided(town, Channel.SUGGESTION)
    suggestion = adoption.adopt(
        [concern], title="关于改造老旧小区路灯的建议", text=OWN_WORDS, by=town.deputy
    )
    suggestions.submit(suggestion, by=town.deputy)
    return concern, suggestion


def handled(town) -> tuple:
    concern, suggestion = submitted(town)
    suggestions.register(suggestion, by=town.committee)
    suggestions.assign(suggestion, by=town.committee)
    suggestions.divide(suggestion, lead=town.lights, by=town.government)
    return concern, suggestion, suggestion.handlings.get()


def replied(town) -> tuple:
    concern, suggestion, handling = handled(town)
    handlings.sign(handling, by=town.lights_officer)
    handlings.reply(
        handling,
        result_class="A",
        text="已列入改造计划。",
        by=town.lights_officer,
        met_on=date(2020, 1, 1),
    )
    suggestion.refresh_from_db()
    return concern, suggestion, handling


def test_the_same_form_sent_twice_is_one_concern(town):
    once = uuid4()
    first = concerns.submit(station=town.station, text=WORDS, once=once)
    second = concerns.submit(station=town.station, text="换了一句话", once=once)
    assert (first.pk, second.text) == (second.pk, WORDS)
    assert concerns.check_code(first) == concerns.check_code(second)


def test_the_officer_of_the_station_is_told_and_no_other(town):
    concern = hear(town)
    told = set(Message.objects.filter(about_id=str(concern.pk)).values_list("to_user", flat=True))
    assert told == {town.officer.user_id}


def test_the_title_is_the_first_sentence(town):
    assert hear(town).title == "小区门口的路灯坏了半个月，晚上老人出行不便"


def test_sorting_proposes_a_channel_with_reasons(town):
    proposal = judged(town).proposal
    assert proposal["channel"] in Channel.values
    assert proposal["unit_name"] == "市城市管理局"
    assert proposal["reasons"]


def test_another_choice_than_the_proposed_one_says_why(town):
    concern = judged(town)
    other = next(
        one for one in Channel.values if one not in ("direct", concern.proposal["channel"])
    )
    with pytest.raises(Refused, match="请写明理由"):
        concerns.decide(concern, channel=other, by=town.officer)
    concerns.decide(concern, channel=other, by=town.officer, reason="现场已约定")
    assert concern.channel_reason == "现场已约定"


def test_the_station_answers_and_the_resident_rates(town):
    concern = decided(town, Channel.STATION)
    assert concern.due_on is not None
    concerns.answer(concern, text="已通知物业修好。", by=town.officer)
    rating.rate(concern, rating=Rating.SATISFIED)
    steps = list(concern.timeline.order_by("pk").values_list("step", flat=True))
    assert steps == ["submit", "sort", "decide", "answer", "rate"]
    assert concern.stage == ConcernStage.CLOSED


def test_an_unsatisfied_resident_has_it_judged_again_once(town):
    concern = decided(town, Channel.STATION)
    concerns.answer(concern, text="请再等等。", by=town.officer)
    rating.redo(concern, reason="没有解决")
    assert concern.stage == ConcernStage.JUDGED
    concerns.decide(concern, channel=Channel.STATION, by=town.officer, reason="再办")
    concerns.answer(concern, text="已修好。", by=town.officer)
    with pytest.raises(Refused, match="已重新办理过一次"):
        rating.redo(concern, reason="还是不满意")


def test_the_station_cannot_answer_for_another_channel(town):
    concern = decided(town, Channel.HOTLINE)
    with pytest.raises(Refused, match="由该渠道答复"):
        concerns.answer(concern, text="我来答", by=town.officer)


def test_only_the_committee_sends_straight_to_the_leaders(town):
    concern = judged(town)
    with pytest.raises(PermissionDenied):
        concerns.decide(concern, channel=Channel.DIRECT, by=town.officer, reason="急")


def test_the_hotline_answers_and_a_repeat_changes_nothing(town):
    concern = decided(town, Channel.HOTLINE)
    order = concern.hotline_orders.get()
    assert Message.objects.filter(channel="hotline").count() == 1
    outgoing.order_accepted(order, external_no="T1")
    outgoing.order_accepted(order, external_no="T2")
    outgoing.order_answered(order, text="已派人修好。")
    outgoing.order_answered(order, text="别的答复")
    concern.refresh_from_db()
    assert (order.external_no, concern.answer) == ("T1", "已派人修好。")
    assert concern.stage == ConcernStage.FED_BACK


def test_a_returned_order_comes_back_to_the_desk_and_may_take_another_channel(town):
    concern = decided(town, Channel.HOTLINE)
    with pytest.raises(Refused, match="已转出"):
        concerns.reroute(concern, reason="换一条路", by=town.officer)
    outgoing.order_returned(concern.hotline_orders.get(), reason="不属受理范围")
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.JUDGED
    concerns.decide(concern, channel=Channel.STATION, by=town.officer, reason="热线退回")
    assert concern.stage == ConcernStage.IN_HAND


def test_a_leaders_instruction_is_carried_out_before_the_resident_is_answered(town):
    concern = decided(town, Channel.DIRECT)
    report = concern.direct_reports.get()
    outgoing.report_delivered(report)
    with pytest.raises(Refused, match="领导批示后"):
        concerns.answer(concern, text="请等等。", by=town.committee)
    outgoing.report_instructed(report, text="请城管局一周内办结。")
    assert Message.objects.filter(about_id=str(concern.pk), to_user=town.committee.user).exists()
    assert "城管局" not in concern.timeline.get(step="instruct").public_note
    concerns.answer(concern, text="裂缝已修补加固。", by=town.committee)
    assert concern.stage == ConcernStage.FED_BACK


def test_a_suggestion_goes_through_both_hops_and_answers_the_resident(town):
    concern, suggestion, _ = replied(town)
    assert suggestion.stage == SuggestionStage.REPLIED
    suggestions.rate(
        suggestion,
        attitude=Satisfaction.SATISFIED,
        result=Satisfaction.FAIR,
        by=town.deputy,
    )
    concern.refresh_from_db()
    assert suggestion.stage == SuggestionStage.CLOSED
    assert concern.stage == ConcernStage.FED_BACK
    assert "市城市管理局答复" in concern.answer


def test_the_reply_is_due_three_months_after_the_hand_over(town, time_machine):
    time_machine.move_to(datetime(2025, 11, 30, 2, tzinfo=UTC))
    _, _, handling = handled(town)
    assert handling.due_on == date(2026, 2, 28)
    assert handling.due_reason["start"] == "2025-11-30"


def test_a_letter_merely_passed_on_is_refused(town):
    concern = decided(town, Channel.SUGGESTION)
    with pytest.raises(Refused, match="不能只转交群众来信"):
        adoption.adopt([concern], title="路灯", text=f"  {WORDS} ", by=town.deputy)


def test_two_deputies_cannot_adopt_the_same_concern(town):
    concern, _ = submitted(town)
    with pytest.raises(Refused, match="已由其他代表认领"):
        adoption.adopt([concern], title="路灯", text=OWN_WORDS, by=town.deputy)


def test_numbers_have_no_gaps_when_a_registration_fails(town):
    _, first = submitted(town)
    _, second = submitted(town)
    suggestions.register(first, by=town.committee)
    with pytest.raises(Refused):
        suggestions.register(first, by=town.committee)
    suggestions.register(second, by=town.committee)
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1


def test_a_refused_suggestion_gives_its_concerns_back_to_the_desk(town):
    concern, suggestion = submitted(town)
    suggestions.refuse(suggestion, reason="没有具体内容", by=town.committee)
    concern.refresh_from_db()
    assert (concern.stage, concern.suggestion) == (ConcernStage.JUDGED, None)


def test_a_unit_returns_it_inside_the_window_only(town, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 2, tzinfo=UTC))
    _, suggestion, handling = handled(town)
    time_machine.move_to(datetime(2026, 3, 12, 2, tzinfo=UTC))
    with pytest.raises(Refused, match="退办期限已于"):
        handlings.send_back(handling, reason="非我局职责", by=town.lights_officer)
    time_machine.move_to(datetime(2026, 3, 11, 2, tzinfo=UTC))
    handlings.send_back(handling, reason="非我局职责", by=town.lights_officer)
    suggestion.refresh_from_db()
    assert suggestion.stage == SuggestionStage.ASSIGNED


def test_courts_are_handed_to_directly_and_government_units_are_not(town):
    _, suggestion = submitted(town)
    suggestions.register(suggestion, by=town.committee)
    with pytest.raises(Refused, match="由政府办分办"):
        suggestions.assign_direct(suggestion, unit=town.lights, by=town.committee)
    suggestions.assign_direct(suggestion, unit=town.court, by=town.committee)
    assert suggestion.handlings.get().department == town.court


def test_a_reply_needs_a_talk_or_a_waiver(town):
    _, _, handling = handled(town)
    handlings.sign(handling, by=town.lights_officer)
    with pytest.raises(Refused, match="面复"):
        handlings.reply(handling, result_class="A", text="好", by=town.lights_officer)
    handlings.reply(
        handling, result_class="A", text="好", by=town.lights_officer, waiver="代表出差，电话同意"
    )
    assert handling.reply.waiver


def test_an_objection_is_handed_back_once_with_its_own_clock(town):
    _, suggestion, _ = replied(town)
    suggestions.object_to(
        suggestion,
        attitude=Satisfaction.FAIR,
        result=Satisfaction.UNSATISFIED,
        opinion="没有时间表",
        by=town.deputy,
    )
    suggestions.hand_back(suggestion, reason="请补充时间表", by=town.committee)
    second = suggestion.handlings.get(round=2)
    assert (second.limit, second.department) == ("second_reply", town.lights)
    handlings.sign(second, by=town.lights_officer)
    handlings.reply(
        second, result_class="B", text="明年六月前完成。", by=town.lights_officer, waiver="已电话"
    )
    suggestion.refresh_from_db()
    assert suggestion.stage == SuggestionStage.REPLIED


def test_an_overdue_unit_is_reminded_once(town, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 2, tzinfo=UTC))
    _, suggestion, handling = handled(town)
    assert reminders.remind_overdue(handling.due_on) == 0
    late = date(2026, 6, 3)
    assert reminders.remind_overdue(late) == 1
    assert reminders.remind_overdue(late) == 0
    assert suggestion.timeline.filter(step="remind").count() == 1


def test_merged_concerns_are_handled_together_and_answered_each(town):
    first, second = judged(town), judged(town)
    concerns.merge(second, into=first, by=town.officer)
    concerns.decide(first, channel=Channel.STATION, by=town.officer, reason="现场可答")
    concerns.answer(first, text="已修好。", by=town.officer)
    second.refresh_from_db()
    assert (second.stage, second.answer) == (ConcernStage.MERGED, "已修好。")


def test_what_was_said_cannot_be_changed_even_by_sql(town):
    concern = hear(town)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(text="改过的话")
    concern.refresh_from_db()
    assert concern.text == WORDS
