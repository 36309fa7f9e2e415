"""Steps as in production, where no test's transaction surrounds them: whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from liaison import clock
from liaison.errors import Refused
from liaison.notices.models import Message
from suggestions.actions import adoption, concerns, handlings, suggestions
from suggestions.actions.step import lock
from suggestions.models import Channel, Concern, HotlineOrder
from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "小区门口的路灯坏了半个月，晚上老人出行不便。"
OWN_WORDS = "经走访，老旧小区路灯普遍老化，建议由城管部门牵头普查并列入年度改造计划。"


def judged(town) -> Concern:
    concern = concerns.submit(station=town.station, text=WORDS, once=uuid4())
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    return concern


def test_a_unit_returns_its_part_and_the_government_divides_anew(town, at):
    suggestion = adoption.adopt([], title="路灯", text=OWN_WORDS, by=town.deputy)
    suggestions.submit(suggestion, by=town.deputy)
    suggestions.register(suggestion, by=town.committee)
    suggestions.assign(suggestion, by=town.committee)
    suggestions.divide(suggestion, lead=town.lights, by=town.government)
    handling = suggestion.handlings.get()
    sent = at(town.lights_officer).post(
        f"/desk/handlings/{handling.pk}/send-back/", {"reason": "属住建部门职责"}
    )
    assert sent.status_code == 302
    handling.refresh_from_db()
    suggestion.refresh_from_db()
    assert handling.stage == HandlingStage.RETURNED
    assert suggestion.stage == SuggestionStage.ASSIGNED


def test_a_concern_is_not_in_hand_when_nothing_could_be_sent_down_its_channel(town):
    concern = judged(town)
    HotlineOrder.objects.create(
        concern=concern, reference="已在途", created_at=clock.now(), due_on=clock.today()
    )
    with pytest.raises(IntegrityError):
        concerns.decide(concern, channel=Channel.HOTLINE, by=town.committee, reason="日常小事")
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.JUDGED


def test_a_number_drawn_twice_is_drawn_again(town, monkeypatch):
    drawn = iter(["261122-AAAAA", "261122-AAAAA", "261122-BBBBB"])
    monkeypatch.setattr(concerns, "new_number", lambda: next(drawn))
    first = concerns.submit(station=town.station, text=WORDS, once=uuid4())
    second = concerns.submit(station=town.station, text=WORDS, once=uuid4())
    assert [first.number, second.number] == ["261122-AAAAA", "261122-BBBBB"]


def test_two_officers_merging_crosswise_never_wait_for_each_other(town):
    one, other = judged(town), judged(town)
    ready = Barrier(2)

    def merge(concern, into):
        try:
            ready.wait(timeout=20)
            concerns.merge(concern, into=into, by=town.officer)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(merge, *zip((one, other), (other, one), strict=True)))
    assert sorted(found) == ["merged", "refused"]


def test_a_unit_signs_while_its_suggestion_is_held(town):
    suggestion = adoption.adopt([], title="路灯", text=OWN_WORDS, by=town.deputy)
    suggestions.submit(suggestion, by=town.deputy)
    suggestions.register(suggestion, by=town.committee)
    suggestions.assign(suggestion, by=town.committee)
    suggestions.divide(suggestion, lead=town.lights, assists=[town.housing], by=town.government)
    assisting = suggestion.handlings.get(department=town.housing)

    def sign():
        try:
            handlings.sign(assisting, by=town.housing_officer)
        finally:
            connection.close()

    # Whoever takes the suggestion back holds it and then wants this very handling.
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        lock(suggestion)
        pool.submit(sign).result(timeout=20)
    assisting.refresh_from_db()
    assert assisting.stage == HandlingStage.SIGNED


def test_deputies_are_told_each_time_a_concern_is_offered_to_them(town):
    concern = judged(town)
    for _ in range(2):
        concerns.decide(concern, channel=Channel.SUGGESTION, by=town.officer, reason="多处都有")
        concerns.reroute(concern, reason="再研判", by=town.officer)
    assert Message.objects.inbox(town.deputy.user).count() == 2
