"""The guidance opinion and the four operating rules (“1+4”, T22–T23), each as a placeholder.

Titles and the 121 figures are those of the public account; the wording of duties and points is a
summary for the office to replace, as a new version, by the city's own text.
"""

from datetime import date

from django.db import migrations

SINCE = date(2025, 1, 1)
VERSION = "2025"
PLACEHOLDER = (
    "【占位摘要】本条目由平台预置，仅为便于使用的摘要，不是文件原文；"
    "请以本市正式印发的文件为准，录入新版本替换，并补录文号和印发日期。"
)
OPINION = "关于进一步加强人大代表联络站建设与运行的指导意见"
OPINION_TEXT = (
    "“121”要求：联络站每月至少开展 1 次活动；县乡两级人大代表每年进站不少于 2 次；"
    "市级以上人大代表每年进站不少于 1 次。"
)
#: Held against every kind of station (J1): 建设高标准、管理高质量、运转高效能.
STANDARD = [
    ("有固定活动场所，标识规范、位置公开", 10),
    ("公示代表姓名、层级和二维码", 10),
    ("公示开放时间、接待日和联系电话", 10),
    ("依托党群服务中心等场所，有牵头党组织", 5),
    ("有专兼职联络员，职责明确", 10),
    ("代表编组到位，分工清楚", 10),
    ("年度学习计划已编制并公布", 10),
    ("活动有计划、有签到、有纪要", 15),
    ("群众诉求件件登记、有答复", 15),
    ("档案资料齐全，可随时查阅", 5),
]
#: title, kind, duties (T23): one checklist for each kind that the rules name.
RULES = [
    (
        "人大代表联络总站运行办法",
        "main",
        [
            "统筹全市代表联络站的规划和建设",
            "制定年度工作要点并督促落实",
            "每季度汇总分析社情民意",
            "组织代表和联络员培训",
            "每年评定各站点星级并通报",
        ],
    ),
    (
        "人大代表联络中心站运行办法",
        "centre",
        [
            "指导本县区联络站、联络点开展工作",
            "审核本县区各站年度学习计划",
            "每月调度各站活动和代表进站情况",
            "督促诉求交办事项按期办理",
            "每年核实各站自查情况",
        ],
    ),
    (
        "人大代表联络站运行办法",
        "station",
        [
            "每月至少开展一次活动",
            "每次活动安排理论学习",
            "定期安排代表接待群众并公示",
            "登记、梳理群众诉求并反馈结果",
            "记录代表进站情况，提醒未达标代表",
            "编制并落实年度学习计划",
        ],
    ),
    (
        "人大代表联络点运行办法",
        "point",
        [
            "公示联系代表和联系方式",
            "就近收集群众意见并及时报送联络站",
            "协助代表开展走访和接待",
            "宣传政策和代表履职成果",
        ],
    ),
]


def seed(apps, schema_editor):
    _document(apps, OPINION, OPINION_TEXT, "standard", "", STANDARD)
    for title, kind, duties in RULES:
        text = "　".join(f"{place}．{duty}。" for place, duty in enumerate(duties, start=1))
        _document(apps, title, text, "duty", kind, [(duty, 1) for duty in duties])


def _document(apps, title, text, sheet, kind, items):
    """The document may be there: the parameters of 121 cite it and may be seeded first."""
    document, _ = apps.get_model("stations", "RuleDocument").objects.update_or_create(
        title=title,
        version=VERSION,
        defaults={
            "issued_on": SINCE,
            "effective_on": SINCE,
            "text": f"{PLACEHOLDER}\n\n{text}",
        },
    )
    rows = apps.get_model("stations", "ChecklistItem").objects
    for position, (words, points) in enumerate(items, start=1):
        rows.get_or_create(
            document=document,
            position=position,
            defaults={"sheet": sheet, "kind": kind, "text": words, "points": points},
        )


class Migration(migrations.Migration):
    dependencies = [("stations", "0003_seed_study")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
