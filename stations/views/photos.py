"""公开照片 as a page: which photos everybody may see."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from liaison.accounts.access import seat_required
from liaison.attachments.models import Attachment
from stations.actions import activities
from stations.actions import photos as actions
from stations.forms.photos import PublicPhotosForm
from stations.views.activities import posted, seen


@seat_required(*activities.PLANNERS)
@require_http_methods(["GET", "POST"])
def choose(request, pk):
    """公开照片: each photo of the activity, shown to everybody or not, with words for who cannot see it."""
    activity = seen(request, pk)
    activities.may_act(activity, by=request.seat)
    pictures = [one for one in Attachment.objects.of(activity) if one.is_picture]
    shown = dict(activity.public_photos.order_by("pk").values_list("attachment_id", "alt"))
    form = PublicPhotosForm(posted(request), pictures=pictures, shown=shown)
    if request.method == "POST" and form.is_valid():
        number = actions.show_photos(activity, chosen=form.chosen, by=request.seat)
        messages.success(request, f"居民页面公开 {number} 张照片。" if number else "照片都不公开。")
        return redirect(activity)
    status = 422 if form.is_bound else 200
    context = {"activity": activity, "form": form}
    return render(request, "stations/activity_photos.html", context, status=status)
