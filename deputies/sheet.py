"""What a roster of deputies must look like: its columns, and how its cells are read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from deputies.succession.fit import faults_of_electorate, spelled
from stations.sheet import Column, Fault, Line, faults_of_row

SUBJECT = "deputies"
COLUMNS: dict[str, Column] = {
    "name": Column("姓名", ("姓名", "代表姓名"), 50, is_needed=True),
    "sex": Column("性别", ("性别",), 4),
    "ethnicity": Column("民族", ("民族",), 20),
    "birth_month": Column("出生年月", ("出生年月", "出生日期", "出生"), 10),
    "party": Column("政治面貌", ("政治面貌", "党派"), 20),
    "education": Column("学历", ("学历", "文化程度"), 20),
    "post": Column("工作单位及职务", ("工作单位及职务", "单位职务", "工作单位", "职务"), 100),
    "residence": Column("居住社区（村）", ("居住社区（村）", "居住社区", "居住地", "居住村"), 60),
    "structure": Column("代表结构", ("代表结构", "代表结构类别", "代表类别"), 30),
    "skills": Column("专业特长", ("专业特长", "特长"), 100),
    "phone": Column("手机号", ("手机号", "手机号码", "手机", "联系电话", "电话"), 20),
    "level": Column("代表层级", ("代表层级", "层级", "级别"), 10, is_needed=True),
    "term": Column("届次", ("届次", "届别", "届"), 20, is_needed=True),
    "certificate_no": Column("代表证号", ("代表证号", "证号"), 30, is_needed=True),
    "electorate": Column(
        "选区/选举单位", ("选区/选举单位", "选区", "选举单位"), 60, is_needed=True
    ),
    "delegation": Column("代表团", ("代表团", "代表团(小组)"), 60),
    "from_on": Column("当选日期", ("当选日期", "当选时间"), 10, is_needed=True),
    "station_code": Column(
        "编入联络站代码", ("编入联络站代码", "编入站点编码", "联络站代码", "站点编码"), 30
    ),
    "note": Column("备注", ("备注", "说明"), 200),
    "group": Column("代表小组", ("代表小组", "小组"), 60),
    "to_on": Column("终止日期", ("终止日期", "任期终止", "任期止"), 10),
}
#: What of a row belongs to the person, and what to the mandate.
OF_PERSON = (
    "name",
    "sex",
    "ethnicity",
    "birth_month",
    "party",
    "education",
    "post",
    "residence",
    "structure",
    "skills",
    "phone",
    "note",
)
OF_MANDATE = ("electorate", "delegation", "group", "from_on", "to_on")
DAYS = ("from_on", "to_on")
LEVELS = {
    "全国": "national",
    "国家": "national",
    "省": "province",
    "省级": "province",
    "市": "city",
    "市级": "city",
    "设区的市": "city",
    "县": "county",
    "县级": "county",
    "区级": "county",
    "乡": "township",
    "乡级": "township",
    "乡镇": "township",
    "镇级": "township",
}
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}|[2-9]\d{6,7}")
_MONTH = re.compile(r"(\d{4})\D?(\d{1,2})(?:\D.*)?")
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")


def digits(text: str) -> str:
    """A telephone number without spaces, dashes and the country's +86."""
    return re.sub(r"^(\+?86)(?=1\d{10}$)", "", re.sub(r"[\s\-—－()（）]", "", text))


def is_phone(text: str) -> bool:
    """Whether `text`, digits only, is a mobile or a fixed line's number."""
    return bool(_MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text))


def month(text: str) -> str | None:
    """`1991-11` out of 1991-11, 1991.11, 199111, 1991年11月, 1991-11-02; None for no month."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2100:
        return None
    return f"{found[1]}-{int(found[2]):02}"


def day(text: str) -> date | None:
    """The date meant by 2021-12-20, 2021/12/20, 2021.12.20, 20211220, 2021年12月20日; else None."""
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def level_of(text: str) -> str | None:
    """The level meant by 市级, 市 …; None for any other word."""
    return LEVELS.get(text.removesuffix("人大代表").removesuffix("代表"))


def name_key(name: str) -> str:
    """What names are sorted by: their GB2312 bytes in hex.

    The 3,755 common characters (level 1) stand in GB2312 in the order of their pronunciation, so
    that byte order is dictionary order without a table of readings; rarer characters come behind.
    """
    return name.encode("gb18030", errors="replace").hex()[:100]


def clean(line: Line) -> Line:
    """The row with telephone, month, day and name in one spelling, where they can be read."""
    values = dict(line.values)
    values["name"] = spelled(line["name"])
    values["phone"] = digits(line["phone"])
    values["birth_month"] = month(line["birth_month"]) or line["birth_month"]
    for name in DAYS:
        told = day(line[name])
        values[name] = told.isoformat() if told else line[name]
    return Line(line.line_no, values)


def faults(lines: Sequence[Line], station_codes: Iterable[str]) -> list[Fault]:
    """Everything wrong with the rows by themselves (rows already `clean`)."""
    codes = frozenset(station_codes)
    found: list[Fault] = []
    seen: dict[tuple, int] = {}
    for line in lines:
        found += faults_of_row(line, COLUMNS)
        found += _faults_of_words(line)
        found += _faults_of_mandate(line)
        if line["station_code"] and line["station_code"] not in codes:
            found.append(Fault(line.line_no, f"联络站代码“{line['station_code']}”不存在。"))
        key = mandate_key(line)
        if all(key) and seen.setdefault(key, line.line_no) != line.line_no:
            found.append(
                Fault(
                    line.line_no, f"代表证号“{key[2]}”与第 {seen[key]} 行重复（同一层级、届次）。"
                )
            )
    return found


def _faults_of_words(line: Line) -> Iterator[Fault]:
    if line["level"] and level_of(line["level"]) is None:
        yield Fault(
            line.line_no, f"不认识的代表层级“{line['level']}”，应为：全国、省级、市级、县级、乡级。"
        )
    if line["from_on"] and day(line["from_on"]) is None:
        yield Fault(line.line_no, f"当选日期“{line['from_on']}”不是日期，应写成 2021-12-20。")
    if line["birth_month"] and month(line["birth_month"]) is None:
        yield Fault(line.line_no, f"出生年月“{line['birth_month']}”看不懂，应写成 1991-11。")
    phone = line["phone"]
    if phone and not is_phone(phone):
        yield Fault(line.line_no, f"手机号“{phone}”不是有效号码。")


def _faults_of_mandate(line: Line) -> Iterator[Fault]:
    """Who elected whom, and for how long (facts §6.1)."""
    level, begun, ended = level_of(line["level"]), day(line["from_on"]), day(line["to_on"])
    if level:
        for reason in faults_of_electorate(level, line["electorate"], line["delegation"]):
            yield Fault(line.line_no, reason)
    if line["to_on"] and ended is None:
        yield Fault(line.line_no, f"终止日期“{line['to_on']}”不是日期，应写成 2026-12-20。")
    if begun and ended and ended < begun:
        yield Fault(line.line_no, f"终止日期 {ended} 早于任期开始 {begun}，请核对。")


def mandate_key(line: Line) -> tuple[str, str, str]:
    """What a mandate is known by: level, term, number of the certificate."""
    return (level_of(line["level"]) or "", line["term"], line["certificate_no"])
