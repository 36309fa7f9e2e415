"""Which seats need a one-time code besides the password (等保三级 双因素, facts §5.2)."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from liaison.accounts.models import Seat, User

SETUP_PAGES = frozenset(
    {
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


def is_required(role: str) -> bool:
    """Whether the setting MFA_REQUIRED_ROLES names this role."""
    return role in settings.MFA_REQUIRED_ROLES


def is_set_up(user: User) -> bool:
    """Whether `user` signs in with a one-time code."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def is_missing(seat: Seat) -> bool:
    """Whether the seat's role asks for a one-time code and its holder has set none up.

    A query only for the roles that ask.
    """
    if not is_required(seat.role):
        return False
    return not Authenticator.objects.filter(
        user_id=seat.user_id, type=Authenticator.Type.TOTP
    ).exists()
