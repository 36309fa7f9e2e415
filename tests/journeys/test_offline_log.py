"""张联络员 in a village without network: the log and its photos wait on the phone and go out once."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from liaison.attachments.models import Attachment
from liaison.audit.models import Event
from stations.actions import activities
from stations.models import Activity
from tests.journeys.conftest import PHONE

WORDS = "到场居民二十三人，集中反映南门积水和路灯，代表当场答复三件。"
STUDIED = "学习新修改的代表法"


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "olive").save(content, "JPEG")
    return content.getvalue()


def photo(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


@pytest.fixture
def held(network) -> Activity:
    return network.activity("held")


@pytest.fixture
def zhang(person, held):
    """On the log's page, signed in, before the network goes."""
    officer = person(PHONE)
    officer.sign_in("station")
    officer.open(f"/desk/activities/{held.pk}/log/")
    return officer


def write(page, *photos) -> None:
    page.get_by_label("活动纪要").fill(WORDS)
    page.get_by_label("学习内容").fill(STUDIED)
    page.get_by_label("学习时长（分钟）").fill("25")
    page.get_by_label("参加群众人数").fill("23")
    page.locator("input[type=file]").set_input_files(list(photos))


def test_every_field_and_photo_survives_and_goes_out_by_itself_once(zhang, held):
    page = zhang.page
    page.context.set_offline(True)
    write(page, photo("现场.jpg", picture()))
    zhang.sees("草稿已保存在本机")
    page.get_by_role("button", name="归档", exact=True).click()
    zhang.sees("等待网络")
    assert Activity.objects.get(pk=held.pk).stage == "held"

    # the browser is closed; another page of the desk is opened later, the network is back
    context = page.context
    page.close()
    context.set_offline(False)
    zhang.page = context.new_page()
    zhang.open("/desk/activities/")
    zhang.sees("已送达")
    held.refresh_from_db()
    assert (held.stage, held.minutes, held.study_title) == ("logged", WORDS, STUDIED)
    assert (held.study_minutes, held.residents) == (25, 23)
    assert Attachment.objects.of(held).count() == 1
    zhang.open("/desk/")
    expect(zhang.page.locator("[data-outbox]")).to_be_hidden()
    assert Event.objects.filter(verb="activity.log").count() == 1


def test_the_open_page_hands_it_in_as_soon_as_there_is_network(zhang, held):
    page = zhang.page
    page.context.set_offline(True)
    write(page, photo("现场.jpg", picture()))
    page.get_by_role("button", name="归档", exact=True).click()
    zhang.sees("等待网络")
    page.context.set_offline(False)
    zhang.sees("已送达，已归档")
    held.refresh_from_db()
    assert held.stage == "logged"


def test_a_draft_not_handed_in_is_all_back_after_a_reload(zhang, held):
    page = zhang.page
    write(page, photo("现场.jpg", picture()))
    zhang.sees("草稿已保存在本机")
    page.reload()
    zhang.sees("已恢复上次没有提交的内容和照片")
    expect(page.get_by_label("活动纪要")).to_have_value(WORDS)
    expect(page.get_by_label("学习时长（分钟）")).to_have_value("25")
    expect(page.get_by_label("参加群众人数")).to_have_value("23")
    assert page.locator("input[type=file]").evaluate("field => field.files.length") == 1
    assert Activity.objects.get(pk=held.pk).stage == "held"


def test_a_photo_that_is_no_photo_is_named_and_all_else_is_kept_until_it_is_taken_out(zhang, held):
    page = zhang.page
    write(page, photo("现场.jpg", picture()), photo("假照片.jpg", b"not a picture at all"))
    page.get_by_role("button", name="归档", exact=True).click()
    zhang.sees("假照片.jpg")
    zhang.sees("没有送达")
    page.reload()
    zhang.sees("没有送达")
    expect(page.get_by_label("活动纪要")).to_have_value(WORDS)
    page.get_by_role("button", name="移除照片 假照片.jpg").click()
    page.get_by_role("button", name="归档", exact=True).click()
    zhang.sees("已送达，已归档")
    assert Attachment.objects.of(held).count() == 1


def test_what_a_colleague_logged_meanwhile_is_said_and_the_own_words_stay(zhang, held, network):
    page = zhang.page
    page.context.set_offline(True)
    write(page, photo("现场.jpg", picture()))
    page.get_by_role("button", name="归档", exact=True).click()
    zhang.sees("等待网络")
    activities.log(held, minutes="同事的纪要", study_title="学习", by=network.seats["committee"])
    page.context.set_offline(False)
    zhang.sees("没有送达")
    expect(page.get_by_label("活动纪要")).to_have_value(WORDS)
    held.refresh_from_db()
    assert held.minutes == "同事的纪要"


def test_another_person_on_the_same_phone_neither_sees_nor_sends_it(zhang, held):
    page = zhang.page
    page.context.set_offline(True)
    write(page)
    page.get_by_role("button", name="归档", exact=True).click()
    zhang.sees("等待网络")
    page.context.clear_cookies()
    page.goto("about:blank")
    page.context.set_offline(False)
    zhang.sign_in("committee")
    zhang.open(f"/desk/activities/{held.pk}/log/")
    expect(page.get_by_label("活动纪要")).to_have_value("")
    held.refresh_from_db()
    assert held.stage == "held"
