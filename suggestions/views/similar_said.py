"""What a resident sees of similar concerns while typing, and “我也遇到”: an extra, never needed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from liaison.privacy import masking
from stations.models import Station
from suggestions.actions import likeness as actions
from suggestions.actions import similar
from suggestions.forms.public import receipt_number
from suggestions.models import Concern
from suggestions.views import grants
from suggestions.views.limits import Limit, address_of

OFFERED, SHORTEST = 3, 6
HOUR = 3600
ASKED = Limit("similar", most=600, seconds=HOUR)
ECHOED = Limit("echo", most=60, seconds=HOUR)
#: Only what an officer has put in order is told to others, by its title, masked (facts §5.3).
_TOLD = {"stage__in": actions.GOING, "is_private": False}


@login_not_required
@sensitive_post_parameters("text")
@require_POST
def say_similar(request: HttpRequest, code: str) -> HttpResponse:
    """Concerns like what is being typed; nothing at all when none is, or when asked too often."""
    station = get_object_or_404(Station, code=code)
    text = request.POST.get("text", "").strip()
    if len(text) < SHORTEST or ASKED.exceeded(address_of(request)):
        return _part(request, station, [])
    said = similar.told(text, place=request.POST.get("place", "")[:120], station=station)
    found = similar.to(said, similar.joinable().filter(**_TOLD), limit=OFFERED, least=0.35)
    return _part(request, station, [one.concern for one in found])


def _part(request, station, concerns) -> HttpResponse:
    offers = [
        {
            "number": one.number,
            "title": masking.said(one.title),
            "station": one.station.name,
            "stage": one.get_stage_display(),
            "on": one.submitted_at,
        }
        for one in concerns
    ]
    return render(
        request, "suggestions/public/_similar.html", {"offers": offers, "station": station}
    )


@login_not_required
@require_POST
def echo(request: HttpRequest, code: str) -> HttpResponse:
    """我也遇到: counted once per browser."""
    station = get_object_or_404(Station, code=code)
    concern = going(request.POST.get("number", ""))
    if concern is None or ECHOED.exceeded(address_of(request)):
        return render(request, "suggestions/public/_echoed.html", {"station": station}, status=422)
    browser = grants.browser(request)
    is_new = actions.echo(concern, browser=browser)
    context = {"station": station, "number": concern.number, "is_new": is_new}
    context["echoes"] = concern.echoes.count()
    response = render(request, "suggestions/public/_echoed.html", context)
    grants.remember_browser(response, browser)
    return response


def going(number: str) -> Concern | None:
    """The concern of that number, when it may still be echoed; nobody learns of any other."""
    return Concern.objects.filter(number=receipt_number(number[:40]), **_TOLD).first()


def relate_own(request: HttpRequest, response: HttpResponse, own: Concern, number: str) -> None:
    """The resident ticked “就是这件事” and filed his own: both are related, and it counts once."""
    other = going(number) if number else None
    if other is None or other.pk == own.pk:
        return
    browser = grants.browser(request)
    actions.echo(other, browser=browser, own=own)
    grants.remember_browser(response, browser)
