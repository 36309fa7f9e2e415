"""How the working-day table changes: one day, or a whole year's notice; then promises are counted again."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import models, transaction

from liaison.audit import chain
from liaison.workdays import recompute
from liaison.workdays import seed as starting
from liaison.workdays.announcement import AnnouncedDay
from liaison.workdays.models import (
    CalendarVersion,
    DayOverride,
    PublishedYear,
    current_calendar,
)


@transaction.atomic
def set_day(day: date, *, is_working: bool, note: str, notice: str = "", by=None) -> int:
    """Decide one day against the week or an earlier decision; returns how many promises moved."""
    _lock()
    was = _facts(DayOverride.objects.filter(day=day).first())
    override, _ = DayOverride.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "note": note, "notice": notice}
    )
    return _changed("workdays.set_day", by=by, about=override, was=was, now=_facts(override))


@transaction.atomic
def clear_day(day: date, *, by=None) -> int:
    """Let `day` be again what the week says; returns how many promises moved."""
    _lock()
    override = DayOverride.objects.filter(day=day).first()
    if override is None:
        return 0
    was = _facts(override)
    override.delete()
    return _changed("workdays.clear_day", by=by, about=None, was=was, now=None)


@transaction.atomic
def publish_year(
    year: int, *, notice: str, dated_on: date | None, days: Sequence[AnnouncedDay], by=None
) -> int:
    """Enter the notice of `year` whole: what the table held for the year goes, `days` come.

    From now on the year's dates are no longer 暂定. Days of the December before, given because
    the new year's holiday is paid for with them, are added. Returns how many promises moved.
    """
    _lock()
    removed, _ = DayOverride.objects.filter(day__year=year).delete()
    DayOverride.objects.bulk_create(
        [DayOverride(**vars(announced), notice=notice) for announced in days],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_working", "note", "notice"],
    )
    published, _ = PublishedYear.objects.update_or_create(
        year=year, defaults={"notice": notice, "dated_on": dated_on}
    )
    facts = {"year": year, "notice": notice, "dated_on": dated_on}
    days_now = [[announced.day, announced.is_working, announced.note] for announced in days]
    return _changed(
        "workdays.publish_year",
        by=by,
        about=published,
        was={"days": removed},
        now=facts | {"days": days_now},
    )


@transaction.atomic
def seed(*, by=None) -> tuple[int, int]:
    """Enter the years the library knows and the table does not; nothing that is there changes.

    Returns how many years came and how many promises moved.
    """
    _lock()
    known = set(PublishedYear.objects.values_list("year", flat=True))
    years = [row for row in starting.year_rows() if row["year"] not in known]
    if not years:
        return 0, 0
    new = {row["year"] for row in years}
    DayOverride.objects.filter(day__year__in=new).delete()
    DayOverride.objects.bulk_create(
        [DayOverride(**row) for row in starting.day_rows() if row["day"].year in new],
        ignore_conflicts=True,
    )
    PublishedYear.objects.bulk_create([PublishedYear(**row) for row in years])
    moved = _changed("workdays.seed", by=by, about=None, was=None, now={"years": sorted(new)})
    return len(years), moved


def _lock() -> None:
    """One change of the table at a time: the version's row is the lock."""
    version, _ = CalendarVersion.objects.get_or_create(pk=CalendarVersion.SINGLE)
    CalendarVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)


def _facts(override: DayOverride | None) -> dict | None:
    if override is None:
        return None
    return {
        "day": override.day,
        "is_working": override.is_working,
        "note": override.note,
        "notice": override.notice,
    }


def _changed(verb: str, *, by, about: models.Model | None, was, now) -> int:
    """A new version for every process, the promises counted again, and the audit's record."""
    CalendarVersion.objects.filter(pk=CalendarVersion.SINGLE).update(token=uuid.uuid4())
    moved = recompute.everything(current_calendar())
    chain.record(verb, by=by, about=about, facts={"was": was, "now": now, "moved": moved})
    return moved
