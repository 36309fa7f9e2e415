"""The words on the wire: Open311 GeoReport v2 with its updates extension (facts §3.5); pure.

What goes out carries no name and no telephone number of a resident: not as fields, and not in the
words either.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liaison.privacy import masking

LONGEST_DESCRIPTION = 4000
LONGEST_REFERENCE = 40
#: Our own number travels in this attribute: the standard has no other place for it.
REFERENCE = "attribute[SRC_NO]"
TITLE = "attribute[TITLE]"
#: What an update's status means for us; any other is a sign of life (facts §3.5, rule 2).
ANSWERED = frozenset({"closed", "fixed"})
RETURNED = frozenset({"for_triage", "not_councils_responsibility"})

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


class Wrong(Exception):
    """The other side's words break the protocol; `status` is the HTTP status that says so."""

    def __init__(self, status: int, description: str):
        super().__init__(description)
        self.status, self.description = status, description


@dataclass(frozen=True)
class Order:
    """What an order tells: our reference, what it is about, and where."""

    reference: str
    service_code: str
    title: str
    text: str
    address: str


@dataclass(frozen=True)
class Update:
    """Word from the other side: about which order, how it stands, and what they say."""

    number: str
    reference: str
    status: str
    text: str
    update_id: str

    @property
    def is_answer(self) -> bool:
        return self.status in ANSWERED

    @property
    def is_return(self) -> bool:
        return self.status in RETURNED


def without_personal(text: str, names: Iterable[str] = ()) -> str:
    """`text` with mobile and identity numbers, and these names, masked."""
    text = _IDENTITY.sub(lambda found: masking.id_number(found.group()), text)
    text = _MOBILE.sub(lambda found: masking.phone(found.group()), text)
    for name in names:
        if len(name) > 1:
            text = text.replace(name, masking.name(name))
    return text


def order_fields(order: Order, *, key: str) -> dict[str, str]:
    """The fields of `POST requests.json`."""
    return {
        "api_key": key,
        "service_code": order.service_code,
        "address_string": order.address,
        "description": _shortened(order.text),
        TITLE: order.title,
        REFERENCE: order.reference,
    }


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 1]}…"


def read_order(fields: Mapping[str, str]) -> Order:
    """The order in a POST; raises Wrong (400) for what the standard requires and is missing."""
    required = {"service_code": "服务代码", REFERENCE: "来件编号", "description": "内容"}
    for name, label in required.items():
        if not fields.get(name, "").strip():
            raise Wrong(400, f"缺少{label}（{name}）。")
    has_point = bool(fields.get("lat") and fields.get("long"))
    address = fields.get("address_string", "").strip() or fields.get("address_id", "").strip()
    if not (address or has_point):
        raise Wrong(400, "缺少地点（address_string、address_id 或 lat 和 long）。")
    if len(fields["description"]) > LONGEST_DESCRIPTION:
        raise Wrong(400, f"内容超过 {LONGEST_DESCRIPTION} 字。")
    return Order(
        reference=fields[REFERENCE].strip()[:LONGEST_REFERENCE],
        service_code=fields["service_code"],
        title=fields.get(TITLE, "").strip() or fields["description"][:30],
        text=fields["description"],
        address=address,
    )


def update_fields(update: Update, *, key: str, at: datetime) -> dict[str, str]:
    """The fields of `POST servicerequestupdates`; `at` is aware."""
    return {
        "api_key": key,
        "service_request_id": update.number,
        "update_id": update.update_id,
        "status": update.status.upper(),
        "updated_datetime": at.isoformat(timespec="seconds"),
        "description": update.text,
        REFERENCE: update.reference,
    }


def read_update(fields: Mapping[str, str]) -> Update:
    """The update in a POST; raises Wrong (400) when it names no order, or ends one without words."""
    update = Update(
        number=fields.get("service_request_id", "").strip(),
        reference=fields.get(REFERENCE, "").strip(),
        status=fields.get("status", "").strip().lower(),
        text=fields.get("description", "").strip(),
        update_id=fields.get("update_id", "").strip(),
    )
    if not (update.number and update.status and update.update_id):
        raise Wrong(400, "缺少 service_request_id、status 或 update_id。")
    if (update.is_answer or update.is_return) and not update.text:
        raise Wrong(400, "缺少答复或退回理由（description）。")
    return update


def number_given(body: bytes) -> str:
    """The number the other side gave, out of its answer to a POST; raises Wrong when there is none.

    Servers in the wild send a bare list or wrap it, and numbers as numbers (rule 1).
    """
    for request in _requests(body):
        if number := str(request.get("service_request_id") or "").strip():
            return number
    raise Wrong(502, "对方的回执中没有工单号。")


def number_of(body: bytes, reference: str) -> str:
    """The number of the order with our `reference` among those the other side lists; "" if none."""
    for request in _requests(body):
        attributes = request.get("attributes") or request.get("extended_attributes") or {}
        if isinstance(attributes, dict) and attributes.get("SRC_NO") == reference:
            return str(request.get("service_request_id") or "")
    return ""


def _requests(body: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(body)
    except ValueError:
        raise Wrong(502, "对方的回执无法解析。") from None
    while isinstance(found, dict):
        found = found.get("service_requests") or found.get("request") or []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def error_body(status: int, description: str) -> list[dict[str, Any]]:
    """An error as the standard writes it."""
    return [{"code": status, "description": description}]
