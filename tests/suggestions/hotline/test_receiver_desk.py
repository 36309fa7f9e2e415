"""The hotline's and the leaders' desks of the built-in receiver."""

import pytest
from django.urls import reverse

from liaison.notices.models import Message
from suggestions.actions import receiving
from suggestions.models import Channel

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def order(channel=Channel.HOTLINE, reference="261122-AB3CD-1"):
    return receiving.accept(
        channel, reference=reference, title="路灯不亮", text="坏了。", place="北门"
    )


@pytest.fixture(autouse=True)
def _receiver(settings):
    settings.HOTLINE_RECEIVER = True


@pytest.fixture
def signed_in(client):
    def sign_in(seat):
        client.force_login(seat.user, backend=BACKEND)
        return client

    return sign_in


def test_the_hotline_sees_its_orders_and_not_the_leaders_reports(signed_in, hotline_seat, town):
    mine, theirs = order(), order(Channel.DIRECT)
    client = signed_in(hotline_seat)
    html = client.get(reverse("suggestions:receiver_orders")).content.decode()
    assert mine.number in html
    assert theirs.number not in html
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(theirs.get_absolute_url()).status_code == 404


def test_a_leader_sees_the_reports_even_without_a_hotline_here(signed_in, town, settings):
    settings.HOTLINE_RECEIVER = False
    theirs, mine = order(), order(Channel.DIRECT)
    client = signed_in(town.leader)
    html = client.get(reverse("suggestions:receiver_orders")).content.decode()
    assert mine.number in html
    assert theirs.number not in html


def test_the_hotlines_desk_is_not_there_without_a_hotline_here(signed_in, hotline_seat, settings):
    settings.HOTLINE_RECEIVER = False
    client, mine = signed_in(hotline_seat), order()
    assert client.get(reverse("suggestions:receiver_orders")).status_code == 404
    assert client.get(mine.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["officer", "committee", "deputy", "lights_officer", "government"])
def test_nobody_else_has_a_desk_here(signed_in, town, who):
    client = signed_in(getattr(town, who))
    received = order()
    assert client.get(reverse("suggestions:receiver_orders")).status_code == 403
    answer = reverse("suggestions:receiver_answer", args=[received.number])
    assert client.post(answer, {"text": ""}).status_code == 403


def test_an_answer_leaves_once(signed_in, hotline_seat):
    received, client = order(), signed_in(hotline_seat)
    address = reverse("suggestions:receiver_answer", args=[received.number])
    assert client.post(address, {"text": "已修好。"})["Location"] == received.get_absolute_url()
    assert client.post(address, {"text": "又修好。"}).status_code == 409
    received.refresh_from_db()
    assert received.answer == "已修好。"
    assert Message.objects.filter(channel="hotline_answer").count() == 1
    assert "已修好。" in client.get(received.get_absolute_url()).content.decode()


def test_an_empty_answer_and_a_return_without_reason_say_so(signed_in, hotline_seat):
    received, client = order(), signed_in(hotline_seat)
    for step, field in (("answer", "text"), ("send_back", "reason")):
        address = reverse(f"suggestions:receiver_{step}", args=[received.number])
        assert client.post(address, {field: " "}).status_code == 422
    received.refresh_from_db()
    assert received.answered_at is None


def test_a_return_takes_its_reason_along(signed_in, hotline_seat):
    received, client = order(), signed_in(hotline_seat)
    address = reverse("suggestions:receiver_send_back", args=[received.number])
    assert client.post(address, {"reason": "不属于热线"}).status_code == 302
    received.refresh_from_db()
    assert (received.is_returned, received.answer) == (True, "不属于热线")
    assert "已退单" in client.get(received.get_absolute_url()).content.decode()


def test_a_report_cannot_be_sent_back(signed_in, town):
    received, client = order(Channel.DIRECT), signed_in(town.leader)
    assert "退单" not in client.get(received.get_absolute_url()).content.decode()
    address = reverse("suggestions:receiver_send_back", args=[received.number])
    assert client.post(address, {"reason": "不看"}).status_code == 409


def test_what_waits_stands_first(signed_in, hotline_seat):
    done, waiting = order(reference="a"), order(reference="b")
    receiving.answer(waiting, text="好了。", by=hotline_seat)
    html = signed_in(hotline_seat).get(reverse("suggestions:receiver_orders")).content.decode()
    assert html.index(done.number) < html.index(waiting.number)
