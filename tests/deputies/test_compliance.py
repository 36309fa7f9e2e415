"""121 from real rows (T24): months of stations, years of deputies, closed for good."""

import io
import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from deputies import compliance
from deputies.actions import attendance
from deputies.actions import obligations as actions
from deputies.models import Attendance, ClosedPeriod, Level, Obligation
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from liaison.workdays.calendar import Calendar
from stations.actions import activities
from stations.hierarchy import Kind
from stations.models import Activity, RuleDocument
from tests.factories import town
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory
from tests.factories.visits import LOCAL, held, visit

JANUARY = date(2026, 1, 1)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=LOCAL)


@pytest.fixture
def here():
    """A small town on 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield town.build()


def standing(station, first=JANUARY):
    return next(row for row in compliance.month(first).rows if row.pk == station.pk)


# -- T24a: at least one activity a month --------------------------------------------------------
def test_the_last_minute_of_january_counts_for_january(here):
    """23:59 in Asia/Shanghai is 15:59 UTC of the same day."""
    activity = held(here.station, 2026, 1, 31, 23, 59)
    assert activity.starts_at.astimezone(UTC).hour == 15
    assert standing(here.station).is_met
    assert standing(here.station, date(2026, 2, 1)).is_short


def test_the_first_minute_of_february_counts_for_february(here):
    """00:01 in Asia/Shanghai is still January in UTC."""
    activity = held(here.station, 2026, 2, 1, 0, 1)
    assert activity.starts_at.astimezone(UTC).month == 1
    assert standing(here.station).is_short
    assert standing(here.station, date(2026, 2, 1)).is_met


@pytest.mark.parametrize(
    ("stage", "counts"), [("planned", 0), ("published", 0), ("cancelled", 0), ("held", 1)]
)
def test_only_an_activity_that_was_held_counts(here, stage, counts):
    held(here.station, 2026, 1, 10, 9, stage=stage)
    assert standing(here.station).held == counts


def test_one_station_of_fifty_without_an_activity_is_the_one_that_is_named(here):
    stations = [
        StationFactory(kind=Kind.STATION, parent=here.centre, name=f"第{n}联络站")
        for n in range(48)
    ]
    for station in [*stations, here.station]:
        held(station, 2026, 1, 10, 9)
    month = compliance.month(JANUARY)
    assert len(month.owing) == 50
    assert [row.name for row in month.short] == [here.other.name]
    assert month.rate == 98.0


def test_centres_and_the_main_station_owe_only_where_the_rule_names_them(here):
    """T24a: 中心站/总站 as configured."""
    kinds = {row.kind for row in compliance.month(JANUARY).owing}
    assert kinds == {Kind.STATION}
    Obligation.objects.filter(key="kinds").update(value="station,centre,main")
    kinds = {row.kind for row in compliance.month(JANUARY).owing}
    assert kinds == {Kind.STATION, Kind.CENTRE, Kind.MAIN}


def test_an_activity_still_to_come_mends_the_month(here):
    november = date(2026, 11, 1)
    held(here.station, 2026, 11, 27, 9, stage="published")
    month = compliance.month(november)
    assert {row.name for row in month.short} == {here.station.name, here.other.name}
    assert [row.name for row in month.will_miss] == [here.other.name]


def test_a_plan_whose_day_has_passed_mends_nothing(here):
    held(here.station, 2026, 11, 19, 9, stage="published")
    assert standing(here.station, date(2026, 11, 1)).will_miss


def test_before_any_rule_was_in_force_nothing_is_owed(here):
    assert compliance.month(date(2024, 12, 1)).owing == []
    assert compliance.year(2024).owing == []


def test_a_node_shows_what_lies_below_it(here):
    month = compliance.month(JANUARY, below=here.other)
    assert [row.name for row in month.rows] == [here.other.name]
    assert compliance.year(2026, below=here.other).rows == []
    assert len(compliance.year(2026, below=here.centre).rows) == 1


# -- T24b, T24c: visits a year ------------------------------------------------------------------
def year_of(deputy, number=2026):
    return compliance.year_of(deputy, number)


def deputy_with(station, *levels, **facts):
    deputy = DeputyFactory()
    for level in levels:
        MandateFactory(deputy=deputy, level=level, **facts)
    MembershipFactory(deputy=deputy, station=station)
    return deputy


@pytest.mark.parametrize(
    ("levels", "owed"),
    [
        ([Level.TOWNSHIP], 2),
        ([Level.COUNTY], 2),
        ([Level.CITY], 1),
        ([Level.PROVINCE], 1),
        ([Level.NATIONAL], 1),
        ([Level.COUNTY, Level.CITY], 2),
    ],
)
def test_what_each_level_owes_by_default(here, levels, owed):
    assert year_of(deputy_with(here.station, *levels)).owed == owed


def test_two_sign_ins_at_one_activity_are_one_visit(here):
    deputy = here.deputy.deputy_seat.deputy
    activity = held(here.station, 2026, 11, 19, 9, stage="held")
    for _ in range(2):
        attendance.sign_in(activity, deputy=deputy, how="officer", by=here.officer)
    assert Attendance.objects.count() == 1
    assert year_of(deputy).done == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        visit(deputy, activity, here.officer)


def test_a_visit_to_a_cancelled_activity_does_not_count(here):
    deputy = here.deputy.deputy_seat.deputy
    visit(deputy, held(here.station, 2026, 3, 1, 9, stage="cancelled"), here.officer)
    visit(deputy, held(here.station, 2026, 3, 2, 9), here.officer)
    assert year_of(deputy).done == 1


def test_a_visit_on_new_years_eve_counts_for_the_old_year(here):
    deputy = here.deputy.deputy_seat.deputy
    visit(deputy, held(here.station, 2025, 12, 31, 23, 59), here.officer)
    assert year_of(deputy, 2025).done == 1
    assert year_of(deputy, 2026).done == 0


def test_a_mandate_begun_in_the_year_owes_its_part(here):
    deputy = deputy_with(here.station, Level.COUNTY, from_on=date(2026, 7, 1))
    assert year_of(deputy).owed == 1


def test_a_mandate_ended_in_the_year_still_stands_in_it(here):
    facts = {"to_on": date(2026, 6, 30), "end_reason": "resigned"}
    deputy = deputy_with(here.station, Level.COUNTY, **facts)
    assert year_of(deputy).owed == 1
    assert year_of(deputy, 2027) is None


def test_the_year_names_who_is_short_and_by_how_much(here):
    good, behind = (deputy_with(here.station, Level.COUNTY) for _ in range(2))
    for day in (1, 2):
        visit(good, held(here.station, 2026, 3, day, 9), here.officer)
    visit(behind, held(here.other, 2026, 3, 3, 9), here.officer)
    year = compliance.year(2026, below=here.station)
    missing = {row.pk: row.missing for row in year.short}
    assert missing == {behind.pk: 1, here.deputy.deputy_seat.deputy_id: 2}
    assert [row.pk for row in year.met] == [good.pk]
    levels = {label: (len(part.rows), len(part.short)) for label, part in year.by_level()}
    assert levels["县级"] == (3, 2)
    assert levels["市级"] == (0, 0)


def test_the_number_of_statements_does_not_grow(here):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            compliance.month(JANUARY)
            compliance.year(2026)
        return len(captured)

    before = asked()
    for n in range(20):
        station = StationFactory(kind=Kind.STATION, parent=here.centre, name=f"{n}站")
        visit(deputy_with(station, Level.CITY), held(station, 2026, 1, 5, 9), here.officer)
    assert asked() == before <= 12


# -- the rule's parameters (T22) ----------------------------------------------------------------
def document():
    days = {"issued_on": date(2026, 12, 1), "effective_on": date(2027, 1, 1)}
    return RuleDocument.objects.create(title="121 修订", version="2027", **days)


def test_the_seeded_rule_cites_the_guidance_opinion():
    rows = Obligation.objects.on(JANUARY).select_related("document")
    rows = rows.filter(key__in=("station_monthly", "visits_low", "visits_high"))
    assert len(rows) == 3
    assert {row.document.title for row in rows} == {
        "关于进一步加强人大代表联络站建设与运行的指导意见"
    }
    assert compliance.rule_on(JANUARY).visits_low == 2


def test_changing_a_parameter_ends_a_row_and_adds_one_citing_its_document(here):
    basis = document()
    made = actions.change_parameter(
        "visits_low", value="4", from_on=date(2027, 1, 1), document=basis, by=here.committee
    )
    before = Obligation.objects.get(key="visits_low", to_on=date(2026, 12, 31))
    assert (before.value, made.value, made.document) == ("2", "4", basis)
    assert compliance.rule_on(date(2026, 12, 31)).visits_low == 2
    assert compliance.rule_on(date(2027, 1, 1)).visits_low == 4
    event = Event.objects.filter(verb="change_obligation").get()
    assert str(basis) in event.facts["document"]


def test_a_rule_changed_within_a_year_binds_from_the_next(here):
    deputy = here.deputy.deputy_seat.deputy
    actions.change_parameter(
        "visits_low", value="4", from_on=date(2026, 12, 1), document=document(), by=here.committee
    )
    assert year_of(deputy, 2026).owed == 2
    assert year_of(deputy, 2027).owed == 4


def test_a_parameter_is_never_changed_inside_a_closed_period(here):
    actions.close_period("month", date(2026, 10, 1), by=here.committee)
    basis = document()
    for day in (date(2026, 10, 1), date(2026, 9, 1)):
        with pytest.raises(Refused, match="已结账"):
            actions.change_parameter(
                "station_monthly", value="2", from_on=day, document=basis, by=here.committee
            )


@pytest.mark.parametrize(("value", "day"), [("99", date(2027, 1, 1)), ("2", date(2027, 1, 2))])
def test_a_parameter_that_makes_no_sense_is_refused(here, value, day):
    with pytest.raises(Refused):
        actions.change_parameter(
            "visits_low", value=value, from_on=day, document=document(), by=here.committee
        )


def test_only_the_main_stations_office_changes_the_rule(here):
    county = town.sit(Role.COMMITTEE, here.centre)
    for seat in (here.officer, here.leader, county):
        with pytest.raises(PermissionDenied):
            actions.change_parameter(
                "visits_low", value="4", from_on=date(2027, 1, 1), document=None, by=seat
            )
        with pytest.raises(PermissionDenied):
            actions.close_period("month", JANUARY, by=seat)


# -- closed periods -----------------------------------------------------------------------------
def test_a_closed_month_is_answered_from_its_figures_and_recomputes_to_them(here):
    held(here.station, 2026, 1, 10, 9)
    closed = actions.close_period("month", JANUARY, by=here.committee)
    basis = document()
    actions.change_parameter(
        "station_monthly", value="9", from_on=date(2026, 12, 1), document=basis, by=here.committee
    )
    again = compliance.recompute_month(JANUARY)
    assert [actions.frozen_station(row) for row in again.rows] == closed.figures["rows"]
    found = compliance.month(JANUARY)
    assert found.is_closed
    assert found.rows == again.rows
    Activity.objects.filter(station=here.station).update(held_on=date(2026, 2, 1))
    assert standing(here.station).is_met


def test_a_closed_year_is_answered_from_its_figures_and_recomputes_to_them(here):
    deputy = deputy_with(here.station, Level.COUNTY, Level.CITY)
    visit(deputy, held(here.station, 2025, 5, 5, 9), here.officer)
    closed = actions.close_period("year", date(2025, 1, 1), by=here.committee)
    again = compliance.recompute_year(2025)
    assert [actions.frozen_deputy(row) for row in again.rows] == closed.figures["rows"]
    assert compliance.year(2025).is_closed
    assert compliance.year(2025).rows == again.rows
    assert year_of(deputy, 2025).done == 1
    assert [row.pk for row in compliance.year(2025, below=here.other).rows] == []


def test_a_period_closes_once_and_only_when_it_is_over(here):
    with pytest.raises(Refused, match="尚未结束"):
        actions.close_period("month", date(2026, 11, 1), by=here.committee)
    with pytest.raises(Refused, match="尚未结束"):
        actions.close_period("year", JANUARY, by=here.committee)
    actions.close_period("month", JANUARY, by=here.committee)
    with pytest.raises(Refused, match="已结账"):
        actions.close_period("month", JANUARY, by=here.committee)


def test_the_database_itself_keeps_a_closed_period(here):
    closed = actions.close_period("month", JANUARY, by=here.committee)
    with pytest.raises(Exception, match="closed_period_stands"), transaction.atomic():
        ClosedPeriod.objects.filter(pk=closed.pk).update(figures={"rows": []})


def test_an_activity_dated_in_a_closed_month_is_refused_with_the_way_to_correct_it(here):
    activity = held(here.station, 2026, 10, 12, 9, stage="published")
    past = held(here.station, 2026, 10, 13, 9)
    actions.close_period("month", date(2026, 10, 1), by=here.committee)
    with pytest.raises(Refused, match="2026年10月已结账.*更正"):
        activities.hold(activity, by=here.officer)
    deputy = here.deputy.deputy_seat.deputy
    with pytest.raises(Refused, match="2026年10月已结账.*更正"):
        attendance.sign_in(past, deputy=deputy, how="officer", by=here.committee)
    assert not Attendance.objects.exists()


def test_a_month_closes_by_itself_on_the_fifth_working_day_after_it_once(here):
    held(here.station, 2026, 10, 12, 9)
    week = Calendar()
    assert actions.close_last_month(date(2026, 11, 5), week) is None
    closed = actions.close_last_month(date(2026, 11, 6), week)
    assert str(closed) == "2026年10月"
    assert closed.seat is None
    assert actions.close_last_month(date(2026, 11, 7), week) is None


def test_a_month_the_network_did_not_keep_is_left_open(here):
    assert actions.close_last_month(date(2026, 11, 20), Calendar()) is None


# -- the command --------------------------------------------------------------------------------
def told(*words):
    out = io.StringIO()
    call_command("compliance", *words, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_the_month_as_json(here):
    held(here.station, 2026, 10, 12, 9)
    found = told("--month", "2026-10")
    assert (found["owing"], found["met"], found["rate"]) == (2, 1, 50.0)
    assert [one["name"] for one in found["short"]] == [here.other.name]
    assert told("--month", "2026-10", "--node", here.station.code)["short"] == []


def test_the_command_prints_the_year_as_json(here):
    found = told("--year", "2026", "--node", here.centre.code)
    assert (found["deputies"], found["met"]) == (1, 0)
    assert found["short"][0] | {"deputy": 0} == {
        "deputy": 0,
        "name": "王代表",
        "owed": 2,
        "done": 0,
    }


@pytest.mark.parametrize(
    "words", [("--month", "2026-13"), ("--month", "oct"), ("--year", "0"), ("--year", "2026", "--node", "x")]
)  # fmt: skip
def test_the_command_says_what_it_cannot_read(words):
    with pytest.raises(CommandError, match="[一-鿿]"):
        call_command("compliance", *words)
