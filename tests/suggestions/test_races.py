"""Two people at one thing in the same moment: one wins, the other is told why not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from suggestions.actions import adoption, concerns, suggestions
from suggestions.models import Channel, Concern, Suggestion, TimelineEntry

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "小区门口的路灯坏了半个月，晚上老人出行不便。"
OWN_WORDS = "经走访，老旧小区路灯普遍老化，建议由城管部门牵头普查并列入年度改造计划。"


def both_at_once(*posts) -> list[int]:
    """Send each (seat, address, data) at the same moment; the status codes, sorted."""
    ready = Barrier(len(posts))

    def post(seat, address, sent):
        try:
            client = Client()
            client.force_login(seat.user)
            ready.wait(timeout=20)
            return client.post(address, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return sorted(pool.map(lambda given: post(*given), posts))


def judged(town) -> Concern:
    concern = concerns.submit(station=town.station, text=WORDS, once=uuid4())
    concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
    return concern


def test_two_officers_decide_at_once_and_one_wins(town):
    concern = judged(town)
    address = f"{concern.get_absolute_url()}decide/"
    statuses = both_at_once(
        (town.officer, address, {"channel": "station", "reason": "当场可以答复"}),
        (town.committee, address, {"channel": "suggestion", "reason": "多个小区都有"}),
    )
    assert statuses == [302, 409]
    assert TimelineEntry.objects.filter(concern=concern, step="decide").count() == 1


def test_one_concern_is_adopted_once(town):
    concern = judged(town)
    concerns.decide(concern, channel=Channel.SUGGESTION, by=town.officer, reason="多个小区都有")
    sent = {"concern": concern.number, "title": "关于路灯的建议", "text": OWN_WORDS}
    statuses = both_at_once(*[(town.deputy, "/desk/suggestions/adopt/", sent)] * 2)
    assert statuses == [302, 409]
    assert Suggestion.objects.count() == 1


def test_a_draft_sent_twice_at_once_is_one_draft(town):
    sent = {"title": "关于路灯的建议", "text": OWN_WORDS}
    statuses = both_at_once(*[(town.deputy, "/desk/suggestions/adopt/", sent)] * 2)
    assert statuses == [302, 302]
    assert Suggestion.objects.count() == 1


def test_numbers_given_at_once_have_no_gap_and_no_twin(town):
    drafts = [
        adoption.adopt([], title=f"建议{n}", text=f"{n}{OWN_WORDS}", by=town.deputy)
        for n in range(4)
    ]
    for draft in drafts:
        suggestions.submit(draft, by=town.deputy)
    posts = [(town.committee, f"{draft.get_absolute_url()}register/", {}) for draft in drafts]
    assert both_at_once(*posts) == [302] * 4
    numbers = sorted(Suggestion.objects.values_list("number", flat=True))
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004"]


def test_a_form_sent_twice_at_once_is_one_concern(town):
    sent = {"once": str(uuid4()), "station": town.station.pk, "text": WORDS}
    statuses = both_at_once(*[(town.officer, "/desk/concerns/take/", sent)] * 3)
    assert statuses == [302] * 3
    assert Concern.objects.count() == 1
