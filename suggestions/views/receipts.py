"""What a receipt shows its holder: the four stages with their days, the public timeline, the answer."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from liaison import clock
from liaison.attachments import access
from liaison.attachments.models import Attachment
from liaison.documents import qr as codes
from suggestions import vocabulary, workflow
from suggestions.actions import concerns, rating
from suggestions.models import Concern, TimelineEntry
from suggestions.workflow import RESIDENT, ConcernStage

#: The four stages of the bar, and the step that brings a concern into each.
TRACK = (
    (ConcernStage.GATHERED, "submit"),
    (ConcernStage.JUDGED, "sort"),
    (ConcernStage.IN_HAND, "decide"),
    (ConcernStage.FED_BACK, "answer"),
)
#: Ends other than being answered and closed, in words for the person who asked.
OTHER_ENDS = {
    ConcernStage.DECLINED: "这件事不属于本平台的受理范围，请看下面的说明和办法。",
    ConcernStage.MERGED: "有其他群众反映了同样的事，已合并在一起办理。有了结果，这里也会告诉您。",
    ConcernStage.WITHDRAWN: "您已撤回这件诉求。",
}


@dataclass(frozen=True)
class Stop:
    """One of the four stages on the bar."""

    label: str
    at: datetime | None
    is_done: bool
    is_here: bool


def opened_by(number: str, code: str) -> Concern | None:
    """The concern of this number, when `code` is its check code; as slow for a wrong number."""
    concern = Concern.objects.filter(number=number).only("number", "once").first()
    expected = concerns.check_code(concern or Concern(once=uuid.uuid4()))
    is_right = constant_time_compare(expected, code)
    return concern if is_right else None


def with_places() -> QuerySet[Concern]:
    """Concerns with the places their pages name."""
    return Concern.objects.select_related("station", "department").defer("words", "proposal")


def shown(request: HttpRequest, concern: Concern) -> dict:
    """Everything the page of a receipt tells: three statements."""
    entries = list(concern.timeline.order_by("-at", "-pk"))
    files = list(Attachment.objects.of(concern))
    if files:
        access.allow(request, concern)
    steps = {step.key for step in workflow.CONCERN.steps_for(RESIDENT, concern.stage)}
    if "withdraw" in steps and concern.merged.exists():
        steps.discard("withdraw")  # others joined it: their answer hangs on it
    may_redo = "redo" in steps and concern.rounds < rating.MOST_ROUNDS
    return {
        "concern": concern,
        "stops": stops(concern, entries),
        "entries": entries,
        "files": files,
        "end": OTHER_ENDS.get(ConcernStage(concern.stage), ""),
        "is_emergency": is_emergency(concern.text) and concern.stage == ConcernStage.GATHERED,
        "may_rate": "rate" in steps,
        "may_redo": may_redo,
        "may_reopen": "reopen" in steps and rating.may_reopen(concern, clock.today()),
        "may_withdraw": "withdraw" in steps,
    }


def stops(concern: Concern, entries: list[TimelineEntry]) -> list[Stop]:
    """The bar: each stage reached with the day it was last reached (`entries` newest first)."""
    order = [stage for stage, _ in TRACK]
    is_closed = concern.stage == ConcernStage.CLOSED
    here = order.index(ConcernStage(concern.stage)) if concern.stage in order else -1
    found = []
    for place, (stage, key) in enumerate(TRACK):
        at = next((entry.at for entry in entries if entry.step == key), None)
        reached = is_closed or (at is not None and (here < 0 or place <= here))
        found.append(
            Stop(
                label=stage.label,
                at=at if reached else None,
                is_done=reached and place != here,
                is_here=place == here,
            )
        )
    return found


def is_emergency(text: str) -> bool:
    """Whether words of danger to life are in it (T21)."""
    return any(word in text for word in vocabulary.DANGER_WORDS)


def qr(address: str) -> str:
    """The QR code of `address` as a picture's own address (data:), so that it needs no page."""
    drawing = codes.svg(address).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"data:image/svg+xml,{quote(drawing)}"
