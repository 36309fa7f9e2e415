"""问效链: begun, linked to what was done, its effect checked; and where each stands (F15)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain as audit
from liaison.errors import Refused
from stations.models import Activity, ids_below
from stations.workflow import ActivityStage
from suggestions.models import Suggestion
from suggestions.workflow import SuggestionStage
from supervision import links
from supervision.links import Link, Standing, State
from supervision.models import Chain

FELL_THROUGH = (SuggestionStage.REFUSED, SuggestionStage.WITHDRAWN)


@dataclass(frozen=True)
class Shown:
    """A link with what it leads to, for a page."""

    key: str
    label: str
    link: Link
    title: str
    url: str
    note: str = ""

    @property
    def state(self) -> str:
        return links.LABELS[self.link.state]


# -- what can happen ------------------------------------------------------------------------------
@transaction.atomic
def begin(*, by: Seat, **said) -> Chain:
    """建立问效链. Raises Refused for a station that is not the seat's, and for a link out of place."""
    chain = Chain(opened_by=by, opened_at=clock.now(), **said)
    _keep(chain, by)
    audit.record("chain.begin", by=by, about=chain, facts={"name": chain.title})
    return chain


@transaction.atomic
def change(chain: Chain, *, by: Seat, **said) -> Chain:
    """修改问效链: what it is linked to. Raises Refused as `begin`."""
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    for name, value in said.items():
        setattr(chain, name, value)
    _keep(chain, by)
    audit.record("chain.change", by=by, about=chain, facts={"changed": sorted(said)})
    return chain


@transaction.atomic
def check_effect(chain: Chain, *, on: date, effect: str, note: str, by: Seat) -> Chain:
    """问效 on `on` (a local date): what came of the suggestion, seen on the spot.

    Raises Refused before the suggestion was answered, and for a day to come or before its answer.
    """
    rows = Chain.objects.select_for_update(of=("self",)).select_related("suggestion")
    chain = rows.get(pk=chain.pk)
    answered = chain.suggestion and chain.suggestion.replied_at
    if not answered:
        raise Refused("建议还没有答复，不能问效。")
    if not clock.local_date(answered) <= on <= clock.today():
        raise Refused("问效日期应在建议答复之后，不晚于今天。")
    chain.checked_on, chain.effect, chain.effect_note = on, effect, note.strip()
    _keep(chain, by)
    audit.record("chain.check_effect", by=by, about=chain, facts={"answer": chain.effect})
    return chain


def _keep(chain: Chain, by: Seat) -> None:
    if chain.station_id not in ids_below(by):
        raise Refused("该站点不在您的管理范围内。")
    try:
        chain.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    chain.save()


# -- how it stands --------------------------------------------------------------------------------
def shown(chain: Chain) -> list[Shown]:
    """The four links of `chain` (with its relations), each with what it leads to."""
    study, survey, suggestion = chain.study, chain.survey, chain.suggestion
    advice = _advised(suggestion)
    effect = Link(State.HOLDS, chain.checked_on) if chain.checked_on else Link(State.MISSING)
    found = ((study, _held(study)), (survey, _held(survey)), (suggestion, advice))
    told = [
        Shown(key, label, link, str(thing or ""), thing.get_absolute_url() if thing else "")
        for (key, label), (thing, link) in zip(links.STEPS, found, strict=False)
    ]
    key, label = links.STEPS[-1]
    seen = chain.get_effect_display()
    return [*told, Shown(key, label, effect, seen, "", chain.effect_note)]


def standing(chain: Chain) -> Standing:
    """Where `chain` stands (links.standing)."""
    return links.standing([one.link for one in shown(chain)], chain.begun_on)


def _held(activity: Activity | None) -> Link:
    if activity is None:
        return Link(State.MISSING)
    if activity.stage == ActivityStage.CANCELLED:
        at = activity.cancelled_at
        return Link(State.FELL_THROUGH, at and clock.local_date(at))
    return Link(State.HOLDS, activity.held_on) if activity.counts else Link(State.UNDER_WAY)


def _advised(suggestion: Suggestion | None) -> Link:
    if suggestion is None:
        return Link(State.MISSING)
    if suggestion.stage in FELL_THROUGH:
        at = suggestion.closed_at
        return Link(State.FELL_THROUGH, at and clock.local_date(at))
    at = suggestion.registered_at
    return Link(State.HOLDS, clock.local_date(at)) if at else Link(State.UNDER_WAY)
