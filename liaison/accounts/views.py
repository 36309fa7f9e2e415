"""我的岗位: which seats I have and had, and from which I act now."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from liaison import clock
from liaison.accounts import actions


@require_http_methods(["GET", "POST"])
def choose(request):
    """GET lists my seats; POST `seat` acts from one of the current ones."""
    if request.method == "POST":
        posted = request.POST.get("seat", "")
        seat = next((seat for seat in request.seats if str(seat.pk) == posted), None)
        if seat is None:
            raise Http404
        actions.choose_seat(request, seat)
        return redirect(_next(request))
    today = clock.today()
    others = request.user.seats.exclude(pk__in=[seat.pk for seat in request.seats]).order_by(
        "-from_on", "-pk"
    )
    context = {
        "seats": request.seats,
        "others": others,
        "today": today,
        "next": request.GET.get("next", ""),
    }
    return render(request, "accounts/seats.html", context)


def _next(request) -> str:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and safe else "/desk/"
