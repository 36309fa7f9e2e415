"""How messages get out: once, again after failures, never lost, given up visibly."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection

from liaison import clock
from liaison.notices import channels, delivery, outbox, tasks
from liaison.notices.models import Message, State
from tests.factories.accounts import UserFactory

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


class Recorder:
    """A channel that remembers what it took, and fails as it is told to."""

    def __init__(self):
        self.taken = []
        self.fails_with = None

    def __call__(self, message):
        if self.fails_with:
            raise self.fails_with
        self.taken.append(message.payload)


@pytest.fixture
def recorder(monkeypatch):
    monkeypatch.setattr(channels, "_registered", dict(channels._registered))
    monkeypatch.setattr(channels, "_labels", dict(channels._labels))
    recorder = Recorder()
    channels.register("test", recorder, label="试验渠道")
    return recorder


def put(n=1, **changed):
    outbox.send(**{"channel": "test", "payload": {"n": n}, "once": f"test:{n}"} | changed)
    return Message.objects.get(once=f"test:{n}")


def test_a_delivered_message_says_when_and_is_not_delivered_again(recorder):
    message = put()
    assert delivery.deliver(message.pk) == State.DELIVERED
    assert delivery.deliver(message.pk) is None
    message.refresh_from_db()
    assert recorder.taken == [{"n": 1}]
    assert message.attempts == 1
    assert message.delivered_at


def test_the_worker_and_the_sweep_do_the_same(recorder):
    tasks.deliver(str(put(1).pk))
    put(2)
    assert tasks.sweep() == {"delivered": 1}
    assert recorder.taken == [{"n": 1}, {"n": 2}]


def test_failures_wait_longer_each_time_and_then_the_message_is_dead(recorder):
    recorder.fails_with = channels.Retry("对方没有应答")
    with time_machine.travel(START, tick=False) as now:
        message = put()
        waits = []
        while message.state == State.WAITING:
            assert delivery.sweep(clock.now())
            message.refresh_from_db()
            waits.append((message.next_try_at - clock.now()) // timedelta(minutes=1))
            assert not delivery.sweep(clock.now())  # not before its time
            now.move_to(message.next_try_at)
    assert waits[:-1] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert (message.state, message.attempts) == (State.DEAD, delivery.MOST_ATTEMPTS)
    assert message.last_error == "对方没有应答"


def test_a_fresh_message_goes_out_though_the_writers_clock_is_ahead(recorder):
    with time_machine.travel(START, tick=False) as now:
        message = put()
        now.shift(-5)
        assert delivery.deliver(message.pk) == State.DELIVERED


def test_the_wait_never_passes_six_hours():
    assert delivery.wait_after(30) == timedelta(hours=6)


def test_what_the_channel_calls_hopeless_is_dead_at_once(recorder):
    recorder.fails_with = channels.Dead("对方不认识这张工单")
    message = put()
    assert delivery.deliver(message.pk) == State.DEAD


def test_an_unknown_channel_is_dead_and_says_so():
    message = put(channel="fax")
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.state == State.DEAD
    assert "fax" in message.last_error


def test_an_unforeseen_error_keeps_the_message_and_undoes_what_the_channel_wrote(recorder):
    def breaks(message):
        Message.objects.filter(pk=message.pk).update(subject="half done")
        raise KeyError("编号")

    channels.register("test", breaks)
    message = put()
    assert delivery.deliver(message.pk) == State.WAITING
    message.refresh_from_db()
    assert message.subject == ""
    assert message.last_error.startswith("KeyError")


def test_a_channel_that_is_down_does_not_keep_the_others_waiting(recorder):
    recorder.fails_with = channels.Retry("断线")
    for n in range(6):
        put(n)
    outbox.post(to=UserFactory(email="a@example.org"), template="_test", once="x")
    outcome = delivery.sweep(clock.now())
    assert outcome == {"waiting": delivery.PATIENCE, "left": 3, "delivered": 1}
    assert len(mail.outbox) == 1


def test_an_e_mail_carries_the_text_the_link_and_one_identity():
    user = UserFactory(email="a@example.org")
    outbox.post(to=user, template="_test", once="x", url="/desk/concerns/7/")
    delivery.sweep(clock.now())
    [letter] = mail.outbox
    message = Message.objects.get(channel="email")
    assert letter.subject == "试验通知"
    assert letter.body == "正文第一行。\n\nhttp://localhost:8000/desk/concerns/7/"
    assert letter.extra_headers["Message-ID"] == f"<{message.pk}@liaison>"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_deliver_the_same_message(recorder):
    message = put()
    workers = 6
    barrier = threading.Barrier(workers)
    states = []

    def work():
        barrier.wait()
        states.append(delivery.deliver(message.pk))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert recorder.taken == [{"n": 1}]
    assert sorted(states, key=str) == [None] * (workers - 1) + [State.DELIVERED]


@pytest.mark.django_db(transaction=True)
def test_while_one_worker_speaks_to_the_other_side_a_second_passes_by(recorder):
    speaking, may_finish = threading.Event(), threading.Event()

    def slow(message):
        speaking.set()
        assert may_finish.wait(10)
        recorder(message)

    channels.register("test", slow)
    message = put()

    def work():
        delivery.deliver(message.pk)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert speaking.wait(10)
    assert delivery.deliver(message.pk) is None
    assert delivery.sweep(clock.now()) == {}
    may_finish.set()
    worker.join()
    assert recorder.taken == [{"n": 1}]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_the_message_to_the_sweep(recorder):
    def killed(message):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids.append(cursor.fetchone()[0])
        raise SystemExit(9)

    pids = []
    channels.register("test", killed)
    message = put()

    def work():
        with pytest.raises(SystemExit):
            delivery.deliver(message.pk)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert pids
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    channels.register("test", recorder)
    assert delivery.sweep(clock.now()) == {"delivered": 1}
    assert recorder.taken == [{"n": 1}]
