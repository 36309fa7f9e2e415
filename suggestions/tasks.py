"""What runs by itself: ask the clock, call an action."""

from celery import shared_task

from liaison import clock
from suggestions.actions import reminders


@shared_task
def remind_overdue() -> int:
    """催办, each morning: returns how many messages were new."""
    return reminders.remind_overdue(clock.today())
