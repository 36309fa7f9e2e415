"""Signing in over HTTP: by the code, by the place, by the officer; once, in person, in time."""

from datetime import timedelta

import pytest

from deputies.actions import attendance as actions
from deputies.models import Attendance
from deputies.sign_in import code_at
from liaison import clock
from liaison.audit.models import Event
from stations.actions import activities
from tests.factories import town as small_town

SIGN_IN = "/desk/attendance/sign-in/"
THERE = {"latitude": "30.950000", "longitude": "117.800000"}


def code_of(activity):
    return code_at(activity.sign_in_key, clock.now())


def send(browser, activity, **said):
    return browser.post(f"{SIGN_IN}?a={activity.pk}", said)


def reason(response) -> str:
    assert response.status_code == 409
    return response.content.decode()


# -- by the code on the screen --------------------------------------------------------------------
def test_a_deputy_scans_the_screen_and_confirms_with_one_tap(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(), as_seat(town.deputy)
    shown = as_seat(town.officer).get(f"/desk/attendance/{activity.pk}/screen/")
    assert "<svg" in shown.content.decode()
    scanned = phone.get(f"/q/{activity.pk}/{code_of(activity)}/", follow=True)
    assert "确认签到" in scanned.content.decode()
    proof = scanned.context["proof"]
    assert send(phone, activity, k=proof).status_code == 302
    visit = Attendance.objects.get()
    assert (visit.deputy.name, visit.how, visit.signed_in_at) == (
        "王代表", "code", visit.recorded_at.replace(microsecond=0)
    )  # fmt: skip
    assert "已签到" in phone.get(f"{SIGN_IN}?a={activity.pk}").content.decode()


def test_a_scan_before_signing_in_to_the_site_is_not_lost(at_half_past_nine, client, town, plan):
    activity = plan()
    scanned = client.get(f"/q/{activity.pk}/{code_of(activity)}/")
    asked = client.get(scanned.url)
    assert asked.url.startswith("/accounts/login/?next=")
    at_half_past_nine.shift(timedelta(minutes=3))
    client.force_login(town.deputy.user)
    page = client.get(scanned.url)
    assert "确认签到" in page.content.decode()
    assert send(client, activity, k=page.context["proof"]).status_code == 302
    assert Attendance.objects.count() == 1


def test_a_photograph_an_hour_old_is_refused_and_says_why(at_half_past_nine, town, plan, as_seat):
    activity = plan()
    photographed = code_of(activity)
    at_half_past_nine.shift(timedelta(hours=1))
    phone = as_seat(town.deputy)
    page = phone.get(f"/q/{activity.pk}/{photographed}/", follow=True)
    assert "签到码不对或已过期" in page.content.decode()
    assert "确认签到" not in page.content.decode()
    assert "照片或转发的码不能签到" in reason(send(phone, activity, c=photographed))
    assert not Attendance.objects.exists()


def test_a_proof_of_a_scan_lasts_five_minutes_and_for_its_own_activity(
    at_half_past_nine, town, plan, as_seat
):
    activity, other, phone = plan(), plan(), as_seat(town.deputy)
    proof = actions.scan(activity, code_of(activity))
    reason(send(phone, other, k=proof))
    reason(send(phone, activity, k=proof + "x"))
    at_half_past_nine.shift(timedelta(minutes=6))
    reason(send(phone, activity, k=proof))
    assert not Attendance.objects.exists()


def test_the_code_of_another_activity_opens_nothing(at_half_past_nine, town, plan, as_seat):
    activity, other = plan(), plan()
    reason(send(as_seat(town.deputy), activity, c=code_of(other)))
    assert not Attendance.objects.exists()


def test_a_code_used_again_by_the_same_deputy_is_one_visit(at_half_past_nine, town, plan, as_seat):
    activity, phone, tablet = plan(), as_seat(town.deputy), as_seat(town.deputy)
    code = code_of(activity)
    assert send(phone, activity, c=code).status_code == 302
    first = Attendance.objects.get()
    assert send(tablet, activity, c=code.lower()).status_code == 302
    assert Attendance.objects.get() == first


def test_nobody_signs_in_for_another_deputy(at_half_past_nine, town, plan, as_seat):
    activity, other = plan(), small_town.elect("李代表", town.station)
    phone = as_seat(other)
    deputy = town.deputy.deputy_seat.deputy
    # The form has no field for a person; one smuggled in changes nothing.
    send(phone, activity, c=code_of(activity), deputy=deputy.pk, deputies=deputy.pk)
    assert [visit.deputy.name for visit in Attendance.objects.all()] == ["李代表"]
    roster = f"/desk/attendance/{activity.pk}/"
    assert phone.post(roster, {"deputies": [deputy.pk]}).status_code == 403
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("how", ["code", "place", "officer"])
def test_the_action_itself_refuses_a_proxy(at_half_past_nine, town, plan, how):
    activity, other = plan(), small_town.elect("李代表", town.station)
    with pytest.raises(actions.PermissionDenied):
        actions.sign_in(activity, deputy=other.deputy_seat.deputy, how=how, by=town.deputy)


@pytest.mark.parametrize("said", [{}, {"c": "  "}, {"latitude": "91", "longitude": "0"}])
def test_a_form_that_says_nothing_asks_again(at_half_past_nine, town, plan, as_seat, said):
    assert send(as_seat(town.deputy), plan(), **said).status_code == 422


# -- when ---------------------------------------------------------------------------------------
def test_an_activity_not_published_is_not_there(at_half_past_nine, town, plan, as_seat):
    activity = plan(published=False)
    assert send(as_seat(town.deputy), activity, c=code_of(activity)).status_code == 404


def test_nobody_signs_in_at_what_was_cancelled(at_half_past_nine, town, plan, as_seat):
    activity = plan()
    activities.cancel(activity, reason="暴雨", by=town.officer)
    assert "已取消" in reason(send(as_seat(town.deputy), activity, c=code_of(activity)))
    deputy = town.deputy.deputy_seat.deputy
    answer = as_seat(town.officer).post(
        f"/desk/attendance/{activity.pk}/", {"deputies": [deputy.pk]}
    )
    assert "已取消" in reason(answer)


def test_too_early_and_too_late_are_refused(at_half_past_nine, town, plan, as_seat):
    activity, phone = plan(begins=timedelta(hours=2)), as_seat(town.deputy)
    assert "不在签到时间内" in reason(send(phone, activity, c=code_of(activity)))
    at_half_past_nine.shift(timedelta(hours=4, minutes=31))
    phone = as_seat(town.deputy)
    assert "不在签到时间内" in reason(send(phone, activity, c=code_of(activity)))


# -- by place -----------------------------------------------------------------------------------
def test_a_phone_at_the_place_signs_in_and_one_far_away_hears_how_far(
    at_half_past_nine, town, plan, as_seat
):
    activity, phone = plan(latitude="30.950000", longitude="117.800000"), as_seat(town.deputy)
    far = send(phone, activity, latitude="30.960000", longitude="117.800000")
    assert "1.1 公里" in reason(far)
    reason(send(phone, activity, c=code_of(activity), latitude="30.96", longitude="117.8"))
    assert send(phone, activity, latitude="30.951", longitude="117.8").status_code == 302
    visit = Attendance.objects.get()
    assert (visit.how, visit.metres_away) == ("place", 111)


def test_without_coordinates_there_is_no_signing_in_by_place(
    at_half_past_nine, town, plan, as_seat
):
    assert "没有登记坐标" in reason(send(as_seat(town.deputy), plan(), **THERE))


# -- by the officer -----------------------------------------------------------------------------
def test_the_officer_ticks_who_came_and_strikes_out_who_did_not(
    at_half_past_nine, town, plan, as_seat
):
    activity, desk = plan(), as_seat(town.officer)
    deputy = town.deputy.deputy_seat.deputy
    roster = f"/desk/attendance/{activity.pk}/"
    assert "王代表" in desk.get(roster, {"q": "王"}).content.decode()
    for _ in range(2):
        assert desk.post(roster, {"deputies": [deputy.pk, "nonsense"]}).status_code == 302
    visit = Attendance.objects.get()
    assert (visit.how, visit.recorded_by) == ("officer", town.officer)
    strike = f"/desk/attendance/records/{visit.pk}/strike/"
    assert desk.post(strike, {"reason": ""}).status_code == 422
    assert desk.post(strike, {"reason": "本人未到场"}).status_code == 302
    assert not Attendance.objects.exists()
    struck = Event.objects.get(verb="strike_out_sign_in")
    assert struck.facts == {"deputy": "王代表", "reason": "本人未到场"}


def test_another_stations_officer_finds_neither_roster_nor_screen(
    at_half_past_nine, town, plan, as_seat
):
    activity, desk = plan(), as_seat(town.other_officer)
    for page in ("", "screen/", "invite/"):
        assert desk.get(f"/desk/attendance/{activity.pk}/{page}").status_code == 404


def test_after_three_days_only_the_committees_office_records(
    at_half_past_nine, town, plan, as_seat
):
    activity, deputy = plan(), town.deputy.deputy_seat.deputy
    roster, said = f"/desk/attendance/{activity.pk}/", {"deputies": [deputy.pk]}
    at_half_past_nine.shift(timedelta(days=4))
    assert "超过 3 天" in reason(as_seat(town.officer).post(roster, said))
    assert as_seat(town.committee).post(roster, said).status_code == 302
    visit = Attendance.objects.get()
    assert visit.signed_in_at == activity.starts_at


def test_nobody_is_recorded_before_the_day(at_half_past_nine, town, plan, as_seat):
    activity, deputy = plan(begins=timedelta(days=1)), town.deputy.deputy_seat.deputy
    answer = as_seat(town.officer).post(
        f"/desk/attendance/{activity.pk}/", {"deputies": [deputy.pk]}
    )
    assert "还没有开始" in reason(answer)


def test_whoever_is_no_longer_a_deputy_is_not_recorded(at_half_past_nine, town, plan, as_seat):
    activity, deputy = plan(), town.deputy.deputy_seat.deputy
    deputy.mandates.update(to_on="2026-11-09", end_reason="resigned")
    assert "不是在任代表" in reason(
        as_seat(town.officer).post(f"/desk/attendance/{activity.pk}/", {"deputies": [deputy.pk]})
    )
