"""The points a sheet usually gives (facts §6.5), as a first version every place may change."""

from datetime import UTC, date, datetime

from django.db import migrations

TITLE = "人大代表履职积分办法"
FROM_ON = date(2025, 1, 1)
TEXT = "系统预置的通用分值，各地可起草新版本并按本地文件调整。文号和印发日期请按正式文件补录。"
#: kind, name, group, each, per hour, most a year, more by grade
RULES = (
    ("session", "出席人代会", "meetings", 10, 0, None, {}),
    ("session_absence", "人代会未经批准缺席", "meetings", -5, 0, None, {}),
    ("item_standing", "列席常委会会议", "meetings", 3, 0, 12, {}),
    ("item_absence", "会议无故缺席", "meetings", -2, 0, None, {}),
    ("absence", "活动无故缺席", "activities", -2, 0, None, {}),
    ("publicity", "政策宣传", "activities", 2, 0, 10, {}),
    ("advice", "建言献策", "activities", 2, 0, 10, {}),
    ("study", "学习交流", "activities", 1, 0, 6, {}),
    ("training", "参加培训", "activities", 1, "0.05", 8, {}),
    ("course", "完成必修课", "activities", 1, 0, 4, {}),
    ("honour", "获得表彰", "activities", 4, 0, 20, {}),
    ("suggestion", "领衔提出建议", "suggestions", 3, 0, 15, {}),
    ("suggestion_quality", "建议质量评审", "suggestions", 0, 0, 15,
     {"excellent": "5", "good": "2"}),
    ("concern", "反映群众诉求", "contact", 1, 0, 10, {}),
    ("reception", "接待群众", "contact", 2, 0, 24, {}),
    ("contact", "联系群众", "contact", 2, 0, 24, {}),
    ("item_visit", "走访选民", "contact", 1, 0, 10, {}),
    ("service_visit", "上门服务", "contact", 2, 0, 12, {}),
    ("campaign", "服务进万家", "contact", 2, 0, 12, {}),
    ("grid", "下沉网格", "contact", 2, 0, 4, {}),
    ("survey", "调研视察", "survey", 3, 0, 15, {}),
    ("item_inspection", "参加执法检查、专题调研", "survey", 3, 0, 15, {}),
    ("supervision", "监督对接", "supervision", 2, 0, 10, {}),
    ("reporting", "向选民述职", "supervision", 5, 0, 5, {}),
)  # fmt: skip


def seed(apps, schema_editor):
    document, _ = apps.get_model("stations", "RuleDocument").objects.get_or_create(
        title=TITLE,
        version="2025",
        defaults={"issued_on": FROM_ON, "effective_on": FROM_ON, "text": TEXT},
    )
    made, is_new = apps.get_model("deputies", "RuleSet").objects.get_or_create(
        from_on=FROM_ON,
        defaults={
            "name": "通用积分规则",
            "document": document,
            "created_at": datetime(2025, 1, 1, tzinfo=UTC),
            "adopted_at": datetime(2025, 1, 1, tzinfo=UTC),
        },
    )
    if is_new:
        rules = apps.get_model("deputies", "PointRule")
        rules.objects.bulk_create(
            rules(
                rule_set=made, kind=kind, label=label, group=group, each=each,
                per_hour=per_hour, cap=cap, grades=grades,
            )
            for kind, label, group, each, per_hour, cap, grades in RULES
        )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("deputies", "0015_points"), ("stations", "0003_seed_study")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
