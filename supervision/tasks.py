"""What the clock asks of supervision; one line each."""

from celery import shared_task

from liaison import clock
from supervision import actions, periods


@shared_task
def compile_last_month():
    """月报: compile the month before today's for every reported station."""
    return actions.compile_all(periods.month_before(clock.today()))
