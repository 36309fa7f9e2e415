"""Whom a row of a roster speaks of, and when a person must be asked."""

import pytest

from deputies import recognition
from stations.sheet import Line


def person(name="王芳", born="1970-01", phone="", pk=1, electorate="一区"):
    return recognition.Person(name, born, phone, pk=pk, electorates={electorate})


def row(name="王芳", born="1970-01", electorate="一区", certificate="9"):
    values = {"name": name, "birth_month": born, "electorate": electorate}
    return Line(2, values | {"level": "县级", "term": "三", "certificate_no": certificate})


def meet(people, line, phone="", holders=None):
    return recognition.Register(people, holders or {}).recognise(line, phone)


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
    assert isinstance(doubt, recognition.Doubt)
    assert reason in doubt.reason


def test_the_certificates_holder_is_he_unless_name_or_telephone_speak_against():
    holder, owner = person(), person(phone="x", pk=2)
    held = {("county", "三", "9"): holder}
    assert meet([holder, owner], row(born="1971-02"), holders=held) is holder
    assert "姓名不同" in meet([holder], row(name="李明"), holders=held).reason
    assert "属于另一位" in meet([holder, owner], row(), phone="x", holders=held).reason
