"""必修课: who has not done it, station by station; and what one deputy has learnt."""

from django.contrib import messages
from django.db.models import F, OuterRef, Subquery, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deputies import indicators
from deputies.actions import training as actions
from deputies.forms.training import CompleteForm, CourseFilter, YearForm
from deputies.models import Deputy, Membership, Publicity, TrainingClass, deputy_of, without_course
from deputies.views.desk import OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.models import Station, Topic
from stations.views.desk import posted


@seat_required(*OFFICE)
@require_safe
def index(request):
    """必修课完成率 by station, and the names of those who have not done it (T5)."""
    today = clock.today()
    asked = CourseFilter(request.GET, seat=request.seat)
    topic, station = asked.chosen()
    mine = Deputy.objects.visible_to(request.seat)
    lacking = without_course(mine.in_office(today), topic)
    if station is not None:
        lacking = lacking.member_of(station, today)
    context = {
        "filter": asked,
        "topic": topic,
        "station": station,
        "rates": indicators.course_rates(mine, topic, today),
        "page": pages(_by_station(lacking, today), request, size=50),
        "may_record": request.seat.role in record.seat_roles,
    }
    return render(request, "deputies/training/courses.html", context)


@seat_required(Role.STATION, Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def record(request, topic, code):
    """登记完成 for the deputies of one station who have not done the course yet."""
    today = clock.today()
    course = get_object_or_404(Topic.objects.courses(today), pk=topic)
    station = get_object_or_404(Station.objects.managed_by(request.seat), code=code)
    here = Deputy.objects.visible_to(request.seat).in_office(today).member_of(station, today)
    lacking = without_course(here, course).public().for_list()
    form = CompleteForm(posted(request), deputies=lacking, initial={"on": today, "how": "station"})
    if request.method == "POST" and form.is_valid():
        count = actions.complete_course(topic=course, by=request.seat, **form.cleaned_data)
        messages.success(request, f"已登记 {count} 位代表完成“{course.title}”。")
        return redirect("deputies:courses")
    context = {"form": form, "topic": course, "station": station}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/training/record.html", context, status=status)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def learning(request, pk):
    """学习档案 of one deputy: courses done, classes attended, hours of a year."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat).public(), pk=pk)
    return _learning_page(request, deputy, [])


@seat_required(Role.DEPUTY)
@require_safe
def mine(request):
    """我的学习: policies to read, and the own 学习档案."""
    deputy = deputy_of(request.seat)
    if deputy is None:
        raise Refused("您的岗位还没有对应的代表，请联系代表工作机构。")
    unread = Publicity.objects.unread_by(request.seat).select_related("station")
    return _learning_page(request, deputy, list(unread))


def _learning_page(request, deputy, unread):
    year = YearForm.asked(request)
    enrolments = deputy.enrolments.in_year(year).select_related("training")
    context = {
        "deputy": deputy,
        "is_mine": request.seat.role == Role.DEPUTY,
        "unread": unread,
        "year": year,
        "hours": enrolments.aggregate(total=Sum("hours"))["total"] or 0,
        "enrolments": enrolments.order_by("-training__from_on", "pk"),
        "completions": deputy.completions.for_list(),
        "lacking": _lacking(deputy),
        "today": clock.today(),
        "open_classes": _open_classes(deputy) if request.seat.role == Role.DEPUTY else [],
    }
    return render(request, "deputies/training/learning.html", context)


def _open_classes(deputy):
    """Classes the deputy may still enrol in himself, and has not."""
    found = TrainingClass.objects.enrolling(clock.today()).exclude(enrolments__deputy=deputy)
    return found.for_list()


def _lacking(deputy):
    courses = Topic.objects.courses(clock.today())
    return courses.exclude(pk__in=deputy.completions.order_by().values("topic"))


def _by_station(deputies, today):
    """Deputies in the order of their primary stations, the unassigned last."""
    primary = Membership.objects.running(today).filter(deputy=OuterRef("pk"), is_primary=True)
    path = Subquery(primary.order_by("pk").values("station__path")[:1])
    ordered = deputies.annotate(station_path=path).order_by(
        F("station_path").asc(nulls_last=True), "name_key", "pk"
    )
    return ordered.public().with_posts(today)
