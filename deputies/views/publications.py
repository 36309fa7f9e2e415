"""Points made known: a preview of exactly what each audience will see, published, withdrawn (J14)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies import published
from deputies.actions import appraisals as actions
from deputies.documents import points as documents
from deputies.forms import points as forms
from deputies.models import Audience, Deputy, Publication, deputy_of
from deputies.views.points import workbook
from deputies.views.step_page import accepted, ask
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.ui.paging import pages
from stations.models import Station, station_of
from stations.views.desk import posted

READERS = (Role.COMMITTEE, Role.LEADER, Role.GOVERNMENT, Role.DEPARTMENT)
#: So many rows of a preview are drawn; the rest look alike.
PREVIEWED = 30
either = require_http_methods(["GET", "POST"])


@seat_required(*READERS)
@require_safe
def index(request):
    """积分公示: what is published to whom, since when, by whom."""
    rows = Publication.objects.visible_to(request.seat).for_list()
    context = {
        "page": pages(rows.select_related("published_by__user"), request),
        "may_publish": request.seat.role == Role.COMMITTEE,
    }
    return render(request, "deputies/points/publications.html", context)


@seat_required(Role.COMMITTEE)
@either
def new(request):
    """公示积分: asked for, then looked at as its audience will see it, then published."""
    form = forms.PublishForm(posted(request), initial={"year": forms.asked_year(request)})
    context = {"form": form, "preview": None}
    if accepted(request, form):
        given = form.cleaned_data | {"quarter": int(form.cleaned_data["quarter"])}
        if "publish" in request.POST:
            made = actions.publish(by=request.seat, **given)
            messages.success(request, f"已公示：{made}。")
            return redirect(made)
        draft = actions.unpublished(**given, station=_own_station(request.seat))
        view = published.view(draft)
        context |= {"preview": view, "rows": view.rows[:PREVIEWED], "publication": draft}
        return render(request, "deputies/points/publish.html", context)
    status = 422 if form.is_bound else 200
    return render(request, "deputies/points/publish.html", context, status=status)


@seat_required(*READERS)
@require_safe
def detail(request, pk):
    """One publication as its audience sees it."""
    publication = _seen(request, pk)
    view = published.view(publication)
    context = {
        "publication": publication,
        "view": view,
        "page": pages(view.rows, request, size=50),
        "may_withdraw": request.seat.role == Role.COMMITTEE and publication.withdrawn_at is None,
    }
    return render(request, "deputies/points/publication.html", context)


@seat_required(*READERS)
@require_safe
def export(request, pk):
    """公示表 as a spreadsheet for units: exactly what is published."""
    publication = _seen(request, pk)
    if publication.withdrawn_at is not None:
        raise Http404
    view = published.view(publication)
    facts = {"list": str(publication), "rows": len(view.rows)}
    chain.record("export", by=request.seat, about=publication, facts=facts)
    return workbook(documents.publication(view), f"{publication.period}代表履职积分公示")


@seat_required(Role.COMMITTEE)
@either
def withdraw(request, pk):
    """撤下公示."""
    publication = _seen(request, pk)
    form = forms.ReasonForm(posted(request), label="撤下原因")
    if accepted(request, form):
        actions.withdraw_publication(publication, by=request.seat, **form.cleaned_data)
        messages.success(request, "已撤下，公示对象不再看到。")
        return redirect(publication)
    warn = [f"撤下后，{publication.get_audience_display()}立即看不到这一公示。"]
    back = publication.get_absolute_url()
    return ask(request, "撤下公示", form, back=back, said=str(publication), warn=warn)


@seat_required(Role.DEPUTY)
@require_POST
def consent(request):
    """公示意见 of the deputy himself."""
    if deputy_of(request.seat) is None:
        raise Http404
    form = forms.ConsentForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        actions.say_consent(
            audience=said["audience"], agrees=said["agrees"] == "yes", by=request.seat
        )
        messages.success(request, "您的意见已记录。")
    else:
        messages.error(request, "请选择同意或不同意。")
    return redirect(f"{reverse('deputies:points_mine')}#consent")


@login_not_required
@require_safe
def published_record(request, pk):
    """What the electorate may see of one deputy's points; his public page embeds it. 404 for nothing."""
    deputy = get_object_or_404(Deputy.objects.public(), pk=pk)
    views = [
        published.view(publication, only=deputy)
        for publication in published.standing_for(deputy, Audience.ELECTORATE)[:4]
    ]
    shown = [(view.publication, row) for view in views for row in view.rows]
    if not shown:
        raise Http404
    context = {"deputy": deputy, "shown": shown}
    return render(request, "deputies/points/published_record.html", context)


@login_not_required
@require_safe
def published_of_station(request, code):
    """What the electorate may see of the points of a station's deputies; the station's page links here."""
    station = get_object_or_404(Station.objects.open_on(clock.today()), code=code)
    people = set(published.deputies_at(station))
    found = published.standing_at(station, Audience.ELECTORATE)[:4]
    views = [published.view(publication, among=people) for publication in found]
    context = {"station": station, "views": [view for view in views if view.rows]}
    return render(request, "deputies/points/published_station.html", context)


def _seen(request, pk):
    rows = Publication.objects.visible_to(request.seat).select_related("station")
    return get_object_or_404(rows, pk=pk)


def _own_station(seat):
    station = station_of(seat)
    if station is None:
        raise Http404
    return station
