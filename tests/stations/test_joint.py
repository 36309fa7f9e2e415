"""部门进家、代表回家、选民访家: units present, voters' questions, an answer to each (J16)."""

from datetime import timedelta

import pytest
from django.test import Client

from liaison import clock
from stations.actions import activities, joint
from stations.models import JointQuestion
from tests.factories import town as small_town
from tests.factories.activities import plan


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def day(town):
    activity = plan(town, form="joint")
    activities.publish(activity, by=town.officer)
    activities.hold(activity, by=town.officer)
    return activity


@pytest.fixture
def officer(town):
    browser = Client()
    browser.force_login(town.officer.user)
    return browser


def log(browser, activity, **more):
    page = browser.get(f"/desk/activities/{activity.pk}/log/")
    sent = {
        "once": str(page.context["form"]["once"].value()),
        "minutes": "三个部门到场答复。",
        "study_title": "党的创新理论",
        "residents": "30",
    }
    return browser.post(f"/desk/activities/{activity.pk}/log/", sent | more)


def asked(browser, activity, words="路灯什么时候修好？联系我13912345678") -> JointQuestion:
    base = f"/desk/activities/{activity.pk}/joint/"
    browser.post(f"{base}units/", {"unit": "市城市管理局", "posts": "路灯所所长"})
    unit = activity.joint_units.get(unit="市城市管理局")
    browser.post(f"{base}questions/", {"asked": words, "unit": unit.pk})
    return activity.joint_questions.get(asked=words)


def test_each_question_has_an_answer_before_the_log_closes(officer, town, day):
    """J16: “each question has answer”."""
    question = asked(officer, day)
    refused = log(officer, day)
    assert refused.status_code == 409
    assert "还没有答复" in refused.content.decode()
    way = f"/desk/activities/{day.pk}/joint/{question.pk}/"
    assert officer.post(way, {}).status_code == 422
    assert officer.post(way, {"answer": "明天上午修好。"}).status_code == 302
    assert log(officer, day).status_code == 302
    day.refresh_from_db()
    assert day.stage == "logged"


def test_a_task_needs_an_owner_and_a_day_not_before_the_activity(officer, town, day):
    question = asked(officer, day)
    way = f"/desk/activities/{day.pk}/joint/{question.pk}/"
    for sent, words in (
        ({"task_owner": "路灯所"}, "责任人和办结日期"),
        ({"task_due_on": clock.today()}, "请写明现场答复"),
        ({"task_owner": "路灯所", "task_due_on": day.held_on - timedelta(days=1)}, "不能早于"),
    ):
        answer = officer.post(way, sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    due = day.held_on + timedelta(days=7)
    assert officer.post(way, {"task_owner": "路灯所", "task_due_on": due}).status_code == 302
    assert not day.joint_questions.open_ended().exists()


def test_a_question_followed_as_a_concern_names_one_that_exists(officer, town, day):
    from uuid import uuid4

    from suggestions.actions import concerns

    question = asked(officer, day)
    way = f"/desk/activities/{day.pk}/joint/{question.pk}/"
    refused = officer.post(way, {"receipt": "260101-ZZZZZ"})
    assert "没有编号为" in refused.content.decode()
    concern = concerns.submit(
        station=town.station, text="路灯坏了半个月，请尽快维修。", once=uuid4(), activity=day
    )
    assert officer.post(way, {"receipt": concern.number}).status_code == 302


@pytest.mark.parametrize(("with_unit", "residents"), [(False, "30"), (True, "")])
def test_units_and_voters_must_have_been_there(officer, day, with_unit, residents):
    if with_unit:
        officer.post(f"/desk/activities/{day.pk}/joint/units/", {"unit": "市城市管理局"})
    assert log(officer, day, residents=residents).status_code == 409


def test_everybody_reads_questions_and_answers_without_telephones(officer, client, town, day):
    question = asked(officer, day)
    joint.settle(question, answer="明天修好，可拨 0562-2123456 咨询。", by=town.officer)
    address = f"/s/{town.station.code}/activities/{day.pk}/"
    assert "路灯什么时候修好" not in client.get(address).content.decode()
    log(officer, day)
    page = client.get(address).content.decode()
    assert "路灯什么时候修好" in page
    assert "明天修好" in page
    for number in ("13912345678", "2123456"):
        assert number not in page


def test_a_unit_twice_and_another_form_are_refused(officer, town, day):
    base = f"/desk/activities/{day.pk}/joint/units/"
    assert officer.post(base, {"unit": "市城市管理局"}).status_code == 302
    assert officer.post(base, {"unit": "市城市管理局"}).status_code == 409
    ordinary = plan(town)
    assert officer.get(f"/desk/activities/{ordinary.pk}/joint/").status_code == 404


def test_the_page_shows_who_came_and_what_waits(officer, day):
    asked(officer, day)
    page = officer.get(f"/desk/activities/{day.pk}/joint/").content.decode()
    for words in ("市城市管理局", "路灯所所长", "待答复"):
        assert words in page
    assert (
        f"/desk/activities/{day.pk}/joint/" in officer.get(day.get_absolute_url()).content.decode()
    )
