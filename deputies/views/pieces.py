"""履职故事和案例库: written, reviewed by another, published; the public sees what is published alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import pieces as actions
from deputies.forms import honours as forms
from deputies.models import Piece, deputy_of
from deputies.views import stepping
from deputies.views.desk import OFFICE
from deputies.workflow import PIECE, PieceStage
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.search import words
from liaison.ui.paging import pages
from stations.forms.activities import ReasonForm, YesForm
from stations.views.desk import posted

WRITERS = (Role.STATION, Role.COMMITTEE, Role.DEPUTY)
ACTS = {step.key: getattr(actions, step.key) for step in PIECE.steps}
NEED_REASON = frozenset({"send_back", "withdraw"})
TELLS = {
    "submit": "送审后由代表工作机构的其他同志审核，审核前不能再修改。",
    "review": "审核通过表示内容属实、可以公开；发布前还须本人同意。",
    "publish": "发布后人人可见，搜索也能找到。",
    "withdraw": "撤下后网页立即打不开，材料和原因留在后台。",
}


# -- at the desk --------------------------------------------------------------------------------
@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def index(request):
    """故事与案例: those of the seat's stations, a deputy's own; searched by Chinese words (F17)."""
    asked = forms.PieceFilter(request.GET)
    found = _narrowed(Piece.objects.visible_to(request.seat), asked)
    context = {
        "filter": asked,
        "page": pages(found.for_list(), request),
        "may_write": request.seat.role in WRITERS,
        "is_office": request.seat.role in OFFICE,
    }
    return render(request, "deputies/pieces/index.html", context)


@seat_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """写故事或案例."""
    form = forms.PieceForm(posted(request), _photos(request), seat=request.seat)
    if request.method == "POST" and form.is_valid():
        made = actions.write(by=request.seat, **form.cleaned_data)
        messages.success(request, "已保存草稿，写好后请送审。")
        return redirect(made)
    return _form_page(request, form, "写故事或案例")


@seat_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改草稿."""
    piece = _seen(request, pk)
    piece.check_step("submit", by=request.seat)
    form = forms.PieceForm(posted(request), _photos(request), seat=request.seat, instance=piece)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.change(piece, by=request.seat, **form.cleaned_data))
    return _form_page(request, form, "修改")


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One story or case as it will be read, and how far it has got."""
    piece = _seen(request, pk)
    seat = request.seat
    is_own = seat.role == Role.DEPUTY and deputy_of(seat) == piece.deputy
    may_write = seat.role in WRITERS and piece.stage == PieceStage.DRAFT
    settled = piece.stage in (PieceStage.PUBLISHED, PieceStage.WITHDRAWN)
    context = {
        "piece": piece,
        "files": list(Attachment.objects.of(piece)),
        "steps": piece.steps_for(seat),
        "may_edit": may_write,
        "may_agree": piece.needs_consent
        and not settled
        and (is_own or seat.role in (Role.STATION, Role.COMMITTEE)),
        "is_own": is_own,
    }
    return render(request, "deputies/pieces/detail.html", context)


@seat_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def step(request, pk, key):
    """送审、审核通过、退回、发布、撤下."""
    form = (ReasonForm if key in NEED_REASON else YesForm)(posted(request))
    piece = _seen(request, pk)
    return stepping.take(request, piece, key, acts=ACTS, form=form, tells=TELLS.get(key, ""))


@seat_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def consent(request, pk):
    """同意公开: the deputy himself, or the office with how he agreed."""
    piece = _seen(request, pk)
    is_own = request.seat.role == Role.DEPUTY
    if is_own and deputy_of(request.seat) != piece.deputy:
        raise PermissionDenied
    form = forms.ConsentForm(posted(request), is_own=is_own)
    if request.method == "POST" and form.is_valid():
        actions.consent(piece, by=request.seat, **form.cleaned_data)
        messages.success(request, "已记录同意。")
        return redirect(piece)
    status = 422 if form.is_bound else 200
    context = {"piece": piece, "form": form, "is_own": is_own}
    return render(request, "deputies/pieces/consent.html", context, status=status)


# -- for everybody ------------------------------------------------------------------------------
@login_not_required
@require_safe
def public_list(request):
    """代表风采和履职案例: what is published, searched by words of title and text."""
    asked = forms.PieceFilter(request.GET)
    found = _narrowed(Piece.objects.published(), asked)
    rows = found.select_related("deputy", "station").defer("words")
    context = {"filter": asked, "page": pages(rows.order_by("-published_at", "-pk"), request)}
    return render(request, "deputies/pieces/public_list.html", context)


@login_not_required
@require_safe
def public(request, pk):
    """One published story or case; anything else is not there (T20, F17)."""
    rows = Piece.objects.published().select_related("deputy", "station", "honour").defer("words")
    piece = get_object_or_404(rows, pk=pk)
    context = {"piece": piece, "photos": [one for one in _files(piece) if one.is_picture]}
    return render(request, "deputies/pieces/public.html", context)


@login_not_required
@require_safe
def photo(request, pk, file):
    """A photo of a published piece, for everybody."""
    piece = get_object_or_404(Piece.objects.published().defer("words"), pk=pk)
    found = get_object_or_404(_files(piece), pk=file)
    if not found.is_picture:
        raise Http404
    answer = FileResponse(found.file.open("rb"), content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    # Withdrawn pictures must be gone from the browser as well.
    answer["Cache-Control"] = "private, max-age=60"
    return answer


# -- inside -------------------------------------------------------------------------------------
def _files(piece):
    return Attachment.objects.of(piece)


def _seen(request, pk):
    rows = Piece.objects.visible_to(request.seat).defer("words")
    people = "deputy", "station", "honour", "written_by__user", "reviewed_by__user"
    return get_object_or_404(rows.select_related(*people), pk=pk)


def _narrowed(rows, asked):
    if not asked.is_valid():
        return rows
    said = asked.cleaned_data
    for name in ("kind", "stage"):
        if said[name]:
            rows = rows.filter(**{name: said[name]})
    return words.matching(rows, said["q"])


def _photos(request):
    return {"photos": request.FILES.getlist("photos")} if request.method == "POST" else None


def _form_page(request, form, heading):
    context = {"form": form, "page_heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/pieces/form.html", context, status=status)
