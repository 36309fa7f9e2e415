"""Who may ask the API: a signed-in person in one current seat, by session or by token."""

from django.http import HttpRequest
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from liaison import clock
from liaison.accounts import access
from liaison.accounts.models import Seat

#: A token's holder with several seats names one of them here, by its number.
SEAT_HEADER = "X-Seat"


class HasSeat(BasePermission):
    """Lets a person in a seat pass and sets `request.seat` for what follows.

    In a session the seat is the one chosen there (SeatMiddleware). A token has no session: its seat
    is the person's only current one, or the one named in the header X-Seat.
    """

    message = "您没有可用的岗位；持有多个岗位时，请用请求头 X-Seat 指明岗位编号。"

    def has_permission(self, request: Request, view) -> bool:
        seat = seat_of(request)
        request.seat = request._request.seat = seat  # type: ignore[attr-defined]
        return seat is not None


def seat_of(request: Request) -> Seat | None:
    """The seat this request acts from; None for strangers and for an undecided choice."""
    user = request.user
    if not user or not user.is_authenticated or user.must_change_password:
        return None
    chosen = _chosen_in_session(request._request)
    if chosen is not None or request.auth is None:
        return chosen
    named = request.headers.get(SEAT_HEADER, "")
    if not named:
        return access.only_seat(user, clock.today())
    held = access.seats_of(user, clock.today())
    return next((seat for seat in held if str(seat.pk) == named), None)


def _chosen_in_session(request: HttpRequest) -> Seat | None:
    seat = getattr(request, "seat", None)
    # The middleware's seat belongs to the session's person, who need not be the token's.
    return seat if seat is not None and request.user.pk == seat.user_id else None
