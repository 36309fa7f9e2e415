"""Standards of a year: who has checked itself, one station's checklist, its stars."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations import checklist, documents
from stations.actions import standards as actions
from stations.forms import standards as forms
from stations.models import Rating, SelfCheck, Station
from stations.views.desk import posted

READERS = (Role.STATION, Role.COMMITTEE, Role.LEADER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 2020


@seat_required(*READERS)
@require_safe
def index(request):
    """标准化: every station at or below one's own, what it answered, its stars; who has not done it."""
    year = _year(request.GET.get("year"))
    is_missing = request.GET.get("state") == "missing"
    context = {
        "page": pages(_listed(request.seat, year, is_missing), request, size=30),
        "year": year,
        "years": range(clock.today().year, clock.today().year - 4, -1),
        "is_missing": is_missing,
    }
    return render(request, "stations/standards/index.html", context)


@seat_required(*READERS)
@require_safe
def export(request):
    """The same list as a workbook."""
    year = _year(request.GET.get("year"))
    rows = _listed(request.seat, year, request.GET.get("state") == "missing")
    response = HttpResponse(documents.standards_workbook(rows, year), content_type=XLSX)
    name = f"{year}年标准化自查与星级.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@seat_required(*READERS)
@require_http_methods(["GET", "POST"])
def station(request, code, year):
    """年度自查: the checklist of this station's kind, answered by its officer, read by the office."""
    found = _managed(request, code)
    items = list(actions.items_of(found, _year(year)))
    said = {row.item_id: row for row in SelfCheck.objects.filter(station=found, year=year)}
    form = forms.ItemsForm(posted(request), items=items, initial=_initial(said))
    if request.method == "POST" and not _may_check(request.seat):
        raise PermissionDenied("自查由站点联络员或代表工作机构填写。")
    if request.method == "POST" and form.is_valid():
        actions.check_self(found, year=year, answers=form.answers, by=request.seat)
        messages.success(request, "自查已保存。")
        return redirect("stations:standard", found.code, year)
    rating = Rating.objects.filter(station=found, year=year).first()
    met = [(item.points, item.pk in said and said[item.pk].is_done) for item in items]
    context = {
        "station": found,
        "year": year,
        "form": form,
        "said": said,
        "rating": rating,
        "score": checklist.score(met),
        "history": found.ratings.history(),
        "may_check": _may_check(request.seat) and not rating and bool(items),
        "may_correct": bool(rating) and actions.may_correct(rating, by=request.seat),
        "changes": rating.changes.select_related("changed_by__user").order_by("-pk")
        if rating
        else (),
        "may_rate": request.seat.role == Role.COMMITTEE and not rating and bool(said),
    }
    status = 422 if form.is_bound else 200
    return render(request, "stations/standards/station.html", context, status=status)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def rate(request, code, year):
    """星级评定: confirm what the station said, the stars follow."""
    found = _managed(request, code)
    items = actions.items_of(found, _year(year))
    said = SelfCheck.objects.filter(station=found, year=year, is_done=True)
    asked = items.filter(pk__in=said.values("item"))
    form = forms.RatingForm(
        posted(request), items=asked, initial={"confirmed": [item.pk for item in asked]}
    )
    if request.method == "POST" and form.is_valid():
        confirmed = [item.pk for item in form.cleaned_data["confirmed"]]
        note = form.cleaned_data["note"]
        made = actions.rate(found, year=year, confirmed=confirmed, note=note, by=request.seat)
        messages.success(request, f"已评定为{made.label}。")
        return redirect("stations:standard", found.code, year)
    context = {"station": found, "year": year, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "stations/standards/rate.html", context, status=status)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def correct(request, code, year):
    """更正星级: by who rated, with a reason; what it was stays on record."""
    found = _managed(request, code)
    rating = get_object_or_404(Rating.objects.select_related("rated_by"), station=found, year=year)
    if not actions.may_correct(rating, by=request.seat):
        raise PermissionDenied("星级由评定的代表工作机构更正。")
    said = SelfCheck.objects.filter(station=found, year=year, is_done=True)
    asked = actions.items_of(found, _year(year)).filter(pk__in=said.values("item"))
    confirmed = list(said.filter(is_confirmed=True).order_by("pk").values_list("item", flat=True))
    initial = {"confirmed": confirmed, "note": rating.note}
    form = forms.CorrectionForm(posted(request), items=asked, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {
            "confirmed": [one.pk for one in form.cleaned_data["confirmed"]]
        }
        change = actions.correct_rating(rating, by=request.seat, **given)
        messages.success(request, f"已由{change.was_stars}星更正为{change.stars}星。")
        return redirect("stations:standard", found.code, year)
    context = {"station": found, "year": year, "form": form, "rating": rating}
    status = 422 if form.is_bound else 200
    return render(request, "stations/standards/rate.html", context, status=status)


def _listed(seat, year, is_missing):
    """Stations in being that `seat` answers for, with `answered`, `done` and `stars` of `year`."""
    mine = SelfCheck.objects.filter(station=OuterRef("pk"), year=year)
    rated = Rating.objects.filter(station=OuterRef("pk"), year=year).order_by("pk")
    found = Station.objects.managed_by(seat).open_on(actions.day_of(year))
    if is_missing:
        found = found.exclude(Exists(mine))
    of_year = Q(self_checks__year=year)
    return found.annotate(
        answered=Count("self_checks", filter=of_year),
        done=Count("self_checks", filter=of_year & Q(self_checks__is_done=True)),
        stars=Subquery(rated.values("stars")[:1]),
    ).order_by("path")


def _initial(said):
    done = {f"done_{key}": row.is_done for key, row in said.items()}
    return done | {f"note_{key}": row.note for key, row in said.items()}


def _may_check(seat) -> bool:
    return seat.role in (Role.STATION, Role.COMMITTEE)


def _managed(request, code):
    return get_object_or_404(Station.objects.managed_by(request.seat), code=code)


def _year(given) -> int:
    """A year from the address; this year when none is given. Raises Http404 for nonsense."""
    this_year = clock.today().year
    if given is None or given == "":
        return this_year
    text = str(given)
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= this_year + 1:
        raise Http404("没有这一年度。")
    return int(text)
