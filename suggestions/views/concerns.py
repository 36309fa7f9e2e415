"""The desk's pages of concerns: the list, one concern, and taking one down at the counter."""

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deputies.models import deputy_of
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments import sniff
from liaison.attachments.actions import attach_all
from liaison.attachments.models import Attachment
from liaison.audit import chain
from liaison.privacy import masking
from liaison.search import hits
from stations.models import Activity
from suggestions import deadlines, documents, filters, guidance, queues, workflow
from suggestions.actions import concerns as actions
from suggestions.actions import dispatch, rating
from suggestions.forms.concerns import TakeForm
from suggestions.models import Channel, Concern
from suggestions.views import pages, receipts
from suggestions.workflow import ConcernStage

READERS = (Role.STATION, Role.COMMITTEE, Role.DEPUTY, Role.LEADER)
TAKERS = (Role.STATION, Role.COMMITTEE, Role.DEPUTY)
DESK = (Role.STATION, Role.COMMITTEE)


def seen(request, number: str) -> Concern:
    """The concern of that number, if this seat may see it; 404 else."""
    rows = (
        Concern.objects.visible_to(request.seat)
        .with_echoes()
        .select_related(
            "station",
            "department",
            "deputy",
            "suggestion",
            "merged_into",
            "taken_by__user",
            "officer__user",
            "subject__parent",
        )
    )
    return get_object_or_404(rows.defer("words"), number=number)


# -- lists --------------------------------------------------------------------------------------
@require_GET
@seat_required(*READERS)
def concerns(request):
    """群众诉求: what this seat may see, by queue and filter, newest first."""
    rows = Concern.objects.visible_to(request.seat)
    asked = hits.terms(request.GET.get("q", ""))
    return pages.listing(
        request,
        rows=rows,
        narrowed=_narrowed(request, rows),
        chosen=queues.of(request.seat.role),
        template="concerns",
        context={
            "may_take": request.seat.role in TAKERS,
            "may_publish": request.seat.role in (Role.STATION, Role.COMMITTEE),
            "is_desk": request.seat.role in DESK,
        },
        dress=lambda one: _mark(one, asked),
    )


def _mark(concern: Concern, asked: list[str]) -> None:
    """Show where the words asked for stand: in the title, else in the text around them."""
    concern.title_pieces = hits.pieces(concern.title, asked) if asked else []
    in_title = len(concern.title_pieces) > 1
    concern.excerpt = [] if in_title or not asked else hits.excerpt(concern.wording, asked)


@require_GET
@seat_required(*READERS)
def concerns_export(request):
    """The same list as a workbook."""
    found = _narrowed(request, Concern.objects.visible_to(request.seat)).qs.for_list()
    rows = list(found[: pages.EXPORT_CAP])
    content = documents.concerns(rows, seat=request.seat, today=clock.today())
    return pages.excel(request, title="群众诉求", content=content, count=len(rows))


def _narrowed(request, rows):
    in_tab = filters.in_tab(rows, queues.of(request.seat.role), request)
    return filters.ConcernFilter(request.GET, queryset=in_tab)


# -- one concern --------------------------------------------------------------------------------
@require_GET
@seat_required(*READERS)
def concern(request, number):
    """One concern: what to do now, what was said, how it got here."""
    return _page(request, seen(request, number))


@require_POST
@seat_required(Role.STATION, Role.COMMITTEE)
def concern_contact(request, number):
    """Show the resident's name and telephone in full, and write down who looked (facts §5.3)."""
    concern = seen(request, number)
    chain.record("view_personal", by=request.seat, about=concern, facts={"fields": "姓名、电话"})
    told = {"name": concern.resident_name, "phone": concern.phone, "is_full": True}
    if request.htmx:
        return render(request, "suggestions/_contact.html", {"concern": concern, "contact": told})
    return _page(request, concern, contact=told)


def _page(request, concern, contact=None):
    orders = list(concern.hotline_orders.order_by("-pk"))
    reports = list(concern.direct_reports.order_by("-pk"))
    steps = _offered(concern, request.seat, orders, reports)
    return render(
        request,
        "suggestions/concern.html",
        {
            "concern": concern,
            "now": guidance.now(
                "concern", concern.stage, [step.key for step in steps], channel=concern.channel
            ),
            "steps": buttons("concern", concern.number, steps),
            "track": guidance.track(concern.stage),
            "contact": contact or _masked(concern),
            "may_contact": request.seat.role in DESK,
            "is_desk": request.seat.role in DESK and concern.closed_at is None,
            "may_adopt": may_adopt(concern, request.seat),
            "sent": [*orders, *reports],
            "merged": concern.merged.order_by("pk"),
            "attachments": Attachment.objects.of(concern),
            "timeline": concern.timeline.order_by("-at", "-pk"),
            "sealed_until": rating.sealed_until(concern, seat=request.seat, today=clock.today()),
            "may_invite": concern.stage == ConcernStage.FED_BACK
            and request.seat.role in (Role.STATION, Role.COMMITTEE),
            "is_overdue": concern.stage == ConcernStage.IN_HAND
            and deadlines.is_overdue(concern.due_on, clock.today()),
        },
    )


def _offered(concern, seat, orders, reports):
    """The steps of the table, without those this concern's channel forbids just now."""
    hidden = set()
    out = any(one.stage in dispatch.OUT for one in orders) or any(
        one.stage in dispatch.WITH_LEADERS for one in reports
    )
    if out or concern.channel not in workflow.ANSWERED_AT_THE_DESK:
        hidden.add("answer")
    if out or concern.suggestion_id:
        hidden.add("reroute")
    return [step for step in concern.steps_for(seat) if step.key not in hidden]


def buttons(noun: str, key, steps) -> list[dict]:
    """Steps as buttons: each leads to its form's address."""
    return [
        {
            "key": step.key,
            "label": step.label,
            "url": reverse(f"suggestions:{noun}_{step.key}", args=[key]),
        }
        for step in steps
    ]


def _masked(concern) -> dict:
    return {
        "name": masking.name(concern.resident_name),
        "phone": masking.phone(concern.phone),
        "is_full": False,
    }


def may_adopt(concern, seat) -> bool:
    """Whether a deputy sits here and the concern waits for one."""
    return (
        deputy_of(seat) is not None
        and concern.stage == ConcernStage.IN_HAND
        and concern.channel == Channel.SUGGESTION
        and concern.suggestion_id is None
    )


# -- the counter --------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@seat_required(*TAKERS)
def concern_take(request):
    """窗口代录: take down what a person says; the receipt is printed at once."""
    activity = _activity(request)
    files = {"photos": request.FILES.getlist("photos")} if request.method == "POST" else None
    form = TakeForm(pages.given(request), files, seat=request.seat, activity=activity)
    if not pages.accepted(request, form):
        status = 422 if form.is_bound else 200
        context = {"form": form, "activity": activity}
        return render(request, "suggestions/concern_take.html", context, status=status)
    try:
        taken = _take(request.seat, dict(form.cleaned_data))
    except sniff.Unacceptable as why:
        form.add_error("photos", str(why))
        context = {"form": form, "activity": activity}
        return render(request, "suggestions/concern_take.html", context, status=422)
    return redirect("suggestions:concern_receipt", taken.number)


@transaction.atomic
def _take(seat, told: dict) -> Concern:
    """The concern with its photos, or nothing; sent twice it is one."""
    photos, consent = told.pop("photos"), told.pop("consent")
    deputy = deputy_of(seat)
    taken = actions.submit(
        **told,
        source=Concern.Source.DEPUTY if deputy else Concern.Source.COUNTER,
        deputy=deputy,
        taken_by=seat,
        consent_version="counter-1" if consent else "",
    )
    if photos and not Attachment.objects.of(taken).exists():
        attach_all(taken, uploads=photos, by=seat)
    return taken


def _activity(request):
    """The activity it is said at, as `?activity=` names it; none for any other key."""
    key = request.POST.get("activity") or request.GET.get("activity", "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    rows = Activity.objects.visible_to(request.seat).select_related("station")
    return rows.filter(pk=key).first()


@require_GET
@seat_required(*TAKERS)
def concern_receipt(request, number):
    """The receipt in large print, for the seat that took the concern: nobody else gets the code."""
    taken = get_object_or_404(
        Concern.objects.filter(taken_by=request.seat).select_related("station"), number=number
    )
    query = urlencode({"number": taken.number})
    address = f"{settings.SITE_URL}{reverse('suggestions:follow')}?{query}"
    return render(
        request,
        "suggestions/concern_receipt.html",
        {
            "concern": taken,
            "code": actions.check_code(taken),
            "address": f"{settings.SITE_URL}{reverse('suggestions:follow')}",
            "qr": receipts.qr(address),
        },
    )
