"""站点公告 at the desk: what stands on a station's page, one more, one less."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations.actions import announcements as actions
from stations.forms.announcements import AnnouncementForm
from stations.models import Announcement, Station
from stations.views.activities import posted

OFFICE = (Role.STATION, Role.COMMITTEE)


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def index(request, code):
    """站点公告: all there were, newest first, and a form for one more."""
    station = get_object_or_404(Station.objects.managed_by(request.seat), code=code)
    form = AnnouncementForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.announce(station, by=request.seat, **form.cleaned_data)
        messages.success(request, "公告已发布到居民页面。")
        return redirect("stations:announcements", code=station.code)
    rows = Announcement.objects.filter(station=station).select_related("posted_by__user")
    context = {
        "station": station,
        "form": form,
        "page": pages(rows.for_list(), request),
        "today": clock.today(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "stations/announcements.html", context, status=status)


@seat_required(*OFFICE)
@require_POST
def withdraw(request, pk):
    """撤下公告."""
    managed = Station.objects.managed_by(request.seat)
    rows = Announcement.objects.select_related("station")
    announcement = get_object_or_404(rows, station__in=managed, pk=pk)
    actions.withdraw(announcement, by=request.seat)
    messages.success(request, "已撤下。")
    return redirect("stations:announcements", code=announcement.station.code)
