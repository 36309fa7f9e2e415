"""A deputy's own way to an activity: invitations answered, signed in on the phone, visits of the year."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies import sign_in as rules
from deputies.actions import attendance as actions
from deputies.actions import invitations
from deputies.forms import attendance as forms
from deputies.models import Attendance, Duty, activities_for, deputy_of
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations import feeds
from stations.models import Activity
from stations.views.desk import posted
from stations.workflow import ActivityStage

#: What an address of a personal calendar is signed with.
FEED_SALT = "deputies.feed"
#: So many coming activities are shown at once.
COMING = 20
#: A personal calendar reaches so far back, and is never longer.
FEED_BACK, FEED_LENGTH = timedelta(days=90), 500


@login_not_required
@require_safe
def scan(request, pk, code):
    """Where the screen's code leads: seen at once, confirmed after signing in, however long that takes."""
    activity = get_object_or_404(Activity.objects.public(), pk=pk)
    proof = actions.scan(activity, code)
    given = {"k": proof} if proof else {"c": code}
    way = f"{reverse('deputies:sign_in')}?{urlencode({'a': activity.pk, **given})}"
    response = redirect(way)
    response["Cache-Control"] = "no-store"
    return response


@seat_required(Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """签到: one tap for who scanned the code, or the code typed, or where the phone is."""
    activity = _asked_for(request)
    first = {
        "c": request.GET.get("c", ""),
        "page": actions.page_pass(activity, request.seat),
    }
    form = forms.SignInForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        _take(activity, form.cleaned_data, request.seat)
        return redirect(f"{reverse('deputies:sign_in')}?a={activity.pk}")
    proof, code = request.GET.get("k", ""), request.GET.get("c", "")
    has_proof = bool(proof) and actions.scanned_at(activity, proof) is not None
    context = {
        "activity": activity,
        "form": form,
        "deputy": actions.own(request.seat),
        "proof": proof if has_proof else "",
        "stale": actions.STALE if (proof or code) and not has_proof else "",
        "done": Attendance.objects.visible_to(request.seat).filter(activity=activity).first(),
        "is_cancelled": activity.stage == ActivityStage.CANCELLED,
        "is_open": rules.is_open(activity.starts_at, activity.ends_at, clock.now()),
        "opens_at": activity.starts_at - rules.OPENS_BEFORE,
    }
    return render(request, "attendance/sign_in.html", context, status=422 if form.errors else 200)


@seat_required(Role.DEPUTY)
@require_safe
def mine(request):
    """我的进站: what to answer, what comes, where I was this year."""
    deputy, today, now = _deputy_at(request.seat), clock.today(), clock.now()
    coming = activities_for(deputy, today).filter(stage=ActivityStage.PUBLISHED, ends_at__gt=now)
    visits = Attendance.objects.visible_to(request.seat).in_year(today.year)
    answered = Duty.objects.visible_to(request.seat).standing(now)
    context = {
        "year": today.year,
        "waiting": answered.waiting().for_list(),
        "coming": _with_answers(coming, answered),
        "page": pages(visits.for_list(), request),
        "my_year": _address_if_any("deputies:my_year"),
        "feed": settings.SITE_URL + reverse("deputies:feed", args=[feed_token(request.seat)]),
    }
    return render(request, "attendance/mine.html", context)


@login_not_required
@require_safe
def feed(request, token):
    """日历订阅: what the deputy of a seat is asked to and the own stations hold; for calendar programs.

    The address itself is the key; it ends with the seat, or when the deputy asks for another.
    """
    today = clock.today()
    pk, number = _seat_key(token)
    current = Seat.objects.of(Role.DEPUTY).current(today).filter(deputy_seat__feed_no=number)
    seat = get_object_or_404(current, pk=pk)
    own = activities_for(_deputy_at(seat), today).filter(held_on__gte=today - FEED_BACK)
    rows = own.select_related("station").order_by("starts_at", "pk")[:FEED_LENGTH]
    return feeds.answer(request, "我的进站", rows)


@seat_required(Role.DEPUTY, Role.STATION, Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """回复邀请: coming or on leave; the officer may write down what was said on the telephone."""
    rows = Duty.objects.visible_to(request.seat).select_related("activity__station", "deputy")
    duty = get_object_or_404(rows, pk=pk)
    form = forms.AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        invitations.answer_duty(duty, by=request.seat, **form.cleaned_data)
        messages.success(request, "已回复。")
        is_own = request.seat.role == Role.DEPUTY
        return (
            redirect("deputies:mine") if is_own else redirect("deputies:roster", duty.activity_id)
        )
    context = {"form": form, "duty": duty}
    return render(request, "attendance/answer.html", context, status=422 if form.is_bound else 200)


@seat_required(Role.DEPUTY)
@require_POST
def rotate(request):
    """更换日历地址: the address so far opens nothing from now on."""
    _deputy_at(request.seat)
    actions.rotate_feed(request.seat)
    messages.success(request, "日历地址已更换，原地址不再有效，请在手机日历里重新订阅。")
    return redirect("deputies:mine")


def feed_token(seat) -> str:
    """What stands in the address of this seat's calendar, as long as it is not rotated."""
    number = seat.deputy_seat.feed_no
    return signing.Signer(salt=FEED_SALT).sign(f"{seat.pk}-{number}" if number else str(seat.pk))


def _seat_key(token: str) -> tuple[int, int]:
    """The seat and the number of the address a token stands for."""
    try:
        pk, _, number = signing.Signer(salt=FEED_SALT).unsign(token).partition("-")
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    return int(pk), int(number or 0)


def _deputy_at(seat):
    deputy = deputy_of(seat)
    if deputy is None:
        raise Http404
    return deputy


def _asked_for(request) -> Activity:
    given = request.GET.get("a", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Http404
    public = Activity.objects.public().select_related("station")
    return get_object_or_404(public, pk=int(given))


def _take(activity, said, seat):
    """Sign in by whatever was given: a proof of the scan, a code, a place."""
    if said["k"]:
        actions.sign_in_by_proof(activity, proof=said["k"], by=seat)
    elif said["c"]:
        kept = _kept(activity, said, seat) if said["at"] else None
        actions.sign_in_by_code(activity, code=said["c"], by=seat, kept=kept, here=said["here"])
    else:
        actions.sign_in_by_place(activity, here=said["here"], by=seat)


def _kept(activity, said, seat) -> rules.Kept:
    """What a phone without network kept, with the moment its page was given to it."""
    opened_at = actions.opened_at(activity, seat, said["page"])
    return rules.Kept(kept_at=said["at"], sent_at=said["sent"], opened_at=opened_at)


def _with_answers(coming, answered) -> list[dict]:
    """The next activities, each with the own duty there if any, and whether its door is open."""
    rows = list(coming.select_related("station").order_by("starts_at", "pk")[:COMING])
    duties = {duty.activity_id: duty for duty in answered.filter(activity__in=rows)}
    now = clock.now()
    return [
        {
            "activity": each,
            "duty": duties.get(each.pk),
            "is_open": rules.is_open(each.starts_at, each.ends_at, now),
        }
        for each in rows
    ]


def _address_if_any(name: str, *args) -> str:
    """The address of a page which another part of the app provides; "" until it does."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
