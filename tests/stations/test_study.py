"""Study plans: exactly one of fifty flagged, nothing submitted without the law, who does what."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.notices.models import IN_SITE, Message
from stations.actions import study as actions
from stations.hierarchy import Kind
from stations.models import Activity, Station, StudyPlan, Topic
from stations.workflow import ActivityStage, PlanStage
from tests.factories.accounts import SeatFactory
from tests.factories.stations import StationFactory, network, seat_in

YEAR = 2026
LAW = "新修改的代表法"
FIRST = "习近平新时代中国特色社会主义思想"
COURSE = "《论坚持和完善人民代表大会制度》"
GENERAL = "全过程人民民主的地方实践"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def net():
    return network()


@pytest.fixture
def officer(net):
    return seat_in(net[2], Role.STATION)


@pytest.fixture
def committee(net):
    return seat_in(net[0], Role.COMMITTEE)


def topic(title):
    return Topic.objects.get(title=title)


def lines(*rows, deleted=()):
    """A POST of the sessions' page: (month, title) each; "" for an empty line."""
    posted = {"s-TOTAL_FORMS": len(rows), "s-INITIAL_FORMS": len(rows), "person": "张联络员"}
    for number, (month, title) in enumerate(rows):
        posted |= {f"s-{number}-month": month, f"s-{number}-form": "集中学习"}
        posted |= {f"s-{number}-topic": topic(title).pk if title else "", f"s-{number}-note": ""}
        if number in deleted:
            posted[f"s-{number}-DELETE"] = "on"
    return posted


def begin(client, seat, **given):
    """A new plan made on the page; the plan."""
    client.force_login(seat.user)
    posted = {"station": "T", "year": YEAR, "person": "", "source": "template"} | given
    answer = client.post("/desk/study/new/", posted)
    assert answer.status_code == 302, answer.content.decode()
    return StudyPlan.objects.get(station__code=posted["station"], year=posted["year"])


def press(client, seat, plan, step, **given):
    client.force_login(seat.user)
    return client.post(f"/desk/study/plans/{plan.pk}/{step}/", given)


def titles(plan):
    return list(plan.items.order_by("position").values_list("topic__title", flat=True))


def test_of_fifty_stations_with_forty_nine_plans_exactly_one_is_flagged(client, committee, net):
    officer = seat_in(net[1], Role.STATION)
    fifty = [net[2]] + [
        StationFactory(code=f"F{n:02}", name=f"第{n}联络站", kind=Kind.STATION, parent=net[1])
        for n in range(49)
    ]
    for station in fifty[:-1]:
        plan = actions.draft_plan(Station.objects.get(pk=station.pk), year=YEAR, by=officer)
        actions.submit(plan, by=officer)
    client.force_login(committee.user)
    page = client.get(f"/desk/study/missing/?year={YEAR}")
    assert [station.code for station, _ in page.context["rows"]] == [fifty[-1].code]
    assert page.context["owing"] == 50
    assert fifty[-1].name in page.content.decode()


def test_a_draft_is_no_plan_yet(client, officer, committee):
    begin(client, officer)
    client.force_login(committee.user)
    page = client.get(f"/desk/study/missing/?year={YEAR}")
    assert [station.code for station, _ in page.context["rows"]] == ["T"]
    assert "编制中" in page.content.decode()


def test_a_station_that_is_closed_or_of_another_kind_owes_no_plan(client, committee, net):
    Station.objects.filter(pk=net[2].pk).update(closed_on=date(2026, 1, 1))
    client.force_login(committee.user)
    assert client.get("/desk/study/missing/").context["rows"] == []


def test_a_new_plan_begins_with_the_first_topic_the_course_and_the_law(client, officer):
    assert titles(begin(client, officer)) == [FIRST, COURSE, LAW]


def test_a_plan_without_the_law_is_refused_naming_it_and_stays_a_draft(client, officer):
    plan = begin(client, officer)
    page = f"/desk/study/plans/{plan.pk}/edit/"
    assert client.post(page, lines((1, FIRST), (2, COURSE))).status_code == 302
    answer = press(client, officer, plan, "submit")
    assert answer.status_code == 409
    assert LAW in answer.content.decode()
    plan.refresh_from_db()
    assert (plan.stage, plan.submitted_at) == (PlanStage.DRAFT, None)
    assert LAW in client.get(f"/desk/study/plans/{plan.pk}/").content.decode()


def test_an_item_not_yet_in_force_binds_no_plan_of_an_earlier_year(client, officer):
    Topic.objects.filter(title=LAW).update(from_on=date(YEAR + 1, 3, 1))
    plan = begin(client, officer)
    assert LAW not in titles(plan)
    assert press(client, officer, plan, "submit").status_code == 302


def test_a_plan_not_beginning_with_the_first_topic_is_warned_and_taken(client, officer):
    plan = begin(client, officer)
    client.post(f"/desk/study/plans/{plan.pk}/edit/", lines((1, LAW), (2, FIRST)))
    page = client.get(f"/desk/study/plans/{plan.pk}/").content.decode()
    assert f"第一项应为第一学习内容“{FIRST}”" in page
    assert press(client, officer, plan, "submit").status_code == 302
    plan.refresh_from_db()
    assert plan.stage == PlanStage.SUBMITTED


def test_lines_are_added_left_out_and_ordered_by_month_without_a_script(client, officer):
    plan = begin(client, officer)
    page = f"/desk/study/plans/{plan.pk}/edit/"
    shown = client.get(page).context["formset"]
    assert len(shown.forms) == 3 + 3
    posted = lines((9, GENERAL), (1, FIRST), (3, ""), (2, LAW), (4, COURSE), deleted=(4,))
    answer = client.post(page, posted | {"more": "1"})
    assert answer["Location"] == page
    assert titles(plan) == [FIRST, LAW, GENERAL]
    plan.refresh_from_db()
    assert plan.person == "张联络员"


def test_a_month_that_is_none_is_asked_again_and_nothing_is_written(client, officer):
    plan = begin(client, officer)
    answer = client.post(f"/desk/study/plans/{plan.pk}/edit/", lines((13, FIRST)))
    assert answer.status_code == 422
    assert len(titles(plan)) == 3


def test_the_plan_goes_its_way_and_residents_read_it_when_it_is_published(
    client, officer, committee
):
    plan = begin(client, officer)
    assert press(client, officer, plan, "submit").status_code == 302
    assert client.get(f"/s/T/study/{YEAR}/").status_code == 404
    assert press(client, committee, plan, "send_back", reason="").status_code == 422
    assert press(client, committee, plan, "send_back", reason="请细化").status_code == 302
    client.force_login(officer.user)
    assert "请细化" in client.get(f"/desk/study/plans/{plan.pk}/").content.decode()
    for seat, step in ((officer, "submit"), (committee, "approve"), (officer, "publish")):
        assert press(client, seat, plan, step).status_code == 302
    client.logout()
    page = client.get(f"/s/T/study/{YEAR}/").content.decode()
    assert LAW in page
    assert "天井湖联络站" in page
    verbs = set(Event.objects.filter(about_id=str(plan.pk)).values_list("verb", flat=True))
    assert verbs >= {"draft_plan", "submit_plan", "send_back_plan", "approve_plan", "publish_plan"}


def test_what_is_submitted_cannot_be_changed_nor_submitted_again(client, officer):
    plan = begin(client, officer)
    press(client, officer, plan, "submit")
    assert press(client, officer, plan, "submit").status_code == 409
    edit = f"/desk/study/plans/{plan.pk}/edit/"
    assert client.get(edit).status_code == 409
    assert client.post(edit, lines((1, LAW))).status_code == 409
    assert len(titles(plan)) == 3


def test_nobody_takes_another_seats_step(client, net, officer, committee):
    plan = begin(client, officer)
    assert press(client, committee, plan, "submit").status_code == 403
    press(client, officer, plan, "submit")
    assert press(client, officer, plan, "approve").status_code == 403
    other = seat_in(StationFactory(kind=Kind.STATION, parent=net[1]), Role.STATION)
    assert press(client, other, plan, "approve").status_code == 404
    assert press(client, SeatFactory(role=Role.DEPARTMENT), plan, "approve").status_code == 403
    elsewhere = StationFactory(code="H", kind=Kind.HOME)
    assert press(client, seat_in(elsewhere, Role.COMMITTEE), plan, "approve").status_code == 404
    plan.refresh_from_db()
    assert plan.stage == PlanStage.SUBMITTED


def test_an_unpublished_plan_does_not_exist_for_another_station(client, net, officer):
    plan = begin(client, officer)
    other = seat_in(StationFactory(code="T2", kind=Kind.STATION, parent=net[1]), Role.STATION)
    client.force_login(other.user)
    assert client.get(f"/desk/study/plans/{plan.pk}/").status_code == 404
    assert client.get(f"/desk/study/plans/{plan.pk}/edit/").status_code == 404
    assert client.post("/desk/study/new/", {"station": "T", "year": 2027}).status_code == 422


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.STATION, Role.COMMITTEE, Role.LEADER)]
)
@pytest.mark.parametrize("page", ["", "missing/", "topics/", "new/", "topics/new/"])
def test_other_seats_have_no_study_pages(client, role, page):
    client.force_login(SeatFactory(role=role).user)
    assert client.get(f"/desk/study/{page}").status_code == 403


def test_a_second_plan_of_the_same_year_is_refused(client, officer):
    begin(client, officer)
    posted = {"station": "T", "year": YEAR, "source": "template"}
    answer = client.post("/desk/study/new/", posted)
    assert answer.status_code == 409
    assert StudyPlan.objects.count() == 1


def test_last_years_plan_is_copied_and_completed_with_what_is_required_now(client, officer, net):
    former = actions.draft_plan(net[2], year=YEAR - 1, by=officer)
    sessions = [actions.Session(5, topic(GENERAL), "讲座", "请专家")]
    actions.set_sessions(former, sessions=sessions, by=officer)
    plan = begin(client, officer, source="copy")
    assert titles(plan) == [FIRST, GENERAL, COURSE, LAW]
    kept = plan.items.get(topic__title=GENERAL)
    assert (kept.month, kept.form, kept.note) == (5, "讲座", "请专家")


def test_there_is_nothing_to_copy_without_a_plan_of_last_year(client, officer):
    client.force_login(officer.user)
    posted = {"station": "T", "year": YEAR, "source": "copy"}
    assert client.post("/desk/study/new/", posted).status_code == 409
    assert not StudyPlan.objects.exists()


def test_all_missing_stations_are_reminded_at_once_and_once_a_day(client, officer, committee):
    client.force_login(committee.user)
    for _ in range(2):
        answer = client.post("/desk/study/missing/remind/", {"year": YEAR})
        assert answer["Location"].endswith(f"?year={YEAR}")
    told = Message.objects.filter(to_user=officer.user, channel=IN_SITE)
    assert [message.subject for message in told] == [f"【提醒】请报送{YEAR}年学习计划"]
    assert press_remind(client, officer) == 403


def press_remind(client, seat):
    client.force_login(seat.user)
    return client.post("/desk/study/missing/remind/", {"year": YEAR}).status_code


def hold(station, number, *, stage=ActivityStage.HELD, title=FIRST, year=YEAR):
    starts = datetime(year, 3, number, 9, tzinfo=SHANGHAI)
    cancelled = {"cancelled_at": starts, "cancel_reason": "改期"}
    return Activity.objects.create(
        station=station,
        function="study",
        title=f"学习{number}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        held_on=starts.date(),
        stage=stage,
        study_topic=topic(title),
        sign_in_key="k",
        once=f"00000000-0000-0000-0000-{year}{number:08}",
        **(cancelled if stage == ActivityStage.CANCELLED else {}),
    )


def test_progress_counts_held_activities_of_the_year_at_the_station_and_its_points(
    client, net, officer
):
    plan = begin(client, officer)
    hold(net[2], 1)
    hold(net[3], 2)
    hold(net[2], 3, stage=ActivityStage.CANCELLED)
    hold(net[2], 4, stage=ActivityStage.PLANNED)
    hold(net[1], 5)
    hold(net[2], 6, year=YEAR - 1)
    hold(net[2], 7, title=GENERAL)
    progress = client.get(f"/desk/study/plans/{plan.pk}/").context["progress"]
    assert (progress.planned, progress.carried_out, progress.first_held) == (3, 1, 2)


def test_written_content_counts_for_the_topic_it_means_and_the_rest_is_named(client, net, officer):
    plan = begin(client, officer)
    for number, written in enumerate((f"学习《{FIRST}》", "消防安全知识", "学习"), start=1):
        made = hold(net[2], number)
        Activity.objects.filter(pk=made.pk).update(study_topic=None, study_title=written)
    page = client.get(f"/desk/study/plans/{plan.pk}/")
    assert page.context["progress"].first_held == 1
    assert page.context["progress"].others == ("消防安全知识", "学习")
    assert "没有计入任何主题的学习内容 2 次：消防安全知识；学习" in page.content.decode()


def test_the_catalogue_is_edited_by_the_office_alone_and_every_change_is_recorded(
    client, officer, committee
):
    law = topic(LAW)
    posted = {"title": LAW, "rank": 3, "from_on": "2025-03-11", "basis": "代表法"}
    client.force_login(officer.user)
    assert client.post(f"/desk/study/topics/{law.pk}/", posted).status_code == 403
    client.force_login(committee.user)
    assert client.post(f"/desk/study/topics/{law.pk}/", posted).status_code == 302
    law.refresh_from_db()
    assert law.is_required_in_plan is False
    event = Event.objects.get(verb="change_topic")
    assert event.facts["changed"] == ["basis", "is_required_in_plan"]
    assert client.post("/desk/study/topics/new/", posted).status_code == 422
    new = {"title": "乡村振兴促进法", "rank": 9, "from_on": "2026-01-01"}
    assert client.post("/desk/study/topics/new/", new).status_code == 302
    assert "乡村振兴促进法" in client.get("/desk/study/topics/").content.decode()
    backwards = posted | {"to_on": "2020-01-01"}
    assert client.post(f"/desk/study/topics/{law.pk}/", backwards).status_code == 422
