"""A formal suggestion between the deputy's phone and the committee's desk."""

from tests.factories.network import OWN_TEXT
from tests.journeys.conftest import PHONE


def test_li_hands_a_suggestion_over(person, network):
    suggestion = network.suggestion("submitted")
    li = person()
    li.sign_in("committee")

    li.follow("代表建议")
    li.follow(suggestion.title)
    li.take("立案", {})
    suggestion.refresh_from_db()
    li.sees(suggestion.number)
    li.take("交办", {})
    li.sees("待分办")

    suggestion.refresh_from_db()
    assert suggestion.stage == "assigned"
    assert suggestion.assigned_at


def test_wang_adopts_and_rates_on_a_phone(person, network):
    concern = network.concern("in_hand", channel="suggestion")
    replied = network.suggestion("replied")
    wang = person(PHONE)
    wang.sign_in("deputy")

    wang.open(concern.get_absolute_url())
    wang.follow("认领，写成代表建议")
    wang.page.get_by_label("标题").fill("关于改善翠湖片区夜间照明的建议")
    wang.page.get_by_label("正文").fill(OWN_TEXT)
    wang.press("存为草稿")
    wang.take("提交", {})
    wang.sees("待审查")

    wang.open(replied.get_absolute_url())
    wang.sees("待评价")
    wang.page.get_by_role("link", name="评价", exact=True).click()
    for question in ("办理态度", "办理结果"):
        answers = wang.page.get_by_role("group", name=question)
        answers.get_by_label("满意", exact=True).check()
    wang.press("确认评价")
    wang.sees("已办结")

    concern.refresh_from_db()
    replied.refresh_from_db()
    assert concern.suggestion.stage == "submitted"
    assert replied.stage == "closed"
