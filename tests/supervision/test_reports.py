"""The month's report: compiled by the clock, read by those it is for, frozen when signed off."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from python_calamine import CalamineWorkbook

from liaison.errors import Refused
from supervision import actions, periods
from supervision.models import MonthlyReport
from supervision.tasks import compile_last_month
from tests.suggestions.test_the_loop import hear

NOVEMBER = periods.month(date(2026, 11, 1))


@pytest.fixture
def story(town, time_machine):
    """Two concerns in November; the clock stands at one in the morning of 1 December."""
    time_machine.move_to(datetime(2026, 11, 3, 2, tzinfo=UTC))
    hear(town)
    hear(town)
    time_machine.move_to(datetime(2026, 11, 30, 17, tzinfo=UTC))
    return town


def test_the_clock_compiles_last_month_for_city_counties_and_stations(story):
    assert compile_last_month() == 4
    report = MonthlyReport.objects.get(station=story.main)
    assert report.month == date(2026, 11, 1)
    assert report.figures["now"]["received"] == 2
    assert "本月收到群众诉求 2 件，比上月增加 2 件。" in report.sentences
    assert (
        "本月没有收到诉求的站点：映湖社区联络站（1 个）。"
        in MonthlyReport.objects.get(station=story.centre).sentences
    )


def test_compiled_again_it_takes_the_figures_of_now_until_signed_off(story):
    report = actions.compile_month(story.main, NOVEMBER)
    actions.sign_off(report, by=story.committee)
    with pytest.raises(Refused, match="已签发"):
        actions.compile_month(story.main, NOVEMBER)
    assert compile_last_month() == 3
    with pytest.raises(Refused, match="已签发"):
        actions.sign_off(report, by=story.committee)


def test_the_committee_reads_compiles_and_signs_on_the_page(story, client):
    client.force_login(story.committee.user)
    made = client.post(reverse("supervision:compile"), {"station": "340700", "month": "2026-11"})
    report = MonthlyReport.objects.get()
    assertRedirects(made, report.get_absolute_url())
    page = client.get(report.get_absolute_url())
    assertContains(page, "本月收到群众诉求 2 件")
    assertContains(page, "当期提交的群众诉求，按提交时间。")
    client.post(reverse("supervision:sign_off", args=[report.pk]))
    assertContains(client.get(reverse("supervision:reports")), "已签发")
    again = client.post(reverse("supervision:sign_off", args=[report.pk]))
    assert again.status_code == 409


def test_a_month_that_is_none_is_explained(story, client):
    client.force_login(story.committee.user)
    wrong = client.post(reverse("supervision:compile"), {"station": "340700", "month": "十一月"})
    assertContains(wrong, "请写成 2026-11 的样子", status_code=422)


def test_the_workbook_says_the_same_as_the_page(story, client):
    report = actions.compile_month(story.main, NOVEMBER)
    client.force_login(story.committee.user)
    response = client.get(reverse("supervision:workbook", args=[report.pk]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    flat = [cell for row in rows for cell in row]
    assert "收到诉求（件）" in flat
    assert [row[1] for row in rows if row[0] == "市总站"] == [2.0]


def test_an_officer_reads_own_reports_and_signed_ones_above(story, client):
    own = actions.compile_month(story.station, NOVEMBER)
    above = actions.compile_month(story.main, NOVEMBER)
    beside = actions.compile_month(story.other, NOVEMBER)
    client.force_login(story.officer.user)
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(above.get_absolute_url()).status_code == 404
    assert client.get(beside.get_absolute_url()).status_code == 404
    actions.sign_off(above, by=story.committee)
    assert client.get(above.get_absolute_url()).status_code == 200


def test_only_the_committee_signs(story, client):
    report = actions.compile_month(story.station, NOVEMBER)
    client.force_login(story.officer.user)
    assert client.post(reverse("supervision:sign_off", args=[report.pk])).status_code == 403


def test_the_command_compiles_one_node(story, capsys):
    call_command("compile_month", "2026-11", "--node", "340700")
    assert "市总站 2026年11月月报" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有编码为"):
        call_command("compile_month", "2026-11", "--node", "999")
    with pytest.raises(CommandError, match="请写成 2026-11 的样子"):
        call_command("compile_month", "11月")


def test_a_month_that_is_not_over_cannot_be_signed(story, time_machine):
    time_machine.move_to(datetime(2026, 11, 30, 15, 59, tzinfo=UTC))
    report = actions.compile_month(story.main, NOVEMBER)
    with pytest.raises(Refused, match="尚未结束"):
        actions.sign_off(report, by=story.committee)
    time_machine.move_to(datetime(2026, 11, 30, 16, 1, tzinfo=UTC))
    actions.sign_off(report, by=story.committee)
    assert report.is_frozen
