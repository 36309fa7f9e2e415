"""Rows of a roster to play with, and the command that imports them."""

import io

from django.core.management import call_command

HEADINGS = [
    "姓名",
    "性别",
    "出生年月",
    "手机号",
    "代表层级",
    "届次",
    "代表证号",
    "选区/选举单位",
    "当选日期",
    "编入联络站代码",
    "备注",
]
WANG = [
    "王芳",
    "女",
    "1970-01",
    "19900000001",
    "县级",
    "第三届",
    "A-1",
    "一区",
    "2021-12-18",
    "T",
    "",
]
LI = ["李明", "男", "1980-05", "", "乡级", "第十届", "B-1", "二区", "2021-12-20", "T", ""]


def but(row, **changes):
    """The row with some cells changed, named by heading."""
    changed = list(row)
    for heading, value in changes.items():
        changed[HEADINGS.index(heading)] = value
    return changed


def run(path, **options):
    out = io.StringIO()
    call_command("import_deputies", str(path), stdout=out, **options)
    return out.getvalue()


#: The same name and month as LI in another electorate, without a number to tell by.
NAMESAKE = but(LI, 代表证号="B-2", 代表层级="县级", **{"选区/选举单位": "九区"})
