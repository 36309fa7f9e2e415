"""Which channel, unit and category the rules propose, and that they always say why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions import routing, vocabulary
from suggestions.models import Channel
from suggestions.routing import Category, Past, Unit, guess_category, propose

CITY = Unit(1, "市城市管理局", ("城管局",), ("市容", "环卫", "停车", "路灯"), ("construction",))
HOUSING = Unit(2, "市住房和城乡建设局", ("住建局",), ("物业", "加装电梯"), ("construction",))
SCHOOLS = Unit(3, "市教育局", ("教育局",), ("学校", "招生"), ("education",))
MONEY = Unit(4, "市财政局", (), ("财政",), ("economy",))
UNITS = (CITY, HOUSING, SCHOOLS, MONEY)


def test_channels_are_those_of_the_model():
    assert set(routing.CHANNEL_LABELS) == set(Channel.values)
    assert {value: str(label) for value, label in Channel.choices} == routing.CHANNEL_LABELS


def test_every_category_but_other_has_words():
    assert set(vocabulary.CATEGORY_WORDS) == set(Category.values) - {Category.OTHER}


def test_a_street_lamp_goes_to_the_hotline_and_to_the_unit_whose_duty_it_is():
    proposal = propose("中山路三盏路灯不亮，晚上老人出行不便", units=UNITS)
    assert (proposal.channel, proposal.unit_pk) == ("hotline", CITY.pk)
    assert any("路灯" in reason and "属于市城市管理局职能" in reason for reason in proposal.reasons)
    assert proposal.warnings == ()


def test_a_word_of_everyday_speech_finds_the_duty_it_belongs_to():
    proposal = propose("楼下的垃圾几天没人清运了", units=UNITS)
    assert (proposal.channel, proposal.unit_pk) == ("hotline", CITY.pk)


def test_policy_for_the_whole_city_becomes_a_suggestion():
    text = "建议全市统筹老旧小区加装电梯，出台管理办法，财政给予补贴，学校周边优先"
    proposal = propose(text, units=UNITS)
    assert proposal.channel == "suggestion"
    assert any("3个单位" in reason for reason in proposal.reasons)


def test_a_question_about_a_procedure_is_answered_at_the_station():
    assert propose("请问老年证在哪里办，需要什么材料").channel == "station"


def test_a_complaint_that_asks_politely_is_still_a_complaint():
    assert propose("请问路灯不亮找谁，一直没人管", units=UNITS).channel == "hotline"


def test_danger_to_many_may_go_straight_up_and_tells_to_ring_first():
    proposal = propose("楼房外墙随时会坍塌，住着上百户人家")
    assert proposal.channel == "direct"
    assert any("110" in warning and "120" in warning for warning in proposal.warnings)


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("案子已经在法院开庭了，判决不公", "12368"),
        ("劳动仲裁庭裁决以后单位不给钱", "仲裁机构"),
        ("我已经去信访局登记过三次", "信访工作条例"),
        ("举报村干部贪污征地款", "12388"),
        ("有人泄露国家秘密文件", "12339"),
        ("昨晚被盗了三千块钱", "110"),
    ],
)
def test_what_is_not_for_this_platform_is_told_the_lawful_road(text, road):
    proposal = propose(text, units=UNITS)
    assert proposal.channel == "station"
    assert any("不予受理" in warning and road in warning for warning in proposal.warnings)


def test_a_lamp_in_front_of_the_court_is_a_lamp():
    proposal = propose("法院门口的路灯不亮", units=UNITS)
    assert (proposal.channel, proposal.warnings) == ("hotline", ())


def test_similar_cases_speak_and_say_how_they_went():
    past = [Past("1", "hotline", "市城市管理局", True), Past("2", "hotline", "", False)]
    proposal = propose("中山路路灯不亮", units=UNITS, similar=[*past, Past("3", "station")])
    assert "以往同类2件经12345 代表通道办理，1件满意，1件不满意。" in proposal.reasons


def test_an_officers_category_is_not_overruled():
    assert propose("路灯不亮", category="education").category == "education"


def test_a_unit_named_in_the_text_wins_over_one_whose_duty_is_hinted_at():
    assert propose("请住建局看看小区停车问题", units=UNITS).unit_pk == HOUSING.pk


def test_full_width_letters_and_blanks_do_not_hide_a_word():
    assert guess_category("路 灯 不 亮")[0] == Category.CONSTRUCTION


def test_the_stored_form_is_plain_json():
    stored = propose("路灯不亮", units=UNITS).as_json()
    assert stored["channel_label"] == "12345 代表通道"
    assert isinstance(stored["reasons"], list)
    assert stored["reasons"]


words = st.sampled_from(
    [
        *vocabulary.EVERYDAY,
        *vocabulary.SCOPE_WORDS,
        *vocabulary.GRAVE_WORDS,
        "路灯",
        "\0",
        "🙂",
        "法院",
    ]
)
pasts = st.builds(
    Past,
    number=st.text(max_size=3),
    channel=st.sampled_from([*routing.CHANNEL_LABELS, "", "unknown"]),
    satisfied=st.none() | st.booleans(),
)


@given(
    text=st.one_of(st.text(), st.lists(words).map("".join)),
    category=st.sampled_from(["", "nonsense", *Category.values]),
    units=st.lists(st.sampled_from(UNITS), unique=True),
    similar=st.lists(pasts, max_size=5),
)
def test_whatever_is_said_there_is_a_channel_and_a_reason(text, category, units, similar):
    proposal = propose(text, category=category, units=units, similar=similar)
    assert proposal.channel in Channel.values
    assert proposal.category in Category.values
    assert proposal.confidence in {"high", "medium", "low"}
    assert proposal.unit_pk in {None, *(unit.pk for unit in units)}
    assert proposal.reasons
    assert all(reason.endswith("。") for reason in proposal.reasons)
