"""One page per step of a concern: permission, form, one action."""

from django.views.decorators.http import require_http_methods

from liaison.accounts.access import seat_required
from suggestions.actions import concerns as actions
from suggestions.forms.concerns import AnswerForm, DecideForm, DeclineForm, MergeForm, SortForm
from suggestions.forms.shared import ReasonForm
from suggestions.views.concerns import seen
from suggestions.views.pages import accepted, ask, done, given

_either = require_http_methods(["GET", "POST"])


@_either
@seat_required()
def concern_sort(request, number):
    """梳理."""
    concern = seen(request, number)
    step = concern.check_step("sort", by=request.seat)
    form = SortForm(given(request), concern=concern)
    if not accepted(request, form):
        return ask(request, concern, step, form)
    actions.sort(concern, by=request.seat, **form.cleaned_data)
    return done(request, concern, "已梳理，请按系统建议确定渠道。")


@_either
@seat_required()
def concern_decide(request, number):
    """定渠道."""
    concern = seen(request, number)
    step = concern.check_step("decide", by=request.seat)
    form = DecideForm(given(request), concern=concern, seat=request.seat)
    if not accepted(request, form):
        return ask(request, concern, step, form, proposal=concern.proposal)
    actions.decide(concern, by=request.seat, **form.cleaned_data)
    return done(request, concern, f"已定为“{concern.get_channel_display()}”。")


@_either
@seat_required()
def concern_merge(request, number):
    """并案."""
    concern = seen(request, number)
    step = concern.check_step("merge", by=request.seat)
    form = MergeForm(
        given(request),
        concern=concern,
        seat=request.seat,
        initial={"into": request.GET.get("into", "")},
    )
    if not accepted(request, form):
        warn = "并案后两件一起办理，诉求人各自得到答复；并案不能撤销。"
        return ask(request, concern, step, form, warn=warn)
    actions.merge(concern, by=request.seat, **form.cleaned_data)
    return done(request, concern, f"已并入 {concern.merged_into.number}。")


@_either
@seat_required()
def concern_decline(request, number):
    """不予受理."""
    concern = seen(request, number)
    step = concern.check_step("decline", by=request.seat)
    form = DeclineForm(given(request))
    if not accepted(request, form):
        warn = "诉求人会看到原因和合法途径；决定后不能撤销。"
        return ask(request, concern, step, form, warn=warn)
    actions.decline(concern, by=request.seat, reason=form.reason)
    return done(request, concern, "已记为不予受理，原因和合法途径会告知诉求人。")


@_either
@seat_required()
def concern_answer(request, number):
    """答复."""
    concern = seen(request, number)
    step = concern.check_step("answer", by=request.seat)
    form = AnswerForm(given(request))
    if not accepted(request, form):
        return ask(request, concern, step, form)
    actions.answer(concern, by=request.seat, **form.cleaned_data)
    return done(request, concern, "已答复，等诉求人评价。")


@_either
@seat_required()
def concern_reroute(request, number):
    """改渠道."""
    concern = seen(request, number)
    step = concern.check_step("reroute", by=request.seat)
    form = ReasonForm(given(request), label="为什么要改渠道")
    if not accepted(request, form):
        return ask(request, concern, step, form)
    actions.reroute(concern, by=request.seat, **form.cleaned_data)
    return done(request, concern, "已退回研判，请重新确定渠道。")


@_either
@seat_required()
def concern_close(request, number):
    """未评价办结."""
    concern = seen(request, number)
    step = concern.check_step("close", by=request.seat)
    form = ReasonForm(
        given(request), label="为什么没有评价就办结", help_text="例如：两次电话回访无人接听。"
    )
    if not accepted(request, form):
        return ask(request, concern, step, form)
    actions.close(concern, by=request.seat, **form.cleaned_data)
    return done(request, concern, "已办结。")
