"""The gap list acted upon: deputies ticked are invited or reminded, and the page says how it went."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from deputies.actions import gap_acts as actions
from deputies.models import Deputy
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from stations.models import Activity, ids_below
from stations.workflow import ActivityStage

#: So many coming activities are offered.
OFFERED = 50


def coming(seat):
    """The activities ahead at the stations `seat` answers for, the nearest first."""
    mine = Activity.objects.filter(station__any_of=ids_below(seat), ends_at__gt=clock.now())
    ahead = mine.filter(stage__in=[ActivityStage.PLANNED, ActivityStage.PUBLISHED])
    return ahead.select_related("station").order_by("starts_at", "pk")


@seat_required(Role.STATION, Role.COMMITTEE)
@require_POST
def act(request):
    """邀请或提醒勾选的代表: once each; what happened for every one of them."""
    keys = [
        key
        for key in request.POST.getlist("deputies")
        if key.isascii() and key.isdigit() and len(key) < 10
    ]
    mine = Deputy.objects.visible_to(request.seat).filter(pk__in=keys[: actions.MOST + 1])
    deputies = list(mine.public().for_list())
    activity = None
    if request.POST.get("what") == "invite":
        activity = _activity(request)
        found = actions.invite(activity, deputies=deputies, by=request.seat)
    else:
        found = actions.remind(deputies, year=_year(request), by=request.seat)
    context = {
        "found": found,
        "activity": activity,
        "new": sum(one.is_new for one in found),
        "query": request.GET.urlencode(),
    }
    return render(request, "deputies/gap_outcomes.html", context)


def _activity(request) -> Activity:
    given = request.POST.get("activity", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Refused("请先选择要邀请参加的活动；没有合适的，请先安排一次活动。")
    return get_object_or_404(coming(request.seat), pk=given)


def _year(request) -> int:
    given = request.GET.get("year", "")
    is_year = given.isascii() and given.isdigit() and 2000 <= int(given[:5]) <= 2100
    return int(given) if is_year else clock.today().year
