"""How often one address may try something; without Redis nobody is held back."""

import logging
import math
import time
from dataclasses import dataclass

import redis
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from liaison import clock

logger = logging.getLogger(__name__)

#: After the cache could not be reached, the seconds during which it is not asked again.
REST_SECONDS = 10
_rests_until = 0.0


@dataclass(frozen=True)
class Limit:
    """At most `most` times in each window of `seconds` (windows begin at whole multiples)."""

    name: str
    most: int
    seconds: int

    def count(self, who: str) -> int:
        """Count one more for `who`; how many there are now, 0 when nobody can tell."""
        return _ask(lambda: _add_one(self._key(who), self.seconds))

    def is_used_up(self, who: str) -> bool:
        """Whether `who` has had all tries of this window; asks without counting."""
        return self.most > 0 and _ask(lambda: cache.get(self._key(who), 0)) >= self.most

    def exceeded(self, who: str) -> bool:
        """Count one more, and say whether that is one too many; `most` 0 means no limit."""
        return bool(self.most and who) and self.count(who) > self.most

    def minutes_left(self) -> int:
        """Whole minutes until the window ends, at least 1."""
        left = self.seconds - clock.now().timestamp() % self.seconds
        return max(1, math.ceil(left / 60))

    def _key(self, who: str) -> str:
        window = int(clock.now().timestamp() // self.seconds)
        return f"limit:{self.name}:{who}:{window}"


def _add_one(key: str, seconds: int) -> int:
    for _ in range(2):
        try:
            return cache.incr(key)
        except ValueError:  # the first of its window, unless another is quicker
            if cache.add(key, 1, timeout=seconds):
                return 1
    return 1


def _ask(question) -> int:
    """What the cache says; 0 while it is gone, so that no submission is lost with it."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return 0
    try:
        return question()
    except redis.exceptions.RedisError as error:
        _rests_until = time.monotonic() + REST_SECONDS
        logger.warning("缓存不可用，暂不限频：%s", error)
        return 0


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: the address the outermost trusted proxy saw."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop]
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR", "")
