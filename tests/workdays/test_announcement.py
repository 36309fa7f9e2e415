"""Reading a year's notice as people type it."""

from datetime import date

import pytest

from liaison.workdays.announcement import Misread, read


def days(year, rests="", worked=""):
    return [(item.day, item.is_working, item.note) for item in read(year, rests, worked)]


@pytest.mark.parametrize(
    "line",
    [
        "2027-01-01 至 2027-01-03 元旦",
        "2027-1-1至2027-1-3 元旦",
        "1月1日至1月3日，元旦",
        "1月1日—1月3日：元旦",
        "2027年1月1日到1月3日 元旦",
        "2027/01/01 .. 01/03 元旦",
    ],
)
def test_a_span_is_read_however_it_is_written(line):
    assert days(2027, line) == [(date(2027, 1, n), False, "元旦") for n in (1, 2, 3)]


def test_both_lists_come_in_the_order_of_days():
    assert days(2027, "10月1日 国庆节\n\n5月1日", "2027-02-20 春节调休") == [
        (date(2027, 2, 20), True, "春节调休"),
        (date(2027, 5, 1), False, "放假"),
        (date(2027, 10, 1), False, "国庆节"),
    ]


def test_a_december_weekend_may_pay_for_the_new_year():
    assert days(2027, "1月1日 元旦", "2026-12-26 元旦调休")[0][0] == date(2026, 12, 26)


@pytest.mark.parametrize(
    ("rests", "worked", "said"),
    [
        ("元旦放三天", "", "“放假”第 1 行看不懂"),
        ("1月1日\n2月30日 春节", "", "“放假”第 2 行：没有 2027 年 2 月 30 日"),
        ("1月3日至1月1日", "", "结束日期早于开始日期"),
        ("1月1日至12月31日", "", "不会超过"),
        ("2026-05-01", "", "不在 2027 年"),
        ("1月1日\n1月1日", "", "重复"),
        ("1月1日", "1月1日", "重复|本来就上班"),
        ("", "2027-02-22 春节", "本来就上班"),
        ("2027-13-01", "", "没有 2027 年 13 月"),
    ],
)
def test_a_line_that_cannot_be_is_named(rests, worked, said):
    with pytest.raises(Misread, match=said):
        read(2027, rests, worked)
