"""One page per step of a suggestion: permission, form, one action."""

from django.views.decorators.http import require_http_methods

from liaison.accounts.access import seat_required
from suggestions.actions import suggestions as actions
from suggestions.forms.shared import NoteForm, ReasonForm, YesForm
from suggestions.forms.suggestions import AssignDirectForm, DivideForm, VerdictForm
from suggestions.models import Satisfaction
from suggestions.views.pages import accepted, ask, done, given
from suggestions.views.suggestions import seen

_either = require_http_methods(["GET", "POST"])


@_either
@seat_required()
def suggestion_submit(request, pk):
    """提交."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("submit", by=request.seat)
    form = YesForm(given(request))
    if not accepted(request, form):
        warn = "提交后由代表工作机构审查，退回修改前不能再改。"
        return ask(request, suggestion, step, form, warn=warn)
    actions.submit(suggestion, by=request.seat)
    return done(request, suggestion, "已提交，等代表工作机构审查。")


@_either
@seat_required()
def suggestion_withdraw(request, pk):
    """撤回."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("withdraw", by=request.seat)
    form = YesForm(given(request))
    if not accepted(request, form):
        warn = "撤回后，所依据的群众诉求退回站点重新研判。"
        return ask(request, suggestion, step, form, warn=warn)
    actions.withdraw(suggestion, by=request.seat)
    return done(request, suggestion, "已撤回。")


@_either
@seat_required()
def suggestion_register(request, pk):
    """立案."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("register", by=request.seat)
    form = YesForm(given(request))
    if not accepted(request, form):
        return ask(request, suggestion, step, form, warn="立案后给出正式编号，编号不能收回。")
    actions.register(suggestion, by=request.seat)
    return done(request, suggestion, f"已立案，编号 {suggestion.number}。请在期限内交办。")


@_either
@seat_required()
def suggestion_mend(request, pk):
    """退回修改."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("mend", by=request.seat)
    form = ReasonForm(given(request), label="请代表修改什么")
    if not accepted(request, form):
        return ask(request, suggestion, step, form)
    actions.mend(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已退回代表修改。")


@_either
@seat_required()
def suggestion_refuse(request, pk):
    """不作建议处理."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("refuse", by=request.seat)
    form = ReasonForm(
        given(request),
        label="依据",
        help_text="例如：涉及代表本人及其亲属；代转群众来信；没有具体内容；属于具体司法案件。",
    )
    if not accepted(request, form):
        warn = "决定后不能撤销；所依据的群众诉求退回站点重新研判。"
        return ask(request, suggestion, step, form, warn=warn)
    actions.refuse(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已记为不作建议处理，并告知代表。")


@_either
@seat_required()
def suggestion_assign(request, pk):
    """交办."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("assign", by=request.seat)
    form = NoteForm(given(request))
    if not accepted(request, form):
        warn = "交政府办分办；法定答复期限从今天起算。"
        return ask(request, suggestion, step, form, warn=warn)
    actions.assign(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已交办，等政府办分办。")


@_either
@seat_required()
def suggestion_assign_direct(request, pk):
    """直接交办."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("assign_direct", by=request.seat)
    form = AssignDirectForm(given(request))
    if not accepted(request, form):
        warn = "只用于法院、检察院等政府系统以外的单位；法定答复期限从今天起算。"
        return ask(request, suggestion, step, form, warn=warn)
    actions.assign_direct(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已直接交办。")


@_either
@seat_required()
def suggestion_divide(request, pk):
    """分办."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("divide", by=request.seat)
    form = DivideForm(given(request), suggestion=suggestion)
    if not accepted(request, form):
        return ask(request, suggestion, step, form)
    actions.divide(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已分办，承办单位会收到通知。")


@_either
@seat_required()
def suggestion_rate(request, pk):
    """评价, satisfied or not: a deputy fills in one form for both."""
    return _verdict(request, pk, "rate", {})


@_either
@seat_required()
def suggestion_object(request, pk):
    """不满意: the same form, opened at the worst grade."""
    return _verdict(request, pk, "object", {"result": Satisfaction.UNSATISFIED})


def _verdict(request, pk, key, initial):
    suggestion = seen(request, pk)
    step = suggestion.check_step(key, by=request.seat)
    form = VerdictForm(given(request), initial=initial)
    if not accepted(request, form):
        return ask(request, suggestion, step, form)
    act = actions.object_to if form.is_unsatisfied else actions.rate
    act(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已评价，谢谢您。")


@_either
@seat_required()
def suggestion_hand_back(request, pk):
    """退回重办."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("hand_back", by=request.seat)
    form = ReasonForm(given(request), label="为什么退回重办")
    if not accepted(request, form):
        warn = "退回原主办单位，另起一个月的期限；只能退回一次。"
        return ask(request, suggestion, step, form, warn=warn)
    actions.hand_back(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已退回重办。")


@_either
@seat_required()
def suggestion_close(request, pk):
    """说明办结."""
    suggestion = seen(request, pk)
    step = suggestion.check_step("close", by=request.seat)
    form = ReasonForm(given(request), label="研究意见")
    if not accepted(request, form):
        return ask(request, suggestion, step, form)
    actions.close(suggestion, by=request.seat, **form.cleaned_data)
    return done(request, suggestion, "已办结。")
