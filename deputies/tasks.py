"""What the clock asks of the deputies' app: remind of what comes, close what is over."""

from datetime import timedelta

from celery import shared_task

from deputies.actions import codes, gaps, invitations, standings, succession
from deputies.actions import obligations as actions
from liaison import clock
from liaison.workdays.models import current_calendar


@shared_task
def remind_121() -> int:
    """“121”提醒, each morning: returns how many messages were new; none on rest days."""
    today, calendar = clock.today(), current_calendar()
    return gaps.remind_stations(today, calendar) + gaps.remind_deputies(today, calendar)


@shared_task
def close_last_month() -> bool:
    """自动结账, each night: whether last month was closed now."""
    return actions.close_last_month(clock.today(), current_calendar()) is not None


@shared_task
def close_last_year() -> bool:
    """年度自动结账, each night: whether last year was closed now."""
    return actions.close_last_year(clock.today(), current_calendar()) is not None


@shared_task
def remind_of_tomorrow() -> int:
    """活动提醒, each afternoon: whoever is asked to tomorrow's activities; how many messages were new."""
    return invitations.remind(clock.today() + timedelta(days=1))


@shared_task
def settle_switches() -> int:
    """换届生效, each night: seats of those whose last mandate ended; how many switches took effect."""
    return succession.settle_due(clock.today())


@shared_task
def recount_points() -> int:
    """积分台账 of this year counted anew, each night; last year's too until it is frozen (January to March)."""
    today = clock.today()
    if today.month <= 3:
        standings.recount(today.year - 1)
    return standings.recount(today.year)


@shared_task
def write_down_scans() -> int:
    """记下扫码次数, every few minutes: how many scans were written down."""
    return codes.write_down_scans(clock.today())
