"""Who comes and who came, for the office: invitations, the screen with the code, the roster."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from deputies import sign_in as rules
from deputies.actions import attendance as actions
from deputies.actions import invitations
from deputies.forms import attendance as forms
from deputies.models import Attendance, Deputy, Duty
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.documents import qr
from liaison.ui.paging import capped_count, pages
from stations.models import Activity, ids_below
from stations.views.desk import posted
from stations.workflow import ActivityStage

OFFICE = (Role.STATION, Role.COMMITTEE)


@seat_required(*OFFICE)
@require_safe
def screen(request, pk):
    """签到屏: the code of this half minute, big, and how many are there; it refreshes itself."""
    activity, now = _managed(request, pk), clock.now()
    is_open = (
        activity.stage in (ActivityStage.PUBLISHED, ActivityStage.HELD)
        and rules.is_open(activity.starts_at, activity.ends_at, now)
        and bool(activity.sign_in_key)
    )
    context = {"activity": activity, "now": now, "is_open": is_open}
    context |= {"opens_at": activity.starts_at - rules.OPENS_BEFORE}
    context |= {"there": activity.attendances.count(), "asked": activity.duties.count()}
    if is_open:
        code = rules.code_at(activity.sign_in_key, now)
        way = settings.SITE_URL + reverse("deputies:scan", args=[activity.pk, code])
        context |= {"picture": SafeString(qr.svg(way)), "code": f"{code[:4]} {code[4:]}"}
    response = render(request, "attendance/screen.html", context)
    response["Cache-Control"] = "no-store"
    return response


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def roster(request, pk):
    """到场登记: the officer ticks who came, many at once."""
    activity = _managed(request, pk)
    if request.method == "POST":
        chosen = Deputy.objects.filter(pk__in=_keys(request)).public()
        number = actions.record_present(activity, deputies=chosen, by=request.seat)
        messages.success(request, f"已登记 {number} 位代表到场。")
        return redirect("deputies:roster", activity.pk)
    words = request.GET.get("q", "").strip()[:50]
    page = pages(_expected(request.seat, activity, words), request, size=100)
    context = {"activity": activity, "page": page, "words": words}
    context |= {"lines": _lines(activity, page), "there": activity.attendances.count()}
    return render(request, "attendance/roster.html", context)


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def strike(request, pk):
    """撤销签到."""
    rows = Attendance.objects.visible_to(request.seat).select_related("activity", "deputy")
    attendance = get_object_or_404(rows, pk=pk)
    form = forms.StrikeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.strike_out(attendance, reason=form.cleaned_data["reason"], by=request.seat)
        return redirect("deputies:roster", attendance.activity_id)
    context = {"form": form, "attendance": attendance}
    return render(request, "attendance/strike.html", context, status=422 if form.is_bound else 200)


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def invite(request, pk):
    """邀请代表: ticked ones, or all that the filter leaves."""
    activity, today = _managed(request, pk), clock.today()
    candidates = _invitable(request.seat, activity, today)
    # The buttons are in the list's own form; the filter travels in the address.
    asked = forms.InviteFilter(request.GET, deputies=candidates.order_by(), today=today)
    found = asked.narrow(candidates, today)
    if request.method == "POST":
        chosen = found if "all" in request.POST else candidates.filter(pk__in=_keys(request))
        is_on_duty = bool(request.POST.get("on_duty"))
        number = invitations.invite(activity, deputies=chosen, by=request.seat, on_duty=is_on_duty)
        messages.success(request, f"已邀请 {number} 位代表。")
        return redirect(request.get_full_path())
    context = {"activity": activity, "filter": asked, "found": capped_count(found)}
    context["page"] = pages(found.with_posts(today), request, size=100)
    return render(request, "attendance/invite.html", context)


@seat_required()
@require_safe
@vary_on_headers("HX-Request")
def who(request, pk):
    """代表到场: who is on duty, who was asked and answered what, who came; part of an activity's page."""
    activity = get_object_or_404(Activity.objects.visible_to(request.seat), pk=pk)
    is_mine = activity.station_id in ids_below(request.seat)
    duties = activity.duties.select_related("deputy")
    if not is_mine:
        duties = duties.filter(Q(is_on_duty=True) | Q(pk__in=_own(Duty, request.seat)))
    there = Attendance.objects.visible_to(request.seat).filter(activity=activity)
    context = {
        "activity": activity,
        "is_mine": is_mine,
        "may_change": is_mine and request.seat.role in OFFICE,
        "duties": duties.order_by("-is_on_duty", "deputy__name_key", "pk")[:500],
        "there": there.select_related("deputy").order_by("signed_in_at", "pk")[:500],
        "own_keys": set(_own(Duty, request.seat).filter(activity=activity)),
        "may_sign_in": request.seat.role == Role.DEPUTY and activity.stage != "cancelled",
    }
    if request.headers.get("HX-Request"):
        return render(request, "attendance/_who.html", context)
    return render(request, "attendance/who.html", context)


def _own(model, seat):
    """Keys of what is the seat's deputy's own; none for the office."""
    rows = model.objects.visible_to(seat) if seat.role == Role.DEPUTY else model.objects.none()
    return rows.values_list("pk", flat=True)


def _managed(request, pk) -> Activity:
    mine = Activity.objects.filter(station__any_of=ids_below(request.seat))
    return get_object_or_404(mine.select_related("station"), pk=pk)


def _keys(request) -> list[int]:
    given = request.POST.getlist("deputies")
    return [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 10]


def _members(activity):
    return Deputy.objects.at_or_below(activity.station)


def _expected(seat, activity, words):
    """Whom the roster shows: asked, here already, or the station's own; by name also all I may see."""
    asked = Exists(activity.duties.filter(deputy=OuterRef("pk")).order_by())
    here = Exists(activity.attendances.filter(deputy=OuterRef("pk")).order_by())
    serving = Deputy.objects.performing(activity.held_on).public()
    found = serving.filter(asked | here | Q(pk__in=_members(activity).values("pk")))
    if words:
        mine = Deputy.objects.visible_to(seat).values("pk")
        found = serving.filter(asked | here | Q(pk__in=mine)).named_like(words)
    return found.for_list()


def _invitable(seat, activity, today):
    """Those in office the seat may see, each with `is_asked`."""
    asked = Exists(activity.duties.filter(deputy=OuterRef("pk")).order_by())
    mine = Deputy.objects.visible_to(seat).performing(today)
    return mine.annotate(is_asked=asked).public().for_list()


def _lines(activity, page) -> list[dict]:
    """Each deputy of the page with what was answered and how he signed in: two statements."""
    keys = [deputy.pk for deputy in page]
    duties = {duty.deputy_id: duty for duty in activity.duties.filter(deputy__in=keys)}
    there = {row.deputy_id: row for row in activity.attendances.filter(deputy__in=keys)}
    return [
        {"deputy": each, "duty": duties.get(each.pk), "there": there.get(each.pk)} for each in page
    ]
