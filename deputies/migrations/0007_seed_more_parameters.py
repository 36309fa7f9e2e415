"""What counts as a visit and when a period closes by itself, as it was done before it was a rule."""

from datetime import date

from django.db import migrations

TITLE = "关于进一步加强人大代表联络站建设与运行的指导意见"
FROM_ON = date(2025, 1, 1)
RULE = {"own_station": "no", "online": "yes", "close_month": "5", "close_year": "10"}


def seed(apps, schema_editor):
    documents = apps.get_model("stations", "RuleDocument").objects
    document = documents.filter(title=TITLE, version="2025").order_by("pk").first()
    rows = apps.get_model("deputies", "Obligation").objects
    for key, value in RULE.items() if document else ():
        rows.get_or_create(
            key=key, from_on=FROM_ON, defaults={"value": value, "document": document}
        )


class Migration(migrations.Migration):

    dependencies = [
        ("deputies", "0006_more_parameters"),
        ("stations", "0006_activity_online"),
    ]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
