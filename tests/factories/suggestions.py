"""Concerns, suggestions and handlings as plain rows, many at a time; `Network` walks single ones."""

from datetime import UTC, date, datetime
from uuid import uuid4

import factory

from deputies.models import Deputy
from liaison.accounts.roles import Role
from liaison.search import words
from stations.hierarchy import Kind
from stations.models import Station
from suggestions.models import (
    Channel,
    Concern,
    Department,
    DepartmentSeat,
    Handling,
    Rating,
    Suggestion,
)
from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage
from tests.factories.accounts import SeatFactory

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def lone_station() -> Station:
    """The first station there is, or a main station where there is none."""
    found = Station.objects.first()
    root = {"code": "ROOT", "name": "测试总站", "kind": Kind.MAIN}
    return found or Station.objects.add_root(create_kwargs=root)


class DepartmentFactory(factory.django.DjangoModelFactory):
    """A unit of the government."""

    class Meta:
        model = Department

    code = factory.Sequence("D{}".format)
    name = factory.Sequence("第{}局".format)


class DeputyFactory(factory.django.DjangoModelFactory):
    """A deputy without account."""

    class Meta:
        model = Deputy

    name = factory.Sequence("代表{}".format)


class ConcernFactory(factory.django.DjangoModelFactory):
    """A concern just heard; `sorted`, `in_hand`, `fed_back`, `closed` set it further on."""

    class Meta:
        model = Concern

    class Params:
        sorted = factory.Trait(stage=ConcernStage.JUDGED, category="construction")
        in_hand = factory.Trait(
            sorted=True,
            stage=ConcernStage.IN_HAND,
            channel=Channel.STATION,
            due_on=date(2026, 3, 9),
        )
        fed_back = factory.Trait(
            in_hand=True, stage=ConcernStage.FED_BACK, answer="已修好。", answered_at=AT
        )
        closed = factory.Trait(
            fed_back=True, stage=ConcernStage.CLOSED, rating=Rating.SATISFIED, closed_at=AT
        )

    number = factory.Sequence("260302-{:05d}".format)
    once = factory.LazyFunction(uuid4)
    station = factory.LazyFunction(lone_station)
    text = "中山路东段三盏路灯不亮，晚上老人出行不便。"
    title = factory.Sequence("路灯不亮 {}".format)
    words = factory.LazyAttribute(lambda one: words.vector(one.title, one.text))
    submitted_at = AT


class SuggestionFactory(factory.django.DjangoModelFactory):
    """A draft; `registered` and `in_hand` set it further on."""

    class Meta:
        model = Suggestion

    class Params:
        registered = factory.Trait(
            stage=SuggestionStage.REGISTERED,
            number=factory.Sequence("闭-2026-{:04d}".format),
            submitted_at=AT,
            registered_at=AT,
        )
        in_hand = factory.Trait(
            registered=True, stage=SuggestionStage.IN_HAND, assigned_at=AT, divided_at=AT
        )

    lead = factory.SubFactory(DeputyFactory)
    station = factory.LazyFunction(lone_station)
    title = factory.Sequence("关于路灯的建议 {}".format)
    text = "建议建立片区巡检台账，明确修复时限。"
    created_at = AT


class HandlingFactory(factory.django.DjangoModelFactory):
    """A unit's part, offered and due on 2026-06-02; `signed` sets it further on."""

    class Meta:
        model = Handling

    class Params:
        signed = factory.Trait(
            stage=HandlingStage.SIGNED,
            signed_at=AT,
            signed_by=factory.SubFactory(SeatFactory, role=Role.DEPARTMENT),
        )

    suggestion = factory.SubFactory(SuggestionFactory, in_hand=True)
    department = factory.SubFactory(DepartmentFactory)
    offered_at = AT
    due_on = date(2026, 6, 2)
    due_reason = factory.LazyFunction(
        lambda: {"start": "2026-03-02", "provisional": False, "explanation": ["期限：3个月。"]}
    )
    limit = "reply"


def department_seat(department: Department, **user):
    """A seat that acts for `department`."""
    seat = SeatFactory(role=Role.DEPARTMENT, **user)
    DepartmentSeat.objects.create(seat=seat, department=department)
    return seat
