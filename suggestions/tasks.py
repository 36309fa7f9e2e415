"""What runs by itself: ask the clock, call an action."""

from celery import shared_task

from liaison import clock
from suggestions.actions import rating, reminders


@shared_task
def remind_overdue() -> int:
    """催办, each morning: returns how many messages were new."""
    return reminders.remind_overdue(clock.today())


@shared_task
def remind_unrated() -> int:
    """评价提醒, each morning: returns how many people were told."""
    return rating.remind_unrated(clock.today())
