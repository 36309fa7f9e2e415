"""What everybody may read of a concern: released by a person, without personal data (F21, T21)."""

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from liaison.audit.models import Event
from liaison.errors import Refused
from suggestions.actions import concerns, publishing
from suggestions.models import Publication

WORDS = "我叫王小明，电话13812341234，门口积水三天了。"


@pytest.fixture
def office(town):
    return town.committee


@pytest.fixture
def stranger(client):
    return type(client)()


def release(concern, by, **more):
    given = {"title": "门口积水", "text": "下雨后门口积水三天。", "answer": "已疏通。"} | more
    return publishing.publish(concern, by=by, **given)


def listed(stranger, **asked) -> str:
    return stranger.get(reverse("suggestions:published"), asked).content.decode()


def test_nothing_is_public_before_somebody_released_it(stranger, answered):
    assert answered.title not in listed(stranger)
    assert stranger.get("/published/1/").status_code == 404


def test_the_released_words_are_read_and_the_original_never(stranger, answered, office):
    publication = release(answered, office)
    page = stranger.get(publication.get_absolute_url()).content.decode()
    assert "下雨后门口积水三天。" in page
    assert "已疏通。" in page
    assert answered.text not in page
    assert answered.number not in page
    assert "门口积水" in listed(stranger)


def test_it_is_found_by_words_station_and_category_and_by_no_word_of_the_original(
    stranger, answered, office
):
    release(answered, office)
    assert "门口积水" in listed(stranger, q="积水")
    assert "门口积水" not in listed(stranger, q="路灯")
    assert "门口积水" in listed(stranger, station=answered.station.code)
    assert "门口积水" in listed(stranger, category=answered.category)
    assert "门口积水" not in listed(stranger, category="environment", q="积水")


def test_the_feed_is_well_formed_and_says_the_same(stranger, answered, office):
    release(answered, office, text="积水 <b>三天</b> & 更多。")
    answer = stranger.get(reverse("suggestions:published_feed"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    tree = ET.fromstring(answer.content)
    titles = [one.text for one in tree.iter("{http://www.w3.org/2005/Atom}title")]
    assert "门口积水" in titles
    assert answered.text not in answer.content.decode()


@pytest.mark.parametrize("place", ["title", "text", "answer"])
def test_a_telephone_number_is_never_released(answered, office, place):
    with pytest.raises(Refused, match=r"手机号“138\*\*\*\*1234”"):
        release(answered, office, **{place: "电话13812341234"})
    assert not Publication.objects.exists()


def test_what_looks_like_a_name_needs_somebody_who_has_checked(answered, office):
    with pytest.raises(Refused, match="王小明"):
        release(answered, office, text="我叫王小明，门口积水。")
    release(answered, office, text="我叫王小明，门口积水。", names_checked=True)


def test_the_page_offers_the_words_masked_and_says_what_was_found(stranger, resident, office):
    concern = resident.has_said()
    type(concern).objects.filter(pk=concern.pk).update(edited_text=WORDS)
    stranger.force_login(office.user)
    page = stranger.get(
        reverse("suggestions:concern_publish", args=[concern.number])
    ).content.decode()
    assert "我叫王**，电话138****1234，门口积水三天了。" in page


def test_the_officer_is_told_on_the_form_and_keeps_what_was_typed(stranger, answered, office):
    stranger.force_login(office.user)
    page = reverse("suggestions:concern_publish", args=[answered.number])
    typed = {"title": "积水", "text": "车皖G12345堵住了，写了很多。"}
    answer = stranger.post(page, typed)
    assert answer.status_code == 422
    assert "车牌号“皖G****5”" in answer.content.decode()
    assert "写了很多" in answer.content.decode()
    assert stranger.post(page, typed | {"text": "有车堵住了。"}).status_code == 302


def test_the_residents_wish_holds_at_once_both_ways(stranger, resident, office):
    concern = resident.has_said()
    publication = release(concern, office, answer="")
    page = publication.get_absolute_url()
    wish = reverse("suggestions:resident_wish", args=[concern.number])
    assert resident.client.post(wish, {"is_private": "1"}).status_code == 302
    assert stranger.get(page).status_code == 404
    assert "门口积水" not in listed(stranger)
    with pytest.raises(Refused, match="要求不公开"):
        release(concern, office, answer="")
    resident.client.post(wish, {"is_private": "0"})
    assert stranger.get(page).status_code == 200


def test_taken_down_it_is_gone_with_the_reason_kept(stranger, answered, office):
    publication = release(answered, office)
    publishing.unpublish(answered, reason="内容有误", by=office)
    publishing.unpublish(answered, reason="再来一次", by=office)
    assert stranger.get(publication.get_absolute_url()).status_code == 404
    publication.refresh_from_db()
    assert publication.withdrawn_reason == "内容有误"
    verbs = Event.objects.filter(verb__in=["publish_concern", "unpublish_concern"])
    assert [one.verb for one in verbs.order_by("pk")] == ["publish_concern", "unpublish_concern"]


def test_what_was_declined_or_taken_back_is_not_shown(stranger, resident, office):
    declined, open_one = resident.has_said(), resident.has_said()
    concerns.decline(declined, reason="请拨打 110。", by=office)
    with pytest.raises(Refused, match="不公开"):
        release(declined, office, answer="")
    publication = release(open_one, office, answer="")
    concerns.withdraw(open_one)
    assert stranger.get(publication.get_absolute_url()).status_code == 404


def test_an_answer_is_released_only_when_there_is_one(resident, office):
    with pytest.raises(Refused, match="还没有答复"):
        release(resident.has_said(), office)


def test_another_stations_officer_finds_nothing_to_release(stranger, town, answered):
    stranger.force_login(town.other_officer.user)
    page = reverse("suggestions:concern_publish", args=[answered.number])
    assert stranger.get(page).status_code == 404


def test_the_desks_list_goes_from_waiting_to_shown_to_taken_down(stranger, answered, office):
    stranger.force_login(office.user)
    page = reverse("suggestions:publications")
    assert answered.title in stranger.get(page).content.decode()
    release(answered, office)
    assert answered.title not in stranger.get(page).content.decode()
    assert "门口积水" in stranger.get(page, {"tab": "shown"}).content.decode()
    publishing.unpublish(answered, reason="内容有误", by=office)
    assert "内容有误" in stranger.get(page, {"tab": "withdrawn"}).content.decode()
