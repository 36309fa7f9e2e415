"""How a roster's cells are read."""

from datetime import date

import pytest

from deputies import sheet
from deputies.models import Deputy, Level, Mandate


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
