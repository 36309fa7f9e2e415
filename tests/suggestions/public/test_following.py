"""A receipt opens for its number and check code, shows how far it is, and takes the rating (T31)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from liaison import clock
from suggestions.actions import concerns
from suggestions.models import Channel, Concern
from suggestions.workflow import ConcernStage


@pytest.fixture
def stranger(client_class, town):
    return client_class()


@pytest.fixture
def client_class(client):
    return type(client)


def typed(client, number, code):
    return client.post(reverse("suggestions:follow"), {"number": number, "code": code})


def words_of(page) -> str:
    """The page without what differs each time: tokens, nonces and what was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    return re.sub(r'name="(number|code|next)" value="[^"]*"', "", html)


def here(page) -> str:
    """The stage the bar says it is in."""
    return re.search(r'aria-current="step">\s*(\S+)', page.content.decode()).group(1)


def test_number_and_check_code_open_the_receipt(resident, stranger):
    concern = resident.has_said()
    response = typed(stranger, concern.number, concerns.check_code(concern))
    assert response["Location"] == reverse("suggestions:followed", args=[concern.number])
    page = stranger.get(response["Location"])
    assert concern.text in page.content.decode()
    assert "sessionid" not in stranger.cookies


def test_typed_with_spaces_small_letters_and_full_width_digits_it_opens_too(resident, stranger):
    concern = resident.has_said()
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    number = concern.number.lower().replace("-", " ").translate(wide)
    code = " ".join(concerns.check_code(concern)).translate(wide)
    assert typed(stranger, f" {number}", code).status_code == 302


def test_wrong_unknown_forged_and_expired_look_the_same(resident, stranger, time_machine):
    concern = resident.has_said()
    wrong_code = typed(stranger, concern.number, "000000")
    unknown = typed(stranger, "261122-ZZZZZ", "123456")
    foreign = stranger.get(reverse("suggestions:followed", args=[concern.number]))
    nowhere = stranger.get(reverse("suggestions:followed", args=["261122-ZZZZZ"]))
    resident.client.cookies["receipts"] = f"{concern.number}:1abcde:forged"
    forged = resident.look(concern)
    pages = [wrong_code, unknown, foreign, nowhere, forged]
    assert {page.status_code for page in pages} == {404}
    assert words_of(wrong_code) == words_of(unknown)
    assert words_of(foreign) == words_of(nowhere) == words_of(forged)
    assert concern.title not in words_of(forged)


def test_the_grant_ends_after_half_an_hour_idle_and_not_before(resident, time_machine):
    start = clock.now()
    time_machine.move_to(start, tick=False)
    concern = resident.has_said()
    for minutes in (29, 58):
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        assert resident.look(concern).status_code == 200
    time_machine.move_to(start + timedelta(minutes=89), tick=False)
    assert resident.look(concern).status_code == 404


def test_the_eleventh_try_waits_and_is_told_how_long(resident, stranger, time_machine):
    concern = resident.has_said()
    right = concerns.check_code(concern)
    tries = [typed(stranger, concern.number, "000000").status_code for _ in range(10)]
    assert set(tries) == {404}
    page = typed(stranger, concern.number, right)
    assert page.status_code == 429
    assert re.search(r"请等 \d+ 分钟再查", page.content.decode())
    assert int(page["Retry-After"]) <= 600
    time_machine.move_to(clock.now() + timedelta(minutes=11))
    assert typed(stranger, concern.number, right).status_code == 302


def test_right_pairs_are_not_counted(resident):
    concern = resident.has_said()
    code = concerns.check_code(concern)
    assert {resident.follow(concern.number, code).status_code for _ in range(12)} == {302}


def test_an_empty_form_says_what_is_missing(resident):
    page = resident.follow("", "")
    assert page.status_code == 422
    assert "请填写查询编号" in page.content.decode()


def test_the_qr_codes_address_fills_the_number_in(client):
    page = client.get(reverse("suggestions:follow"), {"number": "261122-AB3CD"})
    assert 'value="261122-AB3CD"' in page.content.decode()


def test_the_bar_stands_where_the_concern_is(resident, town):
    concern = resident.has_said()
    assert here(resident.look(concern)) == "汇总梳理"
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    concerns.decide(concern, channel=Channel.STATION, by=town.officer, reason="当场能办")
    page = resident.look(concern)
    html = page.content.decode()
    assert here(page) == "交办督办"
    assert html.count('class="is-done"') == 2
    assert "答应您的答复日期" in html


def test_steps_and_dates_are_shown_and_nobodys_name_or_number(resident, town, answered):
    Concern.objects.filter(pk=answered.pk).update(resident_name="李四光", phone="13812341234")
    html = resident.look(answered).content.decode()
    assert "已派人修好。" in html
    assert all(label in html for label in ("提交诉求", "梳理", "定渠道", "答复"))
    hidden = (town.officer.user.name, "李四光", "13812341234", concerns.check_code(answered))
    assert not any(text in html for text in hidden)


def test_rating_closes_it_and_is_shown(resident, answered):
    response = resident.act("rate", answered, rating="satisfied", note="谢谢")
    assert response.status_code == 302
    answered.refresh_from_db()
    assert (answered.stage, answered.rating) == (ConcernStage.CLOSED, "satisfied")
    html = resident.client.get(response["Location"]).content.decode()
    assert "谢谢您的评价" in html
    assert "提交评价" not in html
    assert html.count('class="is-done"') == 4


def test_a_rating_without_a_choice_keeps_the_words(resident, answered):
    page = resident.act("rate", answered, note="修得很快")
    assert page.status_code == 422
    assert "修得很快" in page.content.decode()
    assert resident.act("rate", answered, rating="perfect").status_code == 422


def test_the_first_unsatisfied_is_asked_whether_to_do_it_again(resident, answered):
    page = resident.act("rate", answered, rating="unsatisfied", note="灯还是不亮")
    assert page.status_code == 422
    assert "要不要请工作人员重新办理一次" in page.content.decode()
    assert "灯还是不亮" in page.content.decode()
    answered.refresh_from_db()
    assert answered.stage == ConcernStage.FED_BACK
    assert resident.act("redo", answered, reason="灯还是不亮").status_code == 302
    answered.refresh_from_db()
    assert (answered.stage, answered.rounds) == (ConcernStage.JUDGED, 2)


def test_unsatisfied_for_good_closes_it(resident, answered):
    resident.act("rate", answered, rating="unsatisfied", note="不必了", final="1")
    answered.refresh_from_db()
    assert (answered.stage, answered.rating) == (ConcernStage.CLOSED, "unsatisfied")


def test_doing_it_again_needs_a_reason_and_comes_once(resident, town, answered):
    assert resident.act("redo", answered, reason=" ").status_code == 422
    resident.act("redo", answered, reason="灯还是不亮")
    answered.refresh_from_db()
    concerns.decide(answered, channel=Channel.STATION, by=town.officer, reason="再修")
    concerns.answer(answered, text="又修了。", by=town.officer)
    html = resident.look(answered).content.decode()
    assert "要求重办" not in html.split("办理经过")[0]
    assert resident.act("redo", answered, reason="还是不亮").status_code == 409
    assert resident.act("rate", answered, rating="unsatisfied").status_code == 302


def test_it_may_be_withdrawn_until_it_is_in_hand(resident, town):
    concern = resident.has_said()
    assert resident.act("withdraw", concern).status_code == 302
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.WITHDRAWN
    assert "您已撤回这件诉求" in resident.look(concern).content.decode()
    assert resident.act("withdraw", concern).status_code == 409


def test_a_declined_concern_shows_the_lawful_way(resident, town):
    concern = resident.has_said()
    concerns.decline(concern, reason="已在法院诉讼中，请依法向法院提出。", by=town.officer)
    assert "请依法向法院提出" in resident.look(concern).content.decode()


def test_a_merged_concern_shows_the_answer_of_the_one_it_joined(resident, town):
    concern, into = resident.has_said(), resident.has_said()
    concerns.merge(concern, into=into, by=town.officer)
    assert "合并在一起办理" in resident.look(concern).content.decode()
    concerns.sort(into, category="construction", title="路灯不亮", by=town.officer)
    concerns.decide(into, channel=Channel.STATION, by=town.officer, reason="当场能办")
    concerns.answer(into, text="一起修好了。", by=town.officer)
    assert "一起修好了。" in resident.look(concern).content.decode()


@pytest.mark.parametrize("step", ["rate", "redo", "withdraw"])
def test_nobody_acts_for_another(stranger, answered, step):
    form = {"rating": "satisfied", "reason": "x", "final": "1"}
    address = reverse(f"suggestions:resident_{step}", args=[answered.number])
    assert stranger.post(address, form).status_code == 404
    assert stranger.get(address).status_code == 405
    answered.refresh_from_db()
    assert answered.stage == ConcernStage.FED_BACK


def test_a_rating_of_what_is_not_answered_is_refused(resident):
    concern = resident.has_said()
    assert resident.act("rate", concern, rating="satisfied").status_code == 409
    assert resident.act("redo", concern, reason="x").status_code == 409


def test_a_browser_holds_its_last_ten_receipts(resident):
    held = [resident.has_said() for _ in range(11)]
    assert resident.look(held[0]).status_code == 404
    assert resident.look(held[1]).status_code == 200


def test_looking_at_a_receipt_costs_few_statements(
    resident, answered, django_assert_max_num_queries
):
    resident.look(answered)
    with django_assert_max_num_queries(3):
        resident.look(answered)
