"""公开 at the desk: what may be released, releasing it, taking it down."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from liaison.privacy import detector
from liaison.ui import paging
from suggestions.actions import publishing as actions
from suggestions.forms.publishing import PublishForm
from suggestions.forms.shared import ReasonForm
from suggestions.models import Concern, Publication
from suggestions.views.concerns import seen
from suggestions.views.pages import accepted, done, given
from suggestions.workflow import ConcernStage

OFFICE = (Role.STATION, Role.COMMITTEE)
#: The tabs of the list: what waits for a decision, what is shown, what was taken down.
TABS = {"waiting": "待公开", "shown": "已公开", "withdrawn": "已撤下"}
ANSWERED = (ConcernStage.FED_BACK, ConcernStage.CLOSED)


@require_GET
@seat_required(*OFFICE)
def publications(request):
    """公开审核: answered concerns nobody has released yet, and those that were."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "waiting"
    page = paging.pages(_rows(tab, request.seat), request)
    context = {"page": page, "tab": tab, "tabs": TABS.items()}
    return render(request, "suggestions/publications.html", context)


def _rows(tab, seat):
    if tab == "waiting":
        answered = Concern.objects.visible_to(seat).filter(stage__in=ANSWERED, is_private=False)
        return answered.filter(publication=None).for_list()
    mine = Publication.objects.visible_to(seat)
    return (mine.shown() if tab == "shown" else mine.exclude(withdrawn_at=None)).for_list()


@require_http_methods(["GET", "POST"])
@seat_required(*OFFICE)
def concern_publish(request, number):
    """公开: the words everybody will read, beside the original with what must be hidden marked."""
    concern = seen(request, number)
    if concern.is_private or concern.stage in actions.NOT_PUBLISHED:
        raise Refused("这件诉求不能公开：诉求人要求不公开，或者它没有受理、已并案、已撤回。")
    publication = Publication.objects.filter(concern=concern).first()
    form = PublishForm(given(request), concern=concern, publication=publication)
    if accepted(request, form):
        actions.publish(concern, by=request.seat, **form.cleaned_data)
        return done(request, concern, "已公开，诉求人已在办理经过里看到。")
    context = {"concern": concern, "publication": publication, "form": form}
    context["findings"] = detector.find(f"{concern.title}\n{concern.text}\n{concern.answer}")
    status = 422 if form.is_bound else 200
    return render(request, "suggestions/publish.html", context, status=status)


@require_http_methods(["GET", "POST"])
@seat_required(*OFFICE)
def concern_unpublish(request, number):
    """撤下公开, with the reason."""
    concern = seen(request, number)
    publication = Publication.objects.filter(concern=concern, withdrawn_at=None).first()
    if publication is None:
        raise Refused("这件诉求没有公开，不用撤下。")
    form = ReasonForm(given(request), label="为什么撤下")
    if accepted(request, form):
        actions.unpublish(concern, by=request.seat, **form.cleaned_data)
        return done(request, concern, "已撤下，公众看不到了。")
    context = {"concern": concern, "publication": publication, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "suggestions/unpublish.html", context, status=status)


@require_GET
@seat_required(*OFFICE)
def concern_publication(request, number):
    """Whether the public sees this concern, as a fragment of its page."""
    concern = seen(request, number)
    context = {
        "concern": concern,
        "publication": Publication.objects.filter(concern=concern).first(),
        "may_publish": not concern.is_private and concern.stage not in actions.NOT_PUBLISHED,
    }
    if not request.htmx:
        return redirect(concern)
    return render(request, "suggestions/_publication.html", context)
