"""Similar concerns at the desk: offered with reasons; joined, related or kept apart by a person."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from liaison.accounts.access import seat_required
from liaison.privacy import masking
from suggestions.actions import likeness as actions
from suggestions.actions import similar
from suggestions.forms.public import receipt_number
from suggestions.models import Concern
from suggestions.views.concerns import DESK, READERS, seen

OFFERED = 6


@require_GET
@seat_required(*READERS)
def concern_similar(request, number):
    """相似诉求: the most alike of every station, and those related before; a part of the page.

    What lies outside this seat's sight is told only by its sorted title, masked, and who has it.
    """
    concern = seen(request, number)
    related = similar.related(concern)
    known = [one.pk for one in related]
    found = similar.like(concern, similar.joinable().exclude(pk__in=known), limit=OFFERED)
    others = [*related, *(one.concern for one in found)]
    mine = similar.seen_by(request.seat, others)
    context = {
        "concern": concern,
        "found": [_offer(one, one.concern.pk in mine) for one in found],
        "related": [one for one in related if one.pk in mine],
        "can_merge": any(step.key == "merge" for step in concern.steps_for(request.seat)),
        "is_desk": request.seat.role in DESK,
    }
    return render(request, "suggestions/_similar.html", context)


def _offer(candidate, is_mine: bool) -> dict:
    other = candidate.concern
    title = other.title if is_mine else _told_to_others(other)
    return {"other": other, "title": title, "is_mine": is_mine, "likeness": candidate.likeness}


def _told_to_others(concern: Concern) -> str:
    """A title no officer has worked on may hold anything: then only its category is told."""
    if concern.category:
        return masking.said(concern.title)
    return "尚未梳理的诉求"


@require_POST
@seat_required(*DESK)
def concern_relate(request, number):
    """关联."""
    concern = seen(request, number)
    actions.relate(concern, other=_other(request), by=request.seat)
    return _back(request, number)


@require_POST
@seat_required(*DESK)
def concern_apart(request, number):
    """不是一回事."""
    concern = seen(request, number)
    actions.keep_apart(concern, other=_other(request), by=request.seat)
    return _back(request, number)


def _other(request) -> Concern:
    """The one named in the form; it may be of a station outside this seat's sight."""
    return get_object_or_404(
        similar.joinable(), number=receipt_number(request.POST.get("other", "")[:40])
    )


def _back(request, number):
    if request.htmx:
        return redirect("suggestions:concern_similar", number)
    return redirect("suggestions:concern", number)
