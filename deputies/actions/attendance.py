"""Deputies at activities: signed in by themselves or by the officer, and struck out again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from deputies import sign_in as rules
from deputies.actions.invitations import answer_duty as answer_duty
from deputies.actions.invitations import invite as invite
from deputies.models import OPEN_STAGES, Attendance, Deputy, DeputySeat, deputy_of
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions.activities import before_change
from stations.models import Activity, ids_below
from stations.workflow import ActivityStage

How = Attendance.How
#: Seats that write down who came, at the stations they answer for.
OFFICE = (Role.STATION, Role.COMMITTEE)
#: What proves a scan that was made before the deputy had signed in; it holds this long (seconds).
PROOF_SALT, PROOF_SECONDS = "deputies.scan", 300
#: What says when the sign-in page was given to a phone.
PASS_SALT = "deputies.sign-in-page"
STALE = (
    "签到码不对或已过期。签到码每 30 秒更换一次，照片或转发的码不能签到，"
    "请扫现场屏幕上的码，或请联络员登记。"
)


@transaction.atomic
def sign_in(
    activity: Activity,
    *,
    deputy: Deputy,
    how: str,
    by: Seat,
    at: datetime | None = None,
    metres_away: int | None = None,
) -> Attendance:
    """进站签到 (T24b): `deputy` was at `activity`; a second call returns the first record.

    A deputy's seat signs in itself only, by code or place, at `at` (an aware moment; now when not
    given) from 60 minutes before to 30 minutes after; an officer writes down who came at the own
    stations within 3 days, the committee's office later too. `metres_away` is kept as given.
    Raises PermissionDenied for whoever is neither, Refused when it cannot be done now.
    """
    activity = _locked(activity)
    _check_person(activity, deputy, how, by)
    known = Attendance.objects.filter(activity=activity, deputy=deputy).first()
    if known is not None:
        return known
    _check_time(activity, how, by, at)
    _check_in_office([deputy], activity)
    made = _record(activity, deputy, how, by, at, metres_away)
    made.save(force_insert=True)
    facts = {"deputy": deputy.name, "how": made.get_how_display()}
    chain.record("sign_in", by=by, about=activity, facts=facts)
    return made


def sign_in_by_code(
    activity: Activity,
    *,
    code: str,
    by: Seat,
    kept: rules.Kept | None = None,
    here: tuple[float, float] | None = None,
) -> Attendance:
    """扫码签到: the deputy of the seat `by`, who gives the code on the station's screen.

    `kept` is what a phone without network kept of it: then the moment the code was on the screen
    is the sign-in's, whatever the phone's clock says. `here` is (latitude, longitude) when the
    phone gave it. Raises Refused.
    """
    now = clock.now()
    if kept is not None:
        at = _shown_at(activity, code, kept, now)
    elif activity.sign_in_key and rules.verify(activity.sign_in_key, code, now):
        at = now
    else:
        raise Refused(STALE)
    return sign_in(
        activity, deputy=own(by), how=How.CODE, by=by, at=at, metres_away=_near(activity, here)
    )


def _shown_at(activity: Activity, code: str, kept: rules.Kept, now: datetime) -> datetime:
    first, last = activity.starts_at - rules.OPENS_BEFORE, activity.ends_at + rules.CLOSES_AFTER
    key = activity.sign_in_key
    shown = rules.shown_at(key, code, first, min(last, now)) if key else None
    if shown is None:
        raise Refused(STALE)
    if why_not := rules.why_not_kept(kept, shown, now):
        raise Refused(why_not)
    return shown


def page_pass(activity: Activity, seat: Seat) -> str:
    """What says that the sign-in page was given to this seat's phone just now."""
    moment = int(clock.now().timestamp())
    return signing.dumps([activity.pk, seat.pk, moment], salt=PASS_SALT)


def opened_at(activity: Activity, seat: Seat, page: str) -> datetime:
    """When the page of the pass `page` was given to this seat. Refused when it never was."""
    try:
        pk, holder, moment = signing.loads(page, salt=PASS_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        pk = holder = moment = None
    if (pk, holder) != (activity.pk, seat.pk):
        raise Refused("离线签到须由本人在本机打开过的签到页补传，请联络员登记。")
    return datetime.fromtimestamp(moment, tz=clock.now().tzinfo)


def sign_in_by_proof(activity: Activity, *, proof: str, by: Seat) -> Attendance:
    """扫码签到, confirmed after signing in: `proof` says the code was good when it was scanned."""
    at = scanned_at(activity, proof)
    if at is None:
        raise Refused(STALE)
    return sign_in(activity, deputy=own(by), how=How.CODE, by=by, at=at)


def sign_in_by_place(activity: Activity, *, here: tuple[float, float], by: Seat) -> Attendance:
    """定位签到: the deputy's phone is at `here` (latitude, longitude), within 500 m. Raises Refused."""
    if _place(activity) is None:
        raise Refused("本次活动没有登记坐标，不能定位签到，请扫现场屏幕上的码。")
    metres = _near(activity, here)
    return sign_in(activity, deputy=own(by), how=How.PLACE, by=by, metres_away=metres)


@transaction.atomic
def record_present(activity: Activity, *, deputies: Iterable[Deputy], by: Seat) -> int:
    """联络员代签 for many at once; how many were not there on record before. Refused as `sign_in`."""
    activity = _locked(activity)
    _check_person(activity, None, How.OFFICER, by)
    _check_time(activity, How.OFFICER, by, None)
    known = set(activity.attendances.values_list("deputy_id", flat=True))
    new = [deputy for deputy in deputies if deputy.pk not in known]
    _check_in_office(new, activity)
    rows = [_record(activity, deputy, How.OFFICER, by, None, None) for deputy in new]
    Attendance.objects.bulk_create(rows)
    if new:
        facts = {"deputy": [each.name for each in new], "how": How.OFFICER.label}
        chain.record("sign_in", by=by, about=activity, facts=facts)
    return len(new)


@transaction.atomic
def strike_out(attendance: Attendance, *, reason: str, by: Seat) -> None:
    """撤销签到: an officer takes back a record that is not true; the audit log keeps who and why."""
    activity = _locked(attendance.activity)
    _check_person(activity, None, How.OFFICER, by)
    _check_change(activity, by)
    if not reason:
        raise Refused("撤销签到须写明原因。")
    chain.record(
        "strike_out_sign_in",
        by=by,
        about=activity,
        facts={"deputy": attendance.deputy.name, "reason": reason},
    )
    Attendance.objects.filter(pk=attendance.pk).delete()


def scan(activity: Activity, code: str) -> str:
    """A proof that `code` was good just now, to be confirmed within five minutes; "" if it was not."""
    now = clock.now()
    if not activity.sign_in_key or not rules.verify(activity.sign_in_key, code, now):
        return ""
    return signing.dumps([activity.pk, int(now.timestamp())], salt=PROOF_SALT)


def scanned_at(activity: Activity, proof: str) -> datetime | None:
    """When the scan was made that `proof` stands for; None when it is another's, old or no proof."""
    try:
        pk, moment = signing.loads(proof, salt=PROOF_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    at = datetime.fromtimestamp(moment, tz=clock.now().tzinfo)
    is_fresh = clock.now() - at <= timedelta(seconds=PROOF_SECONDS)
    return at if pk == activity.pk and is_fresh else None


@transaction.atomic
def rotate_feed(seat: Seat) -> None:
    """更换日历地址 of a deputy's seat: whoever was given the one before reads no more."""
    DeputySeat.objects.filter(seat=seat).update(feed_no=F("feed_no") + 1)
    chain.record("rotate_feed", by=seat)


def own(seat: Seat) -> Deputy:
    """The deputy who acts from `seat`; PermissionDenied when it is no deputy's."""
    deputy = deputy_of(seat)
    if deputy is None:
        raise PermissionDenied("只有代表岗位可以签到。")
    return deputy


def _locked(activity: Activity) -> Activity:
    """The activity, held so that it is not cancelled while people sign in."""
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=activity.pk)


def _check_person(activity: Activity, deputy: Deputy | None, how: str, by: Seat) -> None:
    if by.role == Role.DEPUTY:
        if how == How.OFFICER or deputy is None or own(by).pk != deputy.pk:
            raise PermissionDenied("只能为本人签到，不能代签。")
    elif by.role not in OFFICE or how != How.OFFICER:
        raise PermissionDenied("您的岗位不能登记签到。")
    elif activity.station_id not in ids_below(by):
        raise PermissionDenied("该活动不在您的管理范围内。")


def _check_time(activity: Activity, how: str, by: Seat, at: datetime | None) -> None:
    if activity.stage == ActivityStage.CANCELLED:
        raise Refused("活动已取消，不能签到。")
    if activity.stage not in OPEN_STAGES:
        raise Refused("活动尚未发布，不能签到。")
    if how == How.OFFICER:
        _check_officer_time(activity, by)
    elif not rules.is_open(activity.starts_at, activity.ends_at, at or clock.now()):
        raise Refused("不在签到时间内：活动开始前 60 分钟至结束后 30 分钟可以签到。")


def _check_officer_time(activity: Activity, by: Seat) -> None:
    if clock.now() < activity.starts_at - rules.OPENS_BEFORE:
        raise Refused("活动还没有开始，不能登记到场。")
    _check_change(activity, by)


def _check_change(activity: Activity, by: Seat) -> None:
    last = clock.local_date(activity.ends_at) + timedelta(days=rules.OFFICER_DAYS)
    if by.role != Role.COMMITTEE and clock.today() > last:
        raise Refused(f"活动结束已超过 {rules.OFFICER_DAYS} 天，请由代表工作机构补记。")
    for check in before_change:
        check(activity)


def _check_in_office(deputies: list[Deputy], activity: Activity) -> None:
    keys = [deputy.pk for deputy in deputies]
    serving = Deputy.objects.performing(activity.held_on).filter(pk__in=keys)
    missing = set(keys) - set(serving.values_list("pk", flat=True))
    if missing:
        names = "、".join(each.name for each in deputies if each.pk in missing)
        raise Refused(f"{names}在活动当天不是在任代表，或正暂停执行代表职务。")


def _record(activity, deputy, how, by, at, metres_away) -> Attendance:
    now = clock.now()
    if at is None:
        is_on = rules.is_open(activity.starts_at, activity.ends_at, now)
        at = now if is_on else activity.starts_at
    return Attendance(
        activity=activity,
        deputy=deputy,
        how=how,
        signed_in_at=at,
        recorded_at=now,
        recorded_by=by,
        metres_away=metres_away,
    )


def _place(activity: Activity) -> tuple[float, float] | None:
    if activity.latitude is None or activity.longitude is None:
        return None
    return float(activity.latitude), float(activity.longitude)


def _near(activity: Activity, here: tuple[float, float] | None) -> int | None:
    """Metres from the activity; None when either place is not known. Refused beyond 500."""
    there = _place(activity)
    if there is None or here is None:
        return None
    metres = rules.metres_between(here, there)
    if metres > rules.NEAR_METRES:
        far = rules.distance_text(metres)
        raise Refused(f"您距活动地点 {far}，超过 {rules.NEAR_METRES} 米，不能签到。")
    return metres
