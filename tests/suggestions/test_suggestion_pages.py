"""A suggestion's way over HTTP: a deputy's own text, two hops, a unit's reply, the verdict."""

# ruff: noqa: E501 (statements are pinned as they are)

from datetime import timedelta
from uuid import uuid4

import pytest
from inline_snapshot import snapshot
from inline_snapshot_django import snapshot_queries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from deputies.models import deputy_of
from liaison import clock
from suggestions.actions import adoption
from suggestions.actions import concerns as concern_actions
from suggestions.actions import handlings as handling_actions
from suggestions.actions import suggestions as actions
from suggestions.models import Channel, Department, Handling, Suggestion
from tests.factories.suggestions import HandlingFactory, SuggestionFactory

LAMPS = "小区门口的路灯坏了半个月，晚上老人出行不便。希望尽快修好！"
TITLE = "关于改造老旧小区路灯的建议"
OWN_WORDS = (
    "经走访，全市老旧小区路灯普遍老化，居民夜间出行存在隐患。"
    "建议由城管部门牵头普查，列入年度改造计划，并公布报修电话和修复时限。"
)


def adoptable(town, **more):
    concern = concern_actions.submit(station=town.station, text=LAMPS, once=uuid4(), **more)
    concern_actions.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    concern_actions.decide(
        concern, channel=Channel.SUGGESTION, by=town.officer, reason="多个小区都有"
    )
    return concern


def drafted(town):
    return adoption.adopt([adoptable(town)], title=TITLE, text=OWN_WORDS, by=town.deputy)


def assigned(town):
    suggestion = drafted(town)
    actions.submit(suggestion, by=town.deputy)
    actions.register(suggestion, by=town.committee)
    actions.assign(suggestion, by=town.committee)
    return suggestion


def divided(town):
    suggestion = assigned(town)
    actions.divide(suggestion, lead=town.lights, assists=[town.housing], by=town.government)
    return suggestion


def replied(town):
    suggestion = divided(town)
    lead = suggestion.handlings.get(kind=Handling.Kind.LEAD)
    handling_actions.sign(lead, by=town.lights_officer)
    handling_actions.reply(
        lead,
        result_class="A",
        text="已列入今年改造计划。",
        met_on=clock.today(),
        by=town.lights_officer,
    )
    suggestion.refresh_from_db()
    return suggestion


# -- a deputy's own text ------------------------------------------------------------------------
def test_a_deputy_makes_a_concern_his_own_suggestion(town, at):
    concern, client = adoptable(town), at(town.deputy)
    page = client.get(concern.get_absolute_url())
    assertContains(page, f"/desk/suggestions/adopt/?concern={concern.number}")
    form = client.get("/desk/suggestions/adopt/", {"concern": concern.number})
    assertContains(form, LAMPS)
    sent = {"concern": concern.number, "title": TITLE, "text": OWN_WORDS}
    answer = client.post("/desk/suggestions/adopt/", sent)
    suggestion = Suggestion.objects.get()
    assertRedirects(answer, suggestion.get_absolute_url())
    concern.refresh_from_db()
    assert (concern.suggestion, suggestion.stage) == (suggestion, "draft")


def test_passing_the_residents_words_on_is_refused_beside_the_field(town, at):
    concern = adoptable(town)
    sent = {"concern": concern.number, "title": TITLE, "text": LAMPS + "。"}
    answer = at(town.deputy).post("/desk/suggestions/adopt/", sent)
    assertContains(answer, "和群众原话基本一样", status_code=422)
    assert not Suggestion.objects.exists()


def test_a_concern_that_is_not_there_for_this_deputy_cannot_be_adopted(town, at):
    concern = adoptable(town)
    concern_actions.reroute(concern, reason="改走热线", by=town.officer)
    client = at(town.deputy)
    assert client.get("/desk/suggestions/adopt/?concern=260101-XXXXX").status_code == 404
    assert client.get(f"/desk/suggestions/adopt/?concern={concern.number}").status_code == 404
    sent = {"concern": concern.number, "title": TITLE, "text": OWN_WORDS}
    assert client.post("/desk/suggestions/adopt/", sent).status_code == 404
    assert not Suggestion.objects.exists()


def test_a_concern_told_to_this_deputy_that_went_another_way_says_so(town, at):
    concern = adoptable(town, deputy=deputy_of(town.deputy))
    concern_actions.reroute(concern, reason="改走热线", by=town.officer)
    answer = at(town.deputy).get(f"/desk/suggestions/adopt/?concern={concern.number}")
    assertContains(answer, "不能认领", status_code=409)


def test_only_deputies_write_suggestions(town, at):
    assert at(town.committee).get("/desk/suggestions/adopt/").status_code == 403


def test_a_suggestion_may_be_born_from_no_concern(town, at):
    client = at(town.deputy)
    client.post("/desk/suggestions/adopt/", {"title": TITLE, "text": OWN_WORDS})
    suggestion = Suggestion.objects.get()
    client.post(f"{suggestion.get_absolute_url()}revise/", {"title": "新标题", "text": OWN_WORDS})
    client.post(f"{suggestion.get_absolute_url()}submit/")
    suggestion.refresh_from_db()
    assert (suggestion.title, suggestion.stage) == ("新标题", "submitted")
    answer = client.get(f"{suggestion.get_absolute_url()}revise/")
    assertContains(answer, "不能提交", status_code=409)


def test_a_draft_is_nobody_elses_business(town, at):
    suggestion = drafted(town)
    for seat in (town.committee, town.government, town.lights_officer):
        assert at(seat).get(suggestion.get_absolute_url()).status_code == 404


# -- the committee and the government office ----------------------------------------------------
def test_the_committee_registers_and_hands_over_and_the_office_divides(town, at):
    suggestion = drafted(town)
    at(town.deputy).post(f"{suggestion.get_absolute_url()}submit/")
    client = at(town.committee)
    client.post(f"{suggestion.get_absolute_url()}register/")
    assertContains(client.get(suggestion.get_absolute_url()), "闭-")
    client.post(f"{suggestion.get_absolute_url()}assign/", {"note": "请尽快"})
    client = at(town.government)
    assertContains(client.get(suggestion.get_absolute_url()), "请确定一个主办单位")
    twice = {"lead": town.lights.pk, "assists": [town.lights.pk]}
    assert client.post(f"{suggestion.get_absolute_url()}divide/", twice).status_code == 422
    sent = {"lead": town.lights.pk, "assists": [town.housing.pk]}
    client.post(f"{suggestion.get_absolute_url()}divide/", sent)
    suggestion.refresh_from_db()
    assert suggestion.stage == "in_hand"
    kinds = suggestion.handlings.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["lead", "assist"]


def test_the_office_cannot_divide_what_goes_to_the_court(town, at):
    suggestion = assigned(town)
    page = at(town.government).get(f"{suggestion.get_absolute_url()}divide/")
    assertNotContains(page, town.court.name)
    sent = {"lead": town.court.pk}
    answer = at(town.government).post(f"{suggestion.get_absolute_url()}divide/", sent)
    assert answer.status_code == 422


def test_courts_are_handed_to_directly(town, at):
    suggestion = drafted(town)
    actions.submit(suggestion, by=town.deputy)
    actions.register(suggestion, by=town.committee)
    client = at(town.committee)
    client.post(f"{suggestion.get_absolute_url()}assign-direct/", {"unit": town.court.pk})
    assert suggestion.handlings.get().department == town.court
    assert at(town.government).get(suggestion.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("step", "stage", "said"),
    [("mend", "draft", "补充事实"), ("refuse", "refused", "没有具体内容")],
)
def test_what_is_sent_back_says_why(town, at, step, stage, said):
    suggestion = drafted(town)
    actions.submit(suggestion, by=town.deputy)
    client = at(town.committee)
    assert client.post(f"{suggestion.get_absolute_url()}{step}/", {}).status_code == 422
    client.post(f"{suggestion.get_absolute_url()}{step}/", {"reason": said})
    suggestion.refresh_from_db()
    assert suggestion.stage == stage
    assertContains(at(town.deputy).get(suggestion.get_absolute_url()), said)


def test_a_step_out_of_turn_is_409_and_of_another_seat_403(town, at):
    suggestion = drafted(town)
    actions.submit(suggestion, by=town.deputy)
    client = at(town.committee)
    answer = client.post(f"{suggestion.get_absolute_url()}assign/")
    assertContains(answer, "不能交办", status_code=409)
    assert client.get(f"{suggestion.get_absolute_url()}divide/").status_code == 403
    assert client.get(f"{suggestion.get_absolute_url()}rate/").status_code == 403


# -- the unit -----------------------------------------------------------------------------------
def test_a_unit_signs_and_replies_only_after_talking_to_the_deputy(town, at):
    suggestion = divided(town)
    lead = suggestion.handlings.get(kind=Handling.Kind.LEAD)
    client = at(town.lights_officer)
    page = client.get(suggestion.get_absolute_url())
    assertContains(page, "请签收")
    assertContains(page, "书面答复期限，依据：")
    client.post(f"/desk/handlings/{lead.pk}/sign/")
    sent = {"result_class": "A", "text": "已列入今年改造计划。"}
    answer = client.post(f"/desk/handlings/{lead.pk}/reply/", sent)
    assertContains(answer, "请填写面复日期", status_code=422)
    tomorrow = clock.today() + timedelta(days=1)
    answer = client.post(f"/desk/handlings/{lead.pk}/reply/", sent | {"met_on": tomorrow})
    assertContains(answer, "不能晚于今天", status_code=422)
    client.post(f"/desk/handlings/{lead.pk}/reply/", sent | {"met_on": clock.today()})
    suggestion.refresh_from_db()
    assert suggestion.stage == "replied"


def test_a_unit_sees_only_its_own_part_to_act_on(town, at):
    suggestion = divided(town)
    lead = suggestion.handlings.get(kind=Handling.Kind.LEAD)
    page = at(town.housing_officer).get(suggestion.get_absolute_url())
    assertNotContains(page, f"/desk/handlings/{lead.pk}/")
    for step in ("sign", "send-back", "reply"):
        address = f"/desk/handlings/{lead.pk}/{step}/"
        assert at(town.housing_officer).post(address).status_code == 404
    assert at(town.court_officer).get(suggestion.get_absolute_url()).status_code == 404


def test_a_unit_returns_what_is_not_its_business_inside_the_window(town, at):
    suggestion = divided(town)
    lead = suggestion.handlings.get(kind=Handling.Kind.LEAD)
    client = at(town.lights_officer)
    address = f"/desk/handlings/{lead.pk}/send-back/"
    assertContains(client.get(address), "退办期限到")
    assert client.post(address, {}).status_code == 422
    client.post(address, {"reason": "属于住建局职责"})
    suggestion.refresh_from_db()
    assert suggestion.stage == "assigned"


def test_the_units_list_has_what_is_late_on_top(town, at):
    later = HandlingFactory(department=town.lights, due_on=clock.today() + timedelta(days=9))
    late = HandlingFactory(department=town.lights, due_on=clock.today() - timedelta(days=1))
    HandlingFactory(department=town.housing)
    page = at(town.lights_officer).get("/desk/handlings/")
    assert [one.pk for one in page.context["page"]] == [late.pk, later.pk]
    assertContains(page, "逾期</span>", count=1)
    assertContains(page, "为什么是这一天", count=2)


# -- the verdict --------------------------------------------------------------------------------
def test_a_satisfied_deputy_closes_it_and_the_resident_is_answered(town, at):
    suggestion = replied(town)
    sent = {"attitude": "satisfied", "result": "fair", "opinion": ""}
    at(town.deputy).post(f"{suggestion.get_absolute_url()}rate/", sent)
    suggestion.refresh_from_db()
    concern = suggestion.concerns.get()
    assert (suggestion.stage, concern.stage) == ("closed", "fed_back")
    assert "已列入今年改造计划。" in concern.answer


def test_an_unsatisfied_deputy_says_why_and_it_is_handled_once_more(town, at):
    suggestion = replied(town)
    client = at(town.deputy)
    sent = {"attitude": "satisfied", "result": "unsatisfied"}
    answer = client.post(f"{suggestion.get_absolute_url()}rate/", sent)
    assertContains(answer, "请写明意见", status_code=422)
    client.post(f"{suggestion.get_absolute_url()}rate/", sent | {"opinion": "只有计划没有时间"})
    suggestion.refresh_from_db()
    assert suggestion.stage == "studied"
    client = at(town.committee)
    client.post(f"{suggestion.get_absolute_url()}hand-back/", {"reason": "请给出时间表"})
    suggestion.refresh_from_db()
    assert (suggestion.stage, suggestion.rounds) == ("in_hand", 2)


def test_the_committee_may_close_after_study_with_words(town, at):
    suggestion = replied(town)
    at(town.deputy).post(
        f"{suggestion.get_absolute_url()}object/",
        {"attitude": "unsatisfied", "result": "unsatisfied", "opinion": "没有解决"},
    )
    at(town.committee).post(f"{suggestion.get_absolute_url()}close/", {"reason": "条件所限"})
    suggestion.refresh_from_db()
    assert (suggestion.stage, suggestion.end_reason) == ("closed", "条件所限")


def test_a_deputy_withdraws_and_the_concern_goes_back_to_the_desk(town, at):
    suggestion = drafted(town)
    concern = suggestion.concerns.get()
    at(town.deputy).post(f"{suggestion.get_absolute_url()}withdraw/")
    concern.refresh_from_db()
    assert (concern.stage, concern.suggestion) == ("judged", None)


# -- lists --------------------------------------------------------------------------------------
def test_the_list_of_suggestions_costs_the_same_for_one_row_and_for_thirty(town, at):
    client = at(town.committee)
    client.get("/desk/suggestions/")

    def statements():
        with snapshot_queries() as queries:
            assert client.get("/desk/suggestions/").status_code == 200
        return queries

    SuggestionFactory(station=town.station, registered=True)
    few = statements()
    SuggestionFactory.create_batch(30, station=town.other, registered=True)
    assert statements() == few
    assert few == snapshot(
        [
            "SELECT ... FROM django_session WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_user WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_seat WHERE ... ORDER BY ... ASC",
            "SELECT ... FROM stations_station INNER JOIN stations_stationseat ON ... WHERE ... ORDER BY ... ASC LIMIT ...",
            "SELECT ... FROM stations_station LEFT OUTER JOIN stations_station T2 ON ... WHERE ...",
            "SELECT ... FROM suggestions_suggestion INNER JOIN stations_station ON ... INNER JOIN deputies_deputy ON ... WHERE ... ORDER BY ... DESC LIMIT ...",
            "SELECT ... FROM accounts_seat WHERE ... LIMIT ...",
            "SELECT ... FROM (SELECT ... FROM notices_message WHERE ... LIMIT ...) subquery",
        ]
    )


def test_lists_are_exported_as_they_are_on_screen(town, at):
    divided(town)
    client = at(town.committee)
    for address in ("/desk/suggestions/export/", "/desk/handlings/export/?stage=all"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_closed_unit_is_not_offered(town, at):
    Department.objects.filter(pk=town.housing.pk).update(is_open=False)
    page = at(town.government).get(f"{assigned(town).get_absolute_url()}divide/")
    assertNotContains(page, town.housing.name)
