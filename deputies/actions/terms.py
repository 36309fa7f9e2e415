"""How congresses and terms come on record, and mandates to their terms."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F

from deputies.models import Congress, CongressTerm, Mandate, Membership
from deputies.succession import tying
from stations.models import Station

BATCH = 500


@transaction.atomic
def tie_loose() -> int:
    """Give every mandate without a term its own (届); returns how many were tied.

    The congress is told from the certificate's code, else from the station of its holder; what
    cannot be told stays without. A few statements whatever the number of mandates.
    """
    found = tying.by_congress(_loose())
    if not found:
        return 0
    congresses = _congresses(found)
    terms = _terms(found, congresses)
    tied = [
        Mandate(pk=each.pk, congress_term=terms[congresses[key].pk, number])
        for key, numbers in found.items()
        for number, rows in numbers.items()
        for each in rows
    ]
    Mandate.objects.bulk_update(tied, ["congress_term"], batch_size=BATCH)
    Mandate.objects.filter(elected_on=None).update(elected_on=F("from_on"))
    return len(tied)


def _loose() -> list[tying.Loose]:
    names = "pk", "level", "term", "certificate_no", "from_on", "deputy_id"
    rows = list(Mandate.objects.filter(congress_term=None).order_by("pk").values_list(*names))
    members = Membership.objects.filter(to_on=None, is_primary=True).order_by("pk")
    here = members.filter(deputy__mandates__congress_term=None)
    home = dict(here.values_list("deputy_id", "station__division_code")) if rows else {}
    return [
        tying.Loose(pk, level, term, certificate_no, from_on, home.get(deputy, ""))
        for pk, level, term, certificate_no, from_on, deputy in rows
    ]


def _congresses(found: Mapping) -> dict[tuple[str, str], Congress]:
    known = {(each.level, each.division_code): each for each in Congress.objects.order_by("pk")}
    missing = [key for key in found if key not in known]
    if missing:
        stations = Station.objects.order_by("path").values_list("division_code", "name")
        named = tying.places(stations)
        made = Congress.objects.bulk_create(
            Congress(level=level, division_code=area, name=tying.congress_name(level, area, named))
            for level, area in missing
        )
        known |= {(each.level, each.division_code): each for each in made}
    return known


def _terms(found: Mapping, congresses: Mapping) -> dict[tuple[int, str], CongressTerm]:
    wanted = [congresses[key].pk for key in found]
    known: dict[tuple[int, str], CongressTerm] = {
        (each.congress_id, each.number): each
        for each in CongressTerm.objects.filter(congress__in=wanted).order_by("pk")
    }
    new: list[CongressTerm] = []
    for key, numbers in found.items():
        begins = _begins(congresses[key].pk, numbers, known)
        for number, (from_on, to_on) in tying.chain(begins).items():
            term = known.get((congresses[key].pk, number))
            if term is None:
                term = CongressTerm(congress=congresses[key], number=number, from_on=from_on)
                new.append(term)
            elif term.to_on is not None:
                continue
            term.to_on = to_on
            known[term.congress_id, number] = term
    CongressTerm.objects.bulk_update([each for each in known.values() if each.pk], ["to_on"])
    CongressTerm.objects.bulk_create(new)
    return known


def _begins(congress: int, numbers: Mapping, known: Mapping) -> dict[str, date]:
    """First days of all terms of one congress: those on record, and those the mandates speak of."""
    begins = {number: min(each.from_on for each in rows) for number, rows in numbers.items()}
    on_record = {number: term.from_on for (pk, number), term in known.items() if pk == congress}
    return begins | on_record
