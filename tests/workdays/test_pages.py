"""The desk's page of working days over HTTP."""

from datetime import date

import pytest

from liaison.accounts.roles import Role
from liaison.workdays.models import DayOverride, PublishedYear, current_calendar
from tests.factories.accounts import SeatFactory

PAGES = [
    "/desk/workdays/",
    "/desk/workdays/2026/",
    "/desk/workdays/day/2026-10-10/",
    "/desk/workdays/publish/",
]
ALLOWED = {Role.COMMITTEE, Role.SYSTEM_ADMIN}


@pytest.fixture
def committee(client):
    seat = SeatFactory(role=Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


@pytest.mark.parametrize("role", Role.values)
def test_only_the_committee_and_the_system_administrator_come_in(client, role):
    client.force_login(SeatFactory(role=role).user)
    expected = 200 if role in ALLOWED else 403
    assert [client.get(page).status_code for page in PAGES] == [expected] * len(PAGES)
    expected = 422 if role in ALLOWED else 403
    assert [client.post(page, {}).status_code for page in PAGES[2:]] == [expected] * 2


def test_strangers_are_sent_to_sign_in(client):
    assert [client.get(page).status_code for page in PAGES] == [302] * len(PAGES)


@pytest.mark.usefixtures("committee")
def test_a_year_shows_its_notice_its_days_and_how_many_are_worked(client):
    page = client.get("/desk/workdays/2026/").content.decode()
    assert "国办发明电〔2025〕7号" in page
    assert "全年 248 个工作日" in page
    assert "调休上班（换10月7日休息）" in page
    assert "2026年工作日" in page


@pytest.mark.usefixtures("committee")
def test_a_year_without_a_notice_says_that_its_dates_are_provisional(client):
    page = client.get("/desk/workdays/2027/").content.decode()
    assert "尚未录入" in page
    assert "暂定" in page


@pytest.mark.usefixtures("committee")
@pytest.mark.parametrize(
    "page", ["/desk/workdays/1066/", "/desk/workdays/9999/", "/desk/workdays/day/2026-02-30/"]
)
def test_a_year_or_day_that_is_none_is_not_found(client, page):
    assert client.get(page).status_code == 404


@pytest.mark.usefixtures("committee")
def test_a_day_is_changed_and_changed_back(client):
    page = "/desk/workdays/day/2026-03-04/"
    given = {"day": "2026-03-04", "decision": "rest", "note": "停工", "notice": "通告1号"}
    answer = client.post(page, given, follow=True)
    assert "已保存" in answer.content.decode()
    assert DayOverride.objects.get(day=date(2026, 3, 4)).note == "停工"
    assert "停工" in client.get(page).content.decode()
    client.post(page, {"day": "2026-03-04", "decision": "week"})
    assert current_calendar().is_working(date(2026, 3, 4))


@pytest.mark.usefixtures("committee")
def test_a_day_decided_needs_its_reason_and_document(client):
    given = {"day": "2026-03-04", "decision": "rest"}
    answer = client.post("/desk/workdays/day/2026-03-04/", given)
    assert answer.status_code == 422
    assert "请填写依据文件" in answer.content.decode()
    assert not DayOverride.objects.filter(day=date(2026, 3, 4)).exists()


@pytest.mark.usefixtures("committee")
def test_a_whole_notice_is_entered(client):
    given = {
        "year": "2027",
        "notice": "国办发明电〔2026〕9号",
        "dated_on": "2026-11-30",
        "rests": "1月1日至1月3日 元旦\r\n2月5日至2月11日 春节",
        "worked": "2027-02-20 春节调休",
    }
    page = client.post("/desk/workdays/publish/", given, follow=True).content.decode()
    assert "2027年放假安排已录入" in page
    assert PublishedYear.objects.get(year=2027).dated_on == date(2026, 11, 30)
    assert DayOverride.objects.filter(day__year=2027).count() == 11


@pytest.mark.usefixtures("committee")
def test_a_notice_with_a_line_that_is_no_day_is_refused_whole(client):
    given = {"year": "2027", "notice": "号", "rests": "1月1日 元旦\n二月五日 春节", "worked": ""}
    answer = client.post("/desk/workdays/publish/", given)
    assert answer.status_code == 422
    assert "第 2 行看不懂" in answer.content.decode()
    assert not PublishedYear.objects.filter(year=2027).exists()
