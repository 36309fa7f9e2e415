"""张联络员 at the counter: takes down what somebody says, and works the concern to its answer."""

from suggestions.models import Concern
from tests.factories.network import WORDS


def test_zhang_takes_a_concern_at_the_counter(person, network):
    zhang = person()
    zhang.sign_in("station")
    zhang.sees("今日")

    zhang.follow("群众诉求")
    zhang.follow("代录诉求")
    zhang.page.get_by_label("诉求人的原话").fill(WORDS)
    zhang.page.get_by_label("发生地点").fill("翠湖四路")
    zhang.press("提交并出回执")

    concern = Concern.objects.get()
    assert concern.text == WORDS
    zhang.sees("诉求回执")
    zhang.sees(concern.number)

    zhang.follow("打开这件诉求")
    zhang.take("梳理", {"标题": "翠湖四路路灯不亮"})
    zhang.take("定渠道", {"选择理由": "工作人员当天即可到场修复。"}, choose="站内答复")
    zhang.take("答复", {"答复内容": "今天下午已换好三盏路灯。"})
    zhang.sees("反馈评价")

    concern.refresh_from_db()
    assert concern.stage == "fed_back"
