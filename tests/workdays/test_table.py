"""The stored table: seeded, read in one statement, changed under audit, never stale."""

import json
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.workdays import actions, recompute
from liaison.workdays.announcement import read
from liaison.workdays.models import CalendarVersion, DayOverride, PublishedYear, current_calendar
from liaison.workdays.terms import WorkingDays, due
from tests.factories.accounts import SeatFactory

START = date(2026, 12, 28)


@pytest.fixture
def counted():
    """What was called to count again, with whether 4 January 2027 was then worked."""
    calls = []

    def again(calendar):
        calls.append(calendar.is_working(date(2027, 1, 4)))
        return 3

    recompute.register(again)
    yield calls
    recompute.forget(again)


def publish_2027(by=None):
    days = read(2027, "1月1日至1月4日 元旦", "2027-01-09 元旦调休")
    return actions.publish_year(
        2027, notice="国办发明电〔2026〕9号", dated_on=date(2026, 11, 30), days=days, by=by
    )


def test_the_table_starts_with_every_notice_since_2004():
    assert set(PublishedYear.objects.values_list("year", flat=True)) == set(range(2004, 2027))
    makeup = DayOverride.objects.get(day=date(2026, 10, 10))
    assert (makeup.is_working, makeup.notice) == (True, "国办发明电〔2025〕7号")
    assert due(date(2026, 9, 30), WorkingDays(3), current_calendar()).day == date(2026, 10, 10)


def test_the_calendar_costs_one_statement_whether_it_changed_or_not():
    for change in (lambda: None, lambda: actions.clear_day(date(2026, 10, 10))):
        change()
        with CaptureQueriesContext(connection) as asked:
            current_calendar()
        assert len(asked) == 1


def test_a_year_entered_makes_its_dates_certain_and_counts_again(counted):
    before = due(START, WorkingDays(5), current_calendar())
    assert before.provisional
    seat = SeatFactory(role=Role.COMMITTEE)
    assert publish_2027(by=seat) == 3
    after = due(START, WorkingDays(5), current_calendar())
    assert (before.day, after.day) == (date(2027, 1, 5), date(2027, 1, 6))
    assert not after.provisional
    assert counted == [False]
    event = Event.objects.get(verb="workdays.publish_year")
    assert (event.seat_id, event.facts["moved"]) == (seat.pk, 3)
    assert event.facts["now"]["notice"] == "国办发明电〔2026〕9号"


def test_a_notice_entered_again_replaces_the_years_days():
    publish_2027()
    actions.publish_year(2027, notice="更正", dated_on=None, days=read(2027, "1月1日 元旦", ""))
    assert list(DayOverride.objects.filter(day__year=2027).values_list("day", "notice")) == [
        (date(2027, 1, 1), "更正")
    ]


def test_a_day_set_and_cleared_leaves_both_in_the_audit(counted):
    day = date(2027, 1, 4)
    actions.set_day(day, is_working=False, note="台风停工", notice="市政府通告")
    assert current_calendar().why_off(day).why == "台风停工"
    actions.clear_day(day)
    assert current_calendar().is_working(day)
    assert counted == [False, True]
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["workdays.set_day", "workdays.clear_day"]
    assert Event.objects.last().facts["was"]["note"] == "台风停工"


def test_clearing_a_day_that_is_ordinary_changes_nothing(counted):
    assert actions.clear_day(date(2026, 3, 4)) == 0
    assert counted == []


def test_a_change_that_is_rolled_back_is_forgotten():
    day = date(2026, 3, 4)
    with transaction.atomic():
        actions.set_day(day, is_working=False, note="试", notice="试")
        assert not current_calendar().is_working(day)
        transaction.set_rollback(True)
    assert current_calendar().is_working(day)


def test_a_recount_that_fails_undoes_the_change():
    def breaks(calendar):
        raise ZeroDivisionError

    recompute.register(breaks)
    try:
        with pytest.raises(ZeroDivisionError):
            publish_2027()
    finally:
        recompute.forget(breaks)
    assert not PublishedYear.objects.filter(year=2027).exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_by_another_process_is_seen_at_once():
    assert current_calendar().is_working(date(2026, 3, 4))
    other = (
        "import psycopg, sys; connection = psycopg.connect(sys.argv[1], autocommit=True);"
        'connection.execute("INSERT INTO workdays_dayoverride (day, is_working, note, notice)'
        " VALUES ('2026-03-04', false, '试', '试')\");"
        "connection.execute('UPDATE workdays_calendarversion SET token = gen_random_uuid()')"
    )
    parameters = connection.get_connection_params()
    address = " ".join(
        f"{name}={parameters[name]}"
        for name in ("dbname", "user", "password", "host", "port")
        if parameters.get(name)
    )
    subprocess.run([sys.executable, "-c", other, address], check=True)
    assert not current_calendar().is_working(date(2026, 3, 4))


def test_without_a_version_the_table_is_simply_read_each_time():
    CalendarVersion.objects.all().delete()
    DayOverride.objects.filter(day=date(2026, 10, 10)).delete()
    for _ in range(2):
        assert not current_calendar().is_working(date(2026, 10, 10))
        assert not current_calendar().is_working(date(2026, 10, 1))


def test_seeding_again_adds_only_what_is_missing(capsys):
    call_command("seed_workdays")
    assert "补充了 0 个年份" in capsys.readouterr().out
    PublishedYear.objects.filter(year=2026).delete()
    DayOverride.objects.filter(day__year=2026).delete()
    DayOverride.objects.filter(day=date(2025, 1, 1)).update(note="改过")
    call_command("seed_workdays")
    assert "补充了 1 个年份" in capsys.readouterr().out
    assert current_calendar().is_working(date(2026, 10, 10))
    assert DayOverride.objects.get(day=date(2025, 1, 1)).note == "改过"


def printed(capsys, *arguments) -> dict:
    call_command("due", *arguments)
    out = capsys.readouterr().out
    assert "\\u" not in out
    return json.loads(out)


def test_due_prints_the_day_and_why(capsys):
    answer = printed(capsys, "2026-09-30", "--working-days", "3")
    assert (answer["due"], answer["start"]) == ("2026-10-10", "2026-09-30")
    assert answer["term"] == {"kind": "working_days", "count": 3, "label": "3个工作日"}
    assert answer["provisional"] is False
    assert answer["skipped"][0] == {
        "day": "2026-10-01",
        "why": "国庆节",
        "notice": "国办发明电〔2025〕7号",
    }
    assert answer["explanation"][-1] == "到期日：2026年10月10日（周六）。"


def test_due_counts_months_and_calendar_days(capsys):
    assert printed(capsys, "2026-09-30", "--months", "3")["due"] == "2026-12-30"
    assert printed(capsys, "2026-09-30", "--calendar-days", "10")["due"] == "2026-10-10"
    assert printed(capsys, "2025-11-17", "--months", "3")["falls_on_rest_day"] is True
    assert printed(capsys, "2026-12-25", "--working-days", "20")["provisional"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-02-30", "--months", "3"], "不是有效日期"),
        (["昨天", "--months", "3"], "不是有效日期"),
        (["2026-09-30", "--working-days", "三"], "不是整数"),
        (["2026-09-30", "--working-days", "0"], "期限必须在 1 到"),
        (["2026-09-30", "--months=-1"], "期限必须在 1 到"),
        (["2026-09-30", "--calendar-days", "99999999999"], "期限必须在 1 到"),
        (["9999-12-30", "--working-days", "30"], "超出"),
        (["2026-09-30"], "working-days"),
        (["2026-09-30", "--months", "1", "--working-days", "1"], "not allowed|不"),
    ],
)
def test_due_says_in_words_what_is_wrong(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("due", *arguments)
