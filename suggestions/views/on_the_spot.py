"""What is raised at an activity: its part of the activity's page, and the sheet of a reception on paper."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from deputies.models import Attendance, Duty
from liaison.accounts.access import seat_required
from liaison.ui import paging
from stations.models import Activity
from suggestions.models import Concern
from suggestions.views.concerns import READERS, TAKERS

#: A sheet on paper holds this many visitors; the list at the desk has them all.
MOST_ON_A_SHEET = 200
#: Lines left empty for what is written by hand.
EMPTY_LINES = range(6)


@require_GET
@seat_required()
def concerns_of_activity(request, pk):
    """现场收到诉求: what was raised at an activity, of what this seat may see; a part of its page."""
    activity = get_object_or_404(Activity.objects.visible_to(request.seat), pk=pk)
    rows = Concern.objects.visible_to(request.seat).filter(activity=activity)
    context = {
        "activity": activity,
        "page": paging.pages(rows.for_list(), request),
        "may_take": request.seat.role in TAKERS,
        "may_print": request.seat.role in READERS,
    }
    part, whole = "suggestions/_concerns_of_activity.html", "suggestions/concerns_of_activity.html"
    return render(request, part if request.htmx else whole, context)


@require_GET
@seat_required(*READERS)
def activity_sheet(request, pk):
    """接待登记表 (J8): deputies on duty, who came, what was raised and where it went; no names of residents."""
    rows = Activity.objects.visible_to(request.seat).select_related("station", "series")
    activity = get_object_or_404(rows, pk=pk)
    raised = Concern.objects.visible_to(request.seat).filter(activity=activity)
    duties = Duty.objects.filter(activity=activity, is_on_duty=True)
    duties = duties.exclude(answer=Duty.Answer.LEAVE).select_related("deputy")
    there = Attendance.objects.visible_to(request.seat).filter(activity=activity)
    context = {
        "activity": activity,
        "raised": raised.order_by("submitted_at", "pk")[:MOST_ON_A_SHEET],
        "duties": duties.order_by("deputy__name", "pk"),
        "there": there.select_related("deputy").order_by("signed_in_at", "pk"),
        "problems": activity.problems.for_list(),
        "empty_lines": EMPTY_LINES,
    }
    return render(request, "suggestions/activity_sheet.html", context)
