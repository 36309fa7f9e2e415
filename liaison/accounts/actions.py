"""Everything that can happen to an account and a seat."""

from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from liaison import clock
from liaison.accounts import lockout, passwords, places
from liaison.accounts.models import PastPassword, Seat, User
from liaison.accounts.roles import ADMINISTRATORS, Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.privacy import masking
from liaison.privacy.index import blind

SEAT_KEY = "seat"
SEEN_KEY = "seen"
PHONE_INDEX = "user.phone"


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    password: str,
    email: str = "",
    phone: str = "",
    by=None,
    must_change_password=True,
) -> User:
    """开设账号: a person gets an account, without any right yet.

    `password` is usually a temporary one (`passwords.temporary`). Raises Refused when the account
    name is taken; the password rules are the caller's form's business.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"账号“{username}”已存在。")
    plain = masking.digits(phone)
    user = User(
        username=username,
        name=name,
        email=email,
        must_change_password=must_change_password,
    )
    user.phone, user.phone_index = plain, blind(plain, PHONE_INDEX)
    _set(user, password)
    chain.record("open_account", by=by, about=user, facts={"username": username})
    return user


@transaction.atomic
def grant_seat(
    user: User,
    *,
    role: str,
    place_name: str = "",
    title: str = "",
    from_on: date,
    to_on: date | None = None,
    place: Any = None,
    by: Seat | None = None,
) -> Seat:
    """授予岗位: `user` acts as `role` from `from_on` to `to_on` inclusive (local dates).

    `place` is what `places` found for the role; the seat is tied to it and bears its name.

    Raises Refused when nobody but the security administrator's seat asks (`by` None: the system),
    when he grants to himself, or when a person would hold two administrator roles (三员分立).
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if by is not None:
        _check_may_rule(by, user)
    place_name = str(place) if place is not None else place_name
    seat = Seat(
        user=user,
        role=Role(role),
        place_name=place_name,
        title=title,
        from_on=from_on,
        to_on=to_on,
        granted_by=by,
    )
    _check_separation(seat)
    try:
        seat.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    seat.save(force_insert=True)
    kind = places.kind_of(seat.role)
    if place is not None and kind is not None:
        kind.tie(seat, place)
    facts = {
        "role": str(seat.role),
        "username": user.username,
        "from_on": from_on,
        "to_on": to_on,
    }
    chain.record("grant_seat", by=by, about=seat, facts=facts)
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, on: date, by: Seat | None) -> Seat:
    """终止岗位: `on` is the last day it is held; yesterday takes it away at once.

    Raises Refused when `by` is not the security administrator, the seat is the actor's own, has ended already,
    or would end before the day before it began.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("user").get(pk=seat.pk)
    if by is not None:
        _check_may_rule(by, seat.user)
    if seat.to_on is not None and seat.to_on < clock.today():
        raise Refused("该岗位已经终止。")
    seat.to_on = on
    if on < seat.from_on:
        # A seat granted today and taken away at once; the audit keeps when it was really held.
        seat.from_on = on
    seat.save(update_fields=["from_on", "to_on"])
    chain.record("end_seat", by=by, about=seat, facts={"on": on, "role": seat.role})
    return seat


def end_seat_now(seat: Seat, *, by: Seat | None) -> Seat:
    """终止岗位, from this moment: yesterday was its last day."""
    return end_seat(seat, on=clock.today() - timedelta(days=1), by=by)


def choose_seat(request, seat: Seat) -> None:
    """选择岗位: act from `seat` for the rest of the session. Raises Refused for one not held today."""
    if seat.user_id != request.user.pk or not seat.is_current(clock.today()):
        raise Refused("您当前不在该岗位上，请重新选择。")
    request.session[SEAT_KEY] = seat.pk
    request.seat = seat
    chain.record("choose_seat", by=seat)


@transaction.atomic
def change_password(user: User, *, password: str) -> User:
    """修改密码: the person's own doing; ends “must change”."""
    user.must_change_password = False
    _set(user, password)
    chain.record("change_password", user=user, about=user)
    return user


@transaction.atomic
def reset_password(user: User, *, by: Seat | None) -> str:
    """重置密码: returns the temporary password, to be shown once; the person must change it.

    Raises Refused for the actor's own account (everyone changes his own by knowing it), and for
    the other administrators' (三员: none can take over another's account from the desk).
    """
    if by is not None and by.user_id == user.pk:
        raise Refused("请在“修改密码”中修改自己的密码。")
    _refuse_taking_over(user, by=by)
    password = passwords.temporary()
    user.must_change_password = True
    _set(user, password)
    chain.record("reset_password", by=by, about=user)
    # Without Redis the password still counts and must be shown: it cannot be read again.
    transaction.on_commit(lambda: lockout.clear(user.username), robust=True)
    return password


def unlock(user: User, *, by: Seat | None) -> None:
    """解除锁定: forget the failed sign-ins of this account."""
    lockout.clear(user.username)
    chain.record("unlock", by=by, about=user)


@transaction.atomic
def reset_second_factor(user: User, *, by: Seat | None) -> None:
    """清除动态口令: the person signs in with the password alone until a new one is set up.

    Raises Refused for the actor's own account.
    """
    if by is not None and by.user_id == user.pk:
        raise Refused("不能清除自己的动态口令。")
    _refuse_taking_over(user, by=by)
    Authenticator.objects.filter(user=user).delete()
    chain.record("reset_second_factor", by=by, about=user)


def _refuse_taking_over(user: User, *, by: Seat | None) -> None:
    held = user.seats.current(clock.today()).of(*ADMINISTRATORS)  # type: ignore[attr-defined]
    if by is not None and held.exists():
        raise Refused(
            "三员账号互不代管：请在服务器上由两人在场执行 manage.py changepassword，并书面登记。"
        )


@transaction.atomic
def set_active(user: User, *, active: bool, by: Seat | None) -> User:
    """停用账号 / 启用账号: a closed account cannot sign in, and its open sessions end at once."""
    if by is not None and by.user_id == user.pk:
        raise Refused("不能停用自己的账号。")
    user.is_active = active
    user.save(update_fields=["is_active"])
    chain.record("reopen_account" if active else "close_account", by=by, about=user)
    return user


def check_password_rules(password: str, user: User | None = None) -> None:
    """Raises ValidationError when `password` breaks the rules."""
    validate_password(password, user)


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.password_changed_at = clock.now()
    user.save()
    PastPassword.objects.create(user=user, password=user.password, at=user.password_changed_at)


def _check_may_rule(by: Seat, user: User) -> None:
    if by.role != Role.SECURITY_ADMIN:
        raise Refused("岗位只能由安全管理员授予或终止。")
    if by.user_id == user.pk:
        raise Refused("安全管理员不能授予或终止自己的岗位。")


def _check_separation(seat: Seat) -> None:
    """三员分立: an administrator holds no second administrator role, on no day of overlap."""
    if seat.role not in ADMINISTRATORS:
        return
    others = Seat.objects.filter(user=seat.user).of(*ADMINISTRATORS).exclude(role=seat.role)
    if seat.to_on:
        others = others.filter(from_on__lte=seat.to_on)
    if others.exclude(to_on__lt=seat.from_on).exists():
        raise Refused("系统、安全、审计管理员三员互斥，一人只能担任其一。")
