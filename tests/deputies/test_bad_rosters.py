"""What a roster may not hold: each named by line in the dry run, nothing half done (选举法, facts §6.1)."""

import pytest
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from deputies.models import Deputy, Mandate
from deputies.succession import congresses, fit, numbers
from tests.deputies.rows import HEADINGS, LI, WANG, but, run
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.terms import term

WARD = "选区/选举单位"
CITY = but(WANG, 代表层级="市级", 届次="第十七届", 代表证号="C-1", **{WARD: "铜官区人民代表大会"})


def refusal(path):
    before = (Deputy.objects.count(), Mandate.objects.count())
    with pytest.raises(CommandError) as error:
        run(path)
    assert (Deputy.objects.count(), Mandate.objects.count()) == before
    return str(error.value)


BAD = [
    ("a street elects nobody", but(LI, **{WARD: "天井湖街道第一选区"}), "街道不设人民代表大会"),
    ("a street's congress", but(WANG, **{WARD: "天井湖街道人大"}), "街道不设人民代表大会"),
    ("county by a congress", but(WANG, **{WARD: "铜官区人民代表大会"}), "县乡两级代表由选区选民"),
    ("city by a ward", but(CITY, **{WARD: "第一选区"}), "由县级人民代表大会选举"),
    ("city by a town", but(CITY, **{WARD: "大通镇人民代表大会"}), "由县级人民代表大会选举"),
    ("province by a county", but(CITY, 代表层级="省级", **{WARD: "枞阳县人大"}), "设区的市级"),
    ("nation by a district", but(CITY, 代表层级="全国", **{WARD: "郊区人大"}), "省级人民代表大会"),
]


@pytest.mark.parametrize(("row", "reason"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_level_that_does_not_fit_who_elects_is_named_by_line(net, table, row, reason):
    told = refusal(table(LI if row[7] != LI[7] else WANG, row))
    assert "第 4 行" in told
    assert reason in told


def test_who_elects_whom_rightly_is_taken(net, table):
    province = but(CITY, 代表层级="省级", 代表证号="P-1", **{WARD: "铜陵市人民代表大会"})
    nation = but(CITY, 代表层级="全国", 代表证号="X-1", **{WARD: "安徽省人民代表大会"})
    ward = but(WANG, 届次="第三届", **{WARD: "天井湖街道第二选区"})
    assert "新增 5" in run(table(ward, CITY, province, nation, LI))


def test_a_term_that_ended_before_it_began_is_named_by_line(net, table):
    headings = [*HEADINGS, "终止日期"]
    told = refusal(table([*WANG, "2020-01-01"], headings=headings))
    assert "第 3 行：终止日期 2020-01-01 早于任期开始 2021-12-18" in told
    run(table([*WANG, "2026-06-30"], headings=headings))
    mandate = Mandate.objects.get()
    assert (str(mandate.to_on), mandate.end_reason) == ("2026-06-30", "term")


def test_overlapping_mandates_of_one_level_are_named_by_line(net, table):
    again = but(WANG, 代表证号="A-2", 届次="第四届", 当选日期="2026-01-01")
    assert "第 4 行：任期重叠：第 3 行此人已有同一层级" in refusal(table(WANG, again))
    run(table(WANG))
    assert "第 3 行：任期重叠：名册中此人已有同一层级" in refusal(table(again))


def test_deputies_of_two_unrelated_areas_are_named_by_line(net, table):
    one = but(WANG, 代表证号="340705-001")
    other = but(LI, 姓名="王芳", 手机号="19900000001", 出生年月="", 代表证号="340711101-001")
    told = refusal(table(one, other))
    assert "第 4 行：不得同时担任两个无隶属关系地区的代表（选举法第四十八条）" in told
    within = but(other, 代表证号="340705101-001")
    assert "新增 2" in run(table(one, within))


def test_unrelated_areas_are_found_against_the_record_too(net, table):
    deputy = DeputyFactory(name="王芳", phone="19900000001")
    MandateFactory(deputy=deputy, congress_term=term(code="340706000000"))
    town = but(WANG, 代表层级="乡级", 代表证号="340711101-001", 当选日期="2022-02-01", 出生年月="")
    assert "第 3 行：不得同时担任两个无隶属关系地区" in refusal(table(town))


SPELLINGS = [
    "买买提．阿不都",
    "买买提•阿不都",
    "买买提・阿不都",
    "买买提 · 阿不都",
    "买买提.阿不都",
]


@pytest.mark.parametrize("name", SPELLINGS)
def test_one_person_under_two_spellings_is_asked_about_and_not_doubled(net, table, name):
    MandateFactory(deputy=DeputyFactory(name="买买提·阿不都"), electorate="五区")
    told = refusal(table(but(LI, 姓名=name, 出生年月="")))
    assert "第 3 行：需要确认“买买提·阿不都”是谁" in told


def test_another_spelling_on_record_is_named_as_such(net, table):
    MandateFactory(deputy=DeputyFactory(name="买买提．阿不都"), electorate="五区")
    assert "只是写法不同" in refusal(table(but(LI, 姓名="买买提·阿不都", 出生年月="")))


def test_full_width_letters_and_spaces_make_no_second_person(net, table):
    run(table(but(WANG, 姓名="王　芳")))
    assert "新增 0，修改 0，不变 1" in run(table(but(WANG, 姓名="王 芳 ")))
    assert Deputy.objects.get().name == "王芳"


def test_a_telephone_used_twice_is_asked_about(net, table):
    told = refusal(table(WANG, but(LI, 手机号="19900000001")))
    assert "第 4 行：需要确认" in told
    assert "该手机号登记在“王芳”名下" in told


def test_a_repeated_row_is_named_by_line(net, table):
    assert "第 4 行：代表证号“A-1”与第 3 行重复" in refusal(table(WANG, WANG))


@pytest.mark.parametrize(
    ("level", "code", "area"),
    [
        ("national", "", "000000000000"),
        ("province", "340705", "340000000000"),
        ("city", "340705001000", "340700000000"),
        ("county", "340705001000", "340705000000"),
        ("county", "340700", None),
        ("county", "34", None),
        ("township", "340711101000", "340711101000"),
        ("township", "340705001000", None),  # a street
        ("township", "340705", None),
    ],
)
def test_the_area_of_a_congress_is_told_from_a_code(level, code, area):
    assert congresses.area_of(level, code) == area


@given(st.integers(1, 98))
def test_the_next_terms_number_is_one_more(value):
    assert numbers.value_of(numbers.written(value)) == value
    assert numbers.after(numbers.written(value)) == numbers.written(value + 1)


@pytest.mark.parametrize("text", ["", "第届", "第十十届", "2021届", "第一二届"])
def test_a_number_that_cannot_be_read_has_no_next(text):
    assert numbers.after(text) == ""


@given(st.text(alphabet="王芳·．•・ 　", max_size=8))
def test_spelling_twice_changes_nothing_more(name):
    assert fit.spelled(fit.spelled(name)) == fit.spelled(name)
