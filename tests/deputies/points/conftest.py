"""The town of points on 20 July 2026."""

import pytest
import time_machine

from tests.deputies.points.world import NOW, World


@pytest.fixture
def world():
    with time_machine.travel(NOW, tick=False):
        yield World()
