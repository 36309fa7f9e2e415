"""How dates, numbers, stages and icons are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template

from liaison.ui.templatetags import ui


def test_a_date_is_written_as_the_office_writes_it():
    assert ui.cn_date(date(2026, 11, 2)) == "2026年11月2日"
    assert ui.cn_month(date(2026, 11, 2)) == "2026年11月"


def test_a_moment_is_shown_where_the_people_are():
    assert ui.cn_date(datetime(2026, 11, 21, 16, 30, tzinfo=UTC)) == "2026年11月22日"


@time_machine.travel("2026-11-22T12:00:00+08:00")
def test_a_moment_names_its_year_only_when_it_is_another():
    assert ui.cn_datetime(datetime(2026, 11, 22, 6, 5, tzinfo=UTC)) == "11月22日 14:05"
    assert ui.cn_datetime(datetime(2025, 12, 31, 15, 59, tzinfo=UTC)) == "2025年12月31日 23:59"
    assert ui.cn_datetime(datetime(2025, 12, 31, 16, 0, tzinfo=UTC)) == "1月1日 00:00"


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_a_dash(nothing):
    writers = (ui.cn_date, ui.cn_datetime, ui.cn_month, ui.cn_number, ui.cn_percent)
    assert {write(nothing) for write in writers} == {"—"}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (3309, "3,309"),
        (Decimal("12.50"), "12.5"),
        (-1200, "-1,200"),
        ("1000+", "1000+"),
        ("3309", "3,309"),
    ],
)
def test_a_number_has_its_thousands_apart(number, written):
    assert ui.cn_number(number) == written


def test_a_share_is_a_percentage():
    assert (ui.cn_percent(0.964), ui.cn_percent(1)) == ("96.4%", "100%")


def test_a_stage_s_tone_is_one_the_stylesheet_knows():
    assert ui.tone("in_hand") == "primary"
    assert ui.tone("warning") == "warning"
    assert ui.tone('x"><script>') == "neutral"


def test_an_icon_is_silent_unless_it_is_named():
    page = Template('{% load ui %}{% icon "bell" %}{% icon "bell" label="消息" %}').render(
        Context()
    )
    assert page == (
        '<i class="bi bi-bell" aria-hidden="true"></i><i class="bi bi-bell" role="img" aria-label="消息"></i>'
    )


def test_changing_one_value_of_the_address_keeps_the_rest(rf):
    page = Template("{% load ui %}{% query_with page=2 stage=None %}")
    written = page.render(Context({"request": rf.get("/?q=电梯&stage=judged")}))
    assert written == "?q=%E7%94%B5%E6%A2%AF&amp;page=2"


def test_a_day_says_which_weekday_it_is_in_local_time():
    assert ui.cn_weekday(date(2026, 11, 22)) == "周日"
    assert ui.cn_weekday(datetime(2026, 11, 22, 17, tzinfo=UTC)) == "周一"
    assert ui.cn_weekday(None) == ""


def test_a_due_day_is_marked_while_its_year_has_no_holiday_notice():
    page = Template(
        '{% include "components/due.html" with day=day provisional=open late=late only %}'
    )
    day = {"day": date(2027, 2, 23), "late": False}
    assert "暂定" in page.render(Context(day | {"open": ui.is_provisional({"provisional": True})}))
    assert "暂定" not in page.render(Context(day | {"open": ui.is_provisional(None)}))


def test_the_folded_filters_say_how_many_are_in_use(rf):
    page = Template('{% include "components/filters_fold.html" with controls="filters" %}')
    used = page.render(Context({"request": rf.get("/?q=电梯&category=&stage=judged&page=2")}))
    assert "已用 1 项" in used
    assert "已用" not in page.render(Context({"request": rf.get("/?stage=judged")}))
