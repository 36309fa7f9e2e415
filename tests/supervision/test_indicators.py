"""Each number against a town whose story is known."""

from datetime import UTC, date, datetime

from inline_snapshot import snapshot

from suggestions.actions import concerns, handlings
from suggestions.actions.rating import rate
from suggestions.models import Channel, Rating
from supervision import actions, indicators, periods
from supervision.tallies import Tallies
from tests.factories.visits import held
from tests.suggestions.test_the_loop import decided, handled, hear, replied

NOVEMBER = periods.month(date(2026, 11, 1))


def test_a_month_of_concerns(town, time_machine):
    time_machine.move_to(datetime(2026, 11, 3, 2, tzinfo=UTC))
    hear(town)
    rated = decided(town, Channel.STATION)
    concerns.answer(rated, text="修好了。", by=town.officer)
    rate(rated, rating=Rating.FAIR)
    declined = hear(town)
    concerns.decline(declined, reason="已进入诉讼，请向法院提出。", by=town.officer)
    assert indicators.figures(town.main, NOVEMBER) == snapshot(
        {
            "received": 3,
            "answered": 1,
            "closed": 1,
            "declined": 1,
            "open_at_end": 1,
            "rated": 1,
            "satisfied": 1,
            "satisfied_rate": 100.0,
            "submitted": 0,
            "assigned": 0,
            "replied": 0,
            "due": 0,
            "on_time": 0,
            "on_time_rate": None,
            "late": 0,
            "stations_owing": 2,
            "stations_met": 0,
            "stations_rate": 0.0,
            "deputies_short": 1,
        }
    )


def test_the_last_minute_of_october_in_shanghai_is_october(town, time_machine):
    time_machine.move_to(datetime(2026, 10, 31, 15, 59, tzinfo=UTC))
    hear(town)
    time_machine.move_to(datetime(2026, 10, 31, 16, 1, tzinfo=UTC))
    hear(town)
    assert indicators.figures(town.main, NOVEMBER)["received"] == 1


def test_another_stations_concerns_do_not_count_for_mine(town, time_machine):
    time_machine.move_to(datetime(2026, 11, 3, 2, tzinfo=UTC))
    hear(town)
    assert indicators.figures(town.other, NOVEMBER)["received"] == 0
    assert indicators.figures(town.centre, NOVEMBER)["received"] == 1


def test_a_reply_on_the_due_day_is_on_time_and_a_day_later_is_not(town, time_machine):
    time_machine.move_to(datetime(2026, 8, 10, 2, tzinfo=UTC))
    replied(town)
    _, _, late = handled(town)
    _, _, also_due = handled(town)
    assert late.due_on == date(2026, 11, 10)
    _answer(town, also_due, datetime(2026, 11, 10, 15, 59, tzinfo=UTC), time_machine)
    _answer(town, late, datetime(2026, 11, 10, 16, 1, tzinfo=UTC), time_machine)
    found = indicators.figures(town.main, NOVEMBER)
    assert (found["due"], found["on_time"], found["on_time_rate"]) == (3, 2, 66.7)
    assert found["late"] == 0


def test_a_handling_unanswered_at_the_end_is_late(town, time_machine):
    time_machine.move_to(datetime(2026, 8, 10, 2, tzinfo=UTC))
    handled(town)
    assert indicators.figures(town.main, NOVEMBER)["late"] == 1
    assert indicators.figures(town.main, periods.month(date(2026, 10, 1)))["late"] == 0


def _answer(town, handling, moment, time_machine):
    time_machine.move_to(moment)
    handlings.sign(handling, by=town.lights_officer)
    handlings.reply(
        handling, result_class="A", text="好", by=town.lights_officer, waiver="电话同意"
    )


def test_the_channels_add_up_to_what_was_received(town, time_machine):
    time_machine.move_to(datetime(2026, 11, 3, 2, tzinfo=UTC))
    hear(town)
    decided(town, Channel.STATION)
    decided(town, Channel.HOTLINE)
    tallies = Tallies()
    rows = dict(indicators.by_channel(town.main, NOVEMBER, tallies))
    assert rows == {
        "尚未定渠道": 1,
        "站内答复": 1,
        "12345 代表通道": 1,
        "代表建议": 0,
        "《代表之声》直报": 0,
    }
    assert sum(count for _, count in indicators.by_category(town.main, NOVEMBER, tallies)) == 3


def test_a_months_figures_cost_thirteen_statements_at_any_size(town, django_assert_num_queries):
    with django_assert_num_queries(13):
        indicators.figures(town.main, NOVEMBER)


def test_121_stands_among_the_figures_of_the_month(town, time_machine):
    time_machine.move_to(datetime(2026, 11, 30, 2, tzinfo=UTC))
    held(town.station, 2026, 11, 3, 9)
    figures = indicators.figures(town.main, NOVEMBER)
    told = [figures[key] for key in ("stations_owing", "stations_met", "stations_rate")]
    assert told == [2, 1, 50.0]
    assert figures["deputies_short"] == 1
    assert indicators.figures(town.other, NOVEMBER)["deputies_short"] == 0
    report = actions.compile_month(town.main, NOVEMBER)
    assert "本月活动未达标的站点：映湖社区联络站（1 个），达标率 50.0%。" in report.sentences
