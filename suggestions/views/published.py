"""公开: what everybody reads of concerns and their results, by list, page and feed (F21)."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from liaison import clock
from liaison.notices.channels import absolute
from liaison.ui import paging
from suggestions.forms.publishing import PublishedFilter
from suggestions.models import Publication
from suggestions.views import receipts

#: Entries of a feed; readers ask often enough.
LATEST = 30


@login_not_required
@require_safe
def published(request):
    """The list, the latest first, by words, station and category."""
    asked = PublishedFilter(request.GET)
    page = paging.pages(asked.narrow(Publication.objects.shown()).for_list(), request)
    context = {"page": page, "filter": asked, "station": asked.place}
    context["feed"] = _feed_address(asked.place)
    return render(request, "suggestions/public/published.html", context)


@login_not_required
@require_safe
def published_one(request, pk):
    """One concern: the released words, the four stages with their days, the released answer."""
    found = Publication.objects.shown().for_list()
    publication = get_object_or_404(found, pk=pk)
    concern = publication.concern
    entries = list(concern.timeline.order_by("-at", "-pk").only("step", "at"))
    context = {
        "publication": publication,
        "concern": concern,
        "stops": receipts.stops(concern, entries),
        "today": clock.today(),
    }
    return render(request, "suggestions/public/published_one.html", context)


@login_not_required
@require_safe
def published_feed(request):
    """The same as a feed (Atom, RFC 4287) that other programs subscribe to."""
    asked = PublishedFilter(request.GET)
    rows = asked.narrow(Publication.objects.shown()).for_list()[:LATEST]
    place = asked.place.name if asked.place else "人大代表联络站"
    feed = Atom1Feed(
        title=f"{place}：群众诉求办理公开",
        link=absolute(reverse("suggestions:published")),
        feed_url=absolute(_feed_address(asked.place)),
        description="已隐去个人信息的群众诉求和办理结果。",
        language="zh-CN",
    )
    for one in rows:
        feed.add_item(
            title=one.title,
            link=absolute(one.get_absolute_url()),
            description=one.answer or one.text,
            pubdate=one.reviewed_at,
            updateddate=one.reviewed_at,
            unique_id=absolute(one.get_absolute_url()),
            categories=[one.concern.get_category_display(), one.concern.station.name],
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _feed_address(station) -> str:
    asked = f"?{urlencode({'station': station.code})}" if station else ""
    return reverse("suggestions:published_feed") + asked
