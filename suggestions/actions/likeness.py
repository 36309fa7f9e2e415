"""What people make of similar concerns: related, not the same matter, or met by somebody else too."""

from uuid import UUID

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from liaison.privacy.index import blind
from suggestions.actions.step import event
from suggestions.models import Concern, Echo, Likeness
from suggestions.workflow import RESIDENT, ConcernStage

Kind = Likeness.Kind
#: What may still be echoed: not at an end other than being answered.
GOING = (
    ConcernStage.JUDGED,
    ConcernStage.IN_HAND,
    ConcernStage.FED_BACK,
)


@transaction.atomic
def relate(concern: Concern, *, other: Concern, by: Seat | str) -> Likeness:
    """关联: both go on by themselves, each shows the other; said again it changes nothing."""
    found = _judge(concern, other, Kind.RELATED, by)
    for one, that in ((concern, other), (other, concern)):
        event(one, "relate", by=by, note=f"与 {that.number} 关联")
    return found


@transaction.atomic
def keep_apart(concern: Concern, *, other: Concern, by: Seat) -> Likeness:
    """分开: not the same matter; the pair is not offered again."""
    found = _judge(concern, other, Kind.APART, by)
    event(concern, "apart", by=by, note=f"与 {other.number} 不是一回事")
    return found


def _judge(concern: Concern, other: Concern, kind: str, by: Seat | str) -> Likeness:
    if concern.pk == other.pk:
        raise Refused("不能与自己关联，请另选一件。")
    one, two = sorted((concern, other), key=lambda each: each.pk)
    seat = by if isinstance(by, Seat) else None
    said = {"kind": kind, "found_by": seat, "at": clock.now()}
    found, _ = Likeness.objects.update_or_create(one=one, other=two, defaults=said)
    facts = {"kind": Kind(kind).label, "number": other.number}
    chain.record("judge_likeness", by=seat, about=concern, facts=facts)
    return found


@transaction.atomic
def echo(concern: Concern, *, browser: UUID, own: Concern | None = None) -> bool:
    """我也遇到: one more who met this, once per browser; True when it was not counted before.

    `own` is the person's own concern, when he wanted a number of his own: the two are related, so
    that whoever sorts it may join them and he is answered himself.
    """
    if concern.stage not in GOING:
        raise Refused("这件事已经办结，请把您遇到的情况写下来重新提交。")
    mark = blind(str(browser), "echo")
    made, is_new = Echo.objects.get_or_create(
        concern=concern, browser=mark, defaults={"own": own, "at": clock.now()}
    )
    if own and made.own_id is None:
        Echo.objects.filter(pk=made.pk).update(own=own)
    if own:
        relate(own, other=concern, by=RESIDENT)
    if is_new:
        chain.record("echo", about=concern)
    return is_new
