"""What is written when people are told, and that telling never fails the step it tells of."""

from contextlib import suppress

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from liaison import clock
from liaison.celery import app
from liaison.notices import delivery, outbox
from liaison.notices.models import EMAIL, IN_SITE, Message, State
from tests.factories.accounts import SeatFactory, UserFactory


def post(to, **changed):
    given = {"template": "assigned", "once": "assign:7", "context": {"due": "3月1日"}} | changed
    return outbox.post(to=to, **given)


def test_everyone_finds_it_in_the_inbox_and_those_with_an_address_get_mail():
    about = SeatFactory(user__name="王芳")
    first, second = UserFactory(email="a@example.org"), UserFactory()
    assert post([first, second, first], about=about, url="/desk/concerns/7/") == 2
    rows = list(Message.objects.order_by("channel", "to_user_id"))
    assert [row.channel for row in rows] == [EMAIL, IN_SITE, IN_SITE]
    letter, inbox, _ = rows
    assert (letter.state, letter.address) == (State.WAITING, "a@example.org")
    assert (inbox.state, inbox.to_user) == (State.DELIVERED, first)
    assert inbox.subject == "请签收：王芳的事项"
    assert inbox.body.startswith("期限 3月1日。")
    assert (inbox.about_type, inbox.about_id) == ("accounts.Seat", str(about.pk))
    assert inbox.url == "/desk/concerns/7/"


def test_names_are_written_as_they_are_and_escaped_only_where_they_are_shown(client):
    about = SeatFactory(user__name="“A&B”<b>\r\nBcc: x@y")
    reader = SeatFactory()
    post(reader.user, about=about)
    row = Message.objects.get(channel=IN_SITE)
    assert row.subject == "请签收：“A&B”<b>"
    assert row.body.startswith("Bcc: x@y的事项")
    client.force_login(reader.user)
    assert "“A&amp;B”&lt;b&gt;" in client.get("/desk/notices/").content.decode()


def test_the_same_news_is_told_once_to_each():
    first, second = UserFactory(email="a@example.org"), UserFactory()
    assert post(first) == 1
    assert post([first, second]) == 1
    assert post([first, second]) == 0
    assert Message.objects.filter(channel=EMAIL).count() == 1
    assert post(first, once="assign:8") == 1


def test_telling_fifty_people_costs_two_statements():
    users = [UserFactory(email=f"u{n}@example.org") for n in range(50)]
    with CaptureQueriesContext(connection) as asked:
        assert post(users) == 50
    assert len(asked) == 2


def test_nobody_to_tell_is_no_error():
    assert post([]) == 0
    assert post(None) == 0


def test_a_message_to_another_system_is_put_once():
    assert outbox.send(channel="hotline", payload={"编号": 1}, once="order:1")
    assert not outbox.send(channel="hotline", payload={"编号": 2}, once="order:1")
    row = Message.objects.get()
    assert (row.payload, row.state) == ({"编号": 1}, State.WAITING)


def test_what_is_rolled_back_was_never_said():
    def tell_and_fail():
        with transaction.atomic():
            post(UserFactory())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tell_and_fail()
    assert not Message.objects.exists()


def asked_of_the_worker() -> list[tuple[str, list]]:
    """Every task that waits, with its arguments; other tests may have asked for some too."""
    found = []
    with app.connection_for_read() as broker:
        waiting = broker.SimpleQueue("celery")
        with suppress(waiting.Empty):
            while True:
                message = waiting.get(block=False)
                message.ack()
                found.append((message.headers["task"], message.payload[0]))
        waiting.close()
    return found


def test_the_worker_is_asked_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as after:
        post(UserFactory())
    assert after == []  # an inbox row needs no worker
    with django_capture_on_commit_callbacks(execute=True):
        post(UserFactory(email="a@example.org"))
    wanted = [str(Message.objects.get(channel=EMAIL).pk)]
    assert ("liaison.notices.tasks.deliver", wanted) in asked_of_the_worker()


def test_a_lost_broker_fails_nothing_and_the_sweep_delivers(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(delivery, "_broker_rests_until", 0.0)
    with django_capture_on_commit_callbacks(execute=True) as after:
        assert post(UserFactory(email="a@example.org")) == 1
    assert len(after) == 1
    assert delivery._broker_rests_until > 0  # and the next request does not try for a while
    assert delivery.sweep(clock.now())[State.DELIVERED] == 1
    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]
