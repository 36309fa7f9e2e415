"""How the rules of points change: a draft is copied, edited, tried out, and adopted from a day on."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from deputies import record
from deputies.actions.standings import check_main, recount
from deputies.models import PointRule, RuleSet
from deputies.performance import rules
from deputies.performance.rules import MANUAL
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import RuleDocument

SCALE = ("excellent_from", "competent_from", "basic_from", "talk_below")


def scorable() -> dict[str, str]:
    """Every kind a rule may be for: those of the record, manual ones with them."""
    told = {kind: label for kind, (label, _) in record.kinds().items()}
    return told | dict(MANUAL)


@transaction.atomic
def draft_rules(*, name: str, document: RuleDocument, by: Seat) -> RuleSet:
    """起草新规则: a copy of the version in force (or of nothing), free to edit until adopted."""
    check_main(by)
    standing = RuleSet.objects.on(clock.today()).first()  # type: ignore[attr-defined]
    kept = {field: getattr(standing, field) for field in SCALE} if standing else {}
    made = RuleSet.objects.create(
        name=name,
        document=document,
        created_at=clock.now(),
        weights=standing.weights if standing else {},
        **kept,
    )
    copies = list(standing.rules.order_by("pk")) if standing else []
    for copy in copies:
        copy.pk, copy.rule_set = None, made
    PointRule.objects.bulk_create(copies)
    chain.record("draft_point_rules", by=by, about=made, facts={"name": name})
    return made


@transaction.atomic
def set_rule(
    rule_set: RuleSet,
    *,
    kind: str,
    label: str,
    group: str,
    each: Decimal,
    per_hour: Decimal,
    cap: Decimal | None,
    grades: dict[str, str],
    by: Seat,
) -> PointRule:
    """设定计分项 of a draft: what `kind` gives. Refused for a number or grade that cannot be."""
    draft = _locked_draft(rule_set, by)
    if kind not in scorable():
        raise Refused("没有这样的事项。")
    try:
        amounts = [each, per_hour, *rules.read_grades(kind, grades).values()]
        for amount in amounts:
            rules.points(amount)
    except ValueError as error:
        raise Refused(str(error)) from error
    if not rules.one_direction(amounts):
        raise Refused("同一计分项的分值须全为加分或全为扣分。")
    made, _ = PointRule.objects.update_or_create(
        rule_set=draft,
        kind=kind,
        defaults={
            "label": label,
            "group": group,
            "each": each,
            "per_hour": per_hour,
            "cap": cap,
            "grades": {key: value for key, value in grades.items() if value},
        },
    )
    facts = {"name": label, "rules": str(draft), "each": str(each)}
    chain.record("set_point_rule", by=by, about=made, facts=facts)
    return made


@transaction.atomic
def drop_rule(rule: PointRule, *, by: Seat) -> None:
    """删除计分项 of a draft: what is done of that kind gives no points under it."""
    draft = _locked_draft(rule.rule_set, by)
    facts = {"name": rule.label, "rules": str(draft)}
    chain.record("drop_point_rule", by=by, about=draft, facts=facts)
    rule.delete()


@transaction.atomic
def set_scale(rule_set: RuleSet, *, weights: dict, scale: dict, by: Seat) -> RuleSet:
    """设定权重和等次 of a draft: {group: [percent, ceiling]}, and from how many points each grade begins."""
    draft = _locked_draft(rule_set, by)
    try:
        rules.read_weights(weights)
    except ValueError as error:
        raise Refused(str(error)) from error
    if not scale["excellent_from"] > scale["competent_from"] > scale["basic_from"]:
        raise Refused("等次分数线应依次降低：优秀、称职、基本称职。")
    draft.weights = weights
    for field in SCALE:
        setattr(draft, field, scale[field])
    draft.save(update_fields=["weights", *SCALE])
    facts = {"rules": str(draft), "fields": sorted(weights)}
    chain.record("set_point_scale", by=by, about=draft, facts=facts)
    return draft


@transaction.atomic
def adopt_rules(rule_set: RuleSet, *, from_on: date, by: Seat) -> RuleSet:
    """定稿 (T22): from `from_on` on the draft is the rule; what was done before stays as it was counted.

    `from_on` is tomorrow at the earliest. Raises Refused for an earlier day, for a day another
    version begins on, and for a draft without rules.
    """
    draft = _locked_draft(rule_set, by)
    if from_on <= clock.today():
        raise Refused("起用日期最早为明天：新规则不改变已经发生的事项的积分。")
    if RuleSet.objects.filter(from_on=from_on).exists():
        raise Refused("已有规则自这一天起用，请另选一天。")
    if not draft.rules.exists():
        raise Refused("草稿里还没有计分项。")
    draft.from_on, draft.adopted_at, draft.seat = from_on, clock.now(), by
    draft.save(update_fields=["from_on", "adopted_at", "seat"])
    facts = {"name": draft.name, "on": from_on, "document": str(draft.document)}
    chain.record("adopt_point_rules", by=by, about=draft, facts=facts)
    recount(clock.today().year)
    return draft


@transaction.atomic
def drop_draft(rule_set: RuleSet, *, by: Seat) -> None:
    """删除草稿: nothing was counted by it."""
    draft = _locked_draft(rule_set, by)
    chain.record("drop_point_rules", by=by, facts={"name": draft.name})
    draft.rules.all().delete()
    draft.delete()


def _locked_draft(rule_set: RuleSet, by: Seat) -> RuleSet:
    check_main(by)
    draft = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set.pk)
    if draft.from_on is not None:
        raise Refused("该版本已定稿，不能修改；请起草新的版本。")
    return draft
