"""What a deputy's public page shows beyond what the law makes public: said by him or the office."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from deputies.models import Deputy, ProfileChoice
from deputies.models.codes import shown_parts
from liaison import clock
from liaison.accounts.models import Seat
from liaison.attachments import actions as attachments
from liaison.attachments.models import Attachment
from liaison.audit import chain
from liaison.errors import Refused

PHOTO = ProfileChoice.Part.PHOTO


@transaction.atomic
def choose(
    deputy: Deputy, *, shown: Mapping[str, bool], by: Seat, photo: UploadedFile | None = None
) -> list[ProfileChoice]:
    """设置公开内容: what changes is written beside what was said before, with who and when.

    Raises Refused for a photo page without a photo, sniff.Unacceptable for a file that is none.
    """
    Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    now_shown = shown_parts(deputy)
    if shown.get(PHOTO) and photo is None and photo_of(deputy) is None:
        raise Refused("公开照片前请先上传一张照片。")
    changed = [
        ProfileChoice.objects.create(
            deputy=deputy, part=part, is_shown=wish, decided_at=clock.now(), decided_by=by
        )
        for part, wish in shown.items()
        if wish != (part in now_shown) or (part == PHOTO and photo is not None)
    ]
    for choice in changed:
        if choice.part == PHOTO and photo is not None:
            attachments.attach(choice, upload=photo, by=by)
    if changed:
        facts = {each.get_part_display(): each.is_shown for each in changed}
        chain.record("choose_profile", by=by, about=deputy, facts={"changed": facts})
    return changed


def photo_of(deputy: Deputy) -> Attachment | None:
    """The photo uploaded last, shown or not."""
    said = deputy.profile_choices.filter(part=PHOTO).values_list("pk", flat=True)
    kept = Attachment.objects.filter(
        content_type__app_label="deputies",
        content_type__model="profilechoice",
        object_id__in=[str(pk) for pk in said],
    )
    return kept.order_by("-created_at", "-pk").first()
