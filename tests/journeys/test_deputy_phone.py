"""王代表, sixty, on a phone in large type: everything of the day from the first page (适老化, facts §5.4)."""

from datetime import timedelta
from uuid import uuid4

from deputies.actions import honours
from deputies.models import Attendance, Level, Mandate
from liaison import clock
from liaison.attachments.models import Attachment
from stations.actions import activities
from stations.models import Function
from suggestions.models import Concern
from tests.factories.merits import certificate, photo
from tests.journeys.conftest import PHONE

#: facts §5.4: targets of 44 CSS px and more everywhere, 60 in elder mode; text of 18 and more there.
LEAST, LEAST_ELDER, LEAST_TEXT = 44, 60, 18
TARGETS = """() => [...document.querySelectorAll('main a, main button, .bottom-bar__link')]
  .filter(one => one.offsetParent !== null)
  .map(one => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect().height])"""
TEXT = """() => [...document.querySelectorAll('main p, main li, main a, main small')]
  .filter(one => one.offsetParent !== null && one.textContent.trim())
  .map(one => [one.textContent.trim().slice(0, 20), parseFloat(getComputedStyle(one).fontSize)])"""
WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def too_small(page, script, least) -> list:
    return [(name, size) for name, size in page.evaluate(script) if size < least - 0.5]


def an_activity_now(network):
    officer = network.seats["station"]
    made = activities.plan(
        station=network.station,
        function=Function.CONTACT,
        title="代表接待日",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        once=uuid4(),
        by=officer,
    )
    activities.publish(made, by=officer)
    return made


def test_wang_does_all_of_his_day_from_the_first_page_in_large_type(person, network, tmp_path):
    today = an_activity_now(network)
    Mandate.objects.filter(deputy=network.deputy).update(level=Level.COUNTY)
    replied = network.suggestion("replied")
    wang, screen = person(PHONE), person()
    wang.open("/accounts/login/")
    wang.press("大字版")
    wang.page.get_by_label("用户名").fill("deputy")
    wang.page.get_by_label("密码").first.fill("Lake-2026-tong")
    wang.press("登录")

    # what he needs first, in letters and targets of a size
    wang.sees("今年已进站")
    wang.sees("还差")
    assert too_small(wang.page, TARGETS, LEAST_ELDER) == []
    assert too_small(wang.page, TEXT, LEAST_TEXT) == []
    assert wang.page.evaluate(WIDTH) <= 0

    # signs in by the letters on the station's screen
    screen.sign_in("station")
    screen.open(f"/desk/attendance/{today.pk}/screen/")
    wang.follow("签到")
    code = screen.page.locator(".wall__letters").inner_text()
    wang.page.get_by_label("屏幕上的签到码").fill(code)
    wang.press("签到")
    wang.sees("已签到")
    assert Attendance.objects.get().deputy == network.deputy
    activities.hold(today, by=network.seats["station"])

    # hands in what he heard, with a photo
    wang.open("/desk/")
    wang.sees("今年已进站 1 次，还差 1 次")
    wang.follow("提交诉求")
    wang.page.get_by_label("诉求人的原话").fill("南门积水，雨后三天不退，老人出门要蹚水。")
    picture = tmp_path / "南门.png"
    picture.write_bytes(photo().read())
    wang.page.get_by_label("照片").set_input_files(picture)
    wang.press("提交并出回执")
    said = Concern.objects.get(text__startswith="南门积水")
    assert (said.source, said.deputy) == ("deputy", network.deputy)
    assert Attachment.objects.of(said).count() == 1
    wang.open("/desk/")
    wang.sees("南门积水")
    wang.sees("汇总梳理")

    # rates the reply that waits for him
    wang.follow(replied.title)
    wang.page.get_by_role("link", name="评价", exact=True).click()
    for question in ("办理态度", "办理结果"):
        answers = wang.page.get_by_role("group", name=question)
        answers.get_by_label("满意", exact=True).check()
    wang.press("确认评价")
    replied.refresh_from_db()
    assert replied.stage == "closed"

    # and reads his own record
    wang.open("/desk/")
    wang.follow("我的履职档案")
    wang.sees("五、小组活动")
    wang.sees("代表接待日")


def test_the_first_page_is_in_order_in_ordinary_type_as_well(person, network):
    honour = honours.record(
        network.deputy,
        evidence=[certificate()],
        kind="model",
        title="优秀人大代表",
        granted_by="市人大常委会",
        granted_on=clock.today(),
        by=network.seats["station"],
    )
    honours.confirm(honour, by=network.seats["committee"])
    wang = person(PHONE)
    wang.sign_in("deputy")
    wang.sees("今天没有待办事项。")
    assert too_small(wang.page, TARGETS, LEAST) == []
    assert wang.page.evaluate(WIDTH) <= 0
