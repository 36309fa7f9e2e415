"""Freezing and deciding at one moment: an item is frozen with its quarter or counts in the next (J13)."""

import threading
from datetime import date

import pytest
from django.db import connection

from deputies import points
from deputies.actions import points as actions
from deputies.actions import standings
from deputies.models import FrozenLine
from tests.deputies.points.world import YEAR


def together(*acts):
    """Run the acts in a thread each, begun at one moment; what each raised, or None."""
    barrier, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            barrier.wait(10)
            act()
        except Exception as error:
            raised[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


@pytest.mark.django_db(transaction=True)
def test_an_item_approved_while_its_quarter_is_frozen_counts_once(world):
    item = actions.propose_item(
        world.deputy,
        kind="item_visit",
        on=date(YEAR, 2, 3),
        title="走访",
        evidence="名册",
        by=world.officer,
    )
    raised = together(
        lambda: standings.freeze(YEAR, quarter=1, by=world.committee),
        lambda: actions.approve_item(item, by=world.second),
    )
    assert raised == [None, None]
    frozen = FrozenLine.objects.filter(key=f"item:{item.pk}").count()
    account = points.account(world.deputy, YEAR)
    assert [line.key for line in account.lines].count(f"item:{item.pk}") == 1
    assert account.total == 1
    assert len(account.of(1 if frozen else 2).lines) == 1


@pytest.mark.django_db(transaction=True)
def test_two_freezes_at_one_moment_are_one(world):
    world.do(1)
    raised = together(*[lambda: standings.freeze(YEAR, quarter=1, by=world.committee)] * 2)
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", "Refused"]
    assert FrozenLine.objects.count() == 1
