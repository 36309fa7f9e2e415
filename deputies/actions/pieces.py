"""Everything that can happen to stories and cases: written, reviewed by another, published (T20, F17)."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from deputies.models import Piece, deputy_of
from deputies.workflow import PieceStage
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.attachments.actions import attach_all
from liaison.attachments.models import Attachment
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.search import words
from stations.actions.recipients import people_above

MOST_PHOTOS = 9
SAYS = ("kind", "station", "deputy", "honour", "title", "text")


@transaction.atomic
def write(*, by: Seat, photos: Sequence = (), **said) -> Piece:
    """编写故事或案例: a draft. Raises Refused when it lacks what its kind needs."""
    piece = Piece(written_by=by, written_at=clock.now(), **said)
    _keep(piece)
    _index(piece)
    attach_all(piece, uploads=photos, by=by)
    _record("piece.write", piece, by)
    return piece


@transaction.atomic
def change(piece: Piece, *, by: Seat, photos: Sequence = (), **said) -> Piece:
    """修改草稿; what its deputy had agreed to he is asked again. Raises Refused unless a draft."""
    piece = _locked(piece)
    piece.check_step("submit", by=by)
    for name, value in said.items():
        setattr(piece, name, value)
    piece.agreed_by, piece.agreed_at, piece.agreed_how = None, None, ""
    _keep(piece)
    _index(piece)
    if Attachment.objects.of(piece).count() + len(photos) > MOST_PHOTOS:  # type: ignore[attr-defined]
        raise Refused(f"一篇最多 {MOST_PHOTOS} 张照片。")
    attach_all(piece, uploads=photos, by=by)
    _record("piece.change", piece, by)
    return piece


@transaction.atomic
def submit(piece: Piece, *, by: Seat) -> Piece:
    """送审; a deputy who sends in what is about himself agrees to its being published."""
    piece = _step(piece, "submit", by)
    piece.reason = ""
    if piece.deputy_id and deputy_of(by) == piece.deputy:
        _agree(piece, by, "本人送审")
    _keep(piece)
    _record("piece.submit", piece, by)
    outbox.post(
        to=people_above(piece.station, Role.COMMITTEE),
        template="piece_submitted",
        about=piece,
        once=f"piece_submitted:{piece.pk}:{clock.now():%Y%m%d%H%M%S}",
        url=piece.get_absolute_url(),
    )
    return piece


@transaction.atomic
def review(piece: Piece, *, by: Seat) -> Piece:
    """审核通过, by another person than its author (四眼). Raises Refused for one's own."""
    piece = _step(piece, "review", by)
    if piece.written_by.user_id == by.user_id:
        raise Refused("编写和审核须由两个人分别办理，请由其他同志审核。")
    piece.reviewed_by, piece.reviewed_at = by, clock.now()
    _keep(piece)
    _record("piece.review", piece, by)
    return piece


@transaction.atomic
def send_back(piece: Piece, *, reason: str, by: Seat) -> Piece:
    """退回修改, with the reason."""
    piece = _step(piece, "send_back", by)
    piece.reason = reason.strip()
    _keep(piece)
    _record("piece.send_back", piece, by, {"reason": piece.reason})
    outbox.post(
        to=piece.written_by.user,
        template="piece_returned",
        about=piece,
        once=f"piece_returned:{piece.pk}:{clock.now():%Y%m%d%H%M%S}",
        context={"reason": piece.reason},
        url=piece.get_absolute_url(),
    )
    return piece


@transaction.atomic
def consent(piece: Piece, *, by: Seat, how: str = "") -> Piece:
    """同意公开: by the deputy himself, or by the office writing down how he agreed.

    Raises PermissionDenied for another deputy, Refused when nothing is to be agreed to.
    """
    piece = _locked(piece)
    is_own = by.role == Role.DEPUTY and deputy_of(by) == piece.deputy
    if not is_own and by.role not in (Role.STATION, Role.COMMITTEE):
        raise PermissionDenied
    if not piece.needs_consent or piece.stage in (PieceStage.PUBLISHED, PieceStage.WITHDRAWN):
        raise Refused("这份材料不需要再登记本人同意。")
    if not is_own and not how.strip():
        raise Refused("代为登记同意的，须写明代表本人以什么方式、何时同意。")
    _agree(piece, by, "本人在手机上同意" if is_own else how.strip())
    _keep(piece)
    _record("piece.consent", piece, by, {"how": piece.agreed_how})
    return piece


@transaction.atomic
def publish(piece: Piece, *, by: Seat) -> Piece:
    """发布: everybody may read it from now on. Raises Refused without the deputy's consent."""
    piece = _step(piece, "publish", by)
    if piece.needs_consent:
        raise Refused(
            "还没有代表本人同意公开的记录，不能发布；请代表在手机上同意，或登记书面同意。"
        )
    piece.published_at = clock.now()
    _keep(piece)
    _record("piece.publish", piece, by)
    return piece


@transaction.atomic
def withdraw(piece: Piece, *, reason: str, by: Seat) -> Piece:
    """撤下, by the committee or the deputy it is about: no longer to be reached by anybody."""
    piece = _step(piece, "withdraw", by)
    piece.reason = reason.strip()
    _keep(piece)
    _record("piece.withdraw", piece, by, {"reason": piece.reason})
    return piece


# -- inside -------------------------------------------------------------------------------------
def _agree(piece: Piece, by: Seat, how: str) -> None:
    piece.agreed_by, piece.agreed_at, piece.agreed_how = by, clock.now(), how


def _locked(piece: Piece) -> Piece:
    rows = Piece.objects.select_for_update(of=("self",)).defer("words")
    return rows.select_related("deputy", "station", "written_by__user").get(pk=piece.pk)


def _step(piece: Piece, key: str, by: Seat) -> Piece:
    piece = _locked(piece)
    piece.stage = piece.check_step(key, by=by).target
    return piece


def _index(piece: Piece) -> None:
    found = Piece.objects.filter(pk=piece.pk)
    found.update(words=words.vector(piece.title, piece.text))


def _keep(piece: Piece) -> None:
    try:
        piece.full_clean(exclude=["words"])
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    piece.save()


def _record(verb: str, piece: Piece, by: Seat, facts: dict | None = None) -> None:
    about = {"name": piece.title} | (facts or {})
    chain.record(verb, by=by, about=piece, facts=about)
