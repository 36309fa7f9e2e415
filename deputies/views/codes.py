"""代表码 at the desk: those of a station, to print, change, withdraw; and what a page shows."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import codes as actions
from deputies.actions import profile as profiles
from deputies.documents import codes as documents
from deputies.forms.codes import CodeFilter, ProfileForm, ReasonForm
from deputies.models import Deputy, PublicCode, deputy_of
from deputies.models.codes import shown_parts
from deputies.views.desk import EXCEL, OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments import sniff
from liaison.audit import chain
from liaison.documents.pdf import CONTENT_TYPE
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.models import Station, station_of
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
#: “Recent” scans are those of so many days.
RECENT_DAYS = 30
#: The sheet of cards is one job: so many cards take a few seconds.
MOST_CARDS = 1000


@seat_required(*OFFICE)
@require_safe
def index(request):
    """代表码: a station's own code and those of its deputies, with how often each was scanned."""
    today = clock.today()
    asked = CodeFilter(request.GET, seat=request.seat)
    station = (asked.is_valid() and asked.cleaned_data["station"]) or station_of(request.seat)
    people = Deputy.objects.member_of(station, today).in_office(today).public()
    page = pages(people.for_list().with_posts(today), request)
    standing = PublicCode.objects.standing().with_scans(today - timedelta(days=RECENT_DAYS))
    of_people = {each.deputy_id: each for each in standing.filter(deputy__in=[d.pk for d in page])}
    context = {
        "filter": asked,
        "station": station,
        "code": standing.filter(station=station).select_related("station").first(),
        "page": page,
        "rows": [(deputy, of_people.get(deputy.pk)) for deputy in page],
        "may_change": request.seat.role in KEEPERS,
        "ended": _ended(station),
    }
    return render(request, "deputies/codes/index.html", context)


def _ended(station):
    """The last codes of the station and its deputies that no longer open a page."""
    here = PublicCode.objects.filter(ended_at__isnull=False).filter(
        pk__in=PublicCode.objects.filter(station=station)
        .values("pk")
        .union(
            PublicCode.objects.filter(
                deputy__in=Deputy.objects.member_of(station, clock.today())
            ).values("pk")
        )
    )
    return here.select_related("deputy", "station", "ended_by__user").order_by("-ended_at", "-pk")[
        :20
    ]


@seat_required(*OFFICE)
@require_safe
def export(request):
    """代表码清单 of all the seat sees, as a spreadsheet."""
    today = clock.today()
    found = PublicCode.objects.visible_to(request.seat).with_scans(
        today - timedelta(days=RECENT_DAYS)
    )
    rows = found.select_related("deputy", "station").order_by("pk")
    chain.record("export", by=request.seat, facts={"what": "代表码清单", "on": today})
    answer = HttpResponse(documents.workbook(rows), content_type=EXCEL)
    name = f"代表码-{today.isoformat()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required(*KEEPERS)
@require_POST
def issue(request, code):
    """生成代表码 for a station and its deputies who have none."""
    station = _managed(request, code)
    new = actions.issue_missing(station, by=request.seat)
    messages.success(request, f"新生成 {new} 个码。" if new else "都已有码，没有新增。")
    return redirect(f"{reverse('deputies:codes')}?station={station.code}")


@seat_required(*KEEPERS)
@require_safe
def cards(request, code):
    """名片: every deputy of the station who has a code, ten cards to an A4 sheet."""
    station, today = _managed(request, code), clock.today()
    here = Deputy.objects.member_of(station, today).in_office(today)
    found = PublicCode.objects.standing().filter(deputy__in=here).select_related("deputy")
    sheet = list(found.order_by("deputy__name_key", "pk")[:MOST_CARDS])
    if not sheet:
        raise Refused("本站代表还没有代表码，请先点“生成代表码”。")
    title = f"{station.name}代表名片"
    return _pdf(documents.cards(sheet, today, title=title), title)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def card(request, pk):
    """One deputy's card, by itself."""
    code = _standing(request, pk, deputy__isnull=False)
    title = f"{code.deputy.name}名片"
    return _pdf(documents.cards([code], clock.today(), title=title, is_sheet=False), title)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def poster(request, pk):
    """One deputy's poster, A4."""
    code = _standing(request, pk, deputy__isnull=False)
    return _pdf(documents.deputy_poster(code, clock.today()), f"{code.deputy.name}海报")


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def rotate(request, pk):
    """更换代表码: after a card was lost or a poster copied."""
    return _end(request, pk, actions.rotate, "deputies/codes/rotate.html", "已更换，请重新打印。")


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def revoke(request, pk):
    """停用代表码."""
    return _end(request, pk, actions.revoke, "deputies/codes/revoke.html", "已停用。")


def _end(request, pk, action, template, done):
    code = _standing(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        action(code, reason=form.cleaned_data["reason"], by=request.seat)
        messages.success(request, done)
        return redirect("deputies:codes")
    status = 422 if form.is_bound else 200
    return render(request, template, {"code": code, "form": form}, status=status)


@seat_required(*KEEPERS, Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def profile(request, pk):
    """公开内容: what the public page of a deputy shows, by his word or the office's."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)
    form = ProfileForm(posted(request), request.FILES or None, shown=shown_parts(deputy))
    if request.method == "POST" and form.is_valid():
        photo = form.cleaned_data["photo_file"]
        try:
            profiles.choose(deputy, shown=form.wishes, photo=photo, by=request.seat)
        except (sniff.Unacceptable, Refused) as why:
            form.add_error("photo_file", str(why))
        else:
            messages.success(request, "已保存。")
            return redirect("deputies:profile", deputy.pk)
    context = {
        "deputy": deputy,
        "form": form,
        "photo": profiles.photo_of(deputy),
        "history": deputy.profile_choices.for_list(),
        "code": PublicCode.objects.standing().filter(deputy=deputy).first(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "deputies/codes/profile.html", context, status=status)


@seat_required(Role.DEPUTY)
@require_safe
def mine(request):
    """我的代表码: the code to show on the phone, what it leads to, how often it was scanned."""
    today, deputy = clock.today(), deputy_of(request.seat)
    found = PublicCode.objects.standing().with_scans(today - timedelta(days=RECENT_DAYS))
    context = {"deputy": deputy, "code": found.filter(deputy=deputy).first()}
    return render(request, "deputies/codes/mine.html", context)


def _managed(request, code):
    return get_object_or_404(Station.objects.managed_by(request.seat), code=code)


def _standing(request, pk, **like):
    found = PublicCode.objects.visible_to(request.seat).select_related("deputy", "station")
    code = get_object_or_404(found.filter(**like), pk=pk)
    if code.ended_at is not None:
        raise Refused(f"此码{code.get_ending_display()}，请回到“代表码”查看现在的码。")
    return code


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    return answer
