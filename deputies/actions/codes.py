"""What happens to public codes: issued, changed for new ones, withdrawn, scanned (J4)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction

from deputies.models import Deputy, PublicCode
from deputies.models.codes import counted
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from liaison.privacy import keys
from stations.models import Station

#: Scans wait in the cache until the clock writes them down; kept this long (seconds) at most.
KEPT_SECONDS = 3 * 24 * 3600


@transaction.atomic
def issue_missing(station: Station, *, by: Seat | None) -> int:
    """生成代表码: one for `station` and one for each of its deputies in office who has none.

    Returns how many are new. Two officers at once: each code is made once.
    """
    Station.objects.select_for_update(of=("self",)).get(pk=station.pk)
    today = clock.today()
    people = Deputy.objects.member_of(station, today).in_office(today)
    waiting = list(people.exclude(codes__in=PublicCode.objects.standing()).order_by("pk"))
    new = [_new(by, deputy=deputy) for deputy in waiting]
    if not PublicCode.objects.standing().filter(station=station).exists():
        new.append(_new(by, station=station))
    made = PublicCode.objects.bulk_create(new, ignore_conflicts=True)
    if made:
        chain.record("issue_codes", by=by, about=station, facts={"new": len(made)})
    return len(made)


@transaction.atomic
def rotate(code: PublicCode, *, reason: str, by: Seat) -> PublicCode:
    """更换代表码: the printed one no longer opens the page, a new one does. Returns the new one."""
    code = _end(code, PublicCode.Ending.ROTATED, reason, by)
    new = _new(by, deputy=code.deputy, station=code.station)
    new.save(force_insert=True)
    chain.record("rotate_code", by=by, about=code.owner, facts={"reason": reason})
    return new


@transaction.atomic
def revoke(code: PublicCode, *, reason: str, by: Seat) -> None:
    """停用代表码: it opens no page any more, and none takes its place until one is issued."""
    code = _end(code, PublicCode.Ending.REVOKED, reason, by)
    chain.record("revoke_code", by=by, about=code.owner, facts={"reason": reason})


def scanned(code: PublicCode, *, on: date) -> None:
    """扫码: one more on this day; waits in the cache, since a page that is read writes nothing."""
    key = _key(code.pk, on)
    cache.add(key, 0, timeout=KEPT_SECONDS)
    cache.incr(key)


def write_down_scans(today: date) -> int:
    """记下扫码次数: what waits for today and yesterday into the table. Returns how many scans.

    Taken from the cache before it is written: one that dies between the two loses a few minutes of
    counting and never counts twice.
    """
    codes = list(PublicCode.objects.order_by("pk").values_list("pk", flat=True))
    return sum(_written(codes, day) for day in (today - timedelta(days=1), today))


def _written(codes: Iterable[int], day: date) -> int:
    waiting = cache.get_many([_key(pk, day) for pk in codes])
    total = 0
    for pk in codes:
        times = int(waiting.get(_key(pk, day)) or 0)
        if times <= 0:
            continue
        cache.decr(_key(pk, day), times)
        counted(pk, day, times)
        total += times
    return total


def _key(pk: int, day: date) -> str:
    return f"scans:{day:%Y%m%d}:{pk}"


def _new(by: Seat | None, **owner) -> PublicCode:
    signing = next(iter(keys.code_keys()))
    return PublicCode(key_id=signing, issued_at=clock.now(), issuer=by, **owner)


def _end(code: PublicCode, how: str, reason: str, by: Seat) -> PublicCode:
    locked = PublicCode.objects.select_for_update(of=("self",))
    code = locked.select_related("deputy", "station").get(pk=code.pk)
    if code.ended_at is not None:
        raise Refused(f"此码已于{code.ended_at:%m月%d日}{code.get_ending_display()}，请刷新页面。")
    code.ended_at, code.ended_by = clock.now(), by
    code.ending, code.reason = how, reason
    code.save(update_fields=["ended_at", "ended_by", "ending", "reason"])
    return code
