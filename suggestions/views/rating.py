"""评价: by the receipt, by a one-time link, on the station's tablet; asking for it at the desk."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from suggestions.actions import rating as actions
from suggestions.forms.public import RateForm, RedoForm
from suggestions.models import Rating
from suggestions.views import receipts
from suggestions.views.concerns import seen
from suggestions.views.limits import Limit, address_of
from suggestions.views.public import done, followed_page, granted, not_found

HOUR = 60 * 60
#: Links tried in vain by one address.
FORGED = Limit("rating_link", most=20, seconds=HOUR)


# -- by the receipt -----------------------------------------------------------------------------
@login_not_required
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """满意、基本满意、不满意; the first 不满意 is asked whether it shall be done again."""
    concern = granted(request, number, receipts.with_places())
    if concern is None:
        return not_found(request)
    concern.check_step("rate", by=receipts.RESIDENT)
    form = RateForm(request.POST)
    if not form.is_valid():
        return followed_page(request, concern, rate_form=form, status=422)
    word = form.cleaned_data
    may_redo = concern.rounds < actions.MOST_ROUNDS
    if word["rating"] == Rating.UNSATISFIED and may_redo and "final" not in request.POST:
        redo_form = RedoForm(initial={"reason": word["note"]})
        return followed_page(
            request, concern, rate_form=form, redo_form=redo_form, asks_redo=True, status=422
        )
    actions.rate(concern, **word)
    return done(request, concern, "谢谢您的评价。")


@login_not_required
@require_POST
def redo(request: HttpRequest, number: str) -> HttpResponse:
    """要求重办: once, with a reason."""
    return _again(request, number, "redo", "已要求重新办理，工作人员会再次处理。")


@login_not_required
@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """重新打开: it came back after it was closed."""
    return _again(request, number, "reopen", "已重新打开，工作人员会再次处理。")


def _again(request, number: str, step: str, words: str) -> HttpResponse:
    concern = granted(request, number, receipts.with_places())
    if concern is None:
        return not_found(request)
    concern.check_step(step, by=receipts.RESIDENT)
    form = RedoForm(request.POST)
    if not form.is_valid():
        return followed_page(request, concern, redo_form=form, status=422)
    act = {"redo": actions.redo, "reopen": actions.reopen}[step]
    act(concern, reason=form.cleaned_data["reason"])
    return done(request, concern, words)


# -- by a link ----------------------------------------------------------------------------------
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """A one-time link: rates one answer once; forged, used and run out look the same."""
    address = address_of(request)
    link = None if FORGED.is_used_up(address) else actions.invited(key)
    if link is None:
        FORGED.count(address)
    if link is None or not actions.is_good(link):
        return render(request, "suggestions/public/link_over.html", status=410)
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.rate_by_link(link, **form.cleaned_data)
        return render(request, "suggestions/public/link_rated.html")
    context = {"concern": link.concern, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "suggestions/public/link_rate.html", context, status=status)


# -- asking for it ------------------------------------------------------------------------------
@seat_required(Role.STATION, Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def concern_invite(request, number):
    """请诉求人评价: a link as a QR code for his phone, or opened on the counter's tablet."""
    concern = seen(request, number)
    if request.method != "POST":
        return redirect(concern)
    path = reverse("suggestions:rate_by_link", args=[actions.invite(concern, by=request.seat)])
    address = f"{settings.SITE_URL}{path}"
    context = {"concern": concern, "address": address, "path": path, "qr": receipts.qr(address)}
    return render(request, "suggestions/invite.html", context)
