"""The desk's pages of handlings: what a unit has to answer, and the steps it takes."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from suggestions import documents, filters
from suggestions.actions import handlings as actions
from suggestions.forms.handlings import ReplyForm
from suggestions.forms.shared import ReasonForm, YesForm
from suggestions.models import Handling
from suggestions.views import pages
from suggestions.views.pages import accepted, ask, done, given

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.DEPARTMENT, Role.LEADER)
_either = require_http_methods(["GET", "POST"])


def seen(request, pk: int) -> Handling:
    """The handling, if this seat may see it; 404 else."""
    rows = Handling.objects.visible_to(request.seat)
    rows = rows.select_related("suggestion__lead", "suggestion__station", "department")
    return get_object_or_404(rows, pk=pk)


@require_GET
@seat_required(*READERS)
def handlings(request):
    """交办办理: open ones first due first, so that what is late stands on top."""
    rows = Handling.objects.visible_to(request.seat)
    return pages.listing(
        request,
        rows=rows,
        narrowed=_narrowed(request, rows),
        chosen=filters.HANDLING_TABS,
        template="handlings",
        context={},
    )


@require_GET
@seat_required(*READERS)
def handlings_export(request):
    """The same list as a workbook."""
    found = _narrowed(request, Handling.objects.visible_to(request.seat)).qs.for_list()
    rows = list(found[: pages.EXPORT_CAP])
    content = documents.handlings(rows)
    return pages.excel(request, title="建议办理", content=content, count=len(rows))


def _narrowed(request, rows):
    in_tab = filters.in_tab(rows, filters.HANDLING_TABS, request)
    return filters.HandlingFilter(request.GET, queryset=in_tab)


@_either
@seat_required()
def handling_sign(request, pk):
    """签收."""
    handling = seen(request, pk)
    step = handling.check_step("sign", by=request.seat)
    form = YesForm(given(request))
    if not accepted(request, form):
        warn = "签收即确认由本单位办理，签收后不能再退办。"
        return ask(request, handling, step, form, warn=warn)
    actions.sign(handling, by=request.seat)
    return done(request, handling, "已签收。请先面复代表，再书面答复。")


@_either
@seat_required()
def handling_send_back(request, pk):
    """退办."""
    handling = seen(request, pk)
    step = handling.check_step("send_back", by=request.seat)
    form = ReasonForm(
        given(request), label="为什么不属于本单位职责", help_text="请写明依据和建议的承办单位。"
    )
    if not accepted(request, form):
        last = actions.last_day_to_send_back(handling)
        warn = f"退办期限到 {last.year}年{last.month}月{last.day}日，过期不能退办。"
        return ask(request, handling, step, form, warn=warn)
    actions.send_back(handling, by=request.seat, **form.cleaned_data)
    return done(request, handling, "已退办，等重新交办。")


@_either
@seat_required()
def handling_reply(request, pk):
    """答复."""
    handling = seen(request, pk)
    step = handling.check_step("reply", by=request.seat)
    form = ReplyForm(given(request))
    if not accepted(request, form):
        return ask(request, handling, step, form)
    actions.reply(handling, by=request.seat, **form.cleaned_data)
    return done(request, handling, "已答复，等代表评价。")
