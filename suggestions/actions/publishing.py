"""Releasing a concern to everybody, taking it down, and the resident's own wish."""

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from liaison.privacy import detector
from liaison.search import words
from suggestions.actions.step import event, lock
from suggestions.models import Concern, Publication
from suggestions.workflow import RESIDENT, ConcernStage

#: What is not this platform's, is another's copy, or was taken back is not shown as a matter.
NOT_PUBLISHED = (ConcernStage.DECLINED, ConcernStage.MERGED, ConcernStage.WITHDRAWN)


@transaction.atomic
def publish(
    concern: Concern, *, title: str, text: str, by: Seat, answer: str = "", names_checked=False
) -> Publication:
    """公开: let everybody read `title`, `text` and `answer` in place of the original (F21).

    Raises Refused when the resident wants it private, at an end that is not published, when the
    words still hold something that proves itself personal (a number with its check digit), or
    what looks like a name nobody has checked (`names_checked`). Done again it replaces the words.
    """
    lock(concern)
    if concern.is_private:
        raise Refused("诉求人要求不公开，不能公开。")
    if concern.stage in NOT_PUBLISHED:
        raise Refused(f"这件诉求{concern.get_stage_display()}，不公开。")
    if answer and not concern.answer:
        raise Refused("还没有答复，请先不填公开答复，答复后再补充。")
    refuse_personal(title, text, answer, names_checked=names_checked)
    publication, is_new = Publication.objects.update_or_create(
        concern=concern,
        defaults={
            "title": title,
            "text": text,
            "answer": answer,
            "words": words.vector(title, text, answer),
            "reviewed_at": clock.now(),
            "reviewed_by": by,
            "withdrawn_at": None,
            "withdrawn_by": None,
            "withdrawn_reason": "",
        },
    )
    public_note = "这件诉求已隐去个人信息后公开。" if is_new else ""
    event(concern, "publish", by=by, public_note=public_note)
    chain.record("publish_concern", by=by, about=concern, facts={"title": title})
    return publication


def refuse_personal(*texts: str, names_checked: bool) -> None:
    """Raises Refused naming each thing in `texts` that must be hidden first."""
    found = [one for text in texts for one in detector.find(text)]
    certain = [f"{one.kind}“{one.masked}”" for one in found if one.is_certain]
    if certain:
        raise Refused(f"还有个人信息没有隐去：{'、'.join(certain)}。请改好再公开。")
    names = [one.text for one in found if not one.is_certain]
    if names and not names_checked:
        raise Refused(f"“{'”“'.join(names)}”可能是人名，请隐去，或确认不是个人姓名。")


@transaction.atomic
def unpublish(concern: Concern, *, reason: str, by: Seat) -> None:
    """撤下公开: nobody but the office reads it any more; a second time changes nothing."""
    lock(concern)
    taken_down = Publication.objects.filter(concern=concern, withdrawn_at=None).update(
        withdrawn_at=clock.now(), withdrawn_by=by, withdrawn_reason=reason
    )
    if taken_down:
        event(concern, "unpublish", by=by, note=reason)
        chain.record("unpublish_concern", by=by, about=concern, facts={"reason": reason})


@transaction.atomic
def wish(concern: Concern, *, is_private: bool) -> None:
    """公开意愿: the resident says whether it may be shown; from this moment it holds."""
    lock(concern)
    if concern.is_private == is_private:
        return
    concern.is_private = is_private
    concern.save(update_fields=["is_private"])
    said = "您要求不公开这件诉求。" if is_private else "您同意隐去个人信息后公开这件诉求。"
    event(concern, "wish", by=RESIDENT, public_note=said)
