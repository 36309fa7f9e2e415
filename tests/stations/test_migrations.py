"""What published migrations do to rows that stood before them."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from stations.hierarchy import Kind
from stations.models import Station

pytestmark = pytest.mark.django_db


def apps_as_of(name: str):
    """The models as the migration `name` of stations knew them."""
    loader = MigrationExecutor(connection).loader
    return loader.project_state([("stations", name)]).apps


def test_stations_opened_before_networks_stood_side_by_side_are_told_theirs():
    def top(code, name, division=""):
        facts = {"code": code, "name": name, "kind": Kind.HOME, "division_code": division}
        return Station.objects.add_root(create_kwargs=facts)

    city, village = top("340700", "铜陵市代表之家"), top("XR-1", "杏仁街道代表之家", "520302")
    top("home", "没有区划的代表之家")
    for holder, code in ((city, "340705402"), (village, "XR-1-1")):
        facts = {"code": code, "name": f"{holder.name}下的联络站", "kind": Kind.STATION}
        Station.objects.add_child(holder, create_kwargs=facts)
    Station.objects.update(network="")

    tell = import_module("stations.migrations.0005_networks").tell
    for _ in range(2):  # told twice, nothing else is said
        tell(apps_as_of("0005_networks"), None)
    told = dict(Station.objects.order_by("path").values_list("code", "network"))
    assert told == {
        "340700": "3407",
        "340705402": "3407",
        "XR-1": "5203",
        "XR-1-1": "5203",
        "home": "",
    }
