"""What follows a station that is merged: open concerns stay where they were said, its heir goes on."""

from datetime import date

from liaison.accounts.models import Seat
from stations.models import Station
from suggestions.models import Concern


def foretell(station: Station, into: Station, on: date) -> list[str]:
    """How many concerns are still open (Chinese lines)."""
    number = Concern.objects.filter(station=station).open().count()
    return [f"未办结诉求 {number} 件由“{into.name}”续办，来源站点不改"] if number else []


def follow(station: Station, into: Station, on: date, by: Seat | None) -> None:
    """Nothing is rewritten: seats of the heir see what was said at the stations merged into it."""
