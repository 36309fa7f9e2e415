"""The desk's pages of suggestions: the list, one suggestion, and a deputy's own text."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from deputies.models import deputy_of
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from suggestions import documents, filters, guidance
from suggestions.actions import adoption
from suggestions.actions import handlings as handling_actions
from suggestions.forms.suggestions import DraftForm
from suggestions.models import Concern, Suggestion, department_of
from suggestions.views import pages
from suggestions.views.concerns import buttons, may_adopt
from suggestions.workflow import HandlingStage

READERS = (
    Role.STATION,
    Role.DEPUTY,
    Role.COMMITTEE,
    Role.GOVERNMENT,
    Role.DEPARTMENT,
    Role.LEADER,
)


def seen(request, pk: int) -> Suggestion:
    """The suggestion, if this seat may see it; 404 else."""
    rows = Suggestion.objects.visible_to(request.seat)
    return get_object_or_404(rows.select_related("lead", "station", "wished_department"), pk=pk)


@require_GET
@seat_required(*READERS)
def suggestions(request):
    """代表建议: what this seat may see, by tab and filter, newest first."""
    rows = Suggestion.objects.visible_to(request.seat)
    return pages.listing(
        request,
        rows=rows,
        narrowed=_narrowed(request, rows),
        chosen=filters.SUGGESTION_TABS,
        template="suggestions",
        context={"may_adopt": deputy_of(request.seat) is not None},
    )


@require_GET
@seat_required(*READERS)
def suggestions_export(request):
    """The same list as a workbook."""
    found = _narrowed(request, Suggestion.objects.visible_to(request.seat)).qs.for_list()
    rows = list(found[: pages.EXPORT_CAP])
    content = documents.suggestions(rows)
    return pages.excel(request, title="代表建议", content=content, count=len(rows))


def _narrowed(request, rows):
    in_tab = filters.in_tab(rows, filters.SUGGESTION_TABS, request)
    return filters.SuggestionFilter(request.GET, queryset=in_tab)


@require_GET
@seat_required(*READERS)
def suggestion(request, pk):
    """One suggestion: what to do now, the text, who handles it until when, what came of it."""
    suggestion = seen(request, pk)
    steps = suggestion.steps_for(request.seat)
    parts = parts_of(suggestion, request.seat)
    sources = list(sources_of(suggestion, request.seat))
    own = next((part for part in parts if part.buttons), None)
    joined = list(suggestion.cosigners.select_related("deputy").order_by("pk"))
    now = guidance.now("suggestion", suggestion.stage, [step.key for step in steps])
    if own:
        now = guidance.now("handling", own.stage, [one["key"] for one in own.buttons])
    return render(
        request,
        "suggestions/suggestion.html",
        {
            "suggestion": suggestion,
            "now": now,
            "steps": own.buttons if own else buttons("suggestion", suggestion.pk, steps),
            "parts": parts,
            "own": own,
            "sources": sources,
            "draft_key": draft_key(sources),
            "may_revise": any(step.key == "submit" for step in steps),
            "cosigners": joined,
            "asked": next((one for one in joined if one.deputy == deputy_of(request.seat)), None),
            "verdicts": suggestion.verdicts.order_by("pk"),
            "timeline": suggestion.timeline.order_by("-at", "-pk"),
        },
    )


def parts_of(suggestion, seat) -> list:
    """The units' parts, each with the buttons this seat has for it and the last day to return it."""
    parts = list(
        suggestion.handlings.select_related("department", "reply", "signed_by__user").order_by("pk")
    )
    mine = department_of(seat)
    for part in parts:
        part.suggestion = suggestion
        own = part.department == mine
        part.late = part.is_overdue(clock.today())
        part.buttons = buttons("handling", part.pk, part.steps_for(seat)) if own else []
        if own and part.stage == HandlingStage.OFFERED:
            part.send_back_by = handling_actions.last_day_to_send_back(part)
    return parts


def draft_key(sources) -> str:
    """Under which name a deputy's device keeps what was typed for these concerns."""
    return "-".join(["adopt", *(concern.number for concern in sources)])


def sources_of(suggestion, seat):
    """The residents' words behind a suggestion, as far as this seat may see them."""
    seen_ = Concern.objects.visible_to(seat).filter(suggestion=suggestion)
    return seen_.select_related("station").defer("words", "proposal", "due_reason").order_by("pk")


# -- a deputy's own text ------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@seat_required(Role.DEPUTY)
def adopt(request):
    """认领: the residents' words on one side, the deputy's own text on the other."""
    numbers = (request.POST if request.method == "POST" else request.GET).getlist("concern")
    sources = _adoptable(request.seat, numbers)
    form = DraftForm(pages.given(request), sources=sources, draft_key=draft_key(sources))
    if not pages.accepted(request, form):
        waiting = Concern.objects.visible_to(request.seat).adoptable().for_list()
        return render(
            request,
            "suggestions/adopt.html",
            {
                "form": form,
                "sources": sources,
                "waiting": waiting.exclude(number__in=numbers)[:10],
            },
            status=422 if form.is_bound else 200,
        )
    drafted = adoption.adopt(sources, by=request.seat, **form.cleaned_data)
    return pages.done(request, drafted, "已存为草稿。请再看一遍，确认后提交。")


def _adoptable(seat, numbers) -> list[Concern]:
    """The concerns named in the address: 404 when one is not there for this deputy, 409 when late."""
    found = Concern.objects.visible_to(seat).filter(number__in=numbers).select_related("station")
    found = list(found.defer("words").order_by("pk"))
    if len(found) != len(set(numbers)):
        raise Http404
    for concern in found:
        if not may_adopt(concern, seat):
            raise Refused(f"{concern.number} 已由其他代表认领，或不在“代表建议”渠道，不能认领。")
    return found


@require_http_methods(["GET", "POST"])
@seat_required()
def suggestion_revise(request, pk):
    """Rewrite a draft; the same right as handing it in."""
    suggestion = seen(request, pk)
    suggestion.check_step("submit", by=request.seat)
    sources = list(sources_of(suggestion, request.seat))
    initial = {
        "title": suggestion.title,
        "text": suggestion.text,
        "wished_department": suggestion.wished_department_id,
    }
    form = DraftForm(pages.given(request), sources=sources, initial=initial)
    if not pages.accepted(request, form):
        told = {"form": form, "sources": sources, "waiting": [], "suggestion": suggestion}
        status = 422 if form.is_bound else 200
        return render(request, "suggestions/adopt.html", told, status=status)
    adoption.revise(suggestion, by=request.seat, **form.cleaned_data)
    return redirect(suggestion)
