"""What the register tells of where stations and people are: the input of deputies.nearness (T11)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count

from deputies.models import Membership, Placement
from deputies.nearness import placement as rules
from deputies.nearness.places import Place, words_of
from stations.hierarchy import Kind
from stations.models import Grid, Station, StationName

#: Kinds deputies are proposed for; the smaller ones belong to the station above them.
TAKES = frozenset({Kind.STATION, Kind.HOME, Kind.STUDIO})
POINTS = frozenset({Kind.POINT, Kind.MOBILE})


def places(top: Station, today: date) -> list[Place]:
    """The network below `top` as places: names, former names, grids and areas, streets, loads."""
    stations = list(Station.objects.under(top).open_on(today).order_by("path"))
    loads = dict(
        Membership.objects.running(today)
        .order_by()
        .values("station")
        .annotate(n=Count("pk"))
        .values_list("station", "n")
    )
    others: dict[int, list[str]] = {}
    for pk, name in StationName.objects.order_by("pk").values_list("station", "name"):
        others.setdefault(pk, []).append(name)
    for pk, name, area in Grid.objects.order_by("pk").values_list("station", "name", "area"):
        others.setdefault(pk, []).extend((name, area))
    return [
        Place(
            pk=each.pk,
            name=each.name,
            path=each.path,
            words=words_of(
                each.name,
                is_point=each.kind in POINTS,
                others=others.get(each.pk, ()),
                code=each.division_code,
                address=each.address,
            ),
            takes=each.kind in TAKES,
            load=loads.get(each.pk, 0),
        )
        for each in stations
    ]


def people_of(deputies: Iterable[Any]) -> list[rules.Person]:
    """`deputies` (as `with_posts`) with all that tells where they belong, and what was refused for them."""
    refused: dict[int, set[int]] = {}
    rejected = Placement.objects.filter(state=Placement.State.REJECTED)
    for deputy, station in rejected.order_by("pk").values_list("deputy", "station"):
        refused.setdefault(deputy, set()).add(station)
    return [
        rules.Person(each.pk, each.name_key, _evidence(each), frozenset(refused.get(each.pk, ())))
        for each in deputies
    ]


def _evidence(deputy: Any) -> tuple[rules.Evidence, ...]:
    """The texts of a deputy (`with_posts`): each electorate, the group it sits in, home, work."""
    said = []
    for mandate in deputy.running_mandates:
        said += [
            rules.Evidence("选区", mandate.electorate, rules.ELECTORATE),
            rules.Evidence("代表团", mandate.delegation, rules.ELECTORATE, is_spare=True),
        ]
    said += [
        rules.Evidence("居住地", deputy.residence, rules.RESIDENCE),
        rules.Evidence("工作单位", deputy.post, rules.WORKPLACE),
    ]
    return tuple(each for each in dict.fromkeys(said) if each.text)
