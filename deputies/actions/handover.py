"""What a confirmed switch of term writes, and how it is taken back; inside the caller's transaction."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from deputies.actions import departures
from deputies.actions.register import since, write_changed_people, write_new_people
from deputies.models import (
    CongressTerm,
    Deputy,
    Mandate,
    MandateOffice,
    Membership,
    Suspension,
    Switch,
)
from liaison import clock
from liaison.errors import Refused

ONE_DAY = timedelta(days=1)
BATCH = 500
#: So many days after its confirmation a switch can be undone.
UNDO_DAYS = 30
#: What hangs on a mandate and ends with it.
PARTS = {"suspensions": Suspension, "offices": MandateOffice}


def hand_over(made: Any) -> dict[str, Any]:
    """Do what the rehearsal `made` says; returns the journal by which it is taken back."""
    switch = made.switch
    on, last = switch.begins_on, switch.begins_on - ONE_DAY
    new_people = [each for each in made.plan.people if each.is_new]
    write_new_people(new_people)
    write_changed_people([each for each in made.plan.people if each.changes])
    old_term, term = _open_term(switch, last)
    before = [[each.pk, each.to_on, each.end_reason] for each in made.old]
    keys = [each.pk for each in made.old]
    Mandate.objects.filter(pk__in=keys).update(to_on=last, end_reason=Mandate.End.TERM)
    parts = _end_parts(keys, last)
    new = _write_mandates(made, term)
    trace = departures.end_places(made.out, on)
    return {
        "old_term": old_term,
        "new_term": term.pk,
        "old": before,
        "new": [each.pk for each in new],
        "people": [each.person.pk for each in new_people],
        "trace": trace.__dict__,
        **parts,
        **_write_memberships(made, on, last),
        "seats": {},
    }


def _end_parts(mandates: list[int], last: date) -> dict[str, list[int]]:
    """Suspensions and posts end with the mandates."""
    found = {}
    for name, model in PARTS.items():
        rows = model.objects.filter(mandate__in=mandates, to_on=None)  # type: ignore[attr-defined]
        found[name] = list(rows.order_by("pk").values_list("pk", flat=True))
        model.objects.filter(pk__in=found[name]).update(to_on=last)  # type: ignore[attr-defined]
    return found


def _open_term(switch: Switch, last: date) -> tuple[int | None, CongressTerm]:
    open_ones = CongressTerm.objects.filter(congress=switch.congress_id, to_on=None)
    old = open_ones.order_by("pk").values_list("pk", flat=True).first()
    open_ones.update(to_on=last)
    term = CongressTerm.objects.create(
        congress=switch.congress, number=switch.number, from_on=switch.begins_on
    )
    return old, term


def _write_mandates(made: Any, term: CongressTerm) -> list[Mandate]:
    held = {each.deputy_id: each.re_elections for each in made.old}
    return Mandate.objects.bulk_create(
        [_mandate(row, made.switch, term, held) for row in made.plan.rows], batch_size=BATCH
    )


def _mandate(row: Any, switch: Switch, term: CongressTerm, held: dict[int, int]) -> Mandate:
    line, deputy = row.line, row.about.person.pk
    return Mandate(
        deputy_id=deputy,
        congress_term=term,
        level=switch.congress.level,
        term=switch.number,
        certificate_no=line["certificate_no"],
        electorate=line["electorate"],
        delegation=line["delegation"],
        group=line["group"],
        elected_on=since(line),
        from_on=switch.begins_on,
        re_elections=held[deputy] + 1 if deputy in held else 0,
    )


def _write_memberships(made: Any, on: date, last: date) -> dict[str, list[int]]:
    """Whoever is named at another station moves there on the day; newcomers join on the day."""
    plans = made.plan.people
    left = [each.leaves for each in plans if each.leaves]
    Membership.objects.filter(pk__in=left).update(to_on=last)
    promoted = [
        Membership.objects.get(deputy=each.person.pk, station=each.stations[0], to_on=None)
        for each in plans
        if each.leaves and each.stations[0] not in each.joins
    ]
    Membership.objects.filter(pk__in=[each.pk for each in promoted]).update(is_primary=True)
    joined = Membership.objects.bulk_create(
        [
            Membership(
                deputy_id=each.person.pk,
                station_id=station,
                is_primary=station == each.stations[0]
                and (each.leaves is not None or not each.has_primary),
                from_on=on,
            )
            for each in plans
            for station in each.joins
        ],
        batch_size=BATCH,
    )
    return {
        "left": left,
        "promoted": [each.pk for each in promoted],
        "joined": [each.pk for each in joined],
    }


# -- back again -----------------------------------------------------------------------------------
def check_undoable(switch: Switch, journal: dict[str, Any]) -> None:
    """Raises Refused, saying what stands on the switch, or that its time is over."""
    if switch.confirmed_at is None or clock.now() > switch.confirmed_at + timedelta(days=UNDO_DAYS):
        raise Refused(f"确认换届已超过 {UNDO_DAYS} 天，不能撤销，请逐项更正。")
    last = switch.begins_on - ONE_DAY
    changed = Mandate.objects.filter(pk__in=[row[0] for row in journal["old"]]).exclude(
        to_on=last, end_reason=Mandate.End.TERM
    )
    changed_new = Mandate.objects.filter(pk__in=journal["new"]).exclude(to_on=None)
    if changed.exists() or changed_new.exists():
        raise Refused("换届之后已有代表资格另行变更，不能撤销，请逐项更正。")
    moved = Membership.objects.filter(pk__in=journal["joined"]).exclude(to_on=None)
    if moved.exists():
        raise Refused("换届之后已有代表调整了站点，不能撤销，请逐项更正。")
    _refuse_if_used(journal)


def _refuse_if_used(journal: dict[str, Any]) -> None:
    parts: tuple[tuple[Any, list[int], set[str]], ...] = (
        (CongressTerm, [journal["new_term"]], {"mandates", "switch"}),
        (Mandate, journal["new"], set()),
        (Deputy, journal["people"], {"mandates", "memberships"}),
        (Membership, journal["joined"], set()),
    )
    for model, keys, own in parts:
        if told := standing_on(model, keys, own):
            raise Refused(f"换届之后已有新的记录（{'、'.join(told)}），不能撤销，请逐项更正。")
    own_terms = Mandate.objects.filter(congress_term=journal["new_term"])
    if own_terms.exclude(pk__in=journal["new"]).exists():
        raise Refused("新一届已有补选的代表，不能撤销，请逐项更正。")
    strangers = Mandate.objects.filter(deputy__in=journal["people"])
    if strangers.exclude(pk__in=journal["new"]).exists():
        raise Refused("新任代表已登记其他代表资格，不能撤销，请逐项更正。")


def standing_on(model: Any, keys: Collection[int], own: Collection[str]) -> list[str]:
    """What other tables hold about rows `keys` of `model`, by their Chinese names; `own` left out.

    Asks every table there is, those of the apps above too: nothing loses its person unseen.
    """
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        if relation.get_accessor_name() in own or not keys:
            continue
        rows = relation.related_model._base_manager
        if rows.filter(**{f"{relation.field.name}__in": list(keys)}).exists():
            found.append(str(relation.related_model._meta.verbose_name))
    return found


def hand_back(switch: Switch, journal: dict[str, Any]) -> None:
    """Undo `hand_over` by its journal."""
    Membership.objects.filter(pk__in=journal["joined"]).delete()
    Membership.objects.filter(pk__in=journal["promoted"]).update(is_primary=False)
    Membership.objects.filter(pk__in=journal["left"]).update(to_on=None)
    departures.restore_places(departures.Trace(**journal["trace"]))
    seats = {int(pk): _day(to_on) for pk, to_on in journal["seats"].items()}
    departures.restore_seats(seats)
    Mandate.objects.filter(pk__in=journal["new"]).delete()
    Membership.objects.filter(deputy__in=journal["people"]).delete()
    Deputy.objects.filter(pk__in=journal["people"]).delete()
    _restore_mandates(journal["old"])
    for name, model in PARTS.items():
        rows = model.objects.filter(pk__in=journal[name])  # type: ignore[attr-defined]
        rows.update(to_on=None)


def _restore_mandates(before: list[list]) -> None:
    for state in {(to_on, reason) for _, to_on, reason in before}:
        keys = [pk for pk, *rest in before if tuple(rest) == state]
        Mandate.objects.filter(pk__in=keys).update(to_on=_day(state[0]), end_reason=state[1])


def reopen_term(journal: dict[str, Any]) -> None:
    """The term before is the present one again."""
    CongressTerm.objects.filter(pk=journal["old_term"]).update(to_on=None)


def _day(text: str | date | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text
