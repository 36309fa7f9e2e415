"""What needs a seat today: the one table of queues, pressing ones first, a file for each subject.

A new queue is one row in its subject's file: who has it, what is in it, where it opens.
"""

from datetime import date

from liaison.accounts.models import Seat
from supervision.queues import activities, concerns, messages, points, pressing, study, suggestions
from supervision.queues.engine import Queue, Waiting, standing_in

QUEUES: tuple[Queue, ...] = (
    *pressing.QUEUES,
    *activities.QUEUES,
    *concerns.QUEUES,
    *suggestions.QUEUES,
    *study.QUEUES,
    *points.QUEUES,
    *messages.QUEUES,
)


def waiting_for(seat: Seat, today: date) -> list[Waiting]:
    """What stands in this seat's queues on `today` (a local date), as QUEUES orders them."""
    return standing_in([queue for queue in QUEUES if seat.role in queue.roles], seat, today)
