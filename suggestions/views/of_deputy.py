"""What residents see of a deputy's suggestions: those registered, where he agrees to show them (J4)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deputies.models import Deputy, ProfileChoice, PublicCode
from deputies.models.codes import shown_parts
from liaison import clock
from liaison.ui.paging import pages
from suggestions.models import Suggestion


@login_not_required
@require_safe
def of_code(request, code):
    """代表建议 of the deputy a standing code belongs to; his public page embeds the list."""
    found = PublicCode.objects.read(code)
    if found is None or found.ended_at is not None or found.deputy is None:
        raise Http404
    deputy = found.deputy
    in_office = Deputy.objects.in_office(clock.today()).filter(pk=deputy.pk).exists()
    if not in_office or ProfileChoice.Part.SUGGESTIONS not in shown_parts(deputy):
        raise Http404
    registered = Suggestion.objects.filter(lead=deputy, registered_at__isnull=False)
    rows = registered.only("title", "stage", "registered_at", "number")
    page = pages(rows.order_by("-registered_at", "-pk"), request, size=20)
    context = {"code": found, "deputy": deputy, "page": page}
    return render(request, "suggestions/public/of_code.html", context)
