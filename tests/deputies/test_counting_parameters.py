"""What counts and when a period closes are dated rows too: own station, online, closing days."""

from datetime import date, datetime

import pytest
import time_machine

from deputies import compliance, obligations, tasks
from deputies.actions import attendance
from deputies.actions import obligations as actions
from deputies.models import ClosedPeriod, Membership, Obligation
from liaison.audit.models import Event
from liaison.errors import Refused
from liaison.workdays.calendar import Calendar, Override
from stations.actions import activities
from stations.models import RuleDocument
from tests.factories import town
from tests.factories.visits import LOCAL, held, visit


@pytest.fixture
def here():
    """A small town on 20 November 2026."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=LOCAL), tick=False):
        yield town.build()


def rule(here, key, value, from_on=date(2026, 1, 1)):
    """`key` is `value` from the first of 2026, by a document of its own."""
    document = RuleDocument.objects.create(
        title=f"代表进站办法（{key}）",
        version="2026",
        issued_on=date(2025, 12, 1),
        effective_on=from_on,
        text="略",
    )
    actions.change_parameter(
        key, value=value, from_on=from_on, document=document, by=here.committee
    )


def done(here):
    deputy = here.deputy.deputy_seat.deputy
    return compliance.year_of(deputy, 2026).done, compliance.year(2026).rows[0].done


def come(here, station, *, is_online=False, month=3):
    activity = held(station, 2026, month, 5, 9)
    activity.is_online = is_online
    activity.save(update_fields=["is_online"])
    return visit(here.deputy.deputy_seat.deputy, activity, here.officer)


# -- only the own station (facts §9.6) ------------------------------------------------------------
def test_a_visit_anywhere_counts_until_a_rule_says_otherwise(here):
    come(here, here.other)
    assert done(here) == (1, 1)
    rule(here, "own_station", "yes")
    assert done(here) == (0, 0)
    come(here, here.station)
    assert done(here) == (1, 1)


def test_the_station_is_the_one_he_belonged_to_on_the_day(here):
    rule(here, "own_station", "yes")
    Membership.objects.filter(deputy=here.deputy.deputy_seat.deputy).update(to_on=date(2026, 3, 31))
    Membership.objects.create(
        deputy=here.deputy.deputy_seat.deputy, station=here.other, from_on=date(2026, 4, 1)
    )
    come(here, here.other, month=3)
    assert done(here) == (0, 0)
    come(here, here.station, month=3)
    come(here, here.other, month=4)
    assert done(here) == (2, 2)


def test_the_deputys_page_says_why_a_visit_does_not_count(here, client):
    rule(here, "own_station", "yes")
    come(here, here.other)
    client.force_login(here.deputy.user)
    page = client.get("/desk/compliance/mine/").content.decode()
    assert "不是本人编入的站点，不计入" in page
    assert '已进站 <b class="num">0</b> 次' in page


# -- online meetings (facts §9.6) -----------------------------------------------------------------
def test_online_counts_for_the_month_and_the_year_until_a_rule_says_otherwise(here):
    come(here, here.station, is_online=True)
    march = date(2026, 3, 1)

    def standing():
        return next(row for row in compliance.month(march).rows if row.pk == here.station.pk)

    assert standing().is_met
    assert done(here) == (1, 1)
    rule(here, "online", "no")
    assert standing().is_short
    assert done(here) == (0, 0)


@pytest.mark.parametrize(
    ("own_station", "online", "is_online", "is_own", "counts"),
    [
        (False, True, True, False, True),
        (True, True, True, False, False),
        (True, True, True, True, True),
        (False, False, True, True, False),
        (False, False, False, False, True),
        (True, False, False, True, True),
    ],
)
def test_the_rule_itself(own_station, online, is_online, is_own, counts):
    given = obligations.Parameters(own_station=own_station, online=online)
    assert (given.why_not(is_online=is_online, is_own=is_own) == "") is counts


def test_an_activity_is_planned_online_and_says_so(here, client):
    client.force_login(here.officer.user)
    said = {
        "once": "6b1a3a52-70f5-4d53-94c5-4dd2a3f6a6a1", "station": here.station.pk,
        "title": "线上座谈", "function": "contact", "form": "ordinary", "is_online": "on",
        "day": "2026-11-28", "begins": "09:00", "ends": "10:00",
    }  # fmt: skip
    page = client.post("/desk/activities/new/", said, follow=True)
    assert "线上举行" in page.content.decode()


# -- the parameters' page -------------------------------------------------------------------------
def test_every_parameter_is_in_force_with_its_document_and_shown(here, client):
    assert set(Obligation.objects.on(date(2026, 11, 20)).values_list("key", flat=True)) == set(
        obligations.Key.values
    )
    client.force_login(here.committee.user)
    page = client.get("/desk/compliance/rules/").content.decode()
    for label in obligations.Key.labels:
        assert label in page
    assert "第 10 个工作日" in page


@pytest.mark.parametrize(
    ("key", "value"),
    [("close_month", "0"), ("close_year", "61"), ("close_year", "²"), ("online", "也许")],
)
def test_a_value_that_makes_no_sense_is_refused(here, key, value):
    with pytest.raises(Refused):
        rule(here, key, value)


# -- a year closes by itself ----------------------------------------------------------------------
def test_a_year_closes_by_itself_on_its_working_day_once_and_audited(here):
    come(here, here.station)
    new_year = Calendar({date(2027, 1, 1): Override(is_working=False, note="元旦")})
    # Friday 1 January is a holiday: the tenth working day after the year is Friday the 15th.
    assert actions.close_last_year(date(2027, 1, 14), new_year) is None
    with time_machine.travel(datetime(2027, 1, 15, 2, tzinfo=LOCAL), tick=False):
        closed = actions.close_last_year(date(2027, 1, 15), new_year)
        assert (str(closed), closed.seat) == ("2026年", None)
        assert actions.close_last_year(date(2027, 1, 15), new_year) is None
        frozen = [actions.frozen_deputy(row) for row in compliance.recompute_year(2026).rows]
    assert closed.figures["rows"] == frozen
    assert Event.objects.filter(verb="close_period").count() == 1


def test_the_closing_days_follow_the_rule_in_force_when_the_period_began(here):
    rule(here, "close_year", "3")
    rule(here, "close_month", "1")
    come(here, here.station, month=10)
    assert actions.close_last_month(date(2026, 11, 2), Calendar()) is not None
    with time_machine.travel(datetime(2027, 1, 6, 2, tzinfo=LOCAL), tick=False):
        assert actions.close_last_year(date(2027, 1, 4), Calendar()) is None
        assert actions.close_last_year(date(2027, 1, 5), Calendar()) is not None


def test_the_worker_closes_the_year_and_a_second_run_does_nothing(here):
    come(here, here.station)
    with time_machine.travel(datetime(2027, 2, 20, 2, 5, tzinfo=LOCAL), tick=False):
        assert [tasks.close_last_year(), tasks.close_last_year()] == [True, False]
    assert ClosedPeriod.objects.get().kind == "year"


def test_a_year_closed_by_hand_is_left_as_it_is(here):
    come(here, here.station)
    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=LOCAL), tick=False):
        by_hand = actions.close_period("year", date(2026, 1, 1), by=here.committee)
        assert actions.close_last_year(date(2027, 2, 1), Calendar()) is None
    assert ClosedPeriod.objects.get() == by_hand


def test_a_year_the_network_did_not_keep_is_left_open(here):
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=LOCAL), tick=False):
        assert actions.close_last_year(date(2027, 2, 1), Calendar()) is None


def test_a_late_log_dated_in_a_closed_year_is_refused_with_the_way_to_correct_it(here):
    past = held(here.station, 2026, 6, 5, 9)
    late = held(here.station, 2026, 6, 6, 9, stage="published")
    with time_machine.travel(datetime(2027, 1, 20, 9, tzinfo=LOCAL), tick=False):
        actions.close_last_year(date(2027, 1, 20), Calendar())
        for act in (
            lambda: activities.hold(late, by=here.officer),
            lambda: attendance.sign_in(
                past,
                deputy=here.deputy.deputy_seat.deputy,
                how="officer",
                by=here.committee,
            ),
        ):
            with pytest.raises(Refused, match=r"2026年已结账.*本月另记一次活动.*更正"):
                act()
