"""One mandate: its way so far, and the lawful changes the committee's office records (facts §6.2)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import mandates as actions
from deputies.forms import terms as forms
from deputies.models import Deputy, Mandate, MandateOffice, SessionAttendance
from deputies.models.people import deputy_of
from deputies.succession import absences
from deputies.succession.acts import ACTS, open_to
from deputies.views.desk import OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.views.desk import posted


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """代表资格: level, term, electorate, posts, and what happened to it, newest first."""
    return _page(request, _visible(request, pk), forms.OfficeForm())


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """办理变动: the page says what would happen; POST records it."""
    mandate = _kept(request, pk)
    if act not in ACTS:
        raise Http404
    chosen = ACTS[act]
    today = clock.today()
    form = forms.ActForm(
        posted(request), act=chosen, mandate=mandate, initial={"effective_on": today}
    )
    if request.method == "POST" and form.is_valid():
        _apply(mandate, chosen, form, request.seat)
        messages.success(request, f"已登记：{mandate}，{chosen.label}。")
        return redirect(mandate)
    context = {"form": form, "mandate": mandate, "act": chosen}
    context["lines"] = actions.foretell(mandate, chosen, today)
    status = 422 if form.is_bound else 200
    return render(request, "deputies/mandates/act.html", context, status=status)


def _apply(mandate, chosen, form, seat):
    notice = actions.Notice(**form.notice())
    ground = form.cleaned_data["ground"]
    if chosen.key == "suspend":
        actions.suspend(mandate, ground=ground, notice=notice, by=seat)
    elif chosen.key == "resume":
        actions.resume(mandate, notice=notice, by=seat)
    else:
        actions.end(mandate, act=chosen, ground=ground, notice=notice, by=seat)


@seat_required(Role.COMMITTEE)
@require_POST
def take_office(request, pk):
    """登记任职."""
    mandate = _kept(request, pk)
    form = forms.OfficeForm(request.POST)
    if not form.is_valid():
        return _page(request, mandate, form, status=422)
    actions.take_office(mandate, by=request.seat, **form.cleaned_data)
    return redirect(mandate)


@seat_required(Role.COMMITTEE)
@require_POST
def leave_office(request, pk):
    """登记卸任, today."""
    office = get_object_or_404(MandateOffice.objects.select_related("mandate"), pk=pk)
    mandate = _kept(request, office.mandate_id)
    actions.leave_office(office, on=clock.today(), by=request.seat)
    return redirect(mandate)


def _visible(request, pk):
    mine = Deputy.objects.visible_to(request.seat).order_by().values("pk")
    found = Mandate.objects.select_related("deputy", "congress_term__congress")
    kept = Mandate.objects.managed_by(request.seat).order_by().values("pk")
    return get_object_or_404(found.filter(deputy__in=mine) | found.filter(pk__in=kept), pk=pk)


def _kept(request, pk):
    mandate = _visible(request, pk)
    if not actions.may_change(mandate, request.seat):
        raise PermissionDenied("只有本级人大的代表工作机构可以办理。")
    return mandate


def _page(request, mandate, form, status=200):
    today = clock.today()
    may_change = actions.may_change(mandate, request.seat)
    suspended = mandate.suspensions.running(today).order_by("pk").first()
    attended = mandate.session_attendances.select_related("session").order_by(
        "-session__from_on", "-pk"
    )
    absent = sum(row.state == SessionAttendance.State.ABSENT for row in attended)
    context = {
        "mandate": mandate,
        "is_running": mandate.is_running(today),
        "suspended": suspended,
        "events": mandate.events.select_related("seat__user").order_by("-effective_on", "-pk"),
        "offices": mandate.offices.order_by("-from_on", "pk"),
        "attended": attended,
        "standing": absences.standing(absent),
        "may_change": may_change,
        "sees_grounds": may_change or deputy_of(request.seat) == mandate.deputy,
        "acts": open_to(is_running=mandate.is_running(today), is_suspended=suspended is not None)
        if may_change
        else [],
        "form": form,
    }
    return render(request, "deputies/mandates/detail.html", context, status=status)
