"""张联络员 on the road: plans a talk in the yard, holds it, logs it from the phone though the net is gone."""

import io

from PIL import Image
from playwright.sync_api import expect

from liaison import clock
from stations.actions import activities
from stations.models import Activity, Topic
from tests.journeys.conftest import PHONE

WORDS = "到场居民二十三人，集中反映南门积水和路灯，代表当场答复三件，收集两件。"


def confirm(person, step):
    person.page.get_by_role("link", name=step, exact=True).first.click()
    button = person.page.get_by_role("button", name="确认", exact=True)
    expect(button).to_be_visible()
    person.look_over()
    button.click()
    person.arrive()


def test_zhang_logs_an_activity_from_the_phone_and_the_net_comes_and_goes(person, network):
    topic = Topic.objects.order_by("rank", "pk").first() or Topic.objects.create(
        title="党的创新理论", rank=1, from_on=clock.today()
    )
    zhang = person(PHONE)
    zhang.sign_in("station")
    zhang.open("/desk/activities/new/")
    page = zhang.page
    page.get_by_label("主题").first.fill("庭院夜话：南门积水怎么办")
    page.get_by_label("职能").select_option(label="联系群众")
    page.get_by_label("开始").fill("19:00")
    page.get_by_label("结束").fill("20:30")
    zhang.press("保存")
    confirm(zhang, "发布")
    confirm(zhang, "举行")

    zhang.follow("归档")
    page.context.set_offline(True)
    page.get_by_label("活动纪要").fill(WORDS)
    zhang.sees("草稿已保存在本机")
    page.context.set_offline(False)
    # The phone went to sleep and opened the page anew: nothing was lost.
    page.reload()
    expect(page.get_by_label("活动纪要")).to_have_value(WORDS)

    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "olive").save(picture, "JPEG")
    page.get_by_label("学习主题").select_option(value=str(topic.pk))
    page.get_by_label("参加群众人数").fill("23")
    page.get_by_label("照片").set_input_files(
        {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    page.get_by_role(
        "button", name="归档", exact=True
    ).first.click()  # sent without leaving the page
    zhang.sees("已归档")
    zhang.arrive()
    zhang.sees(WORDS)
    activity = Activity.objects.get()
    assert (activity.stage, activity.residents) == ("logged", 23)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_the_office_reads_the_month_and_a_resident_reads_what_came_of_it(person, network):
    activity = network.activity("logged")
    activities.start_series(station=network.station, name="柳峰有约", by=activity.planned_by)
    network.activity("published", form="reception")
    li = person()
    li.sign_in("committee")
    li.open("/desk/calendar/")
    li.follow("代表走访网格")
    li.sees("走访三户居民。")
    for path in ("", "series/", "receptions/", "receptions/new/", "?view=list"):
        li.open(f"/desk/activities/{path}")
    resident = person(PHONE)
    resident.open(f"/s/{network.station.code}/")
    resident.sees("近期活动")
    resident.follow("代表走访网格")
    resident.open(f"/s/{network.station.code}/activities/{activity.pk}/")
    resident.sees("走访三户居民。")
