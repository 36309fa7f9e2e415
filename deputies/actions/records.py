"""A deputy's own particulars: edited by the office, corrected on the deputy's word."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.actions.register import PHONE_INDEX
from deputies.models import Correction, Deputy, deputy_of
from deputies.sheet import digits, name_key
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.privacy.index import blind

#: By which purpose identity numbers are indexed; never change it.
ID_INDEX = "deputy.id_number"
#: What a deputy may ask to have corrected; the rest follows from documents.
CORRECTABLE = (
    "native_place", "education", "degree", "school", "occupation", "professional_title",
    "post", "phone", "email", "address",
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_id_number(text: str) -> bool:
    """Whether `text` is an identity number of 18 characters with its right check character (GB 11643)."""
    if not re.fullmatch(r"\d{17}[0-9X]", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17]


@transaction.atomic
def edit(deputy: Deputy, *, changes: Mapping[str, Any], version: int, by: Seat | None) -> Deputy:
    """修改代表资料: only what differs is written; the audit keeps which fields, not the values.

    `version` is that of the record the editor saw. Raises PermissionDenied for anybody but the
    committee's office, Refused when somebody else changed the record since, or when the identity
    number is another's.
    """
    if by is not None and by.role != Role.COMMITTEE:
        raise PermissionDenied("只有代表工作机构可以修改代表资料。")
    deputy = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    if deputy.version != version:
        raise Refused(
            "您打开之后，这份资料已被他人修改，您的改动没有保存。请重新打开，核对后再改。"
        )
    wanted = {name: value for name, value in changes.items() if getattr(deputy, name) != value}
    if not wanted:
        return deputy
    columns = _columns(deputy, wanted)
    for name, value in columns.items():
        setattr(deputy, name, value)
    deputy.version += 1
    deputy.save(update_fields=[*columns, "version"])
    chain.record("edit_deputy", by=by, about=deputy, facts={"fields": _labels(wanted)})
    return deputy


def _columns(deputy: Deputy, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """With sort key and blind indexes. Raises Refused for an identity number already on record."""
    columns = dict(wanted)
    if "name" in columns:
        columns["name_key"] = name_key(columns["name"])
    if "phone" in columns:
        columns["phone"] = digits(columns["phone"])
        columns["phone_index"] = blind(columns["phone"], PHONE_INDEX)
    if "id_number" in columns:
        index = blind(columns["id_number"], ID_INDEX)
        others = Deputy.objects.filter(id_index=index).exclude(pk=deputy.pk)
        if index and others.exists():
            raise Refused("该身份证号已登记在另一位代表名下，请核对是否同一人。")
        columns["id_index"] = index
    return columns


@transaction.atomic
def propose(deputy: Deputy, *, wanted: Mapping[str, str], reason: str, by: Seat) -> Correction:
    """申请更正: the deputy says what of his own record is wrong; the office confirms.

    Raises PermissionDenied for another's record, Refused when nothing differs or one is waiting.
    """
    own = deputy_of(by)
    if own is None or own.pk != deputy.pk:
        raise PermissionDenied("只能申请更正本人的资料。")
    deputy = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    asked = {
        name: value
        for name, value in wanted.items()
        if name in CORRECTABLE and value and value != getattr(deputy, name)
    }
    if not asked:
        raise Refused("没有需要更正的内容。")
    if deputy.corrections.waiting().exists():
        raise Refused("您已有一份更正申请待确认，请等代表工作机构处理。")
    made = Correction.objects.create(
        deputy=deputy,
        wanted=json.dumps(asked, ensure_ascii=False),
        reason=reason,
        proposed_at=clock.now(),
    )
    chain.record("propose_correction", by=by, about=deputy, facts={"fields": _labels(asked)})
    return made


@transaction.atomic
def decide(correction: Correction, *, accept: bool, answer: str, by: Seat) -> Correction:
    """处理更正申请: accepted, the record changes at once; declined, with the reason.

    Raises Refused when it is decided already, or declined without a reason.
    """
    found = Correction.objects.select_for_update(of=("self",)).select_related("deputy")
    correction = found.get(pk=correction.pk)
    if correction.stage != Correction.Stage.PROPOSED:
        raise Refused(f"这份申请当前为“{correction.get_stage_display()}”，不能再处理。")
    if not accept and not answer:
        raise Refused("不采纳须写明原因。")
    wanted = json.loads(correction.wanted)
    if accept:
        deputy = correction.deputy
        edit(deputy, changes=wanted, version=deputy.version, by=by)
    stages = Correction.Stage
    correction.stage = stages.ACCEPTED if accept else stages.DECLINED
    correction.answer, correction.decided_at, correction.decided_by = answer, clock.now(), by
    correction.save(update_fields=["stage", "answer", "decided_at", "decided_by"])
    facts = {"now": correction.get_stage_display(), "fields": _labels(wanted)}
    chain.record("decide_correction", by=by, about=correction.deputy, facts=facts)
    return correction


def _labels(wanted: Mapping[str, Any]) -> list[str]:
    """What the fields are called, never what stands in them."""
    named = {each.name: str(each.verbose_name) for each in Deputy._meta.fields}
    return [named[name] for name in sorted(wanted)]
