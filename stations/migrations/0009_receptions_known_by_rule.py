"""Receptions made before they knew their rule are told it, by the key they were made under."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import migrations

NAMESPACE = UUID("5b1c5d8e-6d1e-4a57-9f0e-0f6a1c8f9d10")
#: No holiday pushes a reception further than this.
FURTHEST = 31


def tell(apps, schema_editor):
    Activity = apps.get_model("stations", "Activity")
    ReceptionRule = apps.get_model("stations", "ReceptionRule")
    rules = {}
    for rule in ReceptionRule.objects.order_by("pk"):
        rules.setdefault(rule.station_id, []).append(rule.pk)
    made = Activity.objects.filter(form="reception", planned_by=None, reception_rule=None)
    for activity in made.order_by("pk").iterator():
        days = [activity.held_on - timedelta(days=n) for n in range(FURTHEST)]
        for rule in rules.get(activity.station_id, ()):
            keys = {uuid5(NAMESPACE, f"{rule}:{day:%Y-%m-%d}"): day for day in days}
            if regular := keys.get(activity.once):
                activity.reception_rule_id = rule
                activity.reception_month_on = regular.replace(day=1)
                activity.save(update_fields=["reception_rule", "reception_month_on"])


class Migration(migrations.Migration):

    dependencies = [("stations", "0008_receptions_photos_notices")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
