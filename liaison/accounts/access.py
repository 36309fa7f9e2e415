"""Who may open a page: the door in front of a view."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role


def seat_required(*roles: Role):
    """Decorate a view: 403 unless the person sits in a seat of one of `roles` (none given: any)."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.seat is None or (roles and request.seat.role not in roles):
                raise PermissionDenied("您的岗位无权打开此页。")
            return view(request, *args, **kwargs)

        vars(guarded)["seat_roles"] = roles
        return guarded

    return decorate


def seats_of(user: User, today) -> list[Seat]:
    """The seats `user` holds on `today`, in the order they were granted: one query."""
    seats = list(user.seats.current(today).order_by("from_on", "pk"))
    for seat in seats:
        seat.user = user
    return seats


def only_seat(user: User, today) -> Seat | None:
    """The seat of a person who holds exactly one; None when there is none, or a choice to make.

    For callers without a session (the API's token), where nothing can be chosen.
    """
    seats = seats_of(user, today)
    return seats[0] if len(seats) == 1 else None
