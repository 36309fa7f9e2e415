"""The desk's pages of concerns over HTTP: who sees which, what each step does and refuses."""

# ruff: noqa: E501 (statements are pinned as they are)

import io
from datetime import date
from uuid import uuid4

import time_machine
from inline_snapshot import snapshot
from inline_snapshot_django import snapshot_queries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from liaison.audit.models import Event
from liaison.documents import excel
from suggestions.actions import concerns as actions
from suggestions.models import Channel, Concern
from tests.factories.suggestions import ConcernFactory

LAMPS = "小区门口的路灯坏了半个月，晚上老人出行不便。"
ELEVATOR = "三号楼电梯停运一周，住户上下楼困难。"


def hear(town, text=LAMPS, **more) -> Concern:
    more.setdefault("station", town.station)
    return actions.submit(text=text, once=uuid4(), **more)


def judge(town, text=LAMPS, **more) -> Concern:
    concern = hear(town, text, **more)
    actions.sort(concern, category="construction", title="小区门口路灯不亮", by=town.officer)
    return concern


def put_in_hand(town, channel=Channel.STATION) -> Concern:
    concern = judge(town)
    actions.decide(concern, channel=channel, by=town.committee, reason="情况已核实")
    return concern


# -- the list -----------------------------------------------------------------------------------
def test_the_list_shows_my_station_only(town, at):
    mine, elsewhere = hear(town), hear(town, ELEVATOR, station=town.other)
    page = at(town.officer).get("/desk/concerns/")
    assertContains(page, mine.number)
    assertNotContains(page, elsewhere.number)


def test_the_committee_sees_all_stations_below_its_own(town, at):
    page = at(town.committee).get("/desk/concerns/")
    both = hear(town), hear(town, ELEVATOR, station=town.other)
    page = at(town.committee).get("/desk/concerns/")
    for concern in both:
        assertContains(page, concern.number)


def test_the_list_costs_the_same_statements_for_one_row_and_for_fifty(town, at):
    client = at(town.committee)
    client.get("/desk/concerns/")  # moves the end of the session, once a minute

    def statements():
        with snapshot_queries() as queries:
            assert client.get("/desk/concerns/").status_code == 200
        return queries

    ConcernFactory(station=town.station)
    few = statements()
    ConcernFactory.create_batch(50, station=town.other)
    assert statements() == few
    assert few == snapshot(
        [
            "SELECT ... FROM django_session WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_user WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_seat WHERE ... ORDER BY ... ASC",
            "SELECT ... FROM stations_station INNER JOIN stations_stationseat ON ... WHERE ... ORDER BY ... ASC LIMIT ...",
            "SELECT ... FROM stations_station LEFT OUTER JOIN stations_station T2 ON ... WHERE ...",
            "SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... LEFT OUTER JOIN accounts_seat ON ... LEFT OUTER JOIN accounts_user ON ... LEFT OUTER JOIN suggestions_department ON ... WHERE ... ORDER BY ... DESC LIMIT ...",
            "SELECT ... FROM accounts_seat WHERE ... LIMIT ...",
            "SELECT ... FROM (SELECT ... FROM notices_message WHERE ... LIMIT ...) subquery",
        ]
    )


def test_the_list_never_counts_all_rows(town, at):
    ConcernFactory.create_batch(25, station=town.station)
    page = at(town.committee).get("/desk/concerns/?page=2")
    assertContains(page, "第 21–25 条")


def test_filters_stay_in_the_address_and_htmx_gets_the_rows_alone(town, at):
    lamps, lift = hear(town), hear(town, ELEVATOR)
    page = at(town.committee).get("/desk/concerns/?q=电梯", headers={"HX-Request": "true"})
    assertContains(page, lift.number)
    assertNotContains(page, lamps.number)
    assertNotContains(page, "<html")


def test_a_number_finds_its_concern(town, at):
    lamps, lift = hear(town), hear(town, ELEVATOR)
    page = at(town.committee).get(f"/desk/concerns/?q={lift.number.lower()}")
    assertContains(page, f"/desk/concerns/{lift.number}/")
    assertNotContains(page, f"/desk/concerns/{lamps.number}/")


def test_a_centres_name_finds_the_stations_below_it(town, at):
    mine = hear(town)
    client = at(town.committee)
    assertContains(client.get("/desk/concerns/?station=铜官区"), mine.number)
    assertNotContains(client.get("/desk/concerns/?station=映湖"), mine.number)


def test_tabs_count_what_waits_and_show_it(town, at):
    waiting, judged = hear(town), judge(town, ELEVATOR)
    page = at(town.committee).get("/desk/concerns/?stage=judged")
    assertContains(page, judged.number)
    assertNotContains(page, waiting.number)
    counts = {tab["key"]: tab["count"] for tab in page.context["tabs"]}
    assert (counts["gathered"], counts["judged"], counts["in_hand"]) == ("1", "1", "0")
    assert counts[""] == ""  # the whole is never counted


def test_overdue_begins_the_day_after_the_due_day(town, at):
    ConcernFactory(station=town.station, in_hand=True, due_on=date(2026, 3, 9))
    with time_machine.travel("2026-03-09T10:00:00+08:00", tick=False):
        client = at(town.officer)
        assertNotContains(client.get("/desk/concerns/?overdue=on"), "路灯不亮")
    with time_machine.travel("2026-03-10T10:00:00+08:00", tick=False):
        client = at(town.officer)
        assertContains(client.get("/desk/concerns/?overdue=on"), "逾期")


def test_nonsense_in_the_address_shows_the_list(town, at):
    mine = hear(town)
    page = at(town.officer).get("/desk/concerns/?stage=x&category=x&page=x&channel=%00")
    assertContains(page, mine.number)


def test_the_export_is_what_is_on_screen_and_leaves_a_trace(town, at):
    lamps, lift = hear(town), hear(town, ELEVATOR, phone="13800138000")
    answer = at(town.officer).get("/desk/concerns/export/?q=电梯")
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(answer.content))]
    assert [row[0] for row in rows[1:]] == [lift.number]
    assert lamps.number not in str(rows)
    assert "13800138000" not in str(rows)
    event = Event.objects.get(verb="export")
    assert (event.seat_id, event.facts["rows"]) == (town.officer.pk, 1)


# -- one concern --------------------------------------------------------------------------------
def test_the_page_tells_what_to_do_now_and_keeps_the_words(town, at):
    concern = hear(town, phone="13800138000", resident_name="张三丰")
    page = at(town.officer).get(concern.get_absolute_url())
    assertContains(page, LAMPS)
    assertContains(page, "核对原话")
    assertContains(page, f"/desk/concerns/{concern.number}/sort/")
    assertContains(page, "138****8000")
    assertContains(page, "张**")
    assertNotContains(page, "13800138000")


def test_the_page_of_a_concern_costs_few_statements(town, at):
    concern, client = put_in_hand(town), at(town.officer)
    client.get(concern.get_absolute_url())
    with snapshot_queries() as queries:
        client.get(concern.get_absolute_url())
    assert queries == snapshot(
        [
            "SELECT ... FROM django_session WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_user WHERE ... LIMIT ...",
            "SELECT ... FROM accounts_seat WHERE ... ORDER BY ... ASC",
            "SELECT ... FROM stations_station INNER JOIN stations_stationseat ON ... WHERE ... ORDER BY ... ASC LIMIT ...",
            "SELECT ... FROM stations_station LEFT OUTER JOIN stations_station T2 ON ... WHERE ...",
            "SELECT ... FROM suggestions_concern INNER JOIN stations_station ON ... LEFT OUTER JOIN deputies_deputy ON ... LEFT OUTER JOIN accounts_seat ON ... LEFT OUTER JOIN accounts_user ON ... LEFT OUTER JOIN suggestions_subject ON ... LEFT OUTER JOIN suggestions_subject T7 ON ... LEFT OUTER JOIN accounts_seat T8 ON ... LEFT OUTER JOIN accounts_user T9 ON ... LEFT OUTER JOIN suggestions_department ON ... LEFT OUTER JOIN suggestions_suggestion ON ... LEFT OUTER JOIN suggestions_concern T12 ON ... WHERE ... LIMIT ...",
            "SELECT ... FROM suggestions_hotlineorder WHERE ... ORDER BY ... DESC",
            "SELECT ... FROM suggestions_directreport WHERE ... ORDER BY ... DESC",
            "SELECT ... FROM (SELECT ... FROM notices_message WHERE ... LIMIT ...) subquery",
            "SELECT ... FROM suggestions_timelineentry WHERE ... ORDER BY ... DESC",
            "SELECT ... FROM suggestions_concern WHERE ... ORDER BY ... ASC",
            "SELECT ... FROM attachments_attachment WHERE ... ORDER BY ... ASC",
        ]
    )


def test_another_stations_concern_does_not_exist_for_me(town, at):
    concern = hear(town)
    client = at(town.other_officer)
    for address in ("", "sort/", "similar/"):
        assert client.get(concern.get_absolute_url() + address).status_code == 404


def test_looking_at_the_telephone_is_written_down(town, at):
    concern = hear(town, phone="13800138000", resident_name="张三丰")
    client = at(town.officer)
    assert client.get(f"{concern.get_absolute_url()}contact/").status_code == 405
    page = client.post(f"{concern.get_absolute_url()}contact/")
    assertContains(page, "13800138000")
    event = Event.objects.get(verb="view_personal")
    assert (event.seat_id, event.about_id) == (town.officer.pk, str(concern.pk))
    assert "13800138000" not in str(event.facts)


def test_a_leader_reads_but_never_the_telephone(town, at):
    concern = hear(town, phone="13800138000")
    client = at(town.leader)
    assertNotContains(client.get(concern.get_absolute_url()), "查看完整联系方式")
    assert client.post(f"{concern.get_absolute_url()}contact/").status_code == 403


def test_similar_concerns_are_offered_for_joining_across_stations(town, at):
    first = hear(town)
    second = hear(town, "小区门口的路灯坏了一个月。", station=town.other)
    far = hear(town, ELEVATOR)
    page = at(town.committee).get(f"{first.get_absolute_url()}similar/")
    assertContains(page, second.number)
    assertContains(page, f"/merge/?into={second.number}")
    assertNotContains(page, far.number)


def test_a_hotline_concern_offers_no_answer_at_the_station(town, at):
    concern = put_in_hand(town, Channel.HOTLINE)
    page = at(town.officer).get(concern.get_absolute_url())
    assertContains(page, "已转 12345 代表通道")
    assertNotContains(page, "/answer/")
    assertNotContains(page, "/reroute/")


# -- steps --------------------------------------------------------------------------------------
def test_sorting_from_the_page_brings_a_proposal_with_reasons(town, at):
    concern = hear(town)
    client = at(town.officer)
    sent = {"title": "小区门口路灯不亮", "category": "construction", "edited_text": LAMPS}
    answer = client.post(f"{concern.get_absolute_url()}sort/", sent)
    assertRedirects(answer, concern.get_absolute_url())
    page = client.get(concern.get_absolute_url())
    assertContains(page, "系统建议：12345 代表通道，市城市管理局")
    assertContains(page, "属于市城市管理局职能。")
    form = client.get(f"{concern.get_absolute_url()}decide/", headers={"HX-Request": "true"})
    assertContains(form, "确认定渠道")
    assertNotContains(form, "<html")


def test_an_empty_form_says_what_is_missing(town, at):
    concern = hear(town)
    answer = at(town.officer).post(f"{concern.get_absolute_url()}sort/", {})
    assertContains(answer, "有内容需要修改", status_code=422)
    concern.refresh_from_db()
    assert concern.stage == "gathered"


def test_a_choice_against_the_proposal_needs_its_reason(town, at):
    concern = judge(town)
    client = at(town.officer)
    answer = client.post(f"{concern.get_absolute_url()}decide/", {"channel": "station"})
    assertContains(answer, "请写明理由", status_code=422)
    sent = {"channel": "station", "reason": "已当场答应三天内修好"}
    client.post(f"{concern.get_absolute_url()}decide/", sent)
    concern.refresh_from_db()
    assert (concern.stage, concern.channel_reason) == ("in_hand", "已当场答应三天内修好")


def test_only_the_committee_is_offered_the_direct_channel(town, at):
    concern = judge(town)
    address = f"{concern.get_absolute_url()}decide/"
    assertNotContains(at(town.officer).get(address), "《代表之声》直报")
    assertContains(at(town.committee).get(address), "《代表之声》直报")
    sent = {"channel": "direct", "reason": "事关重大"}
    assert at(town.officer).post(address, sent).status_code == 422


def test_the_station_answers_within_a_promised_day_it_can_explain(town, at):
    concern = put_in_hand(town)
    client = at(town.officer)
    page = client.get(concern.get_absolute_url())
    assertContains(page, "为什么是这一天")
    assertContains(page, "期限：5个工作日。")
    client.post(f"{concern.get_absolute_url()}answer/", {"text": "已修好，谢谢您的提醒。"})
    concern.refresh_from_db()
    assert (concern.stage, concern.answer) == ("fed_back", "已修好，谢谢您的提醒。")


def test_a_step_from_the_wrong_stage_says_why_not(town, at):
    concern = judge(town)
    answer = at(town.officer).get(f"{concern.get_absolute_url()}answer/")
    assertContains(answer, "不能答复", status_code=409)


def test_a_leader_may_look_but_not_act(town, at):
    concern = hear(town)
    assert at(town.leader).get(f"{concern.get_absolute_url()}sort/").status_code == 403
    assert at(town.leader).post(f"{concern.get_absolute_url()}sort/", {}).status_code == 403


def test_a_department_has_no_business_with_concerns(town, at):
    concern = hear(town)
    client = at(town.lights_officer)
    assert client.get("/desk/concerns/").status_code == 403
    assert client.get(f"{concern.get_absolute_url()}sort/").status_code == 404


def test_declining_tells_the_lawful_road(town, at):
    concern = hear(town, "法院已经判决了但是我不服。")
    client = at(town.officer)
    client.post(f"{concern.get_absolute_url()}decline/", {"ground": "court", "more": ""})
    concern.refresh_from_db()
    assert concern.stage == "declined"
    assert "12368" in concern.end_reason
    other = hear(town, ELEVATOR)
    answer = client.post(f"{other.get_absolute_url()}decline/", {"ground": "other"})
    assert answer.status_code == 422


def test_joining_by_number_and_the_number_of_a_stranger(town, at):
    main, twin = hear(town), hear(town)
    foreign = hear(town, ELEVATOR, station=town.other)
    client = at(town.officer)
    address = f"{twin.get_absolute_url()}merge/"
    for wrong in (foreign.number, twin.number, "260101-XXXXX"):
        assert client.post(address, {"into": wrong}).status_code == 422
    client.post(address, {"into": main.number.lower()})
    twin.refresh_from_db()
    assert (twin.stage, twin.merged_into) == ("merged", main)


def test_a_wrong_channel_is_taken_back_and_chosen_anew(town, at):
    concern = put_in_hand(town, Channel.SUGGESTION)
    client = at(town.officer)
    client.post(f"{concern.get_absolute_url()}reroute/", {"reason": "一个单位就能办"})
    concern.refresh_from_db()
    assert concern.stage == "judged"


def test_closing_without_a_rating_needs_words(town, at):
    concern = put_in_hand(town)
    actions.answer(concern, text="已修好。", by=town.officer)
    client = at(town.officer)
    assert client.post(f"{concern.get_absolute_url()}close/", {}).status_code == 422
    client.post(f"{concern.get_absolute_url()}close/", {"reason": "两次回访无人接听"})
    concern.refresh_from_db()
    assert (concern.stage, concern.end_reason) == ("closed", "两次回访无人接听")


# -- the counter --------------------------------------------------------------------------------
def test_the_counter_takes_words_down_and_prints_a_receipt(town, at):
    client = at(town.officer)
    page = client.get("/desk/concerns/take/")
    once = page.context["form"]["once"].value()
    sent = {
        "once": once,
        "station": town.station.pk,
        "text": LAMPS,
        "phone": "13800138000",
        "consent": "on",
    }
    first = client.post("/desk/concerns/take/", sent)
    again = client.post("/desk/concerns/take/", sent)
    concern = Concern.objects.get()
    assert first.url == again.url == f"{concern.get_absolute_url()}receipt/"
    assert (concern.source, concern.taken_by) == ("counter", town.officer)
    receipt = client.get(first.url)
    assertContains(receipt, concern.number)
    assertContains(receipt, actions.check_code(concern))
    assertContains(receipt, "data:image/svg+xml")


def test_a_name_without_consent_is_not_taken(town, at):
    sent = {"once": uuid4(), "station": town.station.pk, "text": LAMPS, "resident_name": "张三"}
    answer = at(town.officer).post("/desk/concerns/take/", sent)
    assertContains(answer, "须先征得本人同意", status_code=422)
    assert not Concern.objects.exists()


def test_a_receipt_is_for_the_seat_that_took_it(town, at):
    concern = hear(town, taken_by=town.officer)
    assert at(town.committee).get(f"{concern.get_absolute_url()}receipt/").status_code == 404
    untaken = hear(town, ELEVATOR)
    assert at(town.officer).get(f"{untaken.get_absolute_url()}receipt/").status_code == 404


def test_nothing_is_taken_down_for_a_station_that_is_not_mine(town, at):
    sent = {"once": uuid4(), "station": town.other.pk, "text": LAMPS}
    assert at(town.officer).post("/desk/concerns/take/", sent).status_code == 422


def test_a_deputy_hands_in_what_was_told_to_him(town, at):
    client = at(town.deputy)
    sent = {"once": uuid4(), "station": town.station.pk, "text": LAMPS}
    client.post("/desk/concerns/take/", sent)
    concern = Concern.objects.get()
    assert (concern.source, concern.deputy.name) == ("deputy", "王代表")
    assertContains(client.get("/desk/concerns/"), concern.number)


def test_a_concern_judged_anew_is_no_longer_every_deputys_to_read(town, at):
    concern = judge(town)
    actions.decide(concern, channel=Channel.SUGGESTION, by=town.officer, reason="多个小区都有")
    assert at(town.deputy).get(concern.get_absolute_url()).status_code == 200
    actions.reroute(concern, reason="一个小区的事", by=town.officer)
    assert at(town.deputy).get(concern.get_absolute_url()).status_code == 404
