"""How this site differs from the sign-in library's habits: closed sign-up, own words, everything recorded."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal import stagekit
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from liaison import clock
from liaison.accounts import actions, lockout
from liaison.accounts.models import User
from liaison.audit import chain
from liaison.privacy import sealing

WHOM_TO_ASK = "如需提前解锁或忘记密码，请联系本级系统管理员。"

#: The library's messages about one-time codes → the verb recorded instead of sending them.
RECORDED = {
    "mfa/email/totp_activated": "mfa_activated",
    "mfa/email/totp_deactivated": "mfa_deactivated",
    "mfa/email/recovery_codes_generated": "mfa_codes_generated",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the system administrator alone; sign-in, failure and leaving are recorded."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "该账号已停用，请联系本级系统管理员。",
        "enter_current_password": "请输入当前密码。",
        "incorrect_password": "密码不正确。",
        "incorrect_code": "动态口令不正确或已过期，请输入最新的一组数字。",
        "username_password_mismatch": "账号或密码不正确。连续输错五次，账号将锁定三十分钟。",
        "rate_limited": "操作过于频繁，请稍后再试。",
    }

    def is_open_for_signup(self, request):
        """Nobody opens an account for himself."""
        return False

    def pre_authenticate(self, request, **credentials):
        """Refuse a locked account even with the right password, saying how long and whom to ask."""
        minutes = lockout.minutes_left(credentials.get("username", ""))
        if minutes:
            _record(request, "login_locked", credentials)
            self.error_messages = self.error_messages | {
                "too_many_login_attempts": f"密码连续输错次数过多，账号已锁定，约 {minutes} 分钟后可再试。{WHOM_TO_ASK}"
            }
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request, **credentials):
        """Write down the account tried, never the password."""
        _record(request, "login_failed", credentials)

    def post_login(self, request, user, **kwargs):
        """Write down who came in, from which address."""
        request.session[actions.SEEN_KEY] = int(clock.now().timestamp())
        chain.record("login", user=user, facts={"address": _address(request)})
        return super().post_login(request, user, **kwargs)

    def logout(self, request):
        """Write down who left."""
        chain.record("logout", by=getattr(request, "seat", None), user=request.user)
        super().logout(request)

    def set_password(self, user, password):
        """A new password of one's own choice."""
        actions.change_password(user, password=password)

    def get_password_change_redirect_url(self, request):
        """On to work."""
        return settings.LOGIN_REDIRECT_URL

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Nothing by mail: what happened to an account stands in the audit log.

        This is the one call the library makes after each change of one-time codes.
        """
        if verb := RECORDED.get(template_prefix):
            chain.record(verb, user=user, about=user)

    def _get_login_attempts_cache_key(self, request, **credentials):
        # The library adds the host name, and so gives five more tries for each name of the site.
        return lockout.key(credentials.get("username", ""))


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes are stored sealed."""

    PLACE = "mfa_authenticator.data"

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "您的岗位要求使用动态口令，不能停用。",
        "cannot_generate_recovery_codes": "请先启用动态口令，再生成备用码。",
        "incorrect_code": "动态口令不正确或已过期，请输入最新的一组数字。",
    }

    def validation_error(self, code, *args):
        """A wrong code is written down like a wrong password, also before the sign-in is complete."""
        if code == "incorrect_code":
            user = _half_signed_in(context.request)
            chain.record("wrong_code", user=user, facts={"address": _address(context.request)})
        return super().validation_error(code, *args)

    def encrypt(self, text):
        """Seal a secret."""
        return sealing.seal(text, place=self.PLACE)

    def decrypt(self, encrypted_text):
        """Open a secret."""
        return sealing.unseal(encrypted_text, place=self.PLACE)

    def get_totp_label(self, user):
        """What the phone's app calls the account."""
        return user.username

    def can_delete_authenticator(self, authenticator):
        """Not while a seat of the person needs it."""
        roles = authenticator.user.seats.current(clock.today()).values_list("role", flat=True)
        return not any(role in settings.MFA_REQUIRED_ROLES for role in roles)


def _record(request, verb: str, credentials: dict) -> None:
    username = credentials.get("username", "")
    user = User.objects.filter(username__iexact=username).first()
    # What is no account's name may be a password typed into the wrong field: it is not kept.
    tried = user.username if user else "（不存在的账号）"
    chain.record(verb, user=user, facts={"username": tried, "address": _address(request)})


def _address(request) -> str:
    return AccountAdapter().get_client_ip(request)


def _half_signed_in(request):
    if request.user.is_authenticated:
        return request.user
    login = stagekit.unstash_login(request, peek=True)
    return login.user if login else None
