"""Activities over HTTP: planned, published, held, logged, cancelled, and what is refused."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from liaison import clock
from liaison.attachments.models import Attachment
from liaison.audit.models import Event
from liaison.errors import Refused
from stations.actions import activities as actions
from stations.models import Activity, Series, Topic
from suggestions.models import Concern
from tests.factories import town as small_town
from tests.factories.activities import plan

WORDS = "开展庭院夜话，收集群众意见三条。"


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def at(client):
    def go(seat):
        client.force_login(seat.user)
        return client

    return go


@pytest.fixture
def topic():
    return Topic.objects.order_by("rank", "pk").first() or Topic.objects.create(
        title="第一学习内容", rank=1, from_on=date(2020, 1, 1)
    )


def held(town, **more) -> Activity:
    activity = plan(town, **more)
    actions.publish(activity, by=town.officer)
    actions.hold(activity, by=town.officer)
    return activity


def form(town, **more) -> dict:
    today = clock.today()
    return {
        "once": str(uuid4()),
        "station": town.station.pk,
        "title": "代表走访网格",
        "function": "contact",
        "form": "ordinary",
        "day": f"{today:%Y-%m-%d}",
        "begins": "09:00",
        "ends": "10:30",
    } | more


def log(**more) -> dict:
    return {"once": str(uuid4()), "minutes": WORDS, "residents": "23"} | more


def photo() -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(picture, "JPEG")
    return SimpleUploadedFile("现场.jpg", picture.getvalue(), "image/jpeg")


# -- planning -----------------------------------------------------------------------------------
def test_an_officer_plans_an_activity_and_the_same_form_twice_is_one(town, at):
    client, sent = at(town.officer), form(town)
    first = client.post("/desk/activities/new/", sent)
    again = client.post("/desk/activities/new/", sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    activity = Activity.objects.get()
    assert (activity.stage, activity.held_on) == ("planned", clock.today())
    assert Event.objects.filter(verb="activity.plan").count() == 1


def test_what_does_not_fit_is_said_beside_its_box(town, at):
    page = at(town.officer).post("/desk/activities/new/", form(town, ends="08:00"))
    assert page.status_code == 422
    assert "结束时间必须晚于开始时间" in page.content.decode()


def test_an_activity_without_a_function_is_refused(town, at):
    assert (
        at(town.officer).post("/desk/activities/new/", form(town, function="")).status_code == 422
    )


def test_another_stations_activity_cannot_be_planned_or_moved_by_me(town, at):
    client = at(town.other_officer)
    assert client.post("/desk/activities/new/", form(town)).status_code == 422
    activity = plan(town)
    assert client.get(activity.get_absolute_url()).status_code == 404
    actions.publish(activity, by=town.officer)
    assert client.post(f"{activity.get_absolute_url()}hold/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.hold(activity, by=town.other_officer)


def test_a_deputy_reads_what_is_published_and_moves_nothing(town, at):
    activity = plan(town)
    client = at(town.deputy)
    assert client.get(activity.get_absolute_url()).status_code == 404
    actions.publish(activity, by=town.officer)
    assert client.get(activity.get_absolute_url()).status_code == 200
    assert client.post(f"{activity.get_absolute_url()}cancel/").status_code == 403


def test_a_brand_numbers_its_sessions_and_belongs_to_its_station(town, at):
    client = at(town.officer)
    sent = {"station": town.station.pk, "name": "庭院夜话", "about": ""}
    assert client.post("/desk/activities/series/", sent).status_code == 302
    brand = Series.objects.get()
    for number in (1, 2):
        client.post("/desk/activities/new/", form(town, series=brand.pk))
        assert Activity.objects.order_by("-pk")[0].series_no == number
    assert "第2期" in client.get("/desk/activities/series/").content.decode()
    with pytest.raises(Refused, match="另一个站点"):
        plan(town, station=town.other, by=town.other_officer, series=brand)
    assert client.post("/desk/activities/series/", sent).status_code == 422


def test_a_check_of_another_app_refuses_a_closed_month(town, at, monkeypatch):
    def closed(activity):
        if activity.held_on < date(2026, 1, 1):
            raise Refused("2025年已封存，不能再增改活动。")

    monkeypatch.setattr(actions, "before_change", [closed])
    page = at(town.officer).post("/desk/activities/new/", form(town, day="2025-12-31"))
    assert page.status_code == 409
    assert "已封存" in page.content.decode()
    assert not Activity.objects.exists()


def test_31_january_2359_in_shanghai_belongs_to_january(town):
    moment = timezone.make_aware(timezone.datetime(2026, 1, 31, 23, 59))
    activity = plan(town, starts_at=moment, ends_at=moment + timedelta(minutes=30))
    assert activity.held_on == date(2026, 1, 31)


def test_a_plan_is_changed_until_it_is_held(town, at):
    activity, client = plan(town), at(town.officer)
    address = f"{activity.get_absolute_url()}edit/"
    assert client.get(address).status_code == 200
    sent = form(town, title="改到下午", begins="14:00", ends="15:00")
    assert client.post(address, sent).status_code == 302
    activity.refresh_from_db()
    assert activity.title == "改到下午"
    assert timezone.localtime(activity.starts_at).hour == 14
    actions.hold(activity, by=town.officer)
    assert client.post(address, sent).status_code == 409


# -- held and logged ----------------------------------------------------------------------------
def test_what_has_not_come_yet_was_not_held(town, at):
    later = clock.now() + timedelta(days=2)
    activity = plan(town, starts_at=later, ends_at=later + timedelta(hours=1))
    page = at(town.officer).post(f"{activity.get_absolute_url()}hold/")
    assert page.status_code == 409
    assert "活动日期还没有到" in page.content.decode()


def test_an_officer_logs_from_the_phone_with_photos(town, at, topic):
    activity, client = held(town), at(town.officer)
    address = f"{activity.get_absolute_url()}log/"
    assert f'data-kept="log-{activity.pk}"' in client.get(address).content.decode()
    answer = client.post(address, log(study_topic=topic.pk, photos=[photo(), photo()]), follow=True)
    html = answer.content.decode()
    assert "已送达，已归档" in html
    assert WORDS in html
    activity.refresh_from_db()
    assert (activity.stage, activity.residents, activity.logged_by) == ("logged", 23, town.officer)
    assert Attachment.objects.of(activity).count() == 2


def test_a_log_without_study_is_asked_for_it_and_its_words_are_kept(town, at):
    activity = held(town)
    page = at(town.officer).post(f"{activity.get_absolute_url()}log/", log())
    assert page.status_code == 422
    html = page.content.decode()
    assert "每次活动须有理论学习" in html
    assert WORDS in html


def test_only_the_committee_records_why_there_was_no_study(town, at):
    activity = held(town)
    client = at(town.officer)
    waive = f"{activity.get_absolute_url()}waive/"
    assert client.post(waive, {"reason": "应急走访"}).status_code == 403
    own_word = client.post(f"{activity.get_absolute_url()}log/", log(study_waiver="没时间"))
    assert own_word.status_code == 422
    with pytest.raises(PermissionDenied):
        actions.log(activity, minutes=WORDS, study_waiver="没时间", by=town.officer)
    assert at(town.committee).post(waive, {"reason": "应急走访"}).status_code == 302
    answer = at(town.officer).post(f"{activity.get_absolute_url()}log/", log())
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert (activity.stage, activity.study_waiver) == ("logged", "应急走访")


def test_a_photo_that_is_no_photo_is_refused_and_nothing_is_lost(town, at):
    activity = held(town)
    for content in (b"not a picture", b"%PDF-1.4 fake", b"\xff\xd8\xff\xe0" + b"\0" * 40):
        fake = SimpleUploadedFile("现场.jpg", content, "image/jpeg")
        page = at(town.officer).post(
            f"{activity.get_absolute_url()}log/", log(study_title="党的创新理论", photos=fake)
        )
        assert page.status_code == 422
        assert WORDS in page.content.decode()
    activity.refresh_from_db()
    assert activity.stage == "held"
    assert not Attachment.objects.of(activity).exists()


def test_a_log_written_offline_and_sent_twice_is_one_log(town, at):
    activity, client = held(town), at(town.officer)
    address, sent = f"{activity.get_absolute_url()}log/", log(study_title="党的创新理论")
    statuses = [client.post(address, sent | {"photos": photo()}).status_code for _ in range(2)]
    assert statuses == [302, 302]
    assert Event.objects.filter(verb="activity.log").count() == 1
    assert Attachment.objects.of(activity).count() == 1
    assert client.post(address, sent | {"once": str(uuid4())}).status_code == 409


def test_a_log_sent_again_after_the_activity_was_opened_again_changes_nothing(town, at):
    activity, client = held(town), at(town.officer)
    address, sent = f"{activity.get_absolute_url()}log/", log(study_title="党的创新理论")
    client.post(address, sent)
    actions.reopen(activity, reason="补照片", by=town.officer)
    assert client.post(address, sent | {"minutes": "旧手机上的旧稿"}).status_code == 302
    activity.refresh_from_db()
    assert (activity.stage, activity.minutes) == ("held", WORDS)


def test_a_problem_needs_an_owner_or_a_reason_before_the_log(town, at):
    activity, client = held(town), at(town.officer)
    client.post(f"{activity.get_absolute_url()}problems/", {"problem": "南门积水"})
    problem = activity.problems.get()
    sent = log(study_title="党的创新理论")
    refused = client.post(f"{activity.get_absolute_url()}log/", sent)
    assert refused.status_code == 409
    assert "南门积水" in refused.content.decode()
    settle = f"{activity.get_absolute_url()}problems/{problem.pk}/"
    assert client.post(settle, {"owner": "市住建局", "feedback": ""}).status_code == 302
    assert client.post(f"{activity.get_absolute_url()}log/", sent).status_code == 302
    # What came of it arrives later; the owner may not be taken away again.
    assert client.post(settle, {"owner": "市住建局", "feedback": "已疏通"}).status_code == 302
    assert client.post(settle, {"owner": "", "feedback": ""}).status_code == 409
    assert (
        client.post(f"{activity.get_absolute_url()}problems/", {"problem": "又一个"}).status_code
        == 409
    )


def test_a_deliberation_turns_its_tasks_into_followed_problems(town, at):
    activity, client = held(town, form="deliberation"), at(town.officer)
    address = f"{activity.get_absolute_url()}deliberation/"
    sent = {
        "topic": "树荫下停车",
        "views": "居民：车位少。物业：可划线。",
        "consensus": "先划线，再错峰。",
        "tasks": "划定车位|物业公司\n错峰停车倡议｜社区居委会\n\n",
    }
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"consensus": "先划线。"}).status_code == 302
    tasks = list(activity.problems.order_by("pk").values_list("problem", "owner"))
    assert tasks == [("划定车位", "物业公司"), ("错峰停车倡议", "社区居委会")]
    assert "先划线。" in client.get(activity.get_absolute_url()).content.decode()


def test_a_logged_activity_is_reopened_with_a_reason_and_still_counts(town, at):
    activity, client = held(town), at(town.officer)
    client.post(f"{activity.get_absolute_url()}log/", log(study_title="学习"))
    address = f"{activity.get_absolute_url()}reopen/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "补照片"}).status_code == 302
    activity.refresh_from_db()
    assert (activity.stage, activity.logged_by, activity.counts) == ("held", None, True)


def test_a_cancelled_activity_says_why_and_does_not_count(town, at):
    activity, client = plan(town), at(town.officer)
    actions.publish(activity, by=town.officer)
    assert client.post(f"{activity.get_absolute_url()}cancel/", {"reason": ""}).status_code == 422
    client.post(f"{activity.get_absolute_url()}cancel/", {"reason": "暴雨预警"})
    assert not Activity.objects.counting().exists()
    public = client.get(f"/s/{town.station.code}/activities/{activity.pk}/")
    assert "暴雨预警" in public.content.decode()
    assert client.post(f"{activity.get_absolute_url()}hold/").status_code == 409


# -- what is raised on the spot -----------------------------------------------------------------
def test_a_concern_raised_on_the_spot_is_taken_at_the_activity(town, at):
    activity, client = held(town), at(town.officer)
    take = f"/desk/concerns/take/?activity={activity.pk}"
    assert activity.title in client.get(take).content.decode()
    sent = {"once": str(uuid4()), "station": town.station.pk, "text": "南门积水。"}
    client.post("/desk/concerns/take/", sent | {"activity": activity.pk})
    concern = Concern.objects.get()
    assert concern.activity == activity
    fragment = client.get(f"{activity.get_absolute_url()}concerns/")
    assert concern.number in fragment.content.decode()
    elsewhere = sent | {"once": str(uuid4()), "station": town.other.pk, "activity": activity.pk}
    page = at(town.committee).post("/desk/concerns/take/", elsewhere)
    assert page.status_code == 422


def test_today_names_what_is_coming_and_what_waits_for_its_log(town, at):
    soon = clock.now() + timedelta(minutes=1)
    plan(town, title="今天的接待", starts_at=soon, ends_at=soon + timedelta(hours=1))
    held(town, title="等归档的走访")
    html = at(town.officer).get("/desk/").content.decode()
    assert "今天的接待" in html
    assert "等归档的走访" in html


def test_the_sheet_of_a_reception_names_what_was_raised_and_nobody_who_came(town, at):
    activity = held(town, form="reception")
    sent = {"once": str(uuid4()), "station": town.station.pk, "text": "南门积水。"}
    named = {"resident_name": "孙大妈", "phone": "13800000001", "consent": "on"}
    at(town.officer).post("/desk/concerns/take/", sent | named | {"activity": activity.pk})
    html = at(town.officer).get(f"{activity.get_absolute_url()}sheet/").content.decode()
    assert "代表接待登记表" in html
    assert Concern.objects.get().number in html
    assert "孙大妈" not in html
    assert at(town.government).get(f"{activity.get_absolute_url()}sheet/").status_code == 403
