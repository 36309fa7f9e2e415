"""How long an account stays shut after wrong passwords, and how it is opened before that.

The counting is the sign-in library's (ACCOUNT_RATE_LIMITS, on Redis); here are its names and ends.
"""

import time

from allauth.account import app_settings
from allauth.core.internal import ratelimit
from django.core.cache import cache

_APP, _ACTION = "allauth.account", "login_failed"


def key(username: str) -> str:
    """What the failures of one account are counted under, on whichever address it was tried."""
    return username.strip().lower()


def clear(username: str) -> None:
    """Forget the failures of one account."""
    cache.delete_many([cache_key for _, cache_key in _limits(username)])


def minutes_left(username: str) -> int:
    """After how many whole minutes this account may try again; 0 when it is not shut."""
    seconds = 0.0
    for rate, cache_key in _limits(username):
        history = cache.get(cache_key) or []
        if len(history) >= rate.amount:
            # The newest stands first; a place is free when the oldest of the last `amount` is over.
            seconds = max(seconds, history[rate.amount - 1] + rate.duration - time.time())
    return max(0, -int(-seconds // 60))


def _limits(username: str):
    for rate in ratelimit.get_rates(app=_APP, action=_ACTION, config=app_settings.RATE_LIMITS):
        if rate.per == "key":
            yield (
                rate,
                ratelimit.get_cache_key(
                    None, app=_APP, action=_ACTION, rate=rate, key=key(username)
                ),
            )
