"""Two phones, one deputy, the same moment: one visit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from deputies.models import Attendance
from deputies.sign_in import code_at
from liaison import clock
from stations.actions import activities

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*posts) -> list[int]:
    """Send each (browser, address, data) at the same moment; the status codes."""
    ready = Barrier(len(posts))

    def post(browser, address, sent):
        try:
            ready.wait(timeout=20)
            return browser.post(address, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(lambda given: post(*given), posts))


def test_two_phones_and_the_officer_sign_in_one_deputy_at_once(town, plan, as_seat):
    activity, deputy = plan(), town.deputy.deputy_seat.deputy
    code = {"c": code_at(activity.sign_in_key, clock.now())}
    way = f"/desk/attendance/sign-in/?a={activity.pk}"
    roster = f"/desk/attendance/{activity.pk}/"
    statuses = all_at_once(
        (as_seat(town.deputy), way, code),
        (as_seat(town.deputy), way, code),
        (as_seat(town.officer), roster, {"deputies": [deputy.pk]}),
    )
    assert statuses == [302, 302, 302]
    assert Attendance.objects.count() == 1


def test_an_activity_cancelled_meanwhile_has_no_visits(town, plan, as_seat):
    activity = plan()
    ready = Barrier(2)
    code = code_at(activity.sign_in_key, clock.now())
    phone = as_seat(town.deputy)

    def cancel():
        try:
            ready.wait(timeout=20)
            activities.cancel(activity, reason="暴雨", by=town.officer)
        finally:
            connection.close()

    def sign_in():
        try:
            ready.wait(timeout=20)
            way = f"/desk/attendance/sign-in/?a={activity.pk}"
            return phone.post(way, {"c": code}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        cancelled, signed_in = pool.submit(cancel), pool.submit(sign_in)
        cancelled.result()
        # Whoever came first is on record; whoever came after the cancellation is told so.
        assert (signed_in.result(), Attendance.objects.count()) in [(302, 1), (409, 0)]
    assert not Attendance.objects.counting().exists()
