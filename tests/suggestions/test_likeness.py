"""Similar concerns: what makes two alike, and what people make of it at the desk and on the page."""

from datetime import date
from io import StringIO
from json import loads
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.asserts import assertContains, assertNotContains

from liaison.audit.models import Event
from liaison.errors import Refused
from liaison.search import words
from suggestions import likeness
from suggestions.actions import concerns, similar
from suggestions.actions import likeness as actions
from suggestions.models import Channel, Concern, Echo, Likeness
from suggestions.workflow import ConcernStage

LAMPS = "映湖路西段的路灯坏了半个月，晚上老人出行不便。"
LIFT = "三号楼电梯停运一周，住户上下楼困难。"


def hear(town, text=LAMPS, **more) -> Concern:
    more.setdefault("station", town.station)
    return concerns.submit(text=text, once=uuid4(), **more)


def put_in_order(concern, town, title="映湖路路灯不亮") -> Concern:
    concerns.sort(concern, category="construction", title=title, by=town.committee)
    return concern


def told(text, on=date(2026, 3, 2), **more) -> likeness.Told:
    return likeness.Told(frozenset(words.segment(text).split()), on, **more)


# -- the score ----------------------------------------------------------------------------------
def test_the_same_words_in_another_order_are_the_same_matter():
    found = likeness.compare(told("映湖路的路灯坏了"), told("路灯坏了，在映湖路"), {})
    assert found.is_same
    assert "路灯" in "".join(found.reasons)


def test_nothing_in_common_is_nothing_even_at_one_place_on_one_day():
    one, other = told("路灯坏了", at="00010001"), told("养老金没发", at="00010001")
    assert likeness.compare(one, other, {}).score == 0


def test_a_rare_word_shared_weighs_more_than_a_common_one():
    weights = {"物业": 1.0, "化粪池": 9.0}
    one = told("物业 化粪池")
    rare = likeness.compare(one, told("化粪池 满了"), weights).score
    common = likeness.compare(one, told("物业 换了"), weights).score
    assert rare > common


def test_the_same_station_and_a_near_day_raise_the_score_and_say_so():
    one = told("路灯不亮", at="000100020003")
    near = likeness.compare(one, told("路灯不亮", at="000100020003"), {})
    far = likeness.compare(one, told("路灯不亮", at="00010009", on=date(2024, 3, 2)), {})
    assert near.score > far.score
    assert "同一站点" in near.reasons


def test_what_everybody_writes_tells_nothing():
    assert likeness.compare(told("希望政府尽快解决"), told("请求领导尽快解决"), {}).score < 0.5
    assert likeness.telling(frozenset({"希望", "路灯"}), {}) == ["路灯"]


# -- finding ------------------------------------------------------------------------------------
@pytest.mark.parametrize("asked", ["路灯", "脏", "路灯坏了没人修"])
def test_one_and_two_character_words_find_their_like_across_stations(town, asked):
    there = hear(town, "映湖路的路灯坏了，公厕又脏。", station=town.other)
    hear(town, LIFT)
    found = similar.to(similar.told(asked, station=town.station), similar.joinable())
    assert [one.concern for one in found] == [there]


def test_the_figures_of_a_few_rows_tell_nothing_of_how_common_a_word_is(town):
    there = hear(town, "映湖路的路灯坏了。", station=town.other)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE suggestions_concern")
    found = similar.to(similar.told("路灯坏了没人修"), similar.joinable())
    assert [one.concern for one in found] == [there]


def test_what_was_taken_back_or_declined_is_not_offered(town):
    gone = hear(town)
    concerns.withdraw(gone)
    assert similar.like(hear(town), similar.joinable()) == []


def test_the_command_prints_candidates_with_their_scores(town):
    there = hear(town)
    out = StringIO()
    call_command("similar", "路灯坏了半个月", stdout=out)
    [one] = loads(out.getvalue())
    assert one["number"] == there.number
    assert 0 < one["score"] <= 1
    assert one["reasons"]


# -- at the desk --------------------------------------------------------------------------------
def test_the_desk_offers_join_link_and_apart_with_reasons(town, at):
    one, other = hear(town), hear(town)
    page = at(town.officer).get(f"/desk/concerns/{one.number}/similar/")
    for expected in (other.number, "并案", "关联", "不是一回事", "都提到"):
        assertContains(page, expected)


def test_what_lies_outside_my_sight_is_told_masked_and_not_opened(town, at):
    mine = hear(town)
    there = hear(town, station=town.other)
    page = at(town.officer).get(f"/desk/concerns/{mine.number}/similar/")
    assertContains(page, "尚未梳理的诉求")
    assertNotContains(page, there.title)
    put_in_order(there, town, title="王建国先生家门口路灯不亮 13800138000")
    page = at(town.officer).get(f"/desk/concerns/{mine.number}/similar/")
    assertContains(page, "路灯不亮")
    assertNotContains(page, "王建国")
    assertNotContains(page, "13800138000")
    assertNotContains(page, there.get_absolute_url())


def test_related_ones_show_each_other_and_both_go_on(town, at):
    one, other = hear(town), hear(town)
    client = at(town.officer)
    client.post(f"/desk/concerns/{one.number}/relate/", {"other": other.number})
    assertContains(client.get(f"/desk/concerns/{other.number}/similar/"), "已关联")
    one.refresh_from_db()
    assert one.stage == ConcernStage.GATHERED
    assert one.timeline.filter(step="relate").exists()
    assert other.timeline.filter(step="relate").exists()
    assert Event.objects.filter(verb="judge_likeness").exists()


def test_a_pair_kept_apart_is_not_offered_again(town, at):
    one, other = hear(town), hear(town)
    client = at(town.officer)
    client.post(f"/desk/concerns/{one.number}/apart/", {"other": other.number})
    for number in (one.number, other.number):
        assertContains(client.get(f"/desk/concerns/{number}/similar/"), "没有找到相似的诉求")


def test_a_concern_is_not_related_to_itself(town):
    one = hear(town)
    with pytest.raises(Refused, match="自己"):
        actions.relate(one, other=one, by=town.officer)


def test_joined_ones_are_answered_each(town):
    main, other = put_in_order(hear(town), town), hear(town)
    concerns.merge(other, into=main, by=town.officer)
    concerns.decide(main, channel=Channel.STATION, reason="当场可答", by=town.officer)
    concerns.answer(main, text="已修好。", by=town.officer)
    other.refresh_from_db()
    assert (other.stage, other.answer) == (ConcernStage.MERGED, "已修好。")


# -- while typing -------------------------------------------------------------------------------
def asked(client, town, text):
    return client.post(f"/s/{town.station.code}/similar/", {"text": text})


def test_a_resident_typing_is_shown_what_is_in_order_already_and_nothing_else(town, client):
    raw, ordered = hear(town), put_in_order(hear(town), town)
    page = asked(client, town, "映湖路的路灯坏了没人修")
    assertContains(page, ordered.title)
    assertContains(page, "我也遇到")
    assertNotContains(page, raw.number)
    assertNotContains(page, "老人出行")  # never the words somebody said


def test_titles_shown_to_others_have_numbers_and_names_hidden(town, client):
    put_in_order(hear(town), town, title="李大海先生反映路灯不亮，电话 13800138000，皖G12345")
    page = asked(client, town, "映湖路的路灯坏了没人修")
    for hidden in ("李大海", "13800138000", "12345"):
        assertNotContains(page, hidden)


@pytest.mark.parametrize("text", ["", "路灯", " \x00 ", "?" * 500])
def test_too_little_typed_shows_nothing(town, client, text):
    put_in_order(hear(town), town)
    assertNotContains(asked(client, town, text), "我也遇到")


def test_i_met_it_too_counts_once_per_browser(town, client):
    concern = put_in_order(hear(town), town)
    address = f"/s/{town.station.code}/echo/"
    assertContains(client.post(address, {"number": concern.number}), "记下了")
    assertContains(client.post(address, {"number": concern.number}), "已经点过")
    client.cookies.clear()
    client.post(address, {"number": concern.number})
    assert concern.echoes.count() == 2
    assert Event.objects.filter(verb="echo").count() == 2


@pytest.mark.parametrize("number", ["", "261122-XXXXX", "\x00"])
def test_nobody_echoes_what_is_not_there_or_not_in_order(town, client, number):
    hear(town)
    page = client.post(f"/s/{town.station.code}/echo/", {"number": number})
    assertContains(page, "可能已经办结", status_code=422)


def test_a_raw_concern_cannot_be_probed_by_its_number(town, client):
    raw = hear(town)
    page = client.post(f"/s/{town.station.code}/echo/", {"number": raw.number})
    assert page.status_code == 422
    assert not Echo.objects.exists()


def test_whoever_wants_a_number_of_his_own_files_it_and_both_are_related(town, client):
    first = put_in_order(hear(town), town)
    said = {"text": "我家门口也是，路灯一直不亮。", "once": str(uuid4()), "like": first.number}
    response = client.post(f"/s/{town.station.code}/say/", said)
    assert response.status_code == 302
    own = Concern.objects.exclude(pk=first.pk).get()
    assert first.echoes.get().own == own
    assert Likeness.objects.get().kind == Likeness.Kind.RELATED
    # then pressing the button from the same browser counts nobody twice
    client.post(f"/s/{town.station.code}/echo/", {"number": first.number})
    assert first.echoes.count() == 1


def test_a_forged_like_loses_no_concern(town, client):
    said = {"text": LAMPS, "once": str(uuid4()), "like": "nonsense"}
    assert client.post(f"/s/{town.station.code}/say/", said).status_code == 302
    assert Concern.objects.count() == 1
    assert not Likeness.objects.exists()
