"""部门进家 at the desk: who came, what was asked, what was answered (J16)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.accounts.access import seat_required
from liaison.errors import Refused
from stations.actions import activities, joint
from stations.forms.joint import AnswerForm, AskForm, UnitForm
from stations.models import Form, JointQuestion, ids_below
from stations.views.activities import posted, seen


@seat_required()
@require_safe
def index(request, pk):
    """到场部门和现场提问; the activity's page embeds it."""
    return _page(request, _joint(request, pk))


@seat_required(*activities.PLANNERS)
@require_POST
def unit_add(request, pk):
    """登记到场部门."""
    activity = _joint(request, pk)
    activities.may_act(activity, by=request.seat)
    form = UnitForm(request.POST)
    if not form.is_valid():
        return _page(request, activity, status=422, unit_form=form)
    joint.add_unit(activity, by=request.seat, **form.cleaned_data)
    return redirect("stations:joint", activity.pk)


@seat_required(*activities.PLANNERS)
@require_POST
def ask(request, pk):
    """记现场提问."""
    activity = _joint(request, pk)
    activities.may_act(activity, by=request.seat)
    form = AskForm(request.POST, activity=activity)
    if not form.is_valid():
        return _page(request, activity, status=422, ask_form=form)
    joint.ask(activity, by=request.seat, **form.cleaned_data)
    return redirect("stations:joint", activity.pk)


@seat_required(*activities.PLANNERS)
@require_http_methods(["GET", "POST"])
def settle(request, pk, question):
    """答复 of one question."""
    activity = _joint(request, pk)
    activities.may_act(activity, by=request.seat)
    one = get_object_or_404(JointQuestion.objects.filter(activity=activity), pk=question)
    names = ("answer", "task_owner", "task_due_on", "receipt")
    form = AnswerForm(posted(request), initial={name: getattr(one, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            joint.settle(one, by=request.seat, **form.cleaned_data)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "已记录答复。")
            return redirect("stations:joint", activity.pk)
    context = {"activity": activity, "question": one, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "stations/joint_answer.html", context, status=status)


def _joint(request, pk):
    activity = seen(request, pk)
    if activity.form != Form.JOINT:
        raise Http404
    return activity


def _page(request, activity, *, status=200, unit_form=None, ask_form=None):
    mine = request.seat.role in activities.PLANNERS and activity.station_id in ids_below(
        request.seat
    )
    context = {
        "activity": activity,
        "units": activity.joint_units.order_by("pk"),
        "questions": activity.joint_questions.for_list(),
        "manages": mine,
        "may_record": mine and activity.stage not in joint.CLOSED,
        "unit_form": unit_form or UnitForm(),
        "ask_form": ask_form or AskForm(activity=activity),
    }
    return render(request, "stations/joint.html", context, status=status)
