"""Two phones at one code, two officers at one list: each scan counts, each code is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from deputies.actions import codes
from deputies.models import PublicCode
from liaison import clock
from liaison.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*acts) -> list:
    """Call each at the same moment; what each gave back."""
    ready = Barrier(len(acts))

    def act(call):
        try:
            ready.wait(timeout=20)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_two_codes_scanned_at_once_by_many_are_counted_rightly(town, code, station_code):
    """J4: every scan counts once, for its own code, while the counts are being written down."""
    phones = [
        lambda at=at: Client().get(at.get_public_url()).status_code
        for at in (code, station_code)
        for _ in range(6)
    ]
    writers = [lambda: codes.write_down_scans(clock.today())] * 2
    all_at_once(*phones, *writers)
    codes.write_down_scans(clock.today())
    counted = PublicCode.objects.with_scans(clock.today()).in_bulk()
    assert [counted[each.pk].scans for each in (code, station_code)] == [6, 6]


def test_two_officers_issuing_at_once_make_each_code_once(town):
    made = all_at_once(*[lambda: codes.issue_missing(town.station, by=town.officer)] * 2)
    assert sum(made) == PublicCode.objects.count() == 2


def test_a_code_changed_and_withdrawn_at_once_ends_once(town, code):
    def told(act):
        try:
            act(code, reason="遗失", by=town.officer)
        except Refused:
            return "refused"
        return "done"

    outcome = all_at_once(lambda: told(codes.rotate), lambda: told(codes.revoke))
    assert sorted(outcome) == ["done", "refused"]
    assert PublicCode.objects.standing().filter(deputy=code.deputy).count() <= 1
