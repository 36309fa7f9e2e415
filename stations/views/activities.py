"""The desk's pages of activities: the list, one activity, planning and changing one."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.attachments.models import Attachment
from liaison.audit import chain
from liaison.ui.paging import pages
from stations import documents
from stations.actions import activities as actions
from stations.filters import ActivityFilter
from stations.forms.activities import ActivityForm, ProblemForm, SeriesForm
from stations.models import Activity, Series, ids_below
from stations.workflow import ActivityStage

#: An export is what is on screen, with all its pages, up to this many rows.
EXPORT_CAP = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = (ActivityStage.PLANNED, ActivityStage.PUBLISHED, ActivityStage.HELD)


def seen(request, pk: int) -> Activity:
    """The activity, if this seat may see it; 404 else."""
    rows = Activity.objects.visible_to(request.seat)
    rows = rows.select_related("station", "series", "study_topic", "logged_by__user")
    return get_object_or_404(rows, pk=pk)


def may_plan(seat) -> bool:
    """Whether activities are planned from this seat."""
    return seat.role in actions.PLANNERS


@seat_required()
@require_safe
def activities(request):
    """活动: those of the seat's stations (others: all that are published), newest first."""
    narrowed = _narrowed(request)
    page = pages(narrowed.qs.for_list(), request)
    context = {"page": page, "filter": narrowed, "may_plan": may_plan(request.seat)}
    part, whole = "stations/_activities_rows.html", "stations/activities.html"
    response = render(request, part if request.htmx else whole, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@seat_required()
@require_safe
def export(request):
    """The same list as a workbook."""
    rows = list(_narrowed(request).qs.for_list()[:EXPORT_CAP])
    facts = {"list": "活动", "rows": len(rows), "filters": sorted(request.GET)}
    chain.record("export", by=request.seat, facts=facts)
    response = HttpResponse(documents.activities(rows), content_type=XLSX)
    name = quote(f"活动{clock.today():%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _narrowed(request):
    rows = Activity.objects.of_stations_of(request.seat)
    return ActivityFilter(request.GET, queryset=rows)


@seat_required()
@require_safe
def activity(request, pk):
    """One activity: what to do now, its facts, photos, lists; who comes and what was raised, by URL."""
    return page_of(request, seen(request, pk))


def page_of(request, activity, *, status=200, problem_form=None):
    """The activity's page."""
    manages = may_plan(request.seat) and activity.station_id in ids_below(request.seat)
    steps = activity.steps_for(request.seat)
    context = {
        "activity": activity,
        "manages": manages,
        "may_edit": manages and activity.stage in OPEN[:2],
        "may_record": manages and activity.stage in OPEN,
        "steps": [_button(activity, step) for step in steps],
        "photos": Attachment.objects.of(activity),
        "problems": activity.problems.for_list(),
        "deliberation": getattr(activity, "deliberation", None),
        "problem_form": problem_form or ProblemForm(),
    }
    return render(request, "stations/activity.html", context, status=status)


def _button(activity, step) -> dict:
    url = reverse(f"stations:activity_{step.key}", args=[activity.pk])
    return {"key": step.key, "label": step.label, "url": url}


@seat_required(*actions.PLANNERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """计划活动."""
    initial = {
        "series": request.GET.get("series"),
        "station": request.GET.get("station"),
        "day": request.GET.get("day") or clock.today(),
    }
    # A mobile point's calendar leads here with the visit filled in.
    visit = ("form", "begins", "ends", "place")
    initial |= {name: request.GET[name] for name in visit if name in request.GET}
    form = ActivityForm(posted(request), seat=request.seat, initial=initial)
    if request.method == "POST" and form.is_valid():
        planned = actions.plan(by=request.seat, **form.details)
        messages.success(request, "已列入计划，发布后群众和代表可见。")
        return redirect(planned)
    return _form_page(request, form, heading="计划活动", back=reverse("stations:activities"))


@seat_required(*actions.PLANNERS)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改活动安排, until it is held."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    form = ActivityForm(posted(request), instance=activity, seat=request.seat)
    if request.method == "POST" and form.is_valid():
        actions.update(activity, by=request.seat, **form.details)
        messages.success(request, "已修改。")
        return redirect(activity)
    return _form_page(request, form, heading="修改活动安排", back=activity.get_absolute_url())


@seat_required(*actions.PLANNERS)
@require_http_methods(["GET", "POST"])
def series(request):
    """特色活动品牌 with their running numbers; a new one below (T26)."""
    form = SeriesForm(posted(request), seat=request.seat)
    if request.method == "POST" and form.is_valid():
        started = actions.start_series(by=request.seat, **form.cleaned_data)
        messages.success(request, f"已设立品牌“{started.name}”。")
        return redirect("stations:series")
    mine = Series.objects.filter(station__any_of=ids_below(request.seat))
    page = pages(mine.select_related("station").order_by("station__path", "name", "pk"), request)
    status = 422 if form.is_bound else 200
    return render(request, "stations/series.html", {"page": page, "form": form}, status=status)


def posted(request):
    """What was filled in; None on a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def _form_page(request, form, *, heading, back):
    context = {"form": form, "page_heading": heading, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "stations/activity_form.html", context, status=status)
