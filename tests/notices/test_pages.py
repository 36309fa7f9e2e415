"""The inbox and the page of dead messages, over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.notices import channels, delivery, outbox
from liaison.notices.models import Message, State
from tests.factories.accounts import SeatFactory


@pytest.fixture
def seat(client):
    seat = SeatFactory(role=Role.DEPARTMENT)
    client.force_login(seat.user)
    return seat


def tell(seat, once="x", url=""):
    outbox.post(to=seat.user, template="_test", once=once, url=url)
    return Message.objects.get(to_user=seat.user, once=f"{once}:{seat.user.pk}")


def test_the_inbox_shows_my_messages_and_nobody_elses(client, seat):
    tell(seat)
    tell(SeatFactory(), once="theirs")
    page = client.get("/desk/notices/")
    assert page.status_code == 200
    assert page.content.decode().count("试验通知") == 1
    assert "正文第一行。" in page.content.decode()


def test_the_bell_counts_what_is_unread_with_one_statement(client, seat):
    tell(seat)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/notices/").content.decode()
    assert '<span class="count">1</span>' in page
    assert sum("COUNT(" in query["sql"] for query in asked) == 1


def test_opening_marks_as_read_and_leads_to_the_matter(client, seat):
    message = tell(seat, url="/desk/notices/?from=test")
    answer = client.post(f"/desk/notices/{message.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/notices/?from=test")
    message.refresh_from_db()
    assert message.read_at
    assert "没有未读消息" in client.get("/desk/notices/?unread=1").content.decode()


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1"]
)
def test_a_message_never_leads_off_the_site(client, seat, url):
    message = tell(seat, url=url)
    assert client.post(f"/desk/notices/{message.pk}/open/")["Location"] == "/desk/notices/"


def test_someone_elses_message_does_not_exist_for_me(client, seat):
    theirs = tell(SeatFactory())
    assert client.post(f"/desk/notices/{theirs.pk}/open/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_all_can_be_marked_as_read(client, seat):
    tell(seat, once="a")
    tell(seat, once="b")
    page = client.post("/desk/notices/read-all/", follow=True).content.decode()
    assert "已将 2 条消息标为已读" in page
    assert not Message.objects.inbox(seat.user).unread().exists()


def test_the_inbox_costs_the_same_however_many_messages_there_are(client, seat):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/notices/")
        return len(asked)

    tell(seat, once="first")
    statements()  # the first page of a session also moves the session's end
    few = statements()
    for n in range(25):
        tell(seat, once=f"more{n}")
    assert statements() == few


def test_strangers_are_sent_to_sign_in(client):
    assert client.get("/desk/notices/").status_code == 302
    assert client.get("/desk/notices/dead/").status_code == 302


@pytest.fixture
def dead():
    outbox.send(channel="fax", payload={}, once="fax:1")
    delivery.sweep(clock.now())
    return Message.objects.get(once="fax:1")


@pytest.mark.parametrize("role", Role.values)
def test_dead_messages_are_for_the_committee_and_the_system_administrator(client, dead, role):
    client.force_login(SeatFactory(role=role).user)
    allowed = role in {Role.COMMITTEE, Role.SYSTEM_ADMIN}
    assert client.get("/desk/notices/dead/").status_code == (200 if allowed else 403)
    answer = client.post(f"/desk/notices/dead/{dead.pk}/send-again/")
    assert answer.status_code == (302 if allowed else 403)


def test_a_dead_message_is_shown_with_its_reason_and_sent_once_more(client, dead, monkeypatch):
    monkeypatch.setattr(channels, "_registered", dict(channels._registered))
    client.force_login(SeatFactory(role=Role.COMMITTEE).user)
    assert "没有名为“fax”的消息渠道" in client.get("/desk/notices/dead/").content.decode()
    client.post(f"/desk/notices/dead/{dead.pk}/send-again/")
    taken = []
    channels.register("fax", taken.append)
    assert delivery.sweep(clock.now()) == {"delivered": 1}
    assert len(taken) == 1
    assert Event.objects.filter(verb="notices.send_again", about_id=str(dead.pk)).exists()


def test_a_message_that_is_not_dead_is_not_sent_again(client, dead):
    client.force_login(SeatFactory(role=Role.COMMITTEE).user)
    Message.objects.filter(pk=dead.pk).update(state=State.WAITING)
    answer = client.post(f"/desk/notices/dead/{dead.pk}/send-again/")
    assert answer.status_code == 409
    assert "无需再发" in answer.content.decode()
