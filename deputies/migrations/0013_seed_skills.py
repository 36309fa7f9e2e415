"""The vocabulary of skills to begin with; the committees' offices keep it from here on."""

from django.db import migrations

SKILLS = (
    ("medical", "医疗卫生", "医生、医护、护理、中医、公共卫生"),
    ("law", "法律", "律师、法务、法律服务"),
    ("law", "纠纷调解", "调解、人民调解"),
    ("education", "教育", "教师、教学、家庭教育"),
    ("agriculture", "农业", "种植、养殖、农技"),
    ("agriculture", "林业", "园艺"),
    ("agriculture", "水利", "防汛"),
    ("engineering", "工程建设", "建筑、土木、施工"),
    ("engineering", "城乡规划", "规划"),
    ("engineering", "交通", "道路交通、运输"),
    ("finance", "金融", "银行、保险"),
    ("finance", "财会审计", "财务、会计、审计、税务"),
    ("environment", "环境保护", "环保、生态环保"),
    ("safety", "消防安全", "消防"),
    ("safety", "食品安全", "食品药品"),
    ("safety", "应急救援", "应急、救援"),
    ("social", "养老服务", "养老、为老服务"),
    ("social", "妇女儿童权益", "妇女儿童、妇女权益"),
    ("social", "心理辅导", "心理、心理咨询"),
    ("social", "就业创业", "就业、创业"),
    ("culture", "文化体育", "文化、体育、文艺"),
    ("technology", "信息技术", "计算机、信息化"),
)


def seed(apps, schema_editor):
    rows = apps.get_model("deputies", "Skill").objects
    for rank, (group, name, aliases) in enumerate(SKILLS, start=1):
        rows.get_or_create(
            name=name, defaults={"group": group, "aliases": aliases, "rank": rank}
        )


class Migration(migrations.Migration):

    dependencies = [("deputies", "0012_services_and_contacts")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
