"""What is said to the hotline, and what of its words is understood (facts §3.5)."""

import json
from datetime import UTC, datetime

import pytest

from suggestions.hotline import protocol
from suggestions.hotline.protocol import REFERENCE, Order, Update, Wrong

ORDER = Order("261122-AB3CD-1", "construction", "路灯不亮", "路灯坏了。", "北门")


def test_an_order_comes_out_as_it_went_in():
    fields = protocol.order_fields(ORDER, key="k")
    assert protocol.read_order(fields) == ORDER
    assert fields["api_key"] == "k"


def test_the_description_keeps_to_the_standards_length():
    long = Order("r", "other", "t", "长" * 5000, "北门")
    description = protocol.order_fields(long, key="k")["description"]
    assert len(description) == protocol.LONGEST_DESCRIPTION
    assert description.endswith("…")
    protocol.read_order(protocol.order_fields(long, key="k"))


@pytest.mark.parametrize("name", ["service_code", "description", "address_string", REFERENCE])
def test_an_order_without_something_required_is_a_bad_request(name):
    fields = protocol.order_fields(ORDER, key="k") | {name: " "}
    with pytest.raises(Wrong) as wrong:
        protocol.read_order(fields)
    assert wrong.value.status == 400


def test_a_point_on_the_map_is_a_place_too():
    fields = protocol.order_fields(ORDER, key="k") | {"address_string": ""}
    protocol.read_order(fields | {"lat": "30.9", "long": "117.8"})
    with pytest.raises(Wrong):
        protocol.read_order(fields | {"lat": "30.9"})


def test_names_and_numbers_of_people_do_not_leave():
    told = "我是李四光，电话13812341234，身份证34070019900101123X，邻居15900001111。"
    masked = protocol.without_personal(told, ["李四光"])
    assert masked == "我是李**，电话138****1234，身份证3407**********123X，邻居159****1111。"
    assert (
        protocol.without_personal("工单 20261122138123412345", [""]) == "工单 20261122138123412345"
    )


@pytest.mark.parametrize(
    "answer",
    [
        [{"service_request_id": "RX1"}],
        [{"service_request_id": 7}, {"service_request_id": 8}],
        {"service_requests": [{"service_request_id": "RX1"}]},
        {"service_requests": {"request": [{"service_request_id": "RX1"}]}},
    ],
)
def test_the_number_is_found_however_the_list_is_wrapped(answer):
    assert protocol.number_given(json.dumps(answer).encode()) in ("RX1", "7")


@pytest.mark.parametrize("body", [b"", b"<xml/>", b"[]", b"{}", b'[{"token": "t"}]', b"7", b"[1]"])
def test_an_answer_without_a_number_is_none(body):
    with pytest.raises(Wrong):
        protocol.number_given(body)


def test_the_order_looked_for_is_told_apart_from_others_listed():
    listed = [
        {"service_request_id": "1", "attributes": {"SRC_NO": "other"}},
        {"service_request_id": "2"},
        {"service_request_id": "3", "extended_attributes": {"SRC_NO": "mine"}},
    ]
    body = json.dumps(listed).encode()
    assert protocol.number_of(body, "mine") == "3"
    assert protocol.number_of(body, "none") == ""


def test_an_update_comes_out_as_it_went_in():
    update = Update("RX1", "261122-AB3CD-1", "closed", "修好了。", "u1")
    at = datetime(2026, 11, 22, 6, tzinfo=UTC)
    fields = protocol.update_fields(update, key="k", at=at)
    assert fields["updated_datetime"] == "2026-11-22T06:00:00+00:00"
    assert protocol.read_update(fields) == update
    assert update.is_answer
    assert not update.is_return


@pytest.mark.parametrize("missing", ["service_request_id", "status", "update_id", "description"])
def test_an_update_without_something_needed_is_a_bad_request(missing):
    update = Update("RX1", "r", "for_triage", "不属于我方。", "u1")
    fields = protocol.update_fields(update, key="k", at=datetime.now(UTC))
    with pytest.raises(Wrong):
        protocol.read_update(fields | {missing: ""})
