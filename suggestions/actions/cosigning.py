"""Joining another deputy's suggestion: asked by the lead, confirmed by each for himself."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.models import Deputy, deputy_of
from liaison import clock
from liaison.accounts.models import Seat
from liaison.errors import Refused
from liaison.notices import outbox
from suggestions.actions import recipients
from suggestions.actions.step import event, lock
from suggestions.models import Cosigner, Suggestion
from suggestions.workflow import SuggestionStage


@transaction.atomic
def invite(suggestion: Suggestion, *, deputies: Iterable[Deputy], by: Seat) -> int:
    """邀请联名: ask deputies in office to join a draft; whoever was asked before is left as he is.

    Returns how many are new. Raises PermissionDenied for anybody but the lead, Refused when it is
    no draft any more or a deputy is out of office.
    """
    lock(suggestion)
    _refuse_unless_lead(suggestion, by)
    _refuse_unless_draft(suggestion)
    asked = [one for one in deputies if one.pk != suggestion.lead_id]
    today = clock.today()
    if gone := [one.name for one in asked if not one.is_in_office(today)]:
        raise Refused(f"{'、'.join(gone)}现在不是在任代表，不能联名。")
    return sum(_invite(suggestion, one) for one in asked)


def _invite(suggestion: Suggestion, deputy: Deputy) -> bool:
    asked, is_new = Cosigner.objects.get_or_create(
        suggestion=suggestion, deputy=deputy, defaults={"invited_at": clock.now()}
    )
    if is_new:
        _ask(asked)
    return is_new


def _ask(cosigner: Cosigner) -> None:
    suggestion = cosigner.suggestion
    outbox.post(
        to=recipients.deputy_accounts(cosigner.deputy),
        template="suggestion_cosign",
        about=suggestion,
        once=f"cosign:{cosigner.pk}:{cosigner.invited_at:%Y%m%d%H%M%S%f}",
        url=suggestion.get_absolute_url(),
    )


@transaction.atomic
def answer(cosigner: Cosigner, *, joins: bool, by: Seat) -> None:
    """确认联名 or 不联名: by the deputy asked, while it is a draft; he may change his mind until then."""
    suggestion = cosigner.suggestion
    lock(suggestion)
    lock(cosigner)
    deputy = deputy_of(by)
    if deputy is None or deputy.pk != cosigner.deputy_id:
        raise PermissionDenied
    _refuse_unless_draft(suggestion)
    said = Cosigner.Answer.CONFIRMED if joins else Cosigner.Answer.DECLINED
    if cosigner.answer == said:
        return
    cosigner.answer, cosigner.answered_at = said, clock.now()
    cosigner.save(update_fields=["answer", "answered_at"])
    event(suggestion, "cosign", by=by, note=said.label)


@transaction.atomic
def drop(cosigner: Cosigner, *, by: Seat) -> None:
    """移除联名: the lead takes a name off a draft again."""
    suggestion = cosigner.suggestion
    lock(suggestion)
    _refuse_unless_lead(suggestion, by)
    _refuse_unless_draft(suggestion)
    event(suggestion, "cosign", by=by, note=f"移除{cosigner.deputy.name}")
    cosigner.delete()


def ask_again(suggestion: Suggestion) -> None:
    """The words were changed: whoever confirmed others is asked once more. In the caller's transaction."""
    confirmed = suggestion.cosigners.filter(answer=Cosigner.Answer.CONFIRMED)
    for cosigner in confirmed.select_related("deputy", "suggestion").order_by("pk"):
        cosigner.answer, cosigner.answered_at = Cosigner.Answer.WAITING, None
        cosigner.invited_at = clock.now()
        cosigner.save(update_fields=["answer", "answered_at", "invited_at"])
        _ask(cosigner)


def refuse_unanswered(suggestion: Suggestion) -> None:
    """Raises Refused naming who has not confirmed yet: nobody's name is put under unasked."""
    waiting = suggestion.cosigners.filter(answer=Cosigner.Answer.WAITING)
    names = list(waiting.order_by("pk").values_list("deputy__name", flat=True))
    if names:
        raise Refused(f"{'、'.join(names)}还没有确认联名。请等其确认，或先移除后再提交。")


def _refuse_unless_lead(suggestion: Suggestion, by: Seat) -> None:
    deputy = deputy_of(by)
    if deputy is None or deputy.pk != suggestion.lead_id:
        raise PermissionDenied


def _refuse_unless_draft(suggestion: Suggestion) -> None:
    if suggestion.stage != SuggestionStage.DRAFT:
        raise Refused("建议已经提交，联名名单不能再改；退回修改后可以调整。")
