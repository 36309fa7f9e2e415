"""Personal data is marked in a text before anybody publishes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.privacy import detector
from liaison.privacy.detector import Kind

#: An identity number whose check digit is right, made up: 340700 is the city, nobody was born so.
ID = "340700199001011231"


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in detector.find(text)]


def with_check_digit(seventeen: str) -> str:
    return next(
        seventeen + digit for digit in "0123456789X" if detector.is_id_number(seventeen + digit)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13812341234，谢谢", [(Kind.MOBILE, "13812341234")]),
        (
            "打 138-1234-1234 或 138 1234 1234",
            [(Kind.MOBILE, "138-1234-1234"), (Kind.MOBILE, "138 1234 1234")],
        ),
        ("+86 13812341234", [(Kind.MOBILE, "+86 13812341234")]),
        ("座机0562-2831234", [(Kind.LANDLINE, "0562-2831234")]),
        ("车牌皖G12345占道", [(Kind.PLATE, "皖G12345")]),
        ("新能源车皖GD12345停在门口", [(Kind.PLATE, "皖GD12345")]),
        ("皖G·1234学", [(Kind.PLATE, "皖G·1234学")]),
        ("卡号 6222 0212 3456 7894 扣款", [(Kind.BANK_CARD, "6222 0212 3456 7894")]),
        ("写信到wang.x@example.com.cn", [(Kind.EMAIL, "wang.x@example.com.cn")]),
        ("我叫王小明，住在三楼", [(Kind.NAME, "王小明")]),
        ("联系人：李强 电话见下", [(Kind.NAME, "李强")]),
        ("找张大妈反映过", [(Kind.NAME, "张")]),
        ("欧阳先生", [(Kind.NAME, "欧阳")]),
    ],
)
def test_what_names_a_person_is_marked(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "翠湖一路 23 号门前积水",
        "工单 261122-AB3CD 已办结",
        "投资 12345678901234567 元",
        "20261122 上午",
        "12345 热线、12368、110",
        "文件〔2026〕15 号，共 340700 元",
        "请社区主任来看看",
        "天井湖社区书记接待日",
        "我是一名退休工人",
    ],
)
def test_ordinary_words_and_numbers_are_left_alone(text):
    assert kinds(text) == []


def test_an_identity_number_needs_its_check_digit():
    right = with_check_digit("34070019900101123")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert kinds(f"身份证{right}。") == [(Kind.ID_NUMBER, right)]
    assert kinds(f"身份证{wrong}。") == []
    assert detector.is_id_number("340700900101123")
    assert not detector.is_id_number("340700901301123")


def test_a_bank_card_needs_its_check_digit():
    right = next(
        f"622202123456789{digit}"
        for digit in "0123456789"
        if detector.is_luhn(f"622202123456789{digit}")
    )
    assert kinds(f"卡号{right}") == [(Kind.BANK_CARD, right)]


def test_a_number_is_read_once_as_what_it_proves_to_be():
    right = with_check_digit("34070013812341234"[:6] + "19381231" + "123")
    assert [kind for kind, _ in kinds(right)] == [Kind.ID_NUMBER]


def test_the_masked_text_keeps_everything_else():
    text = "我叫王小明，电话13812341234，车皖G12345。"
    assert detector.mask(text) == "我叫王**，电话138****1234，车皖G****5。"
    assert (
        detector.mask(text, keep=frozenset({Kind.NAME}))
        == "我叫王小明，电话138****1234，车皖G****5。"
    )


@given(st.text(max_size=200))
def test_any_text_is_read_without_overlap_and_masking_leaves_nothing_certain(text):
    found = detector.find(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert not [one for one in detector.find(detector.mask(text)) if one.is_certain]
