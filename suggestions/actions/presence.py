"""Who has a concern open at this moment: a courtesy among officers, never a lock (谁正在处理)."""

import logging
from dataclasses import asdict, dataclass

import redis
from django.core.cache import cache

from liaison import clock
from liaison.accounts.models import Seat
from suggestions.models import Concern

logger = logging.getLogger(__name__)

#: An officer who has not been heard of for so long has left (seconds); a page speaks every 20.
GONE_AFTER = 60


@dataclass(frozen=True)
class Present:
    """Somebody who has the page open: the seat, the name shown, since when (seconds of the epoch)."""

    seat: int
    name: str
    since: float

    @property
    def minutes(self) -> int:
        """For how many whole minutes."""
        return int((clock.now().timestamp() - self.since) // 60)


def arrive(concern: Concern, *, by: Seat) -> list[Present]:
    """`by` has this one open: kept for a minute; returns the others who have. Nobody without Redis."""
    try:
        here = _here(concern)
        now = clock.now().timestamp()
        since = here[by.pk]["since"] if by.pk in here else now
        here[by.pk] = asdict(Present(by.pk, by.user.name, since)) | {"heard": now}
        cache.set(_key(concern), here, GONE_AFTER)
    except redis.exceptions.RedisError as error:
        logger.warning("缓存不可用，暂不显示谁正在处理：%s", error)
        return []
    return _others(here, by)


def others(concern: Concern, *, by: Seat) -> list[Present]:
    """Who else has this one open, the first to open it first."""
    try:
        return _others(_here(concern), by)
    except redis.exceptions.RedisError:
        return []


def _here(concern: Concern) -> dict:
    """Those heard of within the minute, by seat."""
    last = clock.now().timestamp() - GONE_AFTER
    known = cache.get(_key(concern)) or {}
    return {seat: one for seat, one in known.items() if one["heard"] >= last}


def _others(here: dict, by: Seat) -> list[Present]:
    found = [
        Present(one["seat"], one["name"], one["since"])
        for seat, one in here.items()
        if seat != by.pk
    ]
    return sorted(found, key=lambda one: (one.since, one.seat))


def _key(concern: Concern) -> str:
    return f"presence:{concern.pk}"
