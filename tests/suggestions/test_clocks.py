"""What runs by itself: the daily reminder, and promises made anew when the holidays change."""

from datetime import UTC, date, datetime

from liaison.notices.models import Message
from liaison.workdays import actions as workdays
from suggestions.actions import handlings, suggestions
from suggestions.models import Channel
from suggestions.tasks import remind_overdue
from tests.suggestions.test_the_loop import decided, handled, submitted

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_the_daily_job_reminds_the_late_unit_and_only_it(town, time_machine):
    time_machine.move_to(MONDAY)
    handled(town)
    time_machine.move_to(datetime(2026, 6, 3, 0, 30, tzinfo=UTC))
    assert remind_overdue() == 1
    late = Message.objects.get(subject__contains="催办", channel="in_site")
    assert late.to_user == town.lights_officer.user
    assert remind_overdue() == 0


def test_the_due_day_itself_is_not_late_whatever_the_hour_in_utc(town, time_machine):
    time_machine.move_to(MONDAY)
    _, _, handling = handled(town)
    assert handling.due_on == date(2026, 6, 2)
    time_machine.move_to(datetime(2026, 6, 2, 15, 59, tzinfo=UTC))
    assert remind_overdue() == 0
    time_machine.move_to(datetime(2026, 6, 2, 16, 1, tzinfo=UTC))
    assert remind_overdue() == 1


def test_a_new_holiday_moves_open_promises_and_says_so(town, time_machine):
    time_machine.move_to(MONDAY)
    concern = decided(town, Channel.STATION)
    assert concern.due_on == date(2026, 3, 9)
    moved = workdays.set_day(date(2026, 3, 4), is_working=False, note="临时放假", by=town.committee)
    assert moved == 1
    concern.refresh_from_db()
    assert concern.due_on == date(2026, 3, 10)
    assert "临时放假" in str(concern.due_reason)
    entry = concern.timeline.get(step="recompute")
    assert entry.note == "节假日安排变更，答复期限由2026-03-09调整为2026-03-10。"


def test_a_change_outside_every_open_promise_moves_nothing(town, time_machine):
    time_machine.move_to(MONDAY)
    concern = decided(town, Channel.STATION)
    assert workdays.set_day(date(2026, 7, 1), is_working=False, note="放假") == 0
    assert not concern.timeline.filter(step="recompute").exists()


def test_a_promise_that_reaches_an_unpublished_year_is_provisional_until_the_notice_comes(
    town, time_machine
):
    time_machine.move_to(datetime(2026, 12, 29, 2, tzinfo=UTC))
    concern = decided(town, Channel.STATION)
    assert concern.due_reason["provisional"]
    workdays.publish_year(2027, notice="国务院办公厅通知", dated_on=date(2026, 11, 30), days=[])
    concern.refresh_from_db()
    assert not concern.due_reason["provisional"]


def test_a_unit_that_only_assists_owes_nothing_once_the_suggestion_is_closed(town, time_machine):
    time_machine.move_to(MONDAY)
    _, suggestion = submitted(town)
    suggestions.register(suggestion, by=town.committee)
    suggestions.assign(suggestion, by=town.committee)
    suggestions.divide(suggestion, lead=town.lights, assists=[town.housing], by=town.government)
    lead = suggestion.handlings.get(department=town.lights)
    handlings.sign(lead, by=town.lights_officer)
    handlings.reply(
        lead, result_class="A", text="已完成。", by=town.lights_officer, waiver="电话同意"
    )
    suggestion.refresh_from_db()
    suggestions.rate(suggestion, attitude="satisfied", result="satisfied", by=town.deputy)
    time_machine.move_to(datetime(2026, 9, 1, 2, tzinfo=UTC))
    assert remind_overdue() == 0
    assert not suggestion.handlings.get(department=town.housing).is_overdue(date(2026, 9, 1))
