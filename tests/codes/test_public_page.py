"""Where a scanned code leads: what the law makes public, nothing private, never a dead end (J4)."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from deputies.actions import codes, profile
from deputies.actions.attendance import record_present
from deputies.models import Mandate, ProfileChoice, PublicCode, Suspension
from liaison import clock
from liaison.notices.models import Message
from stations.actions import activities
from suggestions.models import Concern
from tests.pages import WRITES

WORDS = "三号楼门口的路灯坏了半个月，晚上老人出门看不清路。"
PART = ProfileChoice.Part


def opened(client, code, status=200) -> str:
    response = client.get(code.get_public_url())
    assert response.status_code == status
    return response.content.decode()


def photo() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (30, 40), "teal").save(drawn, "JPEG")
    return SimpleUploadedFile("我的照片.jpg", drawn.getvalue(), "image/jpeg")


def retire(deputy):
    yesterday = clock.today() - timedelta(days=1)
    Mandate.objects.filter(deputy=deputy).update(to_on=yesterday, end_reason=Mandate.End.TERM)


def test_the_page_shows_what_the_law_asks_and_nothing_private(client, town, deputy, code):
    deputy.post, deputy.skills = "铜官区建安公司质检员", "建筑质量"
    deputy.phone, deputy.birth_month, deputy.note = "13900001234", "1968-05", "内部备注"
    deputy.save()
    html = opened(client, code)
    for public in ("王代表", "第十八届", "第一选区", "天井湖社区联络站", "铜官区建安公司质检员"):
        assert public in html
    for private in ("13900001234", "1968", "内部备注", "建筑质量", "证-"):
        assert private not in html


def test_each_part_follows_the_last_word_and_all_words_are_kept(client, town, deputy, code):
    deputy.post, deputy.skills = "质检员", "建筑质量"
    deputy.save()
    profile.choose(deputy, shown={PART.SKILLS: True, PART.POST: False}, by=town.deputy)
    html = opened(client, code)
    assert "建筑质量" in html
    assert "质检员" not in html
    profile.choose(deputy, shown={PART.SKILLS: False}, by=town.officer)
    assert "建筑质量" not in opened(client, code)
    said = deputy.profile_choices.order_by("pk").values_list("part", "is_shown", "decided_by")
    assert list(said) == [
        (PART.SKILLS, True, town.deputy.pk),
        (PART.POST, False, town.deputy.pk),
        (PART.SKILLS, False, town.officer.pk),
    ]


def test_a_photo_is_shown_only_while_agreed_and_in_office(client, town, deputy, code):
    address = code.get_public_url() + "photo/"
    assert client.get(address).status_code == 404
    profile.choose(deputy, shown={PART.PHOTO: True}, photo=photo(), by=town.deputy)
    assert address in opened(client, code)
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (30, 40)
    profile.choose(deputy, shown={PART.PHOTO: False}, by=town.deputy)
    assert client.get(address).status_code == 404


def test_what_he_did_this_year_is_told_in_numbers(client, town, deputy, code):
    from uuid import uuid4

    from stations.models import Function

    now = clock.now()
    activity = activities.plan(
        station=town.station,
        function=Function.CONTACT,
        title="代表接待日",
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        by=town.officer,
        once=uuid4(),
    )
    activities.publish(activity, by=town.officer)
    activities.hold(activity, by=town.officer)
    before = opened(client, code)
    record_present(activity, deputies=[deputy], by=town.officer)
    assert "今年还没有记录" in before
    assert "今年还没有记录" not in opened(client, code)


def test_suggestions_are_shown_by_the_app_that_has_them_when_agreed(client, town, deputy, code):
    address = code.get_public_url() + "suggestions/"
    deputy.suggestions.create(
        station=town.station, title="关于路灯巡检的建议", text="正文", number="2026-001",
        stage="registered", registered_at=clock.now(), created_at=clock.now(),
    )  # fmt: skip
    deputy.suggestions.create(
        station=town.station, title="还在起草的建议", text="正文", created_at=clock.now()
    )
    assert client.get(address).status_code == 404
    assert address not in opened(client, code)
    profile.choose(deputy, shown={PART.SUGGESTIONS: True}, by=town.deputy)
    assert address in opened(client, code)
    html = client.get(address).content.decode()
    assert "关于路灯巡检的建议" in html
    assert "还在起草的建议" not in html


# -- saying something to him ------------------------------------------------------------------------
def test_a_message_lands_as_a_concern_of_his_and_he_is_told(client, town, deputy, code, as_seat):
    way = f"/s/{town.station.code}/say/?deputy={deputy.pk}"
    assert way in opened(client, code)
    form = client.get(way).context["form"]
    sent = {"text": WORDS, "once": str(form.initial["once"]), "deputy": deputy.pk, "consent": "1"}
    assert client.post(way, sent).status_code == 302
    concern = Concern.objects.get()
    assert concern.deputy == deputy
    told = Message.objects.inbox(town.deputy.user).get()
    assert "给您留言" in told.subject
    assert concern.number in as_seat(town.deputy).get("/desk/concerns/").content.decode()


def test_one_who_may_not_act_is_not_written_to(client, town, deputy, code):
    mandate = Mandate.objects.get(deputy=deputy)
    Suspension.objects.create(
        mandate=mandate, ground=Suspension.Ground.CUSTODY, from_on=clock.today()
    )
    html = opened(client, code)
    assert "?deputy=" not in html
    assert f"/s/{town.station.code}/say/" in html


# -- codes that open nothing ------------------------------------------------------------------------
def test_after_the_term_the_old_code_says_so_and_leads_to_the_station(client, town, deputy, code):
    """J4: “已卸任”, and no form to that deputy."""
    retire(deputy)
    html = opened(client, code)
    assert "已卸任" in html
    assert "?deputy=" not in html
    assert f"/s/{town.station.code}/say/" in html
    say = client.get(f"/s/{town.station.code}/say/?deputy={deputy.pk}")
    assert say.context["deputy"] is None


def test_a_new_term_opens_the_old_card_again(client, town, deputy, code):
    retire(deputy)
    Mandate.objects.create(
        deputy=deputy, level="county", term="第十九届", certificate_no="新-1",
        electorate="第一选区", from_on=clock.today(),
    )  # fmt: skip
    assert "第十九届" in opened(client, code)


def test_rotated_revoked_and_forged_codes_each_say_what_they_are(client, town, code, station_code):
    new = codes.rotate(code, reason="名片遗失", by=town.officer)
    old = opened(client, code, status=410)
    assert "此码已更换" in old
    assert f"/s/{town.station.code}/" in old
    assert "名片遗失" not in old
    assert "王代表" in opened(client, new)
    codes.revoke(new, reason="本人要求", by=town.officer)
    assert "此码已停用" in opened(client, new, status=410)
    forged = client.get("/c/A9ZZZZZZZZ9/")
    assert forged.status_code == 404
    assert "这个码无效" in forged.content.decode()


def test_a_stations_code_leads_to_its_page_and_on_to_its_heir(client, town, station_code):
    from stations.actions import lives

    assert client.get(station_code.get_public_url())["Location"] == f"/s/{town.station.code}/"
    lives.merge_station(town.station, into=town.other, on=clock.today(), by=town.committee)
    assert client.get(station_code.get_public_url())["Location"] == f"/s/{town.other.code}/"


# -- counting ---------------------------------------------------------------------------------------
def test_scans_are_counted_by_day_and_only_those(client, town, code, station_code, as_seat):
    for _ in range(3):
        opened(client, code)
    client.get(station_code.get_public_url())
    client.head(code.get_public_url())
    as_seat(town.officer).get(code.get_public_url())
    assert codes.write_down_scans(clock.today()) == 4
    assert codes.write_down_scans(clock.today()) == 0
    counted = PublicCode.objects.with_scans(clock.today()).get(pk=code.pk)
    assert (counted.scans, counted.recent) == (3, 3)
    columns = {field.name for field in code.days.model._meta.get_fields()}
    assert columns == {"id", "code", "day", "times"}


def test_scans_before_midnight_are_written_down_for_their_day(client, code, time_machine):
    time_machine.move_to("2026-11-10T23:59:00+08:00", tick=False)
    opened(client, code)
    time_machine.move_to("2026-11-11T00:02:00+08:00", tick=False)
    opened(client, code)
    codes.write_down_scans(clock.today())
    days = {str(row.day): row.times for row in code.days.all()}
    assert days == {"2026-11-10": 1, "2026-11-11": 1}


def test_the_page_costs_few_statements(client, code, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as counted:
        opened(client, code)
    assert not [each for each in counted.captured_queries if WRITES.match(each["sql"])]


@pytest.mark.parametrize("way", ["photo/", "suggestions/", "qr.svg"])
def test_nothing_of_a_withdrawn_code_is_given_out(client, town, deputy, code, way):
    profile.choose(
        deputy, shown={PART.PHOTO: True, PART.SUGGESTIONS: True}, photo=photo(), by=town.deputy
    )
    assert client.get(code.get_public_url() + way).status_code == 200
    codes.revoke(code, reason="本人要求", by=town.officer)
    assert client.get(code.get_public_url() + way).status_code == 404
