"""A suggestion is joined by nobody who has not confirmed it himself (T29, facts §2.10)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from deputies.models import deputy_of
from deputies.record import events
from liaison import clock
from liaison.errors import Refused
from liaison.notices.models import Message
from suggestions.actions import adoption, cosigning, suggestions
from suggestions.models import Cosigner, Suggestion
from tests.factories.town import elect

TEXT = (
    "经走访四个小区，老旧路灯缺少统一的巡检和更换计划，故障靠居民报修，平均十余天才能修复。"
    "建议建立片区巡检台账，明确修复时限，并分两年更换使用超过十年的灯具。"
)


@pytest.fixture
def friend(town):
    """Another deputy's seat at the same station."""
    return elect("刘芳", town.station)


@pytest.fixture
def draft(town) -> Suggestion:
    return adoption.adopt([], title="关于路灯巡检的建议", text=TEXT, by=town.deputy)


def asked(draft, town, friend) -> Cosigner:
    cosigning.invite(draft, deputies=[deputy_of(friend)], by=town.deputy)
    return draft.cosigners.get()


def test_who_is_asked_reads_the_draft_and_confirms_for_himself(client, draft, town, friend):
    page = draft.get_absolute_url()
    client.force_login(friend.user)
    assert client.get(page).status_code == 404
    row = asked(draft, town, friend)
    assert Message.objects.filter(to_user=friend.user, subject__contains="请您联名").exists()
    assert "确认联名" in client.get(page).content.decode()
    answer = reverse("suggestions:cosigner_answer", args=[row.pk])
    assert client.post(answer, {"joins": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.answer == Cosigner.Answer.CONFIRMED


def test_nobodys_name_stands_under_it_unasked(draft, town, friend):
    row = asked(draft, town, friend)
    with pytest.raises(Refused, match="刘芳还没有确认联名"):
        suggestions.submit(draft, by=town.deputy)
    cosigning.answer(row, joins=True, by=friend)
    suggestions.submit(draft, by=town.deputy)
    with pytest.raises(Refused, match="已经提交"):
        cosigning.answer(row, joins=False, by=friend)


def test_other_words_are_confirmed_once_more(draft, town, friend):
    row = asked(draft, town, friend)
    cosigning.answer(row, joins=True, by=friend)
    adoption.revise(draft, title=draft.title, text=TEXT + "另请公布维修电话。", by=town.deputy)
    row.refresh_from_db()
    assert row.answer == Cosigner.Answer.WAITING
    assert Message.objects.filter(to_user=friend.user, subject__contains="请您联名").count() == 2


def test_who_declined_no_longer_reads_it_and_does_not_hold_it_up(client, draft, town, friend):
    row = asked(draft, town, friend)
    cosigning.answer(row, joins=False, by=friend)
    suggestions.submit(draft, by=town.deputy)
    client.force_login(friend.user)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_who_joined_takes_none_of_the_leads_steps(client, draft, town, friend):
    row = asked(draft, town, friend)
    cosigning.answer(row, joins=True, by=friend)
    with pytest.raises(PermissionDenied):
        suggestions.submit(draft, by=friend)
    with pytest.raises(PermissionDenied):
        cosigning.drop(row, by=friend)
    with pytest.raises(PermissionDenied):
        cosigning.answer(row, joins=False, by=town.deputy)
    client.force_login(friend.user)
    assert "提交</a>" not in client.get(draft.get_absolute_url()).content.decode()


def test_the_lead_finds_colleagues_by_name_and_takes_one_off_again(client, draft, town, friend):
    client.force_login(town.deputy.user)
    page = reverse("suggestions:cosigners", args=[draft.pk])
    assert "刘芳" in client.get(page, {"q": "刘"}).content.decode()
    client.post(page, {"deputy": deputy_of(friend).pk})
    assert (
        "刘芳" not in client.get(page, {"q": "刘"}).content.decode().partition("邀请代表</h2>")[2]
    )
    client.post(reverse("suggestions:cosigner_drop", args=[draft.cosigners.get().pk]))
    assert not draft.cosigners.exists()


def test_a_deputy_out_of_office_cannot_join(draft, town, friend):
    deputy = deputy_of(friend)
    deputy.mandates.update(to_on=clock.today().replace(year=2025), end_reason="term")
    with pytest.raises(Refused, match="不是在任代表"):
        cosigning.invite(draft, deputies=[deputy], by=town.deputy)


def test_the_first_page_asks_for_the_confirmation(client, draft, town, friend):
    asked(draft, town, friend)
    client.force_login(friend.user)
    page = client.get(reverse("supervision:today")).content.decode()
    assert "等您确认的联名建议" in page
    assert draft.title in page


def test_joining_stands_in_the_record_when_it_got_its_number(draft, town, friend):
    row = asked(draft, town, friend)
    cosigning.answer(row, joins=True, by=friend)
    today = clock.today()
    assert not events([deputy_of(friend).pk], today, today)
    suggestions.submit(draft, by=town.deputy)
    suggestions.register(draft, by=town.committee)
    assert [one.kind for one in events([deputy_of(friend).pk], today, today)] == [
        "suggestion_joined"
    ]


@pytest.mark.django_db(transaction=True)
def test_submitting_and_declining_at_once_have_one_outcome(draft, town, friend):
    row = asked(draft, town, friend)
    cosigning.answer(row, joins=True, by=friend)
    barrier = threading.Barrier(2)

    def press(act):
        barrier.wait()
        try:
            act()
        except Refused as why:
            return str(why)
        finally:
            connection.close()
        return "done"

    def submit():
        suggestions.submit(Suggestion.objects.get(pk=draft.pk), by=town.deputy)

    def decline():
        mine = Cosigner.objects.select_related("suggestion").get(pk=row.pk)
        cosigning.answer(mine, joins=False, by=friend)

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(press, [submit, decline]))
    draft.refresh_from_db()
    row.refresh_from_db()
    assert draft.stage == "submitted"
    assert (told[1] == "done") == (row.answer == Cosigner.Answer.DECLINED)
