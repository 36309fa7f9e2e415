"""One page per step of an activity: permission, form, one action."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments import sniff
from stations.actions import activities as actions
from stations.actions import records
from stations.forms import activities as forms
from stations.models import ActivityProblem
from stations.views.activities import page_of, posted, seen

_either = require_http_methods(["GET", "POST"])


def _ask(request, activity, title, form, **context):
    """The form of a step: the fragment for htmx, the whole page else; 422 when it was sent wrong."""
    told = {"activity": activity, "step_title": title, "form": form, "warn": "", **context}
    part, page = "stations/_activity_step.html", "stations/activity_step.html"
    status = 422 if form.is_bound else 200
    response = render(request, part if request.htmx else page, told, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _done(request, activity, said):
    messages.success(request, said)
    return redirect(activity)


def _allowed(request, pk, key):
    """The activity, when this seat may take this step of it now; 404, 403 or 409 else."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    activity.check_step(key, by=request.seat)
    return activity


@_either
@seat_required()
def activity_publish(request, pk):
    """发布."""
    activity = _allowed(request, pk, "publish")
    if request.method != "POST":
        warn = "发布后，站点主页和活动日历上人人可见。"
        return _ask(request, activity, "发布", forms.YesForm(), warn=warn)
    actions.publish(activity, by=request.seat)
    return _done(request, activity, "已发布。")


@_either
@seat_required()
def activity_hold(request, pk):
    """举行."""
    activity = _allowed(request, pk, "hold")
    if request.method != "POST":
        warn = "确认活动已经举行；之后请尽快归档。"
        return _ask(request, activity, "举行", forms.YesForm(), warn=warn)
    actions.hold(activity, by=request.seat)
    return _done(request, activity, "已记为举行，请写纪要归档。")


@_either
@seat_required()
def activity_log(request, pk):
    """归档, from a phone: one page, photos and all; a form sent twice is one log (J10)."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    form = forms.LogForm(
        posted(request), request.FILES or None, activity=activity, seat=request.seat
    )
    if not _is_repeat(activity, form):
        activity.check_step("log", by=request.seat)
    if request.method != "POST" or not form.is_valid():
        return _log_page(request, activity, form)
    try:
        _log(activity, form, request.seat)
    except sniff.Unacceptable as why:
        form.add_error("photos", str(why))
        return _log_page(request, activity, form)
    return redirect(f"{activity.get_absolute_url()}?logged={activity.pk}")


def _log_page(request, activity, form):
    context = {"activity": activity, "form": form, "problems": activity.problems.for_list()}
    status = 422 if form.is_bound else 200
    return render(request, "stations/activity_log.html", context, status=status)


def _is_repeat(activity, form) -> bool:
    """Whether this very form was taken before, when the answer was lost on the way."""
    return bool(form.is_bound and str(activity.logged_once) == form.data.get("once"))


@transaction.atomic
def _log(activity, form, seat):
    """The log with its photos, or nothing at all."""
    said = dict(form.cleaned_data)
    photos = said.pop("photos")
    if not _is_repeat(activity, form) and photos:
        records.add_photos(activity, uploads=photos, by=seat)
    actions.log(activity, by=seat, **said)


@_either
@seat_required()
def activity_reopen(request, pk):
    """补充记录."""
    activity = _allowed(request, pk, "reopen")
    form = forms.ReasonForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, activity, "补充记录", form)
    actions.reopen(activity, by=request.seat, **form.cleaned_data)
    return _done(request, activity, "已打开，补充后请重新归档。")


@_either
@seat_required()
def activity_cancel(request, pk):
    """取消."""
    activity = _allowed(request, pk, "cancel")
    form = forms.ReasonForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        warn = "取消的活动不计入统计，不能恢复；受邀代表会收到通知。"
        return _ask(request, activity, "取消", form, warn=warn)
    actions.cancel(activity, by=request.seat, **form.cleaned_data)
    return _done(request, activity, "已取消。")


@_either
@seat_required(Role.COMMITTEE)
def waive_study(request, pk):
    """免学习: the committee's reason (T3)."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    form = forms.ReasonForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, activity, "记录未安排学习的理由", form)
    actions.waive_study(activity, by=request.seat, **form.cleaned_data)
    return _done(request, activity, "已记录未安排学习的理由。")


# -- what is written down beside the minutes ------------------------------------------------------
@require_POST
@seat_required(*actions.PLANNERS)
def problem_add(request, pk):
    """记问题."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    form = forms.ProblemForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, status=422, problem_form=form)
    records.add_problem(activity, by=request.seat, **form.cleaned_data)
    return _done(request, activity, "已记入问题清单。")


@_either
@seat_required(*actions.PLANNERS)
def problem_settle(request, pk, problem):
    """定责任、记反馈."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    one = get_object_or_404(ActivityProblem.objects.filter(activity=activity), pk=problem)
    initial = {"owner": one.owner, "reason": one.reason, "feedback": one.feedback}
    form = forms.SettleForm(posted(request), initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, activity, f"问题：{one.problem}", form)
    records.settle_problem(one, by=request.seat, **form.cleaned_data)
    return _done(request, activity, "已更新清单。")


@_either
@seat_required(*actions.PLANNERS)
def deliberate(request, pk):
    """议事记录."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    known = getattr(activity, "deliberation", None)
    initial = {"topic": activity.title}
    if known:
        initial = {"topic": known.topic, "views": known.views, "consensus": known.consensus}
    form = forms.DeliberationForm(posted(request), initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, activity, "议事记录", form)
    records.deliberate(activity, by=request.seat, **form.cleaned_data)
    return _done(request, activity, "已记录议事，任务已进入问题清单。")


@_either
@seat_required(*actions.PLANNERS)
def photos_add(request, pk):
    """添加照片."""
    activity = seen(request, pk)
    actions.may_act(activity, by=request.seat)
    form = forms.PhotosForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                records.add_photos(activity, uploads=form.cleaned_data["photos"], by=request.seat)
            return _done(request, activity, "照片已保存。")
        except sniff.Unacceptable as why:
            form.add_error("photos", str(why))
    return _ask(request, activity, "添加照片", form)
