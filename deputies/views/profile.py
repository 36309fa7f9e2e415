"""Where a scanned code leads: a deputy's public page, a station, or why neither (代表法 art. 58, J4)."""

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from deputies import published, record
from deputies.actions import codes as actions
from deputies.actions.profile import photo_of
from deputies.documents import codes as documents
from deputies.models import Audience, Deputy, Mandate, ProfileChoice, PublicCode
from deputies.models.codes import shown_parts
from liaison import clock
from liaison.documents import qr
from liaison.documents.pdf import CONTENT_TYPE
from stations.models import Station

#: What a code that opens nothing any more says of itself.
ENDED = {
    PublicCode.Ending.ROTATED: "deputies/codes/rotated.html",
    PublicCode.Ending.REVOKED: "deputies/codes/revoked.html",
}


@login_not_required
@never_cache
@require_safe
def opened(request, code):
    """扫码: the page of the deputy, or on to the station; a code of no use says why and where to go."""
    found = PublicCode.objects.read(code)
    if found is None or found.text == "":
        return render(request, "deputies/codes/unknown.html", status=404)
    today = clock.today()
    station = found.station or documents.home_of(found.deputy, today)
    if found.ended_at is not None:
        return _ended(request, found, _standing_place(station))
    if request.method == "GET" and not request.user.is_authenticated:
        actions.scanned(found, on=today)
    if found.deputy is None:
        return redirect(_standing_place(found.station).get_public_url())
    if not Deputy.objects.in_office(today).filter(pk=found.deputy.pk).exists():
        context = {"deputy": found.deputy, "station": _standing_place(station)}
        return render(request, "deputies/codes/retired.html", context)
    return _page(request, found, _standing_place(station), today)


def _ended(request, code, station):
    """410: changed for a new one, or withdrawn; who may still be reached, and how."""
    context = {"code": code, "station": station}
    return render(request, ENDED[code.ending], context, status=410)


def _page(request, code, station, today):
    deputy = code.deputy
    shown = shown_parts(deputy)
    mandates = list(
        Mandate.objects.performing(today).filter(deputy=deputy).order_by("from_on", "pk")
    )
    context = {
        "code": code,
        "deputy": deputy,
        "station": station,
        "mandates": [(documents.title_of(m), m) for m in documents.mandates_of([deputy.pk], today)],
        "receptions": documents.receptions(station, today, deputy) if station else [],
        "shown": shown,
        "has_photo": ProfileChoice.Part.PHOTO in shown and photo_of(deputy) is not None,
        "done": _done(deputy, today),
        "year": today.year,
        "has_record": bool(published.standing_for(deputy, Audience.ELECTORATE)),
        "may_be_written_to": bool(mandates and station and _belongs(deputy, station, today)),
    }
    return render(request, "deputies/codes/page.html", context)


def _belongs(deputy, station, today) -> bool:
    return deputy.memberships.running(today).filter(station=station).exists()


def _done(deputy, today) -> list[tuple[str, int]]:
    """What he did this year, counted by kind (履职信息): numbers, no names of whom he met."""
    labels = {key: label for key, (label, _) in record.kinds().items()}
    counts = Counter(
        event.kind for event in record.events([deputy.pk], today.replace(month=1, day=1), today)
    )
    return [(labels[kind], number) for kind, number in counts.most_common()]


def _standing_place(station):
    """The station itself, or the one it was merged into; None for one that is no more."""
    if station is None:
        return None
    heir = station.merged_into or station
    return heir if heir.is_open_on(clock.today()) else Station.objects.get_parent(heir)


@login_not_required
@require_safe
def photo(request, code):
    """The photo on the public page, while its deputy agrees and is in office."""
    found = PublicCode.objects.read(code)
    if found is None or found.ended_at is not None or found.deputy is None:
        raise Http404
    in_office = Deputy.objects.in_office(clock.today()).filter(pk=found.deputy.pk).exists()
    picture = photo_of(found.deputy)
    if (
        not in_office
        or picture is None
        or ProfileChoice.Part.PHOTO not in shown_parts(found.deputy)
    ):
        raise Http404
    with picture.file.open("rb") as file:
        answer = HttpResponse(file.read(), content_type=picture.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_not_required
@require_safe
def poster(request, code):
    """二维码海报: A4 to print and hang up, as PDF."""
    today = clock.today()
    station = get_object_or_404(Station.objects.open_on(today), code=code)
    answer = HttpResponse(documents.station_poster(station, today), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(False, f"{station.name}海报.pdf")
    return answer


@login_not_required
@require_safe
def picture(request, code):
    """The QR code of a standing code, as a picture file."""
    found = PublicCode.objects.read(code)
    if found is None or found.ended_at is not None:
        raise Http404
    drawn = qr.svg(documents.absolute(found))
    drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return HttpResponse(drawn, content_type="image/svg+xml")
