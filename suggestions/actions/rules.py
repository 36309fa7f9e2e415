"""Writing the rules of routing: a change is a new version, tried out on past decisions beforehand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from suggestions import routing
from suggestions.actions import judgement
from suggestions.models import Concern, Decision, RoutingRule

#: A rule is tried out on so many decisions, the newest.
TRIED_ON = 500
SHOWN = 12


@dataclass
class Trial:
    """What a rule would have changed among the decisions it was tried on.

    `right` of the `changed` proposals would then have been what the person decided, `lost` were
    right without the rule. `cases` are the first few, for a person to look at.
    """

    tried: int = 0
    changed: int = 0
    right: int = 0
    lost: int = 0
    cases: list[dict] = field(default_factory=list)

    def as_facts(self) -> dict:
        """The figures for the record."""
        return {"rows": self.tried, "changed": self.changed, "right": self.right}


@transaction.atomic
def write(*, by: Seat, said: dict, replaces: RoutingRule | None = None) -> RoutingRule:
    """A new rule, or the next version of `replaces`, which stops on the day this one starts.

    `said` holds the columns a person fills in. Raises Refused when that version has a successor.
    """
    begins = said["active_from_on"]
    key, version = uuid4(), 1
    if replaces is not None:
        replaces = RoutingRule.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
        if RoutingRule.objects.filter(replaces=replaces).exists():
            raise Refused("这条规则已有更新的版本，请打开最新一版再改。")
        if begins < replaces.active_from_on:
            raise Refused(f"新版不能早于上一版的启用日期（{replaces.active_from_on}）。")
        key, version = replaces.key, replaces.version + 1
        RoutingRule.objects.filter(pk=replaces.pk).update(ends_on=begins)
    rule = RoutingRule.objects.create(
        **said,
        key=key,
        version=version,
        replaces=replaces,
        written_at=clock.now(),
        written_by=by,
    )
    chain.record("write_rule", by=by, about=rule, facts={"on": begins, "changed": version})
    return rule


@transaction.atomic
def end(rule: RoutingRule, *, on: date, by: Seat) -> None:
    """停用: the rule speaks no more from `on` (a local date); what it proposed before stays."""
    locked = RoutingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if locked.ends_on is not None:
        raise Refused("这条规则已经停用。")
    RoutingRule.objects.filter(pk=rule.pk).update(ends_on=max(on, locked.active_from_on))
    chain.record("end_rule", by=by, about=rule, facts={"on": on})


def try_out(rule: routing.Rule, *, seat: Seat, instead_of: str = "") -> Trial:
    """What `rule` would have changed among the last decisions this seat may see; writes nothing.

    `instead_of` is the key of the version it would replace.
    """
    current = [one for one in judgement.rules() if one.key != instead_of]
    units = judgement.units()
    trial = Trial()
    for decision in _last(seat):
        before = _proposed(decision, units, judgement.rules())
        after = _proposed(decision, units, [*current, rule])
        _count(trial, decision, before, after)
    return trial


def _last(seat: Seat) -> Iterable[Decision]:
    rows = Decision.objects.visible_to(seat).select_related("concern__station", "unit")
    narrowed = rows.defer("concern__words", "concern__proposal", "concern__due_reason")
    return narrowed.order_by("-at", "-pk")[:TRIED_ON]


def _proposed(decision: Decision, units: Sequence, rules: Sequence) -> routing.Proposal:
    concern: Concern = decision.concern
    return routing.propose(
        f"{concern.title}\n{concern.wording}",
        category=decision.category,
        units=units,
        rules=rules,
        place=concern.station.path,
    )


def _count(trial: Trial, decision: Decision, before, after) -> None:
    trial.tried += 1
    if (before.channel, before.unit_pk) == (after.channel, after.unit_pk):
        return
    trial.changed += 1
    is_right, was_right = _is_right(after, decision), _is_right(before, decision)
    trial.right += is_right
    trial.lost += was_right and not is_right
    if len(trial.cases) < SHOWN:
        trial.cases.append(
            {
                "concern": decision.concern,
                "before": _said(before),
                "after": _said(after),
                "decided": _decided(decision),
                "is_right": is_right,
            }
        )


def _is_right(proposal, decision: Decision) -> bool:
    """The channel decided, and the unit too where one was decided."""
    if proposal.channel != decision.channel:
        return False
    return decision.unit_id is None or proposal.unit_pk == decision.unit_id


def _said(proposal) -> str:
    label = routing.CHANNEL_LABELS[proposal.channel]
    return f"{label} · {proposal.unit_name}" if proposal.unit_name else label


def _decided(decision: Decision) -> str:
    label = routing.CHANNEL_LABELS[decision.channel]
    return f"{label} · {decision.unit.name}" if decision.unit else label
