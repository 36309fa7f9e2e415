"""Signing in without network: the code's own moment decides, never the phone's clock alone."""

from datetime import timedelta

from deputies.models import Attendance
from deputies.sign_in import code_at
from liaison import clock
from stations.actions import activities
from tests.attendance.test_signing_in import SIGN_IN, code_of, reason, send


def iso(moment):
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def page_on(phone, activity):
    """The pass of the sign-in page opened on this phone now."""
    return phone.get(f"{SIGN_IN}?a={activity.pk}").context["form"].initial["page"]


def kept_now(phone, activity, page):
    """What the phone keeps when the code is typed now without network."""
    return {"c": code_of(activity), "at": iso(clock.now()), "page": page}


def hand_in(phone, activity, kept):
    return send(phone, activity, **kept, sent=iso(clock.now()))


def test_a_sign_in_kept_offline_and_handed_in_twice_is_one_visit_at_the_codes_moment(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    page = page_on(phone, activity)
    at_half_past_nine.shift(timedelta(minutes=5))
    kept, shown = kept_now(phone, activity, page), clock.now()
    at_half_past_nine.shift(timedelta(hours=20))
    phone = as_seat(town.deputy)
    assert [hand_in(phone, activity, kept).status_code for _ in range(2)] == [302, 302]
    visit = Attendance.objects.get()
    assert timedelta(0) <= shown - visit.signed_in_at < timedelta(seconds=31)
    assert visit.is_late
    roster = as_seat(town.officer).get(f"/desk/attendance/{activity.pk}/").content.decode()
    assert "离线补传" in roster


def test_a_photograph_used_an_hour_later_is_refused_however_the_clock_is_set(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    page, photograph, shown = page_on(phone, activity), code_of(activity), clock.now()
    at_half_past_nine.shift(timedelta(hours=1))
    phone = as_seat(town.deputy)
    honest = {"c": photograph, "at": iso(clock.now()), "page": page}
    assert "已失效" in reason(hand_in(phone, activity, honest))
    put_back = {"c": photograph, "at": iso(shown), "sent": iso(shown), "page": page}
    assert "已失效" in reason(send(phone, activity, **put_back))
    assert "签到码不对或已过期" in reason(send(phone, activity, c=photograph))
    assert not Attendance.objects.exists()


def test_a_page_opened_after_the_code_was_gone_hands_in_nothing(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    photograph, shown = code_of(activity), clock.now()
    at_half_past_nine.shift(timedelta(hours=1))
    phone = as_seat(town.deputy)
    late = {"c": photograph, "at": iso(shown), "page": page_on(phone, activity)}
    assert "失效之后才打开" in reason(hand_in(phone, activity, late))


def test_another_deputys_page_and_no_page_hand_in_nothing(at_half_past_nine, town, plan, as_seat):
    activity, other = plan(), plan()
    phone = as_seat(town.deputy)
    page = page_on(phone, other)
    for given in (page, "", "x" * 60):
        kept = kept_now(phone, activity, given)
        assert "由本人在本机打开过" in reason(hand_in(phone, activity, kept))


def test_a_code_of_another_activity_or_never_shown_is_refused(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    page = page_on(phone, activity)
    ahead = code_at(activity.sign_in_key, clock.now() + timedelta(minutes=40))
    for code in (code_of(plan()), ahead, "00000000"):
        kept = {"c": code, "at": iso(clock.now()), "page": page}
        assert "签到码不对" in reason(hand_in(phone, activity, kept))


def test_a_sign_in_kept_longer_than_a_day_is_refused(at_half_past_nine, town, plan, as_seat):
    activity, phone = plan(), as_seat(town.deputy)
    kept = kept_now(phone, activity, page_on(phone, activity))
    at_half_past_nine.shift(timedelta(hours=25))
    assert "24 小时" in reason(hand_in(as_seat(town.deputy), activity, kept))
    assert not Attendance.objects.exists()


def test_a_clock_that_goes_wrong_does_no_harm_to_who_was_there(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    page, ahead = page_on(phone, activity), timedelta(hours=3)
    kept = {"c": code_of(activity), "at": iso(clock.now() + ahead), "page": page}
    at_half_past_nine.shift(timedelta(minutes=50))
    phone = as_seat(town.deputy)
    sent = iso(clock.now() + ahead)
    assert send(phone, activity, **kept, sent=sent).status_code == 302
    assert Attendance.objects.get().signed_in_at <= activity.starts_at


def test_a_moment_without_the_moment_of_handing_in_is_asked_for(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    kept = kept_now(phone, activity, page_on(phone, activity))
    answer = send(phone, activity, **kept)
    assert answer.status_code == 422
    assert "重新打开签到页" in answer.content.decode()


def test_a_cancelled_activity_takes_no_sign_in_kept_before(at_half_past_nine, town, plan, as_seat):
    activity, phone = plan(), as_seat(town.deputy)
    kept = kept_now(phone, activity, page_on(phone, activity))
    activities.cancel(activity, reason="台风", by=town.officer)
    assert "已取消" in reason(hand_in(phone, activity, kept))
