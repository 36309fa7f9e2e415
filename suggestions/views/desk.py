"""The desk at work: many concerns in one go, who has one in hand, who has it open just now."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liaison.accounts.access import seat_required
from suggestions.actions import desk as actions
from suggestions.actions import presence
from suggestions.forms.concerns import DeclineForm
from suggestions.forms.desk import BulkSortForm
from suggestions.forms.shared import YesForm
from suggestions.models import Concern, Subject
from suggestions.routing import Category
from suggestions.views.concerns import DESK, seen
from suggestions.views.pages import accepted, given

#: What may be done with many at once: the form, what is said before, and the button.
ACTS = {
    "take_on": (
        YesForm,
        "这些诉求将记在您名下，您可以在“我经办的”里找到；别人仍能办理。",
        "记在我名下",
    ),
    "sort": (
        BulkSortForm,
        "每件保留自己的标题，归入同一类别，并由系统分别提出渠道建议。",
        "统一梳理",
    ),
    "decline": (
        DeclineForm,
        "只有原因完全相同的才能一起不予受理。每位诉求人都会看到原因和合法途径；决定后不能撤销。",
        "不予受理",
    ),
}


@require_http_methods(["GET", "POST"])
@seat_required(*DESK)
def concerns_bulk(request):
    """批量办理: what will happen to which, then the button; each by itself, with its own record."""
    given_in = request.POST if request.method == "POST" else request.GET
    act = given_in.get("act", "")
    if act not in ACTS:
        return redirect("suggestions:concerns")
    found = _chosen(request, given_in.getlist("number"))
    if not found:
        messages.warning(request, "请先在列表里勾选诉求。")
        return redirect("suggestions:concerns")
    kind, warning, label = ACTS[act]
    form = kind(given(request))
    if not accepted(request, form):
        context = {"form": form, "found": found, "act": act, "warning": warning, "label": label}
        status = 422 if form.is_bound else 200
        return render(request, "suggestions/bulk.html", context, status=status)
    _tell(request, _do(act, found, form, request.seat))
    return redirect("suggestions:concerns")


def _chosen(request, numbers) -> list[Concern]:
    asked = [number.replace("\0", "")[:20] for number in numbers[: actions.MOST]]
    rows = Concern.objects.visible_to(request.seat).filter(number__in=asked)
    return list(rows.for_list())


def _do(act: str, found, form, seat) -> actions.Outcome:
    if act == "take_on":
        return actions.take_on_all(found, by=seat)
    if act == "sort":
        return actions.sort_all(found, category=form.cleaned_data["category"], by=seat)
    return actions.decline_all(found, reason=form.reason, by=seat)


def _tell(request, outcome: actions.Outcome) -> None:
    if outcome.done:
        messages.success(request, f"已办 {outcome.done} 件。")
    for number, why in outcome.left:
        messages.warning(request, f"{number} 没有办：{why}")


@require_POST
@seat_required(*DESK)
def concern_take_on(request, number):
    """经办: mine from now on."""
    concern = seen(request, number)
    actions.take_on(concern, by=request.seat)
    messages.success(request, "已记在您名下。")
    return redirect(concern)


@require_POST
@seat_required(*DESK)
def concern_put_down(request, number):
    """放回: nobody's in particular."""
    concern = seen(request, number)
    actions.put_down(concern, by=request.seat)
    messages.success(request, "已放回，大家都可以办。")
    return redirect(concern)


@require_POST
@seat_required(*DESK)
def concern_presence(request, number):
    """谁正在处理: this page is open here; who else has it open. Warns, never blocks."""
    concern = seen(request, number)
    others = presence.arrive(concern, by=request.seat)
    return render(request, "suggestions/_presence.html", {"others": others})


@require_GET
@seat_required(*DESK)
def subjects(request):
    """类目: the lines of the tree below one category, as choices for the form that sorts."""
    category = request.GET.get("category", "")
    rows = Subject.objects.filter(is_open=True, category=category).select_related("parent")
    known = category in Category.values
    context = {"subjects": rows.order_by("code") if known else [], "chosen": None}
    return render(request, "suggestions/_subjects.html", context)
