"""王代表 on his phone: scans the code on the station's screen, and sees one visit of two."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.urls import reverse

from deputies import sign_in
from deputies.models import Attendance, Level, Mandate
from liaison import clock
from stations.actions import activities
from stations.models import Function
from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import PHONE


def test_wang_signs_in_from_the_screen_and_sees_one_of_two(person, network):
    activity = an_activity_now(network)
    Mandate.objects.filter(deputy=network.deputy).update(level=Level.COUNTY)
    screen = person()
    screen.sign_in("station")
    screen.open(f"/desk/attendance/{activity.pk}/screen/")
    screen.sees("用手机扫码签到")
    shown = screen.page.locator(".wall__letters").inner_text()

    wang = person(PHONE)
    wang.sign_in("deputy")
    code = sign_in.normal(shown)
    wang.open(urlsplit(reverse("deputies:scan", args=[activity.pk, code])).path)
    wang.press("王代表，确认签到")
    wang.sees("已签到")
    wang.sees("扫码签到")

    visit = Attendance.objects.get()
    assert (visit.deputy, visit.how) == (network.deputy, "code")
    activities.hold(activity, by=network.seats["station"])
    wang.open("/desk/attendance/mine/")
    wang.sees("已进站 1 次")
    wang.sees("应进站 2 次")


def test_wang_signs_in_without_network_is_signed_out_and_is_there_all_the_same(
    person, network, settings
):
    activity = an_activity_now(network)
    wang = person(PHONE)
    wang.sign_in("deputy")
    wang.open(f"{reverse('deputies:sign_in')}?a={activity.pk}")
    wang.page.context.set_offline(True)
    wang.page.get_by_label("屏幕上的签到码").fill(
        sign_in.code_at(activity.sign_in_key, clock.now())
    )
    wang.page.get_by_role("button", name="签到", exact=True).click()
    wang.sees("签到已存在本机")
    assert not Attendance.objects.exists()

    wang.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    wang.page.context.set_offline(False)
    wang.page.wait_for_url("**/accounts/login/**")
    wang.page.get_by_label("用户名").fill("deputy")
    wang.page.get_by_label("密码").first.fill(PASSWORD)
    wang.page.get_by_role("button", name="登录").click()
    wang.sees("已签到")
    visit = Attendance.objects.get()
    assert (visit.deputy, visit.how) == (network.deputy, "code")
    assert wang.page.evaluate("window.localStorage.length") == 0


def an_activity_now(network):
    """Published at the deputy's station, going on at this moment."""
    officer = network.seats["station"]
    activity = activities.plan(
        station=network.station,
        function=Function.CONTACT,
        title="代表接待日",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        once=uuid4(),
        by=officer,
    )
    activities.publish(activity, by=officer)
    return activity
