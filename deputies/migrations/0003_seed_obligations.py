"""The “121” rule as the guidance opinion sets it, from 2025 on."""

from datetime import date

from django.db import migrations

TITLE = "关于进一步加强人大代表联络站建设与运行的指导意见"
FROM_ON = date(2025, 1, 1)
TEXT = (
    "“121”要求：联络站每月至少开展 1 次活动；县乡两级人大代表每年进站不少于 2 次；"
    "市级以上人大代表每年进站不少于 1 次。文号和印发日期请按正式文件补录。"
)
RULE = {
    "station_monthly": "1",
    "kinds": "station,home,studio,trade",
    "visits_low": "2",
    "visits_high": "1",
    "several": "larger",
    "pro_rata": "yes",
}


def seed(apps, schema_editor):
    document, _ = apps.get_model("stations", "RuleDocument").objects.get_or_create(
        title=TITLE,
        version="2025",
        defaults={"issued_on": FROM_ON, "effective_on": FROM_ON, "text": TEXT},
    )
    rows = apps.get_model("deputies", "Obligation").objects
    for key, value in RULE.items():
        rows.get_or_create(
            key=key, from_on=FROM_ON, defaults={"value": value, "document": document}
        )


class Migration(migrations.Migration):

    dependencies = [("deputies", "0002_network_alive"), ("stations", "0002_network_alive")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
