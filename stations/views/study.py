"""年度学习计划: the plans a seat sees, one plan, its sessions, and the steps it goes through."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations import curriculum, indicators
from stations.actions import study as actions
from stations.forms.study import (
    FIRST_YEAR,
    LAST_YEAR,
    NewPlanForm,
    PlanFilter,
    SendBackForm,
    sessions_of,
)
from stations.models import Station, StudyPlan, Topic, ids_below, without_plan
from stations.views.desk import posted
from stations.workflow import PlanStage

OFFICE = (Role.STATION, Role.COMMITTEE, Role.LEADER)
#: Empty lines under a plan, so that sessions can be added without a script.
SPARE_LINES = 3
#: Steps which need no more than a button.
STEPS = {"submit": actions.submit, "approve": actions.approve, "publish": actions.publish}
DONE = {
    "submit": "学习计划已报送。",
    "approve": "学习计划已审核通过。",
    "publish": "学习计划已公布。",
}


@seat_required(*OFFICE)
@require_safe
def index(request):
    """学习计划: those of the seat's stations, newest year first."""
    asked = PlanFilter(request.GET)
    plans = asked.narrow(StudyPlan.objects.managed_by(request.seat))
    context = {"filter": asked, "page": pages(plans.for_list(), request)}
    context["may_draft"] = request.seat.role in new.seat_roles
    return render(request, "stations/study/index.html", context)


@seat_required(*OFFICE)
@require_safe
def missing(request):
    """未报学习计划的站点: exactly those which owe a plan of the year and have filed none (T2)."""
    year = _year(request.GET.get("year"))
    found = _missing(request.seat, year)
    started = StudyPlan.objects.filter(station__any_of=[each.pk for each in found], year=year)
    by_station = {plan.station_id: plan for plan in started}
    owing = Station.objects.managed_by(request.seat).open_on(clock.today())
    context = {
        "year": year,
        "rows": [(station, by_station.get(station.pk)) for station in found],
        "owing": owing.filter(kind__in=curriculum.OWES_PLAN).count(),
        "may_remind": request.seat.role in remind.seat_roles,
    }
    return render(request, "stations/study/missing.html", context)


@seat_required(Role.COMMITTEE)
@require_POST
def remind(request):
    """提醒未报站点, all at once, each officer once a day."""
    year = _year(request.POST.get("year"))
    told = actions.remind_missing(_missing(request.seat, year), year=year, by=request.seat)
    said = f"已提醒 {told} 位联络员。" if told else "今天已经提醒过，或这些站点没有联络员账号。"
    messages.success(request, said)
    answer = redirect("stations:study_missing")
    answer["Location"] += f"?year={year}"
    return answer


@seat_required(Role.STATION)
@require_http_methods(["GET", "POST"])
def new(request):
    """编制学习计划: from the template, or from last year's."""
    initial = {"year": _year(request.GET.get("year")), "station": request.GET.get("station")}
    form = NewPlanForm(posted(request), seat=request.seat, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        plan = actions.draft_plan(
            asked["station"],
            year=asked["year"],
            person=asked["person"],
            from_last_year=asked["source"] == "copy",
            by=request.seat,
        )
        return redirect("stations:study_edit", pk=plan.pk)
    status = 422 if form.is_bound else 200
    return render(request, "stations/study/new.html", {"form": form}, status=status)


@seat_required(*OFFICE)
@require_safe
def plan(request, pk):
    """One plan: its sessions, how far they are carried out, and what the seat may do with it."""
    shown = get_object_or_404(_visible(request.seat), pk=pk)
    return render(request, "stations/study/plan.html", _told(shown, request.seat))


@seat_required(Role.STATION)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改学习安排: lines to fill, to tick off, and empty ones below; drafts only."""
    draft = get_object_or_404(StudyPlan.objects.managed_by(request.seat), pk=pk)
    actions.check_open(draft)
    asked_more = request.method == "POST" and "more" in request.POST
    formset = sessions_of(draft, posted(request), spare=SPARE_LINES)
    if formset.is_bound and formset.is_valid():
        person = request.POST.get("person", "")[:50]
        sessions = formset.sessions()
        actions.set_sessions(draft, sessions=sessions, person=person, by=request.seat)
        messages.success(request, "学习安排已保存。")
        return redirect("stations:study_edit", pk=pk) if asked_more else redirect(draft)
    context = {"plan": draft, "formset": formset, "person": draft.person}
    status = 422 if formset.is_bound else 200
    return render(request, "stations/study/edit.html", context, status=status)


@seat_required(*OFFICE)
@require_POST
def step(request, pk, key):
    """报送、审核通过、公布: a button each."""
    if key not in STEPS:
        raise Http404
    moved = STEPS[key](get_object_or_404(_visible(request.seat), pk=pk), by=request.seat)
    messages.success(request, DONE[key])
    if said := _warning(moved):
        messages.warning(request, said)
    return redirect(moved)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def send_back(request, pk):
    """退回修改, with the reason."""
    shown = get_object_or_404(StudyPlan.objects.managed_by(request.seat), pk=pk)
    form = SendBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.send_back(shown, by=request.seat, **form.cleaned_data)
        messages.success(request, "已退回，联络员会收到意见。")
        return redirect(shown)
    context = {"form": form, "plan": shown}
    status = 422 if form.is_bound else 200
    return render(request, "stations/study/send_back.html", context, status=status)


@login_not_required
@require_safe
def public(request, code, year):
    """站点公布的年度学习计划."""
    station = get_object_or_404(Station, code=code)
    shown = get_object_or_404(StudyPlan.objects.published(), station=station, year=year)
    plans = StudyPlan.objects.published().filter(station=station).order_by("-year", "pk")
    context = {"station": station, "plan": shown, "items": _items(shown)}
    context["years"] = list(plans.values_list("year", flat=True))
    return render(request, "stations/study/public.html", context)


def _told(shown, seat) -> dict:
    return {
        "plan": shown,
        "items": _items(shown),
        "progress": indicators.progress(shown),
        "steps": shown.steps_for(seat),
        "may_edit": seat.role in edit.seat_roles
        and shown.stage == PlanStage.DRAFT
        and shown.station_id in ids_below(seat),
        "warning": _warning(shown),
        "lacking": curriculum.lacking(
            Topic.objects.required_in(shown.year), shown.items.values_list("topic", flat=True)
        ),
    }


def _warning(shown) -> str:
    first = shown.items.select_related("topic").order_by("position", "pk").first()
    return curriculum.warning(first and first.topic, Topic.objects.first_topic(shown.year))


def _items(shown):
    return shown.items.select_related("topic").order_by("position", "pk")


def _visible(seat):
    return StudyPlan.objects.visible_to(seat).select_related("station", "approved_by__user")


def _missing(seat, year):
    standing = Station.objects.managed_by(seat).open_on(clock.today())
    return list(without_plan(standing, year).for_list())


def _year(text) -> int:
    """The year asked for, or this one."""
    asked = int(text) if text and text.isascii() and text.isdecimal() else 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year
