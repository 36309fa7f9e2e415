"""The residents' pages: say something, keep the receipt, follow it, rate what came of it."""

from contextlib import nullcontext
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.models import Deputy, Mandate, Membership
from liaison import clock
from liaison.attachments import actions as attachments
from liaison.attachments import sniff
from liaison.attachments.models import Attachment
from liaison.privacy.index import blind
from stations.models import Station
from suggestions.actions import concerns, publishing
from suggestions.forms.public import FollowForm, RateForm, RedoForm, SayForm
from suggestions.models import Concern
from suggestions.views import grants, receipts, similar_said
from suggestions.views.limits import Limit, address_of

CONSENT_VERSION = "2026-01"
HOUR, TEN_MINUTES = 3600, 600
SAID_BY_PHONE = Limit("say.phone", most=5, seconds=HOUR)
WRONG = Limit("follow", most=10, seconds=TEN_MINUTES)
WRONG_FOR_NUMBER = Limit("follow.number", most=30, seconds=HOUR)


# -- saying something ---------------------------------------------------------------------------
@login_not_required
@sensitive_post_parameters("resident_name", "phone", "text")
@cache_control(private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, code: str) -> HttpResponse:
    """A resident speaks to a station, or through `?deputy=` to one of its deputies."""
    station = get_object_or_404(Station, code=code)
    if station.merged_into is not None:  # asked only of the few that were merged
        return redirect("suggestions:say", code=station.merged_into.code)
    if not station.is_open_on(clock.today()):
        raise Http404
    deputy = _deputy_of(station, request.POST.get("deputy") or request.GET.get("deputy", ""))
    if request.method != "POST":
        return _say_page(request, station, deputy, SayForm(initial={"once": uuid4()}))
    form = SayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _say_page(request, station, deputy, form, status=422)
    if limit := _limit_reached(request, form):
        return _too_often(request, station, deputy, form, limit)
    try:
        concern = _take(form, station, deputy)
    except sniff.Unacceptable as why:
        form.add_error("photos", str(why))
        return _say_page(request, station, deputy, form, status=422)
    response = _to_receipt(request, concern)
    similar_said.relate_own(request, response, concern, request.POST.get("like", ""))
    return response


def _deputy_of(station: Station, key: str) -> Deputy | None:
    """The station's deputy whom the resident addresses; nobody for any other key.

    One who has left office, or may not act for the time being, is written to no more (J4): the
    station takes it.
    """
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    today = clock.today()
    acting = Mandate.objects.performing(today).filter(deputy=OuterRef("deputy"))
    here = Membership.objects.running(today).filter(station=station, deputy=key)
    member = here.filter(Exists(acting))
    found = member.select_related("deputy").order_by("pk").first()
    return found.deputy if found else None


def _say_page(request, station, deputy, form, *, status=200, wait=0) -> HttpResponse:
    context = {"station": station, "deputy": deputy, "form": form, "wait": wait}
    if form.is_bound:
        context["is_emergency"] = receipts.is_emergency(form.data.get("text", ""))
    return render(request, "suggestions/public/say.html", context, status=status)


def _limit_reached(request, form) -> Limit | None:
    phone = form.cleaned_data["phone"]
    by_address = Limit("say", most=settings.SUBMISSIONS_PER_ADDRESS, seconds=HOUR)
    if by_address.exceeded(address_of(request)):
        return by_address
    if phone and SAID_BY_PHONE.exceeded(blind(phone, "limit")):
        return SAID_BY_PHONE
    return None


def _too_often(request, station, deputy, form, limit) -> HttpResponse:
    """429 with everything still in its box; what was taken before is shown its receipt again."""
    if taken := Concern.objects.filter(once=form.token()).first():
        return _to_receipt(request, taken)
    return _say_page(request, station, deputy, form, status=429, wait=limit.minutes_left())


def _take(form: SayForm, station: Station, deputy: Deputy | None) -> Concern:
    """The concern with its photos, or nothing at all."""
    said = form.cleaned_data
    photos = said["photos"]
    with transaction.atomic() if photos else nullcontext():
        concern = concerns.submit(
            station=station,
            text=said["text"],
            once=form.token(),
            place=said["place"],
            resident_name=said["resident_name"],
            phone=said["phone"],
            deputy=deputy,
            consent_version=CONSENT_VERSION,
            is_private=said["is_private"],
            notify_by=said.get("notify_by", ""),
        )
        if photos and not Attachment.objects.of(concern).exists():
            attachments.attach_all(concern, uploads=photos)
    return concern


def _to_receipt(request, concern: Concern) -> HttpResponse:
    response = redirect("suggestions:said", concern.number)
    grants.allow(request, response, concern.number)
    return response


@login_not_required
@never_cache
@require_safe
def said(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt: number, check code and QR code, for the browser that submitted."""
    concern = granted(request, number, Concern.objects.select_related("station"))
    if concern is None:
        return not_found(request)
    follow = f"{settings.SITE_URL}{reverse('suggestions:follow')}"
    context = {
        "concern": concern,
        "code": concerns.check_code(concern),
        "qr": receipts.qr(f"{follow}?number={concern.number}"),
        "is_emergency": receipts.is_emergency(concern.text),
    }
    return _page(request, "suggestions/public/said.html", context, concern)


# -- following it -------------------------------------------------------------------------------
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Number and check code open a receipt; what is wrong with a pair is never told."""
    if request.method != "POST":
        form = FollowForm(initial={"number": request.GET.get("number", "")[:40]})
        return render(request, "suggestions/public/follow.html", {"form": form})
    form = FollowForm(request.POST)
    if not form.is_valid():
        return render(request, "suggestions/public/follow.html", {"form": form}, status=422)
    address, number = address_of(request), form.cleaned_data["number"]
    for limit, who in ((WRONG, address), (WRONG_FOR_NUMBER, blind(number, "limit"))):
        if limit.is_used_up(who):
            return _wait(request, limit)
    concern = receipts.opened_by(number, form.cleaned_data["code"])
    if concern is None:
        WRONG.count(address)
        WRONG_FOR_NUMBER.count(blind(number, "limit"))
        return not_found(request, form)
    response = redirect("suggestions:followed", concern.number)
    grants.allow(request, response, concern.number)
    return response


def _wait(request, limit: Limit) -> HttpResponse:
    context = {"minutes": limit.minutes_left()}
    response = render(request, "suggestions/public/wait.html", context, status=429)
    response["Retry-After"] = str(context["minutes"] * 60)
    return response


@login_not_required
@never_cache
@require_safe
def followed(request: HttpRequest, number: str) -> HttpResponse:
    """How far it has got, the answer, and what the resident may do now."""
    concern = granted(request, number, receipts.with_places())
    return not_found(request) if concern is None else followed_page(request, concern)


def followed_page(request, concern, *, status=200, **forms) -> HttpResponse:
    """The receipt's page, with what was filled in wrong if anything was."""
    forms = {"rate_form": RateForm(), "redo_form": RedoForm()} | forms
    context = receipts.shown(request, concern) | forms
    return _page(request, "suggestions/public/followed.html", context, concern, status)


def granted(request, number: str, queryset: QuerySet[Concern] | None = None) -> Concern | None:
    """The concern, when this browser has proved that it may read it."""
    if number not in grants.numbers(request):
        return None
    found = Concern.objects.all() if queryset is None else queryset
    return found.filter(number=number).first()


def _page(request, template, context, concern, status=200) -> HttpResponse:
    """A page of one receipt; looking at it keeps the grant alive."""
    response = render(request, template, context, status=status)
    grants.allow(request, response, concern.number)
    return response


def not_found(request, form: FollowForm | None = None) -> HttpResponse:
    """404, the same for a wrong code, an unknown number, and a grant forged or run out."""
    form = form or FollowForm()
    return render(request, "suggestions/public/not_found.html", {"form": form}, status=404)


# -- what the resident does ---------------------------------------------------------------------
@login_not_required
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """撤回: while nobody has it in hand yet."""
    concern = granted(request, number)
    if concern is None:
        return not_found(request)
    concerns.withdraw(concern)
    return done(request, concern, "已撤回。")


@login_not_required
@require_POST
def wish(request: HttpRequest, number: str) -> HttpResponse:
    """公开意愿: whether others may read it, without anything personal; it holds at once."""
    concern = granted(request, number)
    if concern is None:
        return not_found(request)
    is_private = request.POST.get("is_private") == "1"
    publishing.wish(concern, is_private=is_private)
    return done(request, concern, "已按您的意思改为不公开。" if is_private else "已改为可以公开。")


def done(request, concern: Concern, words: str) -> HttpResponse:
    """Back to the receipt, which says what was done."""
    messages.success(request, words)
    response = redirect("suggestions:followed", concern.number)
    grants.allow(request, response, concern.number)
    return response
