"""What was written down stays as it was, and every other state is found out."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit import chain, tasks
from liaison.audit.append_only import append_only
from liaison.audit.models import Event, Seal
from tests.factories.accounts import SeatFactory


@pytest.fixture
def events():
    """Five sealed events."""
    recorded = [chain.record("export", facts={"rows": n}) for n in range(5)]
    chain.seal()
    return recorded


def with_triggers_off(sql: str, params=()):
    """Do what only the owner of the tables could do behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing pending, else ALTER TABLE refuses
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'audit_seal'::regclass"
            " AND contype = 'f'"
        )
        for (key,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE audit_seal DROP CONSTRAINT "{key}"')
        cursor.execute(sql, params)
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def faults() -> str:
    return "".join(chain.verify().faults)


def test_an_event_says_who_from_which_seat_did_what_to_what():
    seat = SeatFactory(role=Role.COMMITTEE, place_name="代表工委", title="科长", user__name="李明")
    facts = {
        "on": date(2026, 3, 1),
        "sum": Decimal("1.50"),
        "share": 0.1,
        "odd": "a\0b",
        3: (1, None),
    }
    event = chain.record("export", by=seat, about=seat.user, facts=facts)
    event.refresh_from_db()
    assert (event.seat_id, event.user_id) == (seat.pk, seat.user_id)
    assert event.actor == "李明（代表工委 · 科长）"
    assert (event.about_type, event.about_id) == ("accounts.user", str(seat.user_id))
    assert event.about_label == "李明"
    assert event.facts == {
        "on": "2026-03-01",
        "sum": "1.50",
        "share": "0.1",
        "odd": "ab",
        "3": [1, None],
    }
    assert chain.digest(event) == event.digest


def test_an_undone_transaction_leaves_no_event():
    with transaction.atomic():
        chain.record("export")
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_a_whole_chain_verifies(events):
    found = chain.verify()
    assert (found.sealed, found.unsealed, found.faults) == (5, 0, ())
    assert (found.sealed, found.head) == chain.head()


def test_sealing_goes_on_where_it_stopped(events):
    chain.record("login")
    assert chain.verify().unsealed == 1
    assert chain.seal() == 1
    assert chain.seal() == 0
    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert chain.verify().faults == ()


def test_a_late_commit_with_an_older_number_is_sealed_too(events):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('audit_event_id_seq', %s)", [events[-1].pk + 100])
    newest = chain.record("login")
    chain.seal()
    late = Event(pk=newest.pk - 50, at=clock.now(), verb="late", facts={})
    late.digest = chain.digest(late)
    late.save(force_insert=True)
    assert chain.seal() == 1
    assert chain.verify().faults == ()


def test_even_a_very_late_commit_is_sealed_by_the_whole_search(events, monkeypatch):
    monkeypatch.setattr(chain, "LOOK_BACK", 0)
    late = Event(pk=-1, at=clock.now(), verb="late", facts={})
    late.digest = chain.digest(late)
    late.save(force_insert=True)
    assert chain.seal() == 0
    assert chain.seal(whole=True) == 1


def test_changed_content_is_found(events):
    with_triggers_off(
        "UPDATE audit_event SET facts = '{\"rows\": 99}' WHERE id = %s", [events[2].pk]
    )
    assert f"事件 {events[2].pk}（export" in faults()
    assert "内容被改动" in faults()


def test_a_changed_time_is_found(events):
    with_triggers_off(
        "UPDATE audit_event SET at = at + interval '1 second' WHERE id = %s", [events[0].pk]
    )
    assert "内容被改动" in faults()


def test_changed_content_with_its_digest_made_to_fit_is_found(events):
    event = events[2]
    event.actor = "别人"
    sql = "UPDATE audit_event SET actor = %s, digest = %s WHERE id = %s"
    with_triggers_off(sql, [event.actor, chain.digest(event), event.pk])
    assert f"事件 {event.pk} 与第 3 号封存的内容不一致" in faults()


def test_a_changed_seal_is_found(events):
    with_triggers_off("UPDATE audit_seal SET digest = %s WHERE seq = 3", ["f" * 64])
    assert "第 3 号封存值不符" in faults()


def test_a_missing_event_is_found(events):
    with_triggers_off("DELETE FROM audit_event WHERE id = %s", [events[1].pk])
    assert f"第 2 号封存的事件 {events[1].pk} 已被删除" in faults()


def test_an_event_missing_with_its_seal_is_found(events):
    with_triggers_off("DELETE FROM audit_event WHERE id = %s", [events[1].pk])
    with_triggers_off("DELETE FROM audit_seal WHERE seq = 2")
    assert "第 2 号至第 2 号封存缺失" in faults()
    assert "第 3 号与前一号衔接不上" in faults()


def test_swapped_seals_are_found(events):
    with_triggers_off(
        "UPDATE audit_seal SET seq = CASE seq WHEN 2 THEN 93 ELSE 92 END WHERE seq IN (2, 3)"
    )
    with_triggers_off("UPDATE audit_seal SET seq = seq - 90 WHERE seq > 90")
    assert "第 2 号与前一号衔接不上" in faults()


def test_swapped_events_are_found(events):
    first, second = events[1].pk, events[2].pk
    with_triggers_off(
        "UPDATE audit_event SET id = CASE id WHEN %s THEN -1 ELSE -2 END WHERE id IN (%s, %s)",
        [first, first, second],
    )
    with_triggers_off(
        "UPDATE audit_event SET id = CASE id WHEN -1 THEN %s ELSE %s END WHERE id < 0",
        [second, first],
    )
    assert "不一致：事件被改动或调换" in faults()


def test_a_cut_off_tail_is_found_against_a_kept_head(events):
    kept = chain.head()
    with_triggers_off("DELETE FROM audit_seal WHERE seq > 3")
    with_triggers_off("DELETE FROM audit_event WHERE id > %s", [events[2].pk])
    assert chain.verify().faults == ()
    assert "末尾被截去" in "".join(chain.verify(anchor=kept).faults)


def test_a_chain_rewritten_from_the_start_is_found_against_a_kept_head(events):
    kept = chain.head()
    with_triggers_off("DELETE FROM audit_seal")
    with_triggers_off("DELETE FROM audit_event WHERE id = %s", [events[0].pk])
    chain.record("login")
    chain.seal()
    assert chain.verify().faults == ()
    assert "整体改写" in "".join(chain.verify(anchor=kept).faults)


def run(*statements: str):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET digest = ''", "DELETE FROM {}"])
def test_the_database_refuses_every_change(events, table, sql):
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql.format(table))


def test_the_database_refuses_emptying_too():
    """The test database does without this trigger, so it is put back for a moment."""
    create = append_only("audit_event").sql.split(";\n")[-2]
    assert "BEFORE TRUNCATE" in create
    with pytest.raises(DatabaseError, match="append-only"):
        run(create, "TRUNCATE audit_event CASCADE")


def test_the_command_says_that_all_is_well(events, capsys):
    chain.record("login")
    call_command("verify_audit")
    printed = capsys.readouterr().out
    assert "已封存 6 条，待封存 0 条" in printed
    assert "审计链完整" in printed


def test_the_command_names_the_wrong_row_and_fails(events, capsys):
    with_triggers_off("UPDATE audit_event SET verb = 'login' WHERE id = %s", [events[4].pk])
    with pytest.raises(CommandError, match="校验不通过") as failure:
        call_command("verify_audit")
    assert failure.value.returncode == 1
    assert f"事件 {events[4].pk}" in capsys.readouterr().err


def test_the_command_takes_a_kept_head(events):
    seq, value = chain.head()
    call_command("verify_audit", head=f"{seq}:{value}")
    with pytest.raises(CommandError, match="校验不通过"):
        call_command("verify_audit", head=f"{seq + 9}:{value}")
    with pytest.raises(CommandError, match="应写成"):
        call_command("verify_audit", head="nonsense")


def test_a_check_writes_down_what_it_found(events):
    with_triggers_off("DELETE FROM audit_event WHERE id = %s", [events[1].pk])
    tasks.verify()
    event = Event.objects.get(verb="verify_audit")
    assert event.facts["sealed"] == 5
    assert "已被删除" in event.facts["faults"][0]


def test_events_are_found_by_local_date(events):
    today = clock.today()
    assert Event.objects.matching(from_on=today, to_on=today).count() == 5
    assert Event.objects.matching(to_on=today - timedelta(days=1)).count() == 0


@pytest.mark.django_db(transaction=True)
def test_recording_waits_for_no_other_recorder():
    """Two open transactions record at once; a lock held to the commit would stop the second."""
    recorded = threading.Event()

    def elsewhere():
        try:
            chain.record("login")
            recorded.set()
        finally:
            connection.close()

    with transaction.atomic():
        chain.record("export")
        other = threading.Thread(target=elsewhere)
        other.start()
        other.join(timeout=10)
        assert recorded.is_set()
    assert chain.seal() == 2


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain():
    for _ in range(50):
        chain.record("export")
    start = threading.Barrier(4)

    def work():
        try:
            start.wait()
            chain.seal()
        finally:
            connection.close()

    sealers = [threading.Thread(target=work) for _ in range(4)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    found = chain.verify()
    assert (found.sealed, found.unsealed, found.faults) == (50, 0, ())
