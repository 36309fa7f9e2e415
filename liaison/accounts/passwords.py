"""Which passwords are good enough (facts §5.2 身份鉴别), and how a temporary one is made."""

import secrets
import string
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

KINDS = (str.isupper, str.islower, str.isdigit)
KINDS_NEEDED = 3
#: No characters that are mistaken for each other when read from paper.
_LETTERS = "".join(set(string.ascii_letters) - set("lIOo"))
_DIGITS = "23456789"
_SIGNS = "-+=@#%"
TEMPORARY_LENGTH = 12


class ThreeOfFourKinds:
    """Capitals, small letters, digits, other characters: three of the four must occur."""

    def validate(self, password, user=None):
        """Raises ValidationError when fewer than three kinds occur in `password`."""
        kinds = sum(any(kind(char) for char in password) for kind in KINDS)
        kinds += any(
            not char.isalnum() or char.isalpha() and not char.isascii() for char in password
        )
        if kinds < KINDS_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self):
        """The rule, for the form."""
        return "密码须含大写字母、小写字母、数字、其他符号中的三种。"


class NotRecentlyUsed:
    """The current password and the last ones before it may not come back."""

    def __init__(self, count=3):
        self.count = count

    def validate(self, password, user=None):
        """Raises ValidationError when `user` had `password` among the last ones."""
        if user is None or user.pk is None:
            return
        recent = user.past_passwords.order_by("-pk").values_list("password", flat=True)[
            : self.count
        ]
        if any(check_password(password, past) for past in recent):
            raise ValidationError(self.get_help_text(), code="password_recently_used")

    def get_help_text(self):
        """The rule, for the form."""
        return f"不得与最近 {self.count} 次用过的密码相同。"


def temporary() -> str:
    """A random password of 12 characters that meets the rules; to be shown once and changed at once."""
    chosen = [
        secrets.choice(group) for group in (string.ascii_uppercase[:8], "abcdefgh", _DIGITS, _SIGNS)
    ]
    chosen += [secrets.choice(_LETTERS + _DIGITS) for _ in range(TEMPORARY_LENGTH - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)


def is_expired(changed_at: datetime | None, now: datetime, *, days: int) -> bool:
    """Whether a password changed at `changed_at` is older than `days` days (0: never)."""
    return bool(days and changed_at and now - changed_at > timedelta(days=days))
