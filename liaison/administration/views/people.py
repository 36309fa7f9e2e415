"""The system and security administrators' desk: accounts by the one, seats by the other (三员分立)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liaison import clock
from liaison.accounts import actions, lockout, passwords, second_factor
from liaison.accounts.access import seat_required
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.administration.forms import GrantSeatForm, OpenAccountForm
from liaison.ui import paging


@require_GET
@seat_required(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def index(request):
    """Everyone with an account; `q` finds by account or name."""
    found = User.objects.for_list(q=request.GET.get("q", "").strip(), today=clock.today())
    context = {"page": paging.pages(found, request, size=30), "q": request.GET.get("q", "").strip()}
    return render(request, "administration/people.html", context)


@require_GET
@seat_required(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def person(request, pk):
    """One account with its seats, and what this administrator may do to it."""
    return _person(request, get_object_or_404(User, pk=pk), form=GrantSeatForm())


@require_http_methods(["GET", "POST"])
@seat_required(Role.SYSTEM_ADMIN)
@never_cache
def open_account(request):
    """开设账号; the temporary password is on the answer and nowhere else."""
    form = OpenAccountForm(request.POST or None)
    if request.method == "GET":
        return render(request, "administration/open.html", {"form": form})
    if not form.is_valid():
        return render(request, "administration/open.html", {"form": form}, status=422)
    password = passwords.temporary()
    user = actions.open_account(**form.cleaned_data, password=password, by=request.seat)
    return render(
        request, "administration/temporary_password.html", {"person": user, "password": password}
    )


@require_POST
@seat_required(Role.SYSTEM_ADMIN)
@never_cache
def reset_password(request, pk):
    """重置密码; shown once."""
    user = get_object_or_404(User, pk=pk)
    password = actions.reset_password(user, by=request.seat)
    return render(
        request, "administration/temporary_password.html", {"person": user, "password": password}
    )


@require_POST
@seat_required(Role.SYSTEM_ADMIN)
def reset_second_factor(request, pk):
    """清除动态口令, for someone who lost phone and spare codes."""
    user = get_object_or_404(User, pk=pk)
    actions.reset_second_factor(user, by=request.seat)
    messages.success(request, f"已清除账号“{user.username}”的动态口令。")
    return redirect("administration:person", pk=pk)


@require_POST
@seat_required(Role.SYSTEM_ADMIN)
def unlock(request, pk):
    """解除锁定."""
    user = get_object_or_404(User, pk=pk)
    actions.unlock(user, by=request.seat)
    messages.success(request, f"已解除账号“{user.username}”的锁定。")
    return redirect("administration:person", pk=pk)


@require_POST
@seat_required(Role.SYSTEM_ADMIN)
def set_active(request, pk):
    """停用账号 / 启用账号, as `active` says."""
    user = get_object_or_404(User, pk=pk)
    actions.set_active(user, active=request.POST.get("active") == "1", by=request.seat)
    return redirect("administration:person", pk=pk)


@require_POST
@seat_required(Role.SECURITY_ADMIN)
def grant_seat(request, pk):
    """授予岗位."""
    user = get_object_or_404(User, pk=pk)
    form = GrantSeatForm(request.POST)
    if not form.is_valid():
        return _person(request, user, form=form, status=422)
    given = form.cleaned_data
    place = given.pop("place")
    actions.grant_seat(user, **given, place_name=place, place=form.place, by=request.seat)
    messages.success(request, f"已授予 {user.name} 新岗位。")
    return redirect("administration:person", pk=pk)


@require_POST
@seat_required(Role.SECURITY_ADMIN)
def end_seat(request, pk):
    """终止岗位, from this moment."""
    seat = get_object_or_404(Seat.objects.select_related("user"), pk=pk)
    actions.end_seat_now(seat, by=request.seat)
    messages.success(request, f"已终止 {seat.user.name} 的岗位“{seat.label}”。")
    return redirect("administration:person", pk=seat.user_id)


def _person(request, user, *, form, status=200):
    context = {
        "person": user,
        "seats": user.seats.order_by("-from_on", "-pk"),
        "today": clock.today(),
        "form": form,
        "minutes_locked": lockout.minutes_left(user.username),
        "has_second_factor": second_factor.is_set_up(user),
        "may_open": request.seat.role == Role.SYSTEM_ADMIN,
        "may_grant": request.seat.role == Role.SECURITY_ADMIN,
    }
    return render(request, "administration/person.html", context, status=status)
