"""Stations for tests, placed by the tree's own manager."""

import factory

from stations.actions.network import seat_at
from stations.hierarchy import Kind
from stations.models import Station
from tests.factories.accounts import SeatFactory


class StationFactory(factory.django.DjangoModelFactory):
    """`StationFactory()` is a main station; `StationFactory(kind=…, parent=…)` stands below one."""

    class Meta:
        model = Station

    code = factory.Sequence(lambda n: f"S{n:04}")
    name = factory.Sequence(lambda n: f"第{n}站")
    kind = Kind.MAIN

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        if parent is None:
            return model_class.objects.add_root(create_kwargs=kwargs)
        return model_class.objects.add_child(parent, create_kwargs=kwargs)


def network():
    """main ─ centre ─ station ─ point, as a tuple."""
    main = StationFactory(code="M", name="铜陵总站")
    centre = StationFactory(code="C", name="铜官中心站", kind=Kind.CENTRE, parent=main)
    station = StationFactory(code="T", name="天井湖联络站", kind=Kind.STATION, parent=centre)
    point = StationFactory(code="P", name="湖东联络点", kind=Kind.POINT, parent=station)
    return main, centre, station, point


def seat_in(station, role, **kwargs):
    """A seat of `role` at `station`."""
    seat = SeatFactory(role=role, place_name=station.name, **kwargs)
    seat_at(seat, station)
    return seat
