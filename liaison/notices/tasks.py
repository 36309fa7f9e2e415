"""What the worker does with the outbox."""

from celery import shared_task

from liaison import clock
from liaison.notices import delivery


@shared_task
def deliver(pk):
    """Deliver one message, right after the commit that wrote it."""
    delivery.deliver(pk)


@shared_task
def sweep():
    """Deliver everything that is due."""
    return dict(delivery.sweep(clock.now()))
