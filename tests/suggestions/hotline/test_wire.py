"""Orders and answers travel over real HTTP and back; repeats, losses and late words do no harm (T28)."""

import json
import socket
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar
from uuid import uuid4

import pytest
from django.urls import reverse

from liaison import clock
from liaison.notices.models import Message
from suggestions.actions import concerns, outgoing, receiving
from suggestions.hotline import keys, protocol
from suggestions.models import Channel, DirectReport, HotlineOrder, ReceivedOrder
from suggestions.workflow import ConcernStage
from tests.suggestions.hotline.conftest import deliver, send_out

UPDATES, REQUESTS = "/hotline/updates.json", "/receiver/requests.json"


def order_of(concern) -> HotlineOrder:
    return HotlineOrder.objects.get(concern=concern)


def update(order, status="closed", text="已修好。", **more):
    fields = {
        "api_key": keys.hotline(),
        "service_request_id": order.external_no or "RX1",
        "update_id": str(uuid4()),
        "status": status,
        "description": text,
        protocol.REFERENCE: order.reference,
    }
    return fields | more


def test_an_order_goes_out_is_answered_and_the_answer_comes_home(town, wire, hotline_seat):
    concern = send_out(town, Channel.HOTLINE)
    assert deliver("hotline") == ["delivered"]
    order, received = order_of(concern), ReceivedOrder.objects.get()
    assert (order.stage, order.external_no) == (HotlineOrder.Stage.ACCEPTED, received.number)
    assert received.reference == order.reference
    receiving.answer(received, text="路灯已换新。", by=hotline_seat)
    assert deliver("hotline_answer") == ["delivered"]
    concern.refresh_from_db()
    assert (concern.stage, concern.answer) == (ConcernStage.FED_BACK, "路灯已换新。")


def test_who_said_it_stays_at_home(town, wire):
    send_out(town, Channel.HOTLINE)
    deliver("hotline")
    received = ReceivedOrder.objects.get()
    told = f"{received.title}{received.text}{received.place}"
    assert "路灯坏了半个月" in told
    assert "李四光" not in told
    assert "13812341234" not in told


def test_a_returned_order_brings_the_concern_back_to_the_desk(town, wire, hotline_seat):
    concern = send_out(town, Channel.HOTLINE)
    deliver("hotline")
    receiving.send_back(ReceivedOrder.objects.get(), reason="不属于热线范围", by=hotline_seat)
    assert deliver("hotline_answer") == ["delivered"]
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.JUDGED
    assert order_of(concern).stage == HotlineOrder.Stage.RETURNED


def test_a_report_goes_to_the_leaders_and_the_instruction_comes_home(town, wire):
    concern = send_out(town, Channel.DIRECT)
    assert deliver("direct") == ["delivered"]
    assert DirectReport.objects.get().stage == DirectReport.Stage.DELIVERED
    receiving.answer(ReceivedOrder.objects.get(), text="请城管局限期办结。", by=town.leader)
    assert deliver("direct_answer") == ["delivered"]
    report = DirectReport.objects.get()
    assert report.instruction == "请城管局限期办结。"
    assert concern.timeline.filter(step="instruct").exists()


def test_a_lost_receipt_is_fetched_again_and_makes_no_second_order(town, wire):
    concern = send_out(town, Channel.HOTLINE)
    deliver("hotline")
    # The other side has it, but our worker died before it could write that down.
    HotlineOrder.objects.update(stage="waiting", external_no="", accepted_at=None)
    Message.objects.filter(channel="hotline").update(state="waiting", delivered_at=None, attempts=1)
    assert deliver("hotline") == ["delivered"]
    assert ReceivedOrder.objects.count() == 1
    assert order_of(concern).external_no == ReceivedOrder.objects.get().number


class OtherHotline(BaseHTTPRequestHandler):
    """A hotline that would open a second order for the same reference, and lists what it has."""

    asked: ClassVar[list[str]] = []
    listed: ClassVar[list[dict]] = []
    status = 200

    def do_GET(self):
        self.give(json.dumps(self.listed).encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.give(b'[{"service_request_id": 41}]')

    def give(self, body):
        self.asked.append(self.command)
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def other_hotline(settings):
    """A hotline elsewhere, on loopback."""
    kind = type("Hotline", (OtherHotline,), {"asked": [], "listed": []})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        settings.HOTLINE_URL = f"http://127.0.0.1:{server.server_port}/open311/"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield kind
        server.shutdown()
        thread.join()


def test_a_second_try_asks_first_and_posts_only_what_is_not_there(town, other_hotline):
    concern = send_out(town, Channel.HOTLINE)
    Message.objects.filter(channel="hotline").update(attempts=1)
    other_hotline.listed.append(
        {"service_request_id": 40, "attributes": {"SRC_NO": order_of(concern).reference}}
    )
    assert deliver("hotline") == ["delivered"]
    assert other_hotline.asked == ["GET"]
    assert order_of(concern).external_no == "40"


def test_what_the_other_side_does_not_know_is_posted(town, other_hotline):
    concern = send_out(town, Channel.HOTLINE)
    Message.objects.filter(channel="hotline").update(attempts=1)
    assert deliver("hotline") == ["delivered"]
    assert other_hotline.asked == ["GET", "POST"]
    assert order_of(concern).external_no == "41"


def test_a_message_left_lying_by_a_dead_worker_asks_first_too(town, other_hotline):
    concern = send_out(town, Channel.HOTLINE)
    long_ago = clock.now() - timedelta(minutes=1)
    Message.objects.filter(channel="hotline").update(created_at=long_ago)
    deliver("hotline")
    assert other_hotline.asked == ["GET", "POST"]
    assert order_of(concern).external_no == "41"


@pytest.mark.parametrize(
    ("status", "stands"),
    [(500, "waiting"), (503, "waiting"), (429, "waiting"), (400, "dead"), (302, "dead")],
)
def test_what_a_refusal_means(town, other_hotline, status, stands):
    other_hotline.status = status
    send_out(town, Channel.HOTLINE)
    assert deliver("hotline") == [stands]
    assert other_hotline.asked == ["POST"]


def test_the_same_order_posted_twice_is_one_with_one_number(client, wire):
    told = protocol.Order("261122-AB3CD-1", "other", "路灯", "路灯坏了。", "北门")
    fields = protocol.order_fields(told, key=keys.hotline())
    first, second = (client.post(REQUESTS, fields).json() for _ in range(2))
    assert first == second
    assert ReceivedOrder.objects.count() == 1


def test_an_order_without_a_hotline_to_go_to_says_what_is_missing(town, settings):
    settings.HOTLINE_URL = ""
    send_out(town, Channel.HOTLINE)
    assert deliver("hotline") == ["dead"]
    assert "HOTLINE_URL" in Message.objects.get(channel="hotline").last_error


def test_the_hotline_being_down_leaves_the_order_waiting(town, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.HOTLINE_URL = f"http://127.0.0.1:{closed.getsockname()[1]}/receiver/"
        concern = send_out(town, Channel.HOTLINE)
        assert deliver("hotline") == ["waiting"]
    assert order_of(concern).stage == HotlineOrder.Stage.WAITING
    assert "连接不上" in Message.objects.get(channel="hotline").last_error


def test_a_refused_key_is_given_up_visibly(town, wire, settings, monkeypatch):
    monkeypatch.setattr("suggestions.hotline.keys.hotline", lambda: "")
    send_out(town, Channel.HOTLINE)
    assert deliver("hotline") == ["dead"]
    assert "403" in Message.objects.get(channel="hotline").last_error


def test_without_a_receiver_there_is_no_such_page_and_the_order_is_shown_as_dead(
    town, wire, settings, client
):
    settings.HOTLINE_RECEIVER = False
    assert client.post(REQUESTS, {"api_key": keys.hotline()}).status_code == 404
    send_out(town, Channel.HOTLINE)
    assert deliver("hotline") == ["dead"]


@pytest.mark.parametrize("key", ["", "wrong", None])
@pytest.mark.parametrize("name", ["receiver_requests", "receiver_reports", "hotline_updates",
                                  "hotline_instructions"])  # fmt: skip
def test_a_wrong_key_opens_no_door(client, settings, name, key):
    settings.HOTLINE_RECEIVER = True
    fields = {} if key is None else {"api_key": key}
    response = client.post(reverse(f"suggestions:{name}"), fields)
    assert response.status_code == 403
    assert response.json()[0]["code"] == 403


def test_the_hotlines_key_does_not_open_the_leaders_doors(client):
    for name in ("receiver_reports", "hotline_instructions"):
        response = client.post(reverse(f"suggestions:{name}"), {"api_key": keys.hotline()})
        assert response.status_code == 403


def test_an_empty_key_in_the_settings_opens_nothing(client, settings):
    settings.HOTLINE_KEY = ""
    assert client.post(UPDATES, {"api_key": ""}).status_code == 403


def test_an_answer_told_twice_is_one_answer(town, client):
    concern = send_out(town, Channel.HOTLINE)
    fields = update(order_of(concern))
    assert [client.post(UPDATES, fields).status_code for _ in range(2)] == [200, 200]
    assert concern.timeline.filter(step="answer").count() == 1


def test_an_answer_overtaking_the_receipt_brings_the_number_along(town, client, wire):
    concern = send_out(town, Channel.HOTLINE)
    assert client.post(UPDATES, update(order_of(concern))).status_code == 200
    order = order_of(concern)
    assert (order.stage, order.external_no) == (HotlineOrder.Stage.ANSWERED, "RX1")
    assert deliver("hotline") == ["delivered"]
    assert not ReceivedOrder.objects.exists()


def test_late_words_after_the_end_change_nothing(town, client):
    concern = send_out(town, Channel.HOTLINE)
    client.post(UPDATES, update(order_of(concern)))
    for status in ("for_triage", "in_progress", "closed"):
        late = update(order_of(concern), status=status, text="迟到的话。")
        assert client.post(UPDATES, late).status_code == 200
    concern.refresh_from_db()
    assert (concern.stage, concern.answer) == (ConcernStage.FED_BACK, "已修好。")


def test_a_return_of_the_first_order_does_not_touch_the_second(town, client):
    concern = send_out(town, Channel.HOTLINE)
    first = order_of(concern)
    outgoing.order_returned(first, reason="退回")
    concern.refresh_from_db()
    concerns.decide(concern, channel=Channel.HOTLINE, by=town.officer, reason="再转")
    assert client.post(UPDATES, update(first, status="for_triage")).status_code == 200
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.IN_HAND


def test_a_sign_of_life_moves_nothing_but_the_receipt(town, client):
    concern = send_out(town, Channel.HOTLINE)
    assert client.post(UPDATES, update(order_of(concern), "IN_PROGRESS", "")).status_code == 200
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.IN_HAND
    assert order_of(concern).stage == HotlineOrder.Stage.ACCEPTED


def test_an_order_is_found_by_the_hotlines_number_alone(town, client):
    concern = send_out(town, Channel.HOTLINE)
    outgoing.order_accepted(order_of(concern), external_no="RX77")
    fields = update(order_of(concern))
    del fields[protocol.REFERENCE]
    assert client.post(UPDATES, fields).status_code == 200
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.FED_BACK


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({protocol.REFERENCE: "none"}, 404),
        ({"description": ""}, 400),
        ({"update_id": ""}, 400),
        ({"status": ""}, 400),
    ],
)
def test_words_that_name_nothing_or_say_nothing_are_refused(town, client, change, status):
    concern = send_out(town, Channel.HOTLINE)
    response = client.post(UPDATES, update(order_of(concern), **change))
    assert response.status_code == status
    assert response.json()[0]["code"] == status
    concern.refresh_from_db()
    assert concern.stage == ConcernStage.IN_HAND
