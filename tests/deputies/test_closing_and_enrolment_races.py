"""Two at the same moment: the last place of a class, and the closing of one year, go to one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from deputies import compliance
from deputies.actions import enrolment
from deputies.actions import obligations as closing
from deputies.actions import training as trainings
from deputies.models import ClosedPeriod, Enrolment
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from tests.factories import town as towns
from tests.factories.visits import LOCAL, held, visit

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*acts) -> list[str]:
    """Do each of `acts` at the same moment: "" where it was done, the reason where refused."""
    ready = Barrier(len(acts))

    def one(act):
        try:
            ready.wait(timeout=20)
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.fixture
def here():
    """A small town on 20 November 2026."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=LOCAL), tick=False):
        yield towns.build()


def test_the_last_places_of_a_class_go_to_as_many_as_there_are(here):
    seats = [here.deputy, *(towns.elect(f"{name}代表", here.station) for name in "李张赵")]
    training = trainings.open_training(
        station=here.station,
        title="履职培训班",
        from_on=date(2026, 11, 25),
        to_on=date(2026, 11, 26),
        hours=Decimal(12),
        enrolling_ends_on=date(2026, 11, 24),
        places=2,
        by=here.officer,
    )

    def enrol(seat):
        deputy = seat.deputy_seat.deputy
        return lambda: enrolment.enrol(training, deputies=[deputy], by=seat)

    said = all_at_once(*(enrol(seat) for seat in seats))
    assert said.count("") == 2
    assert all("名额为 2 人" in words for words in said if words)
    assert Enrolment.objects.count() == 2
    assert Event.objects.filter(verb="enrol").count() == 2


def test_two_offices_closing_one_year_close_it_once_and_its_figures_stand(here):
    visit(here.deputy.deputy_seat.deputy, held(here.station, 2026, 11, 3, 9), here.officer)
    second = towns.sit(Role.COMMITTEE, here.main)
    open_rows = compliance.year(2026).rows
    with time_machine.travel(datetime(2027, 1, 20, 10, tzinfo=LOCAL), tick=False):
        said = all_at_once(
            *(
                lambda by=by: closing.close_period("year", date(2026, 1, 1), by=by)
                for by in (here.committee, second)
            )
        )
        assert sorted(said) == ["", "该时段已结账。"]
        assert ClosedPeriod.objects.get().seat in {here.committee, second}
        assert Event.objects.filter(verb="close_period").count() == 1
        year = compliance.year(2026)
        assert year.is_closed
        assert [(row.pk, row.done) for row in year.rows] == [
            (row.pk, row.done) for row in open_rows
        ]
