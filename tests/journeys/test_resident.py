"""A resident without account, on an old phone: says something, follows it by number, rates it."""

from suggestions.actions import concerns
from suggestions.models import Channel, Concern
from tests.factories.network import WORDS
from tests.journeys.conftest import PHONE

SATISFIED = "满意"


def test_a_resident_follows_by_number_without_javascript(person, network):
    resident = person(PHONE, script=False)
    resident.open(f"/s/{network.station.code}/")
    resident.follow("我要反映")
    resident.page.get_by_label("发生了什么事？").fill(WORDS)
    resident.press("提交")
    resident.sees("已收到")
    number = resident.page.locator("[data-number]").inner_text()
    code = resident.page.locator("[data-code]").inner_text()

    answer_at_the_station(network, Concern.objects.get(number=number))

    later = person(PHONE, script=False)
    later.open("/receipt/")
    later.page.get_by_label("查询编号").fill(number)
    later.page.get_by_label("校验码").fill(code)
    later.press("查询")
    later.sees("今天下午已换好。")
    result = later.page.get_by_role("group", name="您对办理结果满意吗？")
    result.get_by_label(SATISFIED, exact=True).check()
    later.press("提交评价")
    later.sees("谢谢您的评价")

    assert Concern.objects.get(number=number).stage == "closed"


def test_an_old_resident_reads_every_page_in_large_type(person, network):
    """The same pages with scripts, so that the accessibility rules can look at them."""
    resident = person(PHONE)
    resident.open("/")
    resident.press("大字版")
    resident.open(f"/s/{network.station.code}/")
    resident.follow("我要反映")
    resident.page.get_by_label("发生了什么事？").fill(WORDS)
    resident.press("提交")
    resident.sees("已收到")
    resident.follow("看办理进度")
    resident.sees("汇总梳理")


def answer_at_the_station(network, concern):
    """What the office does meanwhile."""
    officer = network.seats["station"]
    concerns.sort(concern, category="construction", title="路灯不亮", by=officer)
    concerns.decide(concern, channel=Channel.STATION, reason="当天可修。", by=officer)
    concerns.answer(concern, text="今天下午已换好。", by=officer)
