"""Officer 张 on a phone: plans an activity, holds it, signs a deputy in, logs it with a photo."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image

from deputies.models import Attendance
from liaison import clock
from stations.models import Activity
from tests.journeys.conftest import PHONE

MINUTES = "先集中学习新修改的代表法，再听取六位居民对夜间照明的意见，当场答应本周内到现场查看。"


def test_zhang_plans_holds_and_logs_an_activity(person, network):
    zhang = person(PHONE)
    zhang.sign_in("station")
    zhang.open("/desk/activities/new/")
    page = zhang.page
    page.get_by_label("主题").first.fill("翠湖夜间照明听意见")
    page.get_by_label("职能").select_option(label="联系群众")
    page.get_by_label("日期").fill(f"{clock.today():%Y-%m-%d}")
    begins, ends = an_hour_that_is_over_by_now()
    page.get_by_label("开始").fill(begins)
    page.get_by_label("结束").fill(ends)
    page.get_by_label("地点").fill("翠湖社区党群服务中心")
    zhang.press("保存")
    zhang.sees("计划中")

    take(zhang, "发布")
    zhang.sees("已发布")
    activity = Activity.objects.get()
    zhang.open(f"/desk/attendance/{activity.pk}/")
    page.get_by_label(network.deputy.name).check()
    zhang.press("登记勾选的代表到场")
    zhang.sees("已登记 1 位代表到场")

    zhang.open(activity.get_absolute_url())
    take(zhang, "举行")
    zhang.sees("已举行")
    zhang.follow("归档")
    page.get_by_label("活动纪要").fill(MINUTES)
    page.get_by_label("学习内容").first.fill("新修改的代表法")
    page.locator("input[type=file]").set_input_files(
        {"name": "现场.png", "mimeType": "image/png", "buffer": picture()}
    )
    zhang.press("归档")
    zhang.sees("已归档")
    zhang.sees(MINUTES)
    assert page.locator(".photos img").count() == 1

    activity.refresh_from_db()
    assert activity.stage == "logged"
    assert activity.study_title == "新修改的代表法"
    visit = Attendance.objects.get()
    assert (visit.deputy, visit.how) == (network.deputy, "officer")


def take(zhang, step):
    """Open a step's form below its button and confirm it."""
    zhang.page.get_by_role("link", name=step, exact=True).first.click()
    confirm = zhang.page.get_by_role("button", name="确认", exact=True)
    confirm.wait_for()
    zhang.look_over()
    confirm.click()
    zhang.arrive()


def an_hour_that_is_over_by_now():
    """Begun today, whatever the hour; also in the first minutes of a day."""
    now = timezone.localtime(clock.now())
    begins = max(now - timedelta(hours=1), now.replace(hour=0, minute=0))
    return f"{begins:%H:%M}", f"{max(now, begins + timedelta(minutes=30)):%H:%M}"


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(content, "PNG")
    return content.getvalue()
