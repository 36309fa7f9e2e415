"""Stations opened before networks stood side by side are told theirs, by the division of their top."""

from django.db import migrations

from stations.hierarchy import network_of


def tell(apps, schema_editor):
    Station = apps.get_model("stations", "Station")
    for top in Station.objects.filter(depth=1).order_by("path"):
        network = network_of(top.code, top.division_code)
        Station.objects.filter(path__startswith=top.path).update(network=network)


class Migration(migrations.Migration):

    dependencies = [("stations", "0004_seed_standards")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
