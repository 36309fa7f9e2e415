"""联名: the lead asks, each deputy confirms for himself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from deputies.models import Deputy, Membership, deputy_of
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from suggestions.actions import cosigning as actions
from suggestions.forms.cosigners import SearchForm
from suggestions.models import Cosigner
from suggestions.views.suggestions import seen

#: Shown at a time; a name typed narrows it.
SHOWN = 30


@require_http_methods(["GET", "POST"])
@seat_required(Role.DEPUTY)
def cosigners(request, pk):
    """邀请联名: fellow deputies of the own stations first, anybody in office by name."""
    suggestion = seen(request, pk)
    suggestion.check_step("submit", by=request.seat)
    asked = SearchForm(request.GET)
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("deputy") if key.isdecimal() and len(key) < 10]
        chosen = Deputy.objects.filter(pk__in=keys).defer("phone").order_by("pk")
        count = actions.invite(suggestion, deputies=chosen, by=request.seat)
        said = f"已邀请 {count} 位代表，等其确认。" if count else "请先勾选要邀请的代表。"
        messages.success(request, said)
        return redirect("suggestions:cosigners", pk)
    context = {"suggestion": suggestion, "form": asked, "found": _found(suggestion, asked.words)}
    context["cosigners"] = suggestion.cosigners.select_related("deputy").order_by("pk")
    return render(request, "suggestions/cosigners.html", context)


def _found(suggestion, words):
    """Whom the lead may ask: in office, not asked yet, not himself."""
    today = clock.today()
    rows = Deputy.objects.in_office(today).public().exclude(pk=suggestion.lead_id)
    rows = rows.exclude(cosigned__suggestion=suggestion)
    if words:
        rows = rows.named_like(words)
    else:
        own = Membership.objects.running(today).filter(deputy=suggestion.lead_id)
        here = Membership.objects.running(today).filter(station__in=own.values("station"))
        rows = rows.filter(pk__in=here.values("deputy"))
    return rows.for_list().with_posts(today)[:SHOWN]


@require_POST
@seat_required(Role.DEPUTY)
def cosigner_answer(request, pk):
    """确认联名、不联名: for oneself only."""
    cosigner = get_object_or_404(
        Cosigner.objects.select_related("suggestion"), pk=pk, deputy=deputy_of(request.seat)
    )
    joins = request.POST.get("joins") == "1"
    actions.answer(cosigner, joins=joins, by=request.seat)
    messages.success(request, "已确认联名。" if joins else "已告知不联名。")
    return redirect(cosigner.suggestion)


@require_POST
@seat_required(Role.DEPUTY)
def cosigner_drop(request, pk):
    """移除联名: the lead's."""
    mine = Cosigner.objects.select_related("suggestion", "deputy")
    cosigner = get_object_or_404(mine, pk=pk, suggestion__lead=deputy_of(request.seat))
    actions.drop(cosigner, by=request.seat)
    messages.success(request, f"已移除{cosigner.deputy.name}代表。")
    return redirect("suggestions:cosigners", cosigner.suggestion_id)
