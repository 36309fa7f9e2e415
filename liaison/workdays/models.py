"""The working-day table: days the yearly notice decides, and the years whose notice is known."""

import json
import uuid
from datetime import date

from django.db import connection, models
from django.db.models import Q

from liaison.workdays.calendar import Calendar, Override

FIRST_YEAR, LAST_YEAR = 1990, 2100


class DayOverride(models.Model):
    """A day that is not what the week says (工作日调整), with the document that decides it."""

    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("是否上班")
    note = models.CharField("说明", max_length=50)
    notice = models.CharField("依据文件", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作日调整"

    def __str__(self):
        return f"{self.day} {self.note}"


class PublishedYear(models.Model):
    """A year whose notice is in the table (已公布年份); every other year's dates are 暂定."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    notice = models.CharField("通知文号", max_length=100)
    dated_on = models.DateField("发文日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已公布年份"
        constraints = [
            models.CheckConstraint(
                name="published_year_is_a_year",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message="年份不在可用范围内。",
            )
        ]

    def __str__(self):
        return f"{self.year}年 {self.notice}"


class CalendarVersion(models.Model):
    """One row (工作日表版本) whose token changes with the table: no process keeps an old one.

    The token is random, not counted up: a number tried in a transaction that was rolled back would
    come back for a different table.
    """

    SINGLE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE)
    token = models.UUIDField("版本", default=uuid.uuid4)

    class Meta:
        verbose_name = verbose_name_plural = "工作日表版本"
        constraints = [
            models.CheckConstraint(
                name="calendar_version_single",
                condition=Q(id=1),
                violation_error_message="工作日表只有一个版本。",
            )
        ]


# One statement asks for the version and, only where it is not the one we hold, brings the table.
_READ = """
SELECT held.token,
       CASE WHEN held.token IS NULL OR held.token IS DISTINCT FROM %(known)s THEN
         (SELECT json_agg(json_build_array(day, is_working, note, notice)) FROM workdays_dayoverride)
       END,
       CASE WHEN held.token IS NULL OR held.token IS DISTINCT FROM %(known)s THEN
         (SELECT json_agg(year) FROM workdays_publishedyear)
       END
  FROM (SELECT (SELECT token FROM workdays_calendarversion) AS token) AS held
"""
_held: tuple[uuid.UUID | None, Calendar] = (None, Calendar())


def current_calendar() -> Calendar:
    """The calendar as the table stands now: one short statement, the table itself only after a change."""
    global _held
    known, calendar = _held
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"known": known})
        token, overrides, years = cursor.fetchone()
    if token is not None and token == known:
        return calendar
    calendar = Calendar(_overrides(overrides), frozenset(_listed(years)))
    _held = (token, calendar)
    return calendar


def _listed(rows) -> list:
    """json_agg's answer as a list: None when there was no row, text where the driver left it so."""
    return json.loads(rows) if isinstance(rows, str) else rows or []


def _overrides(rows) -> dict[date, Override]:
    return {
        date.fromisoformat(day): Override(is_working, note, notice)
        for day, is_working, note, notice in _listed(rows)
    }
