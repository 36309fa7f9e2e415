"""Every mandate on record gets its term; events of mandates only grow."""

from django.db import migrations
from django.db.models import F

from deputies.succession import tying
from liaison.audit.append_only import append_only


def tie(apps, schema_editor):
    model = lambda name: apps.get_model("deputies", name)  # noqa: E731
    mandates = model("Mandate").objects
    mandates.filter(elected_on=None).update(elected_on=F("from_on"))
    members = model("Membership").objects.filter(to_on=None, is_primary=True).order_by("pk")
    home = dict(members.values_list("deputy_id", "station__division_code"))
    names = "pk", "level", "term", "certificate_no", "from_on", "deputy_id"
    loose = [
        tying.Loose(*row, home.get(deputy, ""))
        for *row, deputy in mandates.filter(congress_term=None).order_by("pk").values_list(*names)
    ]
    stations = apps.get_model("stations", "Station").objects.order_by("path")
    named = tying.places(stations.values_list("division_code", "name"))
    for (level, area), terms in tying.by_congress(loose).items():
        congress = model("Congress").objects.create(
            level=level, division_code=area, name=tying.congress_name(level, area, named)
        )
        begins = {number: min(each.from_on for each in rows) for number, rows in terms.items()}
        for number, (from_on, to_on) in tying.chain(begins).items():
            term = model("CongressTerm").objects.create(
                congress=congress, number=number, from_on=from_on, to_on=to_on
            )
            mandates.filter(pk__in=[each.pk for each in terms[number]]).update(congress_term=term)


class Migration(migrations.Migration):

    dependencies = [("deputies", "0004_terms"), ("stations", "0002_network_alive")]

    operations = [
        migrations.RunPython(tie, migrations.RunPython.noop),
        append_only("deputies_mandateevent"),
    ]
