"""A resident says something and is never left without a receipt (T15)."""

import io
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from PIL import Image

from liaison.attachments.models import Attachment
from liaison.notices.models import Message
from suggestions.actions import concerns
from suggestions.models import Concern
from tests.suggestions.public.conftest import WORDS


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    file.seek(0)
    file.name = "路灯.jpg"
    return file


def test_the_form_needs_no_account_and_opens_no_session(resident):
    page, _ = resident.open_form()
    assert page.status_code == 200
    assert "天井湖社区联络站" in page.content.decode()
    assert set(page.cookies) == {"csrftoken"}


def test_what_was_said_is_kept_word_for_word_and_leads_to_the_receipt(resident):
    response = resident.say(place="北门", resident_name="王阿姨", phone="１３８ 1234 1234")
    concern = Concern.objects.get()
    assert response["Location"] == reverse("suggestions:said", args=[concern.number])
    assert (concern.text, concern.place) == (WORDS, "北门")
    assert (concern.resident_name, concern.phone) == ("王阿姨", "13812341234")
    assert concern.consent_version == "2026-01"
    assert "sessionid" not in response.cookies


def test_the_receipt_shows_number_check_code_and_qr_and_may_be_reloaded(resident):
    concern = resident.has_said()
    for _ in range(2):
        page = resident.client.get(reverse("suggestions:said", args=[concern.number]))
        html = page.content.decode()
        assert concern.number in html
        assert concerns.check_code(concern) in html
        assert 'src="data:image/svg+xml,%3Csvg' in html
        assert "no-store" in page["Cache-Control"]


def test_the_receipt_is_shown_to_the_browser_that_submitted_only(resident, django_user_model):
    concern = resident.has_said()
    stranger = type(resident.client)()
    page = stranger.get(reverse("suggestions:said", args=[concern.number]))
    assert page.status_code == 404
    assert concerns.check_code(concern) not in page.content.decode()


def test_a_double_click_and_the_back_button_lead_to_the_same_receipt(resident):
    _, token = resident.open_form()
    first, second = (resident.say(once=token) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Concern.objects.count() == 1
    assert Message.objects.filter(once__startswith="submitted:").count() == 1


def test_going_back_and_writing_of_another_matter_is_not_lost(resident):
    _, token = resident.open_form()
    first = resident.say(once=token)
    second = resident.say("楼道里堆满杂物，消防通道走不通。", once=token)
    assert first["Location"] != second["Location"]
    assert Concern.objects.count() == 2


def test_each_opened_form_has_its_own_token(resident):
    assert resident.open_form()[1] != resident.open_form()[1]


@pytest.mark.parametrize("token", ["", "不是凭据", "1234"])
def test_a_form_that_lost_its_token_is_still_taken(resident, token):
    assert resident.say(once=token).status_code == 302
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": "  "}, "请写一写发生了什么事"),
        ({"phone": "12345"}, "电话号码好像不对"),
        ({"phone": "一三八"}, "电话号码好像不对"),
        ({"text": "长" * 6001}, "写得太长了"),
        ({"place": "地" * 121}, "地点太长了"),
        ({"website": "http://spam.example"}, "请清空后再提交"),
    ],
)
def test_a_wrong_form_keeps_everything_typed(resident, wrong, words):
    typed = {"place": "北门", "resident_name": "王阿姨", "phone": "13812341234"} | wrong
    page = resident.say(**typed)
    html = page.content.decode()
    assert page.status_code == 422
    assert words in html
    assert all(f'value="{value}"' in html for name, value in typed.items() if name != "text")
    assert typed.get("text", WORDS) in html
    assert not Concern.objects.exists()


def test_photos_are_kept_once_with_the_concern(resident):
    token = str(uuid4())
    for _ in range(2):
        resident.say(once=token, photos=[picture(), picture()])
    assert Attachment.objects.of(Concern.objects.get()).count() == 2


def test_more_than_three_photos_and_files_that_are_none_are_refused_with_the_words_kept(resident):
    junk = io.BytesIO(b"MZ\x90\x00 not a picture")
    junk.name = "照片.jpg"
    for photos in ([picture() for _ in range(4)], [junk]):
        page = resident.say(photos=photos)
        assert page.status_code == 422
        assert WORDS in page.content.decode()
    assert not Concern.objects.exists()
    assert not Attachment.objects.exists()


def test_the_receipts_holder_may_open_the_photos_and_a_stranger_may_not(resident):
    resident.say(photos=[picture()])
    concern = Concern.objects.get()
    photo = Attachment.objects.of(concern).get()
    stranger = type(resident.client)()
    assert stranger.get(photo.get_absolute_url()).status_code == 404
    assert photo.get_absolute_url() in resident.look(concern).content.decode()
    given = resident.client.get(photo.get_absolute_url())
    assert given.status_code == 200
    given.close()


def test_a_deputy_of_the_station_may_be_addressed(resident, town):
    deputy = town.deputy.deputy_seat.deputy
    page, token = resident.open_form(deputy=deputy.pk)
    assert "王代表" in page.content.decode()
    resident.say(once=token, deputy=deputy.pk)
    assert Concern.objects.get().deputy == deputy


@pytest.mark.parametrize("key", ["0", "x", "99999999", "-1", "１"])
def test_a_deputy_who_is_not_of_the_station_is_left_out_and_the_words_taken(resident, key):
    assert resident.say(deputy=key).status_code == 302
    assert Concern.objects.get().deputy is None


def test_an_unknown_or_closed_station_is_not_found(resident, client, town, time_machine):
    assert client.get("/s/000000/say/").status_code == 404
    town.station.closed_on = "2026-01-01"
    town.station.save()
    assert client.get(resident.address).status_code == 404


def test_whom_to_call_stands_on_the_form_and_louder_after_words_of_danger(resident):
    page, _ = resident.open_form()
    assert "tel:119" in page.content.decode()
    receipt = resident.client.get(resident.say("三楼着火了，有老人被困。")["Location"])
    assert "您写的事情可能很紧急" in receipt.content.decode()
    receipt = resident.client.get(resident.say()["Location"])
    assert "您写的事情可能很紧急" not in receipt.content.decode()


def test_too_many_from_one_address_wait_with_everything_kept(resident, settings):
    settings.SUBMISSIONS_PER_ADDRESS = 2
    assert [resident.say().status_code for _ in range(3)] == [302, 302, 429]
    page = resident.say("第四次说的话。")
    assert "第四次说的话。" in page.content.decode()
    assert "分钟再按" in page.content.decode()
    assert Concern.objects.count() == 2


def test_a_repeat_over_the_limit_is_shown_its_receipt(resident, settings):
    settings.SUBMISSIONS_PER_ADDRESS = 1
    token = str(uuid4())
    assert resident.say(once=token)["Location"] == resident.say(once=token)["Location"]


def test_one_telephone_number_says_five_things_an_hour(resident):
    codes = [resident.say(phone="13812341234").status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert resident.say(phone="13912341234").status_code == 302


def test_without_redis_nothing_said_is_lost(resident, settings, monkeypatch):
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
    settings.CACHES = {"default": gone | {"LOCATION": "redis://127.0.0.1:1/0"}}
    monkeypatch.setattr("suggestions.views.limits.cache", cache)
    monkeypatch.setattr("suggestions.views.limits._rests_until", 0.0)
    assert resident.say().status_code == 302
    assert Concern.objects.count() == 1


def test_an_address_behind_the_proxy_is_the_one_the_proxy_saw(resident, settings):
    settings.SUBMISSIONS_PER_ADDRESS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1
    for hop, status in (("1.1.1.1", 302), ("1.1.1.1", 429), ("2.2.2.2", 302)):
        form = {"once": str(uuid4()), "text": WORDS}
        spoofed = {"X-Forwarded-For": f"9.9.9.9, {hop}"}
        assert resident.client.post(resident.address, form, headers=spoofed).status_code == status


def test_submitting_costs_few_statements(resident, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        resident.say()


def test_opening_the_form_costs_one_statement(resident, django_assert_num_queries):
    with django_assert_num_queries(1):
        resident.open_form()
