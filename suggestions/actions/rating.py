"""The resident's word on an answer: invited by a link, reminded once, reopened within a window."""

import secrets
from datetime import date, timedelta

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.privacy.index import blind
from liaison.workdays.models import current_calendar
from suggestions import deadlines, workflow
from suggestions.actions import recipients, telling
from suggestions.actions.step import event, lock, step
from suggestions.models import Concern, Rating, RatingLink
from suggestions.workflow import RESIDENT, SYSTEM, ConcernStage

#: A link on paper or in a message is good for this long; the one on the counter's tablet too.
GOOD_FOR = timedelta(days=30)
MOST_ROUNDS = 2


def rate(
    concern: Concern, *, rating: str, attitude: str = "", speed: str = "", note: str = ""
) -> None:
    """评价: result, attitude and speed apart; that closes it.

    `rating` is of the result and needed; the two others may be left out.
    """
    with step("rate", concern, by=RESIDENT, note=note, public_note=Rating(rating).label) as at:
        concern.rating, concern.rating_note = rating, note
        concern.attitude, concern.speed = attitude, speed
        concern.rated_at = concern.closed_at = at


@transaction.atomic
def redo(concern: Concern, *, reason: str) -> None:
    """要求重办: not satisfied the first time; it is judged again, once."""
    with step("redo", concern, by=RESIDENT, note=reason, public_note="您要求重新办理。"):
        _again(concern, reason)
    _tell_the_office(concern)


@transaction.atomic
def reopen(concern: Concern, *, reason: str) -> None:
    """重新打开: it was closed and has come back; within the window and once (limit "reopen")."""
    with step("reopen", concern, by=RESIDENT, note=reason, public_note="您反映问题没有解决。"):
        if not may_reopen(concern, clock.today()):
            raise Refused("已过了可以重新打开的日子，请重新提交一件，我们会把两件放在一起看。")
        _again(concern, reason)
        concern.closed_at, concern.end_reason = None, ""
        concern.rating = concern.attitude = concern.speed = ""
        concern.rated_at = None
    _tell_the_office(concern)


def may_reopen(concern: Concern, today: date) -> bool:
    """Whether a closed concern can still be reopened on `today` (a local date)."""
    if concern.closed_at is None or concern.rounds >= MOST_ROUNDS:
        return False
    begins = clock.local_date(concern.closed_at)
    return today <= deadlines.promise("reopen", begins, current_calendar()).day


def sealed_until(concern: Concern, *, seat: Seat, today: date) -> date | None:
    """The last day on which this seat does not see how it was rated; None when it may see.

    Who answered by himself sees the rating when the window (limit "rating_window") is over, so
    that nobody is asked about it at the counter (T36).
    """
    if seat.role not in workflow.ANSWERED_BY.get(concern.channel, ()):
        return None
    if not concern.rating or concern.answered_at is None:
        return None
    begins = clock.local_date(concern.answered_at)
    last = deadlines.promise("rating_window", begins, current_calendar()).day
    return last if today <= last else None


def _again(concern: Concern, reason: str) -> None:
    if concern.rounds >= MOST_ROUNDS:
        raise Refused("此件已重新办理过一次，请直接评价；仍有异议可联系站点工作人员。")
    concern.rounds += 1
    concern.rating_note = reason


def _tell_the_office(concern: Concern) -> None:
    outbox.post(
        to=recipients.of_station(concern),
        template="concern_redo",
        about=concern,
        once=f"redo:{concern.pk}:{concern.rounds}",
        url=concern.get_absolute_url(),
    )


@transaction.atomic
def invite(concern: Concern, *, by: Seat) -> str:
    """评价邀请: a link's key, shown once; each link is good once, and links of one answer together.

    Raises Refused while there is nothing to rate.
    """
    lock(concern)
    if concern.stage != ConcernStage.FED_BACK:
        raise Refused("答复以后、评价以前才能邀请评价。")
    key, now = secrets.token_urlsafe(24), clock.now()
    concern.rating_links.create(
        digest=blind(key, "rating_link"),
        round=concern.rounds,
        made_at=now,
        made_by=by,
        expires_at=now + GOOD_FOR,
    )
    return key


def invited(key: str) -> RatingLink | None:
    """The invitation behind a link's key; None for a forged one."""
    found = RatingLink.objects.select_related("concern__station")
    return found.filter(digest=blind(key, "rating_link")).first()


def is_good(link: RatingLink) -> bool:
    """Whether the link may still be used: not used, not run out, of the answer given last."""
    concern = link.concern
    return (
        link.used_at is None
        and clock.now() < link.expires_at
        and link.round == concern.rounds
        and concern.stage == ConcernStage.FED_BACK
    )


@transaction.atomic
def rate_by_link(link: RatingLink, **word) -> None:
    """The same as `rate`, by a link: two phones with one link are one rating (the link's row is locked)."""
    lock(link)
    if not is_good(link):
        raise Refused("这个评价链接已经用过或者失效了。")
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    rate(link.concern, **word)


def remind_unrated(today: date) -> int:
    """评价提醒: answered some working days ago and not rated; each once an answer.

    Returns how many were told. The limit "rating_reminder" says after how many working days; who
    chose no way to be told is not (the page says it anyway).
    """
    waiting = Concern.objects.filter(stage=ConcernStage.FED_BACK, answered_at__date__lt=today)
    told = 0
    for concern in waiting.exclude(notify_by="").order_by("pk").iterator(chunk_size=500):
        if concern.answered_at is None:
            continue
        begins = clock.local_date(concern.answered_at)
        if deadlines.promise("rating_reminder", begins, current_calendar()).day <= today:
            told += _remind(concern)
    return told


@transaction.atomic
def _remind(concern: Concern) -> int:
    sent = telling.tell(concern, "unrated")
    if sent:
        event(concern, "remind", by=SYSTEM, note="提醒诉求人评价")
    return int(sent)
