"""The record: what each deputy did, out of every app that knows of it, each thing once (J13)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deputies import record
from deputies.models import CourseCompletion, Duty, Enrolment, GridDuty, TrainingClass
from deputies.record import Event, Part
from stations.models import Grid, Topic
from suggestions.models import Concern, Verdict
from suggestions.workflow import SuggestionStage
from tests.factories import town
from tests.factories.suggestions import ConcernFactory, SuggestionFactory
from tests.factories.visits import held, visit

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def here():
    return town.build()


@pytest.fixture
def deputy(here):
    return here.deputy.deputy_seat.deputy


def told(deputy, first=FIRST, last=LAST):
    return record.events([deputy.pk], first, last)


def kinds(deputy):
    return [event.kind for event in told(deputy)]


def activity(here, *moment, stage="held", **changes):
    made = held(here.station, *moment, stage=stage)
    type(made).objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("function", "kind"),
    [("survey", "survey"), ("contact", "contact"), ("supervision", "supervision")],
)
def test_a_visit_is_called_after_what_the_activity_was_for(here, deputy, function, kind):
    made = visit(deputy, activity(here, 2026, 3, 1, 9, function=function), here.officer)
    event = told(deputy)[0]
    assert (event.kind, event.on, event.key) == (kind, date(2026, 3, 1), f"attendance:{made.pk}")
    assert event.url == made.activity.get_absolute_url()
    assert record.kinds()[kind][1] in Part


def test_a_visit_on_duty_is_a_reception_and_counts_once(here, deputy):
    day = activity(here, 2026, 3, 1, 9)
    Duty.objects.create(activity=day, deputy=deputy, is_on_duty=True, asked_at=day.starts_at)
    visit(deputy, day, here.officer)
    visit(deputy, activity(here, 2026, 3, 2, 9, form="reception"), here.officer)
    assert kinds(deputy) == ["reception", "reception"]


def test_a_cancelled_activity_and_one_of_another_year_are_not_in_the_record(here, deputy):
    visit(deputy, activity(here, 2026, 3, 1, 9, stage="cancelled"), here.officer)
    visit(deputy, activity(here, 2025, 12, 31, 23, 59), here.officer)
    assert told(deputy) == []


def test_the_last_minute_of_the_year_by_local_time_is_in_the_year(here, deputy):
    at = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    SuggestionFactory(lead=deputy, registered=True, registered_at=at)
    SuggestionFactory(lead=deputy, registered=True, registered_at=at.replace(hour=16))
    assert [event.on for event in told(deputy)] == [LAST]


@pytest.mark.parametrize(
    ("answer", "on_duty", "absent"),
    [
        ("coming", False, True),
        ("waiting", True, True),
        ("waiting", False, False),
        ("leave", True, False),
    ],
)
def test_absence_is_a_promise_not_kept_without_leave(here, deputy, answer, on_duty, absent):
    day = activity(here, 2026, 3, 1, 9)
    given = {"answer": answer, "is_on_duty": on_duty, "asked_at": day.starts_at}
    if answer == "leave":
        given["leave_reason"] = "出差"
    duty = Duty.objects.create(activity=day, deputy=deputy, **given)
    assert kinds(deputy) == []  # the roll may still be completed
    put_on_file(day, here)
    assert [event.key for event in told(deputy)] == ([f"duty:{duty.pk}"] if absent else [])


def put_on_file(day, here):
    type(day).objects.filter(pk=day.pk).update(
        stage="logged",
        minutes="记录",
        study_title="学习",
        logged_at=day.ends_at,
        logged_by=here.officer,
    )


def test_training_carries_its_hours_and_only_when_attended(here, deputy):
    for title, present in (("一班", True), ("二班", False)):
        training = TrainingClass.objects.create(
            station=here.main,
            title=title,
            from_on=date(2026, 5, 1),
            to_on=date(2026, 5, 3),
            hours=16,
        )
        Enrolment.objects.create(
            training=training,
            deputy=deputy,
            is_present=present,
            hours=16 if present else 0,
            recorded_at=datetime(2026, 5, 3, tzinfo=UTC),
            recorded_by=here.committee,
        )
    (event,) = told(deputy)
    assert (event.kind, event.hours, event.title) == ("training", Decimal(16), "一班")


def test_a_required_course_is_in_the_record_on_its_day(here, deputy):
    CourseCompletion.objects.create(
        deputy=deputy,
        topic=Topic.objects.order_by("pk").first(),
        completed_on=date(2026, 6, 1),
        how="self",
        recorded_at=datetime(2026, 6, 1, tzinfo=UTC),
        recorded_by=here.committee,
    )
    assert [(event.kind, event.on) for event in told(deputy)] == [("course", date(2026, 6, 1))]


def test_a_grid_is_one_event_a_year(here, deputy):
    grid = Grid.objects.create(code="G1", name="第一网格", station=here.station)
    duty = GridDuty.objects.create(deputy=deputy, grid=grid, from_on=date(2025, 4, 1))
    found = record.events([deputy.pk], date(2025, 1, 1), LAST)
    assert [(event.on, event.key) for event in found] == [
        (date(2025, 4, 1), f"grid:{duty.pk}:2025"),
        (date(2026, 1, 1), f"grid:{duty.pk}:2026"),
    ]
    assert told(deputy, date(2026, 2, 1)) == []  # counted in January already


def test_a_grid_given_up_the_year_before_is_no_event_of_this_year(here, deputy):
    grid = Grid.objects.create(code="G1", name="第一网格", station=here.station)
    GridDuty.objects.create(
        deputy=deputy, grid=grid, from_on=date(2025, 4, 1), to_on=date(2025, 12, 31)
    )
    assert told(deputy) == []


def test_a_suggestion_is_led_on_one_day_and_ends_on_another_with_its_verdict(here, deputy):
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    made = SuggestionFactory(
        lead=deputy,
        in_hand=True,
        stage=SuggestionStage.CLOSED,
        closed_at=datetime(2026, 7, 1, 2, tzinfo=UTC),
    )
    for number, result in ((1, "unsatisfied"), (2, "satisfied")):
        Verdict.objects.create(
            suggestion=made,
            round=number,
            attitude="fair",
            result=result,
            opinion="看过",
            by=here.deputy,
            at=at,
        )
    led, ended = told(deputy)
    assert (led.kind, led.on, led.key) == ("suggestion", date(2026, 3, 2), f"suggestion:{made.pk}")
    assert (ended.kind, ended.on, ended.grade) == (
        "suggestion_result",
        date(2026, 7, 1),
        "satisfied",
    )


def test_a_suggestion_refused_is_none(here, deputy):
    SuggestionFactory(
        lead=deputy, stage=SuggestionStage.REFUSED, closed_at=datetime(2026, 3, 2, tzinfo=UTC)
    )
    assert told(deputy) == []


def test_a_concern_counts_when_the_deputy_handed_it_in_himself(here, deputy):
    mine = ConcernFactory(deputy=deputy, source=Concern.Source.DEPUTY)
    ConcernFactory(deputy=deputy, source=Concern.Source.PAGE)
    (event,) = told(deputy)
    assert (event.kind, event.url) == ("concern", mine.get_absolute_url())


def test_everybody_is_asked_in_as_many_statements_as_one(here, deputy):
    others = [town.elect(f"代表{n}", here.station).deputy_seat.deputy for n in range(5)]
    day = activity(here, 2026, 3, 1, 9)
    for each in [*others, deputy]:
        visit(each, day, here.officer)
    with CaptureQueriesContext(
        connection,
    ) as one:
        told(deputy)
    with CaptureQueriesContext(connection) as everybody:
        found = record.events(None, FIRST, LAST)
    assert len(everybody) == len(one) <= 18
    assert [event.deputy_id for event in found] == sorted([each.pk for each in [*others, deputy]])


@pytest.fixture
def source():
    def tell(deputy_ids, first, last):
        yield Event(7, "song", first, "唱歌", "song:1")
        yield Event(7, "song", first, "再唱", "song:1")

    record.register(tell, kinds={"song": ("唱歌", Part.GROUP)})
    yield tell
    record.forget(tell, kinds=["song"])


def test_a_key_told_twice_counts_once(source):
    record.register(source, kinds={"song": ("唱歌", Part.GROUP)})
    assert [event.title for event in record.events([7], FIRST, LAST)] == ["唱歌"]


def test_a_kind_means_one_thing(source):
    with pytest.raises(ValueError, match="already means"):
        record.register(source, kinds={"song": ("打鼓", Part.GROUP)})


def test_the_dossier_has_eight_parts():
    assert [part.label for part in Part] == [
        "基本情况",
        "各类会议",
        "视察调研",
        "学习培训",
        "小组活动",
        "建议意见",
        "述职监督",
        "表彰奖励",
    ]
