"""What follows a station that is merged: its deputies belong to its heir from that day on."""

from datetime import date, timedelta

from deputies.models import Membership
from liaison.accounts.models import Seat
from stations.models import Station


def foretell(station: Station, into: Station, on: date) -> list[str]:
    """What becomes of the deputies of `station` (Chinese lines)."""
    number = _standing(station).count()
    return [f"编入代表 {number} 人自合并之日起编入“{into.name}”"] if number else []


def follow(station: Station, into: Station, on: date, by: Seat | None) -> None:
    """Memberships end the day before `on` (a local date) and go on at `into`.

    Whoever belongs to both keeps one membership there: the primary one, if either was.
    """
    leaving = list(_standing(station).select_for_update(of=("self",)).order_by("pk"))
    there = {each.deputy_id: each for each in _standing(into).order_by("pk")}
    for each in leaving:
        each.to_on = on - timedelta(days=1)
    Membership.objects.bulk_update(leaving, ["to_on"])
    promoted = [there[e.deputy_id].pk for e in leaving if e.is_primary and e.deputy_id in there]
    Membership.objects.filter(pk__in=promoted).update(is_primary=True)
    Membership.objects.bulk_create(
        Membership(
            deputy_id=each.deputy_id,
            station=into,
            is_primary=each.is_primary,
            from_on=max(on, each.from_on),
        )
        for each in leaving
        if each.deputy_id not in there
    )


def _standing(station: Station):
    return Membership.objects.filter(station=station, to_on=None)
