"""How an event is recorded, sealed into the chain, and checked (docs/adr/0005).

Recording is one INSERT in the caller's transaction and waits for nobody. Sealing links what was
committed, in one order, one sealer at a time. Checking reads everything again.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives import hashes
from django.db import connection, models, transaction

from liaison import clock
from liaison.audit.models import Event, Seal

logger = logging.getLogger(__name__)

GENESIS = "0" * 64
VERIFIED = "verify_audit"
#: The key of the advisory lock that lets one sealer work at a time ("seal" in ASCII).
SEALING_LOCK = 0x7365616C
#: How many ids behind the newest sealed event a late commit is still looked for each minute.
LOOK_BACK = 20_000
BATCH = 2_000


def record(
    verb: str,
    *,
    by=None,
    about: models.Model | None = None,
    facts: dict | None = None,
    user=None,
) -> Event:
    """Write down that `by` (a seat; None for the system or a person without one) did `verb`.

    `about` is what it was done to, `facts` whatever else must be known (JSON-like; dates and
    decimals are kept as text; no personal data in clear). `user` names the person when there is
    no seat, as at sign-in. Part of the current transaction: undone with it.
    """
    person = user if by is None else by.user
    event = Event(
        at=clock.now(),
        verb=verb,
        seat_id=by.pk if by is not None else None,
        user_id=person.pk if person is not None else None,
        actor=_actor(by, person)[:200],
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        about_label=_plain(str(about))[:200] if about is not None else "",
        facts=_plain(facts or {}),
    )
    event.digest = digest(event)
    event.save(force_insert=True)
    return event


def _actor(by, person) -> str:
    if by is not None:
        return f"{person.name}（{by.label}）"
    return person.name if person is not None else "系统"


def _plain(value):
    """The same value after a trip through the database's JSON: no floats, dates, NUL characters."""
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).replace("\0", "")


def sm3(text: str) -> str:
    """SM3 (GB/T 32905) of the text's UTF-8, in hex."""
    hasher = hashes.Hash(hashes.SM3())
    hasher.update(text.encode())
    return hasher.finalize().hex()


def _canonical(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(event: Event) -> str:
    """SM3 over everything `event` says, in a form that does not depend on how it was stored."""
    content = {
        name: getattr(event, name)
        for name in (
            "verb",
            "seat_id",
            "user_id",
            "actor",
            "about_type",
            "about_id",
            "about_label",
            "facts",
        )
    }
    content["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return sm3(_canonical(content))


def link(seq: int, event_id: int, content: str, previous: str) -> str:
    """The hash of one link: its number, its event, the event's digest, the link before."""
    return sm3(_canonical({"seq": seq, "event": event_id, "digest": content, "previous": previous}))


def head() -> tuple[int, str]:
    """The newest link (number, hash): kept outside the database, it betrays a cut-off tail."""
    newest = Seal.objects.order_by("-seq").values_list("seq", "hash").first()
    return newest or (0, GENESIS)


def seal(*, whole: bool = False) -> int:
    """Link every committed, unlinked event into the chain; returns how many were.

    Only the neighbourhood of the newest link is searched; `whole` searches everything, for a
    transaction that stayed open while 20,000 other events were written.
    """
    total = 0
    while sealed := _seal_batch(whole):
        total += sealed
    if total:
        # The log leaves this machine: the head in it is the witness the database cannot rewrite.
        logger.info("审计链已封存至第 %s 号，封存值 %s", *head())
    return total


def _seal_batch(whole: bool) -> int:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
        seq, previous = head()
        links = []
        for event_id, content in _waiting(whole):
            seq += 1
            new = link(seq, event_id, content, previous)
            links.append(
                Seal(
                    seq=seq,
                    event_id=event_id,
                    digest=content,
                    previous=previous,
                    hash=new,
                    sealed_at=clock.now(),
                )
            )
            previous = new
        Seal.objects.bulk_create(links)
    return len(links)


def _waiting(whole: bool):
    events = Event.objects.unsealed().order_by("pk")
    newest = Seal.objects.aggregate(newest=models.Max("event_id"))["newest"]
    if newest and not whole:
        events = events.filter(pk__gt=newest - LOOK_BACK)
    return list(events.values_list("pk", "digest")[:BATCH])


@dataclass(frozen=True)
class Verification:
    """What a check of the whole chain found; `faults` are Chinese sentences naming the row."""

    sealed: int
    unsealed: int
    head: str
    faults: tuple[str, ...]


def verify(*, anchor: tuple[int, str] | None = None, limit: int = 100) -> Verification:
    """Check content, completeness and order of every event; stops after `limit` faults.

    `anchor` is an earlier head (number, hash) kept elsewhere: a chain that was cut off or rewritten
    since then does not contain it. Unsealed events have their content checked only.
    """
    faults: list[str] = []
    for fault in _faults(anchor):
        faults.append(fault)
        if len(faults) >= limit:
            break
    seq, newest = head()
    return Verification(seq, Event.objects.unsealed().count(), newest, tuple(faults))


def verify_and_record() -> Verification:
    """Seal what is waiting, check everything, and write down the result for the audit page."""
    seal(whole=True)
    found = verify()
    record(
        VERIFIED, facts={"sealed": found.sealed, "head": found.head, "faults": found.faults[:20]}
    )
    for fault in found.faults:
        logger.error("审计链校验：%s", fault)
    return found


def _faults(anchor) -> Iterator[str]:
    expected, previous = 1, GENESIS
    for row in Seal.objects.order_by("seq").iterator(chunk_size=BATCH):
        if row.seq != expected:
            yield f"第 {expected} 号至第 {row.seq - 1} 号封存缺失。"
        if row.previous != previous:
            yield f"第 {row.seq} 号与前一号衔接不上：有行被删除、插入或调换。"
        if row.hash != link(row.seq, row.event_id, row.digest, row.previous):
            yield f"第 {row.seq} 号封存值不符：封存行被改动。"
        if anchor and row.seq == anchor[0] and row.hash != anchor[1]:
            yield f"第 {row.seq} 号封存值与留存的封存值不一致：审计链被整体改写。"
        expected, previous = row.seq + 1, row.hash
    if anchor and anchor[0] >= expected:
        yield f"审计链只到第 {expected - 1} 号，留存的封存值在第 {anchor[0]} 号：末尾被截去。"
    yield from _event_faults()


def _event_faults() -> Iterator[str]:
    events = Event.objects.select_related("seal").order_by("pk")
    for event in events.iterator(chunk_size=BATCH):
        content = digest(event)
        if content != event.digest:
            yield f"事件 {event.pk}（{event.verb}，{event.at:%Y-%m-%d %H:%M:%S} UTC）的内容被改动。"
        if hasattr(event, "seal") and content != event.seal.digest:
            yield f"事件 {event.pk} 与第 {event.seal.seq} 号封存的内容不一致：事件被改动或调换。"
    for seq, event_id in _seals_without_event():
        yield f"第 {seq} 号封存的事件 {event_id} 已被删除。"


def _seals_without_event():
    present = Event.objects.filter(pk=models.OuterRef("event_id"))
    return (
        Seal.objects.filter(~models.Exists(present))
        .order_by("seq")
        .values_list("seq", "event_id")
        .iterator()
    )
