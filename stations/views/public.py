"""What residents see of the network: the way to their station, and the station's own page."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from liaison import clock
from stations import chronicle, hours
from stations.hierarchy import Kind
from stations.models import Announcement, MobileVisit, Station, StudyPlan

#: A search for more than this is answered with “please say more”.
MOST_HITS = 30


@login_not_required
@require_safe
def landing(request):
    """首页: find a station by county or by name, say something, follow what was said."""
    words = request.GET.get("q", "").strip()[:60]
    standing = Station.objects.open_on(clock.today())
    context = {"words": words, "counties": _by_county(standing), "figures": _figures(standing)}
    context |= {"hits": [], "more": False}
    if words:
        hits = list(standing.named_like(words).for_list()[: MOST_HITS + 1])
        context |= {"hits": hits[:MOST_HITS], "more": len(hits) > MOST_HITS}
    return render(request, "stations/landing.html", context)


@login_not_required
@require_safe
def public(request, code):
    """站点主页: where it is, when it is open, who its deputies are (代表法 art. 58)."""
    station = get_object_or_404(Station.objects.select_related("merged_into"), code=code)
    if station.merged_into is not None:
        # The code on the old wall still leads somewhere: to the station that took its place.
        return redirect(station.merged_into.get_public_url())
    today = clock.today()
    station = get_object_or_404(Station.objects.open_on(today), code=code)
    visits = MobileVisit.objects.at_or_below(station).between(today, today + timedelta(days=28))
    context = {
        "station": station,
        "former": chronicle.former_names(station),
        "week": hours.lines(station.weekly_hours),
        "has_visits": visits.exists(),
        "announcements": Announcement.objects.filter(station=station).on_show(today).for_list(),
        "plan": StudyPlan.objects.published()
        .filter(station=station)
        .order_by("-year", "pk")
        .first(),
        "holder": Station.objects.get_parent(station),
        "below": Station.objects.get_children(station).open_on(clock.today()),
    }
    return render(request, "stations/public.html", context)


def _by_county(standing):
    """The county stations, each with the stations right below it: one query."""
    counties = {}
    offered = standing.filter(kind__in=[Kind.CENTRE, Kind.STATION, Kind.HOME, Kind.STUDIO])
    for station in offered.for_list():
        if station.kind == Kind.CENTRE:
            counties[station.path] = (station, [])
        else:
            # What stands under no county has an entry of its own.
            found = counties.get(station.path[: -Station.steplen])
            own = counties.setdefault(station.path[: Station.steplen], (None, []))
            (found or own)[1].append(station)
    return [pair for pair in counties.values() if pair[0] or pair[1]]


def _figures(standing):
    """How many of each kind stand: the “1+4+50+N” of the network."""
    counts = dict.fromkeys(Kind, 0)
    for kind in standing.order_by().values_list("kind", flat=True):
        counts[kind] += 1
    points = counts.pop(Kind.POINT) + counts.pop(Kind.MOBILE)
    figures = [(kind.label, number) for kind, number in counts.items() if number]
    return [*figures, (Kind.POINT.label, points)] if points else figures
