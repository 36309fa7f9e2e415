"""Activities by the day: the month at the desk, what residents see, and the feeds their phones read."""

import calendar as weeks
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.ui.forms import MonthSelect
from stations import feeds
from stations.filters import month_of, next_month, under_named
from stations.models import Activity, Form, PublicPhoto, Station
from stations.views.activities import may_plan
from stations.workflow import ActivityStage

#: More than this on one page is narrowed by station.
MOST_IN_A_MONTH = 500
#: A public page shows this many coming ones and this many held ones.
COMING, HELD = 10, 5
_PHOTOS = Prefetch("public_photos", PublicPhoto.objects.for_list())
_MONTH_BOX = {"class": "form-select", "aria-label": "年份和月份"}
#: A feed reaches this far back and ahead.
FEED_BACK, FEED_AHEAD = timedelta(days=93), timedelta(days=366)


@seat_required()
@require_safe
def month(request):
    """活动日历: a month of the seat's stations, as weeks or as a list, narrowed by station."""
    today = clock.today()
    first = month_of(request.GET.get("month", ""), today)
    rows = Activity.objects.of_stations_of(request.seat)
    named = request.GET.get("station", "").strip()[:60]
    if named:
        rows = rows.filter(station__any_of=under_named(named))
    rows = rows.between(first, next_month(first) - timedelta(days=1))
    found = list(rows.select_related("station").order_by("starts_at", "pk")[: MOST_IN_A_MONTH + 1])
    context = {
        "first": first,
        "month": MonthSelect().render("month", f"{first:%Y-%m}", _MONTH_BOX),
        "named": named,
        "as_list": request.GET.get("view") == "list",
        "found": found[:MOST_IN_A_MONTH],
        "is_cut": len(found) > MOST_IN_A_MONTH,
        "weeks": _weeks(first, found[:MOST_IN_A_MONTH], today),
        "may_plan": may_plan(request.seat),
    }
    return render(request, "stations/calendar.html", context)


def _weeks(first: date, found, today: date) -> list[list[dict]]:
    """The month's weeks, Monday first, each day with its activities."""
    by_day: dict[date, list] = {}
    for activity in found:
        by_day.setdefault(activity.held_on, []).append(activity)
    return [
        [
            {
                "day": day,
                "is_here": day.month == first.month,
                "is_today": day == today,
                "activities": by_day.get(day, []) if day.month == first.month else [],
            }
            for day in week
        ]
        for week in weeks.Calendar().monthdatescalendar(first.year, first.month)
    ]


@login_not_required
@require_safe
def of_station(request, code):
    """What residents see of a station's activities: those coming, those held; a part of its page."""
    station = _standing(code)
    here = Activity.objects.public().filter(station=station)
    today = clock.today()
    coming = here.filter(stage__in=[ActivityStage.PUBLISHED, ActivityStage.CANCELLED])
    coming = coming.filter(held_on__gte=today).order_by("starts_at", "pk")[:COMING]
    held = here.counting().filter(held_on__lte=today).order_by("-starts_at", "-pk")
    held = held.prefetch_related(_PHOTOS)[:HELD]
    feed = reverse("stations:feed", args=[code])
    context = {
        "station": station,
        "coming": coming,
        "held": held,
        "feed": settings.SITE_URL + feed,
        "webcal": feeds.webcal(feed),
    }
    return render(request, "stations/activities_of_station.html", context)


@login_not_required
@require_safe
def public_activity(request, code, pk):
    """One activity for everybody; its minutes once they are logged."""
    rows = Activity.objects.public().select_related("station", "series", "study_topic")
    activity = get_object_or_404(rows, station__code=code, pk=pk)
    is_logged = activity.stage == ActivityStage.LOGGED
    problems = activity.problems.for_list() if is_logged else []
    photos = activity.public_photos.on_view().for_list()
    is_joint = is_logged and activity.form == Form.JOINT
    context = {
        "activity": activity,
        "is_logged": is_logged,
        "problems": problems,
        "photos": photos,
        "questions": activity.joint_questions.for_list() if is_joint else [],
        "units": activity.joint_units.order_by("pk") if is_joint else [],
    }
    return render(request, "stations/public_activity.html", context)


@login_not_required
@require_safe
def station_feed(request, code):
    """日历订阅: the station's published activities and those below it, for calendar programs."""
    station = _standing(code)
    today = clock.today()
    below = Station.objects.under(station).order_by().values_list("pk", flat=True)
    rows = Activity.objects.public().filter(station__any_of=list(below))
    rows = rows.between(today - FEED_BACK, today + FEED_AHEAD)
    found = rows.select_related("station").order_by("starts_at", "pk")
    return feeds.answer(request, f"{station.name}活动", found)


def _standing(code):
    return get_object_or_404(Station.objects.open_on(clock.today()), code=code)
