"""What runs by itself: ask the clock, call an action."""

from celery import shared_task

from liaison import clock
from liaison.workdays.models import current_calendar
from stations.actions import receptions


@shared_task
def plan_receptions() -> int:
    """接待日, each night: returns how many receptions were planned."""
    return receptions.plan_receptions(clock.today(), current_calendar())


@shared_task
def notify_receptions() -> int:
    """接待日, each morning: returns how many messages were new."""
    return receptions.notify_receptions(clock.today())
