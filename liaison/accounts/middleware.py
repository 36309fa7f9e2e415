"""From which seat this request is made, and what must happen before it may be."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from liaison import clock
from liaison.accounts import access, passwords, second_factor
from liaison.accounts.actions import SEAT_KEY, SEEN_KEY

#: The end of an idle session moves on at most this often (seconds): one UPDATE a minute.
SEEN_EVERY = 60
#: Reachable whatever is still to be done: changing the password, and leaving.
ALWAYS_OPEN = {
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
}


class SeatMiddleware:
    """Sets `request.seat` (a current Seat or None), `request.seats` (all current ones) and `request.owes`.

    `owes` says what must be done first: "password", "second_factor" or nothing.

    A signed-in person costs one query. Before anything else a person changes a password that is
    temporary or too old, sets up a one-time code where the role asks for it, and picks a seat when
    there are several. Public views and the sign-in pages are never redirected.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.seat, request.seats, request.owes = None, [], ""
        return _whole_page(request, self.get_response(request))

    def process_view(self, request, view, args, kwargs):
        """Find the seat; answer in the view's place when something must be done first."""
        user = request.user
        if not user.is_authenticated:
            return None
        _keep_alive(request)
        is_guarded = getattr(view, "login_required", True)
        name = request.resolver_match.view_name
        if _must_change_password(user):
            request.owes = "password"
            return None if not is_guarded or name in ALWAYS_OPEN else _go("account_change_password")
        request.seats = access.seats_of(user, clock.today())
        seat = _chosen(request)
        if seat and second_factor.is_missing(seat):
            request.seats, request.owes = [], "second_factor"
            is_exempt = not is_guarded or name in ALWAYS_OPEN | second_factor.SETUP_PAGES
            return None if is_exempt else _go("mfa_activate_totp")
        request.seat = seat
        if seat or not is_guarded or _is_account_page(request):
            return None
        return _choose(request) if request.seats else _no_seat(request)


def _keep_alive(request):
    """An idle session ends by itself in the database: its end moves only while it is used."""
    now = int(clock.now().timestamp())
    if now - request.session.get(SEEN_KEY, 0) >= SEEN_EVERY:
        request.session[SEEN_KEY] = now


def _must_change_password(user) -> bool:
    if user.must_change_password:
        return True
    return passwords.is_expired(
        user.password_changed_at, clock.now(), days=settings.PASSWORD_MAX_AGE_DAYS
    )


def _chosen(request):
    if len(request.seats) == 1:
        return request.seats[0]
    chosen = request.session.get(SEAT_KEY)
    return next((seat for seat in request.seats if seat.pk == chosen), None)


def _is_account_page(request) -> bool:
    return request.path.startswith("/accounts/")


def _choose(request):
    following = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return _go("accounts:choose_seat", following)


def _go(name, query=""):
    return redirect(reverse(name) + (f"?{query}" if query else ""))


def _whole_page(request, response):
    """A fragment asked for is not replaced by the sign-in page: the whole browser goes there.

    It comes back to the page it was on, not to the fragment.
    """
    asked_for_part = request.headers.get("HX-Request") and response.status_code == HTTPStatus.FOUND
    if not asked_for_part or not response.url.startswith("/accounts/"):
        return response
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    following = urlencode({"next": here.path + (f"?{here.query}" if here.query else "")})
    address = urlsplit(response.url).path + (f"?{following}" if here.path else "")
    return HttpResponse(headers={"HX-Redirect": address})


def _no_seat(request):
    return render(request, "accounts/no_seat.html", status=403)
