"""How a seat is tied to its place when it is granted, without this package knowing any place.

The app that owns a kind of place registers it in its `AppConfig.ready`:
`places.register(Role.STATION, label="站点编码", find=find_station, tie=tie_to_station)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role


@dataclass(frozen=True)
class Kind:
    """A kind of place.

    label: what the form asks for. find: that text → the place, or None. tie: writes the row that
    ties seat and place, in the granting transaction. `str(place)` becomes the seat's `place_name`.
    """

    label: str
    find: Callable[[str], Any]
    tie: Callable[[Seat, Any], None]


_KINDS: dict[str, Kind] = {}


def register(
    role: Role, *, label: str, find: Callable[[str], Any], tie: Callable[[Seat, Any], None]
) -> None:
    """Say how seats of `role` find and keep their place."""
    _KINDS[str(role)] = Kind(label, find, tie)


def kind_of(role: str) -> Kind | None:
    """The kind of place seats of `role` have; None when a name is all there is."""
    return _KINDS.get(str(role))
