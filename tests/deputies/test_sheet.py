"""How a roster's cells are read, and whom a row speaks of."""

from datetime import date

import pytest

from deputies import sheet
from deputies.models import Deputy, Level, Mandate
from stations.sheet import Line


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1991-11", "1991-11"),
        ("1991.1", "1991-01"),
        ("199111", "1991-11"),
        ("1991年11月", "1991-11"),
        ("1991-11-05", "1991-11"),
        ("1991-13", None),
        ("九一年", None),
        ("19", None),
    ],
)
def test_months_are_read_in_any_usual_spelling(text, meant):
    assert sheet.month(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021-12-20", date(2021, 12, 20)),
        ("2021/12/2", date(2021, 12, 2)),
        ("20211220", date(2021, 12, 20)),
        ("2021年12月20日", date(2021, 12, 20)),
        ("2021-02-30", None),
        ("去年", None),
    ],
)
def test_days_are_read_in_any_usual_spelling(text, meant):
    assert sheet.day(text) == meant


@pytest.mark.parametrize("text", ["199 0000 0001", "199-0000-0001", "+8619900000001"])
def test_telephone_numbers_are_compared_without_their_spelling(text):
    assert sheet.digits(text) == "19900000001"


def test_names_are_sorted_by_pronunciation():
    names = ["张三", "王五", "李四", "安红"]
    assert sorted(names, key=sheet.name_key) == ["安红", "李四", "王五", "张三"]


def test_every_level_is_known_by_its_label():
    for level in Level:
        assert sheet.level_of(level.label) == level.value
        assert sheet.level_of(f"{level.label}人大代表") == level.value


def test_the_longest_texts_of_a_row_are_those_of_the_record():
    for name, column in sheet.COLUMNS.items():
        for model, names in ((Deputy, sheet.OF_PERSON), (Mandate, sheet.OF_MANDATE)):
            field = model._meta.get_field(name) if name in names else None
            if field is not None and field.max_length and name != "birth_month":
                assert column.longest <= field.max_length


# -- recognising people -------------------------------------------------------------------------
def person(name="王芳", born="1970-01", phone="", pk=1, electorate="一区"):
    return sheet.Person(name, born, phone, pk=pk, electorates={electorate})


def row(name="王芳", born="1970-01", electorate="一区", certificate="9"):
    values = {"name": name, "birth_month": born, "electorate": electorate}
    return Line(2, values | {"level": "县级", "term": "三", "certificate_no": certificate})


def meet(people, line, phone="", holders=None):
    return sheet.Register(people, holders or {}).recognise(line, phone)


def test_the_telephone_decides_before_the_name():
    same, other = person(phone="x"), person(phone="y", pk=2)
    assert meet([same, other], row(electorate="别区"), phone="x") is same


def test_without_telephone_name_month_and_electorate_decide():
    same = person()
    assert meet([same, person(name="李明", pk=2)], row()) is same


def test_nobody_of_that_name_is_somebody_new():
    assert meet([person(name="李明")], row()) is None


def test_the_same_name_and_month_with_another_telephone_is_somebody_else():
    assert meet([person(phone="x")], row(electorate="别区"), phone="y") is None


def test_another_month_of_birth_is_somebody_else():
    assert meet([person(born="1980-01")], row()) is None


@pytest.mark.parametrize(
    ("people", "line", "phone", "reason"),
    [
        ([person(electorate="别区")], row(), "", "没有手机号可以核对"),
        ([person(born="")], row(), "", "不全，无法核对"),
        ([person(), person(pk=2)], row(), "", "有 2 位代表可能是同一人"),
        ([person(name="李明", phone="x")], row(), "x", "该手机号登记在“李明”名下"),
    ],
)
def test_whoever_could_be_the_same_is_asked_about(people, line, phone, reason):
    doubt = meet(people, line, phone)
    assert isinstance(doubt, sheet.Doubt)
    assert reason in doubt.reason


def test_the_certificates_holder_is_he_unless_name_or_telephone_speak_against():
    holder, owner = person(), person(phone="x", pk=2)
    held = {("county", "三", "9"): holder}
    assert meet([holder, owner], row(born="1971-02"), holders=held) is holder
    assert "姓名不同" in meet([holder], row(name="李明"), holders=held).reason
    assert "属于另一位" in meet([holder, owner], row(), phone="x", holders=held).reason
