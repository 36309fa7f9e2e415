"""Which photos of an activity everybody may see, and what is said to be on them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.attachments.models import Attachment
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions import activities
from stations.models import Activity, PublicPhoto


@transaction.atomic
def show_photos(activity: Activity, *, chosen: Mapping[UUID, str], by: Seat) -> int:
    """公开照片: exactly `chosen` (attachment → what is to be seen, 图片说明) stand open to everybody.

    What stood open and is not chosen any more closes at once. Returns how many stand open. Raises
    PermissionDenied at another's station; Refused for a photo of something else, without words, or
    of an activity that was not announced or not held.
    """
    activities.may_act(activity, by=by)
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    activity.refresh_from_db(from_queryset=rows)
    if chosen and not (activity.published_at and activity.counts):
        raise Refused("活动发布并举行后，照片才能公开。")
    photos = {one.pk: one for one in Attachment.objects.of(activity) if one.is_picture}
    if set(chosen) - set(photos):
        raise Refused("选中的照片不属于本次活动，请刷新后再选。")
    if not all(words.strip() for words in chosen.values()):
        raise Refused("公开的照片须写明图片说明。")
    PublicPhoto.objects.filter(activity=activity).exclude(attachment__in=list(chosen)).delete()
    for key, words in chosen.items():
        said = {"activity": activity, "alt": words.strip()}
        first = said | {"shown_at": clock.now(), "shown_by": by}
        PublicPhoto.objects.update_or_create(
            attachment=photos[key], defaults=said, create_defaults=first
        )
    chain.record("activity.show_photos", by=by, about=activity, facts={"rows": len(chosen)})
    return len(chosen)


def is_on_view(attachment: Attachment) -> bool:
    """Whether anybody may open this file: a public photo of an activity announced and held."""
    return PublicPhoto.objects.on_view().filter(attachment=attachment).exists()
