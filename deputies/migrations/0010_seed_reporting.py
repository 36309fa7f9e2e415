"""How many voters' representatives a report needs, and which cells statistics withhold, with the document."""

from datetime import date

from django.db import migrations

TITLE = "代表述职评议与结构统计办法"
FROM_ON = date(2025, 1, 1)
TEXT = (
    "代表每届任期内至少向选民述职一次，到会选民代表不少于 50 人，当场评议、当场宣布结果，"
    "书面反馈代表本人并存档；结构统计中少于 5 人的格不列出。"
    "本文为占位摘要，文号、印发日期和条文请按本地正式文件补录。"
)
RULE = {"reporting_voters": "50", "small_cell": "5"}


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

    dependencies = [("deputies", "0009_reporting_and_honours"), ("stations", "0002_network_alive")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
