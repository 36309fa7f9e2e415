"""The topics every study plan begins with (T4–T6), and a few general ones."""

from datetime import date

from django.db import migrations

SINCE = date(2025, 1, 1)
#: The deputies' law as amended on this day (T6).
LAW_SINCE = date(2025, 3, 11)
#: rank, title, required in the plan, required course, basis, in use from
TOPICS = [
    (1, "习近平新时代中国特色社会主义思想", False, False, "首要政治任务、第一学习内容", SINCE),
    (2, "《论坚持和完善人民代表大会制度》", False, True, "代表必修课", SINCE),
    (3, "新修改的代表法", True, False, "代表法（2025年3月11日修正）", LAW_SINCE),
    (4, "宪法和地方组织法", False, False, "", SINCE),
    (5, "监督法和代表参与监督工作", False, False, "", SINCE),
    (6, "全过程人民民主的地方实践", False, False, "", SINCE),
    (7, "代表建议的调研、撰写与督办", False, False, "", SINCE),
    (8, "本地经济社会发展重点工作", False, False, "", SINCE),
]


def seed(apps, schema_editor):
    topic = apps.get_model("stations", "Topic")
    for rank, title, in_plan, course, basis, since in TOPICS:
        topic.objects.get_or_create(
            title=title,
            defaults={
                "rank": rank,
                "is_required_in_plan": in_plan,
                "is_required_course": course,
                "basis": basis,
                "from_on": since,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("stations", "0002_network_alive")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
