"""Classes, hours counted once, required courses by station, and who sees them."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deputies.actions import register
from deputies.models import CourseCompletion, Enrolment, Membership, TrainingClass
from liaison.accounts.roles import Role
from liaison.documents import excel
from stations.hierarchy import Kind
from stations.models import Topic
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

COURSE = "《论坚持和完善人民代表大会制度》"
HEADINGS = ["姓名", "代表证号", "签到", "学时"]


@pytest.fixture
def course():
    return Topic.objects.get(title=COURSE)


@pytest.fixture
def committee(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def deputy(name, station, number):
    made = DeputyFactory(name=name)
    MandateFactory(deputy=made, certificate_no=number)
    MembershipFactory(deputy=made, station=station)
    return made


@pytest.fixture
def people(net):
    """Wang and Li at the station, two of one name, and a deputy at another station."""
    other = StationFactory(code="T2", name="映湖联络站", kind=Kind.STATION, parent=net[1])
    return {
        "wang": deputy("王芳", net[2], "A-1"),
        "li": deputy("李强", net[2], "A-2"),
        "one": deputy("张伟", net[2], "A-3"),
        "two": deputy("张伟", net[2], "A-4"),
        "far": deputy("赵远", other, "B-1"),
    }


def open_class(client, course=None, **given):
    posted = {
        "title": "社会建设专题培训班",
        "topic": course.pk if course else "",
        "place": "市委党校",
        "lecturer": "陈教授",
        "from_on": "2026-05-11",
        "to_on": "2026-05-13",
        "hours": "16",
    }
    answer = client.post("/desk/study/classes/new/", posted | given)
    assert answer.status_code == 302, answer.content.decode()
    return TrainingClass.objects.get(title=(posted | given)["title"])


def upload(client, training, *rows, headings=HEADINGS):
    content = excel.workbook("名单", [("参训名单", 20)], [headings, *rows])
    file = SimpleUploadedFile("名单.xlsx", content)
    return client.post(f"/desk/study/classes/{training.pk}/import/", {"file": file})


def bring_in(client, training, *rows):
    """The roster uploaded, looked at and confirmed."""
    answer = upload(client, training, *rows)
    assert answer.status_code == 302, answer.content.decode()
    preview = client.get(answer["Location"])
    assert preview.status_code == 200
    return client.post(f"{answer['Location']}confirm/"), preview.context["plan"]


def hours_of(client, year=2026):
    page = client.get(f"/desk/study/hours/?year={year}")
    return {row.name: row.hours for row in page.context["page"].items}


# -- hours --------------------------------------------------------------------------------------
def test_the_same_roster_again_does_not_double_the_hours(client, committee, people):
    training = open_class(client)
    rows = (["王芳", "", "是", ""], ["李强", "A-2", "是", "8"], ["张伟", "A-4", "否", ""])
    for turn in range(3):
        answer, plan = bring_in(client, training, *rows)
        assert answer.status_code == 302
        assert (len(plan.new), len(plan.unchanged)) == ((3, 0) if turn == 0 else (0, 3))
    assert hours_of(client) == {"王芳": Decimal(16), "李强": Decimal(8)}
    assert Enrolment.objects.count() == 3


def test_a_corrected_roster_changes_the_hours_instead_of_adding_to_them(client, committee, people):
    training = open_class(client)
    bring_in(client, training, ["王芳", "", "是", "8"], ["李强", "", "是", ""])
    _, plan = bring_in(client, training, ["王芳", "", "是", "12.5"], ["李强", "", "否", ""])
    assert len(plan.changed) == 2
    assert hours_of(client) == {"王芳": Decimal("12.5")}


def test_hours_of_two_classes_add_up_by_year(client, committee, people):
    for title, day in (("甲班", "2026-05-11"), ("乙班", "2026-09-01"), ("丙班", "2025-12-31")):
        training = open_class(client, title=title, from_on=day, to_on=day, hours="4")
        bring_in(client, training, ["王芳", "", "是", ""])
    assert hours_of(client) == {"王芳": Decimal(8)}
    assert hours_of(client, 2025) == {"王芳": Decimal(4)}
    answer = client.get("/desk/study/hours.xlsx?year=2026")
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(answer.content))]
    assert rows[1][:4] == ["王芳", "天井湖联络站", 2, 8]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["张伟", "", "是", ""], "有 2 位代表叫“张伟”"),
        (["王芳", "A-9", "是", ""], "没有在任代表“王芳（证号 A-9）”"),
        (["钱无", "", "是", ""], "没有在任代表“钱无”"),
        (["", "A-1", "是", ""], "没有写姓名"),
        (["王芳", "", "大概", ""], "看不懂签到“大概”"),
        (["王芳", "", "是", "多"], "学时“多”不是数字"),
        (["王芳", "", "是", "NaN"], "学时“NaN”应大于 0"),
        (["王芳", "", "是", "0.3"], "最小单位为 0.5"),
        (["王芳", "", "是", "17"], "超过本班的 16"),
        (["李强", "", "是", ""], "与第 3 行重复"),
    ],
)
def test_one_wrong_row_keeps_the_whole_roster_out(client, committee, people, row, said):
    training = open_class(client)
    answer = upload(client, training, ["李强", "A-2", "是", ""], row)
    assert said in client.get(answer["Location"]).content.decode()
    assert client.post(f"{answer['Location']}confirm/").status_code == 422
    assert not Enrolment.objects.exists()


def test_a_file_that_is_no_table_is_refused_and_a_column_not_found_is_asked_for(client, committee):
    training = open_class(client)
    file = SimpleUploadedFile("名单.xlsx", b"\x00\x01 not a table")
    page = f"/desk/study/classes/{training.pk}/import/"
    assert client.post(page, {"file": file}).status_code == 422
    answer = upload(client, training, ["王芳", "A-1"], headings=["姓名", "代表证号"])
    asked = client.get(answer["Location"]).content.decode()
    assert "缺少“签到”列" in asked
    assert client.post(f"{answer['Location']}confirm/").status_code == 409


def test_a_class_cannot_shrink_below_the_hours_given(client, committee, people):
    training = open_class(client)
    bring_in(client, training, ["王芳", "", "是", "16"])
    posted = {"title": training.title, "from_on": "2026-05-11", "to_on": "2026-05-13"}
    page = f"/desk/study/classes/{training.pk}/edit/"
    assert client.post(page, posted | {"hours": "8"}).status_code == 409
    assert client.post(page, posted | {"hours": "20"}).status_code == 302
    assert client.post(page, posted | {"hours": "0.3"}).status_code == 422
    assert client.post(page, posted | {"hours": "8", "to_on": "2026-05-01"}).status_code == 422


def test_a_class_of_another_office_is_seen_and_not_touched(client, net, committee, people):
    training = open_class(client)
    client.force_login(seat_in(net[2], Role.STATION).user)
    page = f"/desk/study/classes/{training.pk}/"
    assert client.get(page).status_code == 200
    for below in ("edit/", "import/"):
        assert client.get(page + below).status_code == 404
    assert client.post(page + "complete/").status_code == 404


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.GOVERNMENT, Role.HOTLINE, Role.SYSTEM_ADMIN])
@pytest.mark.parametrize("page", ["classes/", "classes/new/", "hours/", "hours.xlsx", "courses/"])
def test_other_seats_have_no_training_pages(client, role, page):
    client.force_login(SeatFactory(role=role).user)
    assert client.get(f"/desk/study/{page}").status_code == 403


def test_an_officer_sees_the_hours_of_his_own_deputies_only(client, net, committee, people):
    training = open_class(client)
    bring_in(client, training, ["王芳", "", "是", ""], ["赵远", "", "是", ""])
    assert set(hours_of(client)) == {"王芳", "赵远"}
    client.force_login(seat_in(net[2], Role.STATION).user)
    assert set(hours_of(client)) == {"王芳"}
    roster = client.get(f"/desk/study/classes/{training.pk}/").context["page"]
    assert [each.deputy.name for each in roster.items] == ["王芳"]


# -- required courses ---------------------------------------------------------------------------
def missing_names(client, query=""):
    page = client.get(f"/desk/study/courses/{query}")
    return sorted(deputy.name for deputy in page.context["page"].items)


def test_whoever_has_no_record_stands_on_the_list_of_the_station(client, committee, people, course):
    everybody = sorted(each.name for each in people.values())
    assert missing_names(client) == everybody
    page = f"/desk/study/courses/{course.pk}/T/"
    done = [people["wang"].pk, people["li"].pk]
    posted = {"deputies": done, "on": "2026-03-01", "how": "station"}
    assert client.post(page, posted).status_code == 302
    assert missing_names(client) == ["张伟", "张伟", "赵远"]
    assert missing_names(client, "?station=T2") == ["赵远"]
    rates = client.get("/desk/study/courses/").context["rates"]
    shown = {rate.station.code: (rate.done, rate.in_office, rate.percent) for rate in rates}
    assert shown == {"T": (2, 4, "50%"), "T2": (0, 1, "0%")}


def test_a_deputy_who_has_left_the_station_counts_there_no_more(client, committee, people, course):
    Membership.objects.filter(deputy=people["far"]).update(to_on=date(2026, 1, 1))
    codes = [rate.station.code for rate in client.get("/desk/study/courses/").context["rates"]]
    assert codes == ["T"]
    assert "赵远" in missing_names(client)


def test_a_class_of_the_course_records_everybody_present_once(client, committee, people, course):
    training = open_class(client, course)
    bring_in(client, training, ["王芳", "", "是", ""], ["李强", "", "否", ""])
    for _ in range(2):
        assert client.post(f"/desk/study/classes/{training.pk}/complete/").status_code == 302
    record = CourseCompletion.objects.get()
    assert (record.deputy, record.how, record.completed_on) == (
        people["wang"],
        "class",
        date(2026, 5, 13),
    )
    posted = {"deputies": [people["wang"].pk], "on": "2026-06-01", "how": "self"}
    assert client.post(f"/desk/study/courses/{course.pk}/T/", posted).status_code == 422


def test_a_class_of_another_topic_completes_nothing(client, committee, people):
    training = open_class(client)
    assert client.post(f"/desk/study/classes/{training.pk}/complete/").status_code == 409


def test_a_course_is_not_done_tomorrow_nor_by_a_deputy_of_another_station(
    client, net, people, course
):
    client.force_login(seat_in(net[2], Role.STATION).user)
    page = f"/desk/study/courses/{course.pk}/T/"
    posted = {"deputies": [people["wang"].pk], "on": "2126-06-01", "how": "self"}
    assert client.post(page, posted).status_code == 409
    posted = {"deputies": [people["far"].pk], "on": "2026-06-01", "how": "self"}
    assert client.post(page, posted).status_code == 422
    assert client.get(f"/desk/study/courses/{course.pk}/T2/").status_code == 404
    assert not CourseCompletion.objects.exists()


def test_a_deputy_reads_the_own_record_of_learning_and_no_other(client, committee, people, course):
    training = open_class(client, course)
    bring_in(client, training, ["王芳", "", "是", ""])
    client.post(f"/desk/study/classes/{training.pk}/complete/")
    seat = SeatFactory(role=Role.DEPUTY)
    register.act_as(seat, people["wang"])
    client.force_login(seat.user)
    page = client.get("/desk/study/mine/?year=2026")
    assert page.context["hours"] == 16
    assert list(page.context["lacking"]) == []
    assert "已完成" in page.content.decode()
    own = f"/desk/deputies/{people['wang'].pk}/learning/"
    assert client.get(own).status_code == 200
    assert client.get(f"/desk/deputies/{people['li'].pk}/learning/").status_code == 404


def test_the_pages_cost_the_same_at_any_length(
    client, net, committee, course, django_assert_max_num_queries
):
    for _ in range(30):
        MembershipFactory(deputy=MandateFactory().deputy, station=net[2])
    with django_assert_max_num_queries(18):
        client.get("/desk/study/courses/")
