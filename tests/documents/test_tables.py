"""Finding the header, whatever stands above it and however it is spelt."""

import pytest

from liaison.documents import mappings
from liaison.documents.errors import Unreadable
from liaison.documents.tables import find_header, records, text

WANTED = {
    "name": ["姓名", "代表姓名"],
    "phone": ["联系电话", "手机号码"],
    "born": ["出生年月"],
}


def test_title_rows_are_passed_over():
    rows = [
        (1, ["铜陵市人大代表名册", "", ""]),
        (2, ["单位：人", "", "2026年"]),
        (4, ["姓 名", "联系电话（必填）", "出生年月*", "备注"]),
        (5, ["王芳", 13900000000, "1980-01", "x"]),
    ]
    header = find_header(rows, WANTED)
    assert header.line_no == 4
    assert header.mapping == {"name": 0, "phone": 1, "born": 2}
    assert header.missing == ()
    assert header.unknown == ("备注",)
    assert header.titles["phone"] == "联系电话（必填）"
    assert list(records(rows, header)) == [
        (5, {"name": "王芳", "phone": 13900000000, "born": "1980-01"})
    ]


def test_a_header_written_whole_wins_over_one_with_something_in_parentheses():
    rows = [(1, ["姓名（联系人）", "姓名", "联系电话"])]
    header = find_header(rows, WANTED)
    assert header.mapping["name"] == 1
    assert header.unknown == ("姓名（联系人）",)


def test_full_width_letters_and_case_do_not_matter():
    header = find_header([(1, ["ＩＤ号", "e-Mail"])], {"id": ["id号"], "mail": ["E-mail"]})
    assert header.mapping == {"id": 0, "mail": 1}


def test_what_a_person_decided_once_is_remembered_and_wins():
    mappings.remember("deputies", {"负责人 ": "name", "姓名": "phone"})
    mappings.remember("deputies", {"姓名": "born"})
    remembered = mappings.remembered("deputies")
    header = find_header([(1, ["负责人", "姓名", "联系电话"])], WANTED, remembered=remembered)
    assert header.mapping == {"name": 0, "born": 1, "phone": 2}
    assert mappings.remembered("stations") == {}


def test_missing_columns_are_listed():
    assert find_header([(1, ["姓名", "联系电话"])], WANTED).missing == ("born",)


@pytest.mark.parametrize("rows", [[], [(1, ["姓名"])], [(1, ["甲", "乙"]), (2, ["丙", "丁"])]])
def test_a_table_without_a_header_says_what_is_looked_for(rows):
    with pytest.raises(Unreadable, match="姓名、联系电话、出生年月"):
        find_header(rows, WANTED)


def test_short_rows_and_blank_rows_are_no_trouble():
    rows = [(1, ["姓名", "联系电话"]), (2, ["王芳"]), (3, ["", "", "合计"])]
    header = find_header(rows, WANTED)
    assert list(records(rows, header)) == [(2, {"name": "王芳", "phone": ""})]


def test_numbers_become_text_as_they_were_written():
    assert text(13900000000) == "13900000000"
    assert text("  甲 ") == "甲"
