"""The whole network of five levels changes its terms: time, memory and statements (facts §6.1)."""

import resource
import time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deputies.actions import succession
from deputies.documents.succession import rehearse
from deputies.models import CongressTerm, Deputy, Mandate, Membership
from deputies.succession import numbers
from liaison import clock
from supervision.management import demonstration
from supervision.management.succession import NEWCOMERS, next_term

#: However many deputies a congress has.
MOST_STATEMENTS = 60


@pytest.fixture
def network():
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=True):
        demonstration.load_stations()
        demonstration.load_roster()
        yield


def test_the_whole_network_is_rehearsed_and_confirmed(network, capsys):
    today = clock.today()
    assert Mandate.objects.filter(congress_term=None).count() == 0
    terms = list(CongressTerm.objects.for_list())
    before = Mandate.objects.count()
    memory, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    counted = [switched(term, today) for term in terms]
    seconds = time.monotonic() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) // 1024
    with capsys.disabled():
        print(f"\n{len(terms)} congresses, {before} mandates: {seconds:.1f} s, +{grown} MiB, "
              f"at most {max(counted)} statements each")  # fmt: skip
    assert len(terms) == 38
    assert Mandate.objects.running(today).count() == before
    assert Mandate.objects.exclude(to_on=None).filter(end_reason="term").count() == before
    assert not Deputy.objects.unassigned(today).exists()
    out = Deputy.objects.exclude(pk__in=Deputy.objects.in_office(today))
    assert not Membership.objects.filter(deputy__in=out, to_on=None).exists()
    assert max(counted) <= MOST_STATEMENTS
    assert grown < 200
    assert seconds < 240


def switched(term, today) -> int:
    """Rehearse and confirm the term after `term`; how many statements the confirmation took."""
    switch = succession.prepare(
        term.congress, number=numbers.after(term.number), begins_on=today, by=None
    )
    rows = next_term(term, elected_on=today)
    switch = succession.load(switch, rows=rows, file_name="新一届.xlsx", by=None)
    made = rehearse(switch, by=None)
    assert made.is_sound, (made.plan.faults[:3], made.plan.doubts[:3])
    assert len(made.coming) == -(-len(rows[1:]) // NEWCOMERS)
    with CaptureQueriesContext(connection) as captured:
        switch = succession.confirm(switch, rehearse=rehearse, seen=made.digest, by=None)
    assert switch.stage == "effective"
    return len(captured)
