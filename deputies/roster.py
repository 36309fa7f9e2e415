"""A roster of deputies who do not exist, in the shape and size of a real city's, for the demo.

The same seed gives the same roster. Sizes follow the published composition of Tongling's five
levels of deputies; names come from `deputies/data/names.csv`.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from deputies import sheet

NAMES = Path(__file__).parent / "data" / "names.csv"
TITLE = "铜陵市五级人大代表花名册（演示用，均非真人）"
HEADINGS = [
    column.label for name, column in sheet.COLUMNS.items() if name not in ("group", "to_on")
]
#: 199000 is not issued to anybody.
PHONE_PREFIX = 19_900_000_000
TOWNSHIP_DEPUTIES = 2_039
PROVINCE_DEPUTIES = 31
NATIONAL_DEPUTIES = 4
#: County (first six digits of its stations' codes) → name, county and city deputies, term, certificates.
COUNTIES = {
    "340705": ("铜官区", 235, 95, "第三届"),
    "340706": ("义安区", 215, 85, "第三届"),
    "340711": ("郊区", 150, 50, "第十二届"),
    "340722": ("枞阳县", 285, 120, "第十八届"),
}
#: People with two mandates (township and county; county and city), and with all three.
TOWN_AND_COUNTY, COUNTY_AND_CITY, ALL_THREE = 108, 46, 6
PARTIES = (
    ("中共党员", 60),
    ("群众", 26),
    ("民建会员", 3),
    ("民盟盟员", 3),
    ("无党派人士", 3),
    ("民革党员", 2),
    ("农工党党员", 2),
    ("九三学社社员", 1),
)
EDUCATIONS = (("大学本科", 38), ("大专", 29), ("高中", 17), ("研究生", 8), ("初中", 8))
PEOPLES = (("汉族", 955), ("回族", 17), ("满族", 14), ("畲族", 14))
SKILLS = (
    "工程建设",
    "环境保护",
    "水利",
    "食品安全",
    "妇女儿童权益",
    "林业",
    "信息技术",
    "交通",
    "金融",
    "城乡规划",
    "消防安全",
    "法律",
    "养老服务",
    "纠纷调解",
    "教育",
    "文化体育",
    "医疗卫生",
)
POSTS = (
    ("专业技术人员", 26, ("{}中心卫生院主治医师", "{}中心学校教师", "安徽某律师事务所律师")),
    ("工人", 21, ("{}供电所技术员", "{}养老服务中心护理员", "{}某机械厂一线工人")),
    ("干部", 20, ("{}社区党委书记", "{}便民服务中心主任", "{}综合行政执法队队长")),
    ("农民", 20, ("{}家庭农场负责人", "{}村党总支书记、村委会主任", "种植大户")),
    ("其他", 7, ("退役军人、个体工商户",)),
    ("企业负责人", 6, ("{}某建材有限公司总经理", "{}某食品有限公司总经理")),
)


@dataclass
class Someone:
    """A made-up person at a station: the first eleven cells of his rows."""

    cells: list[str]
    station: str
    levels: set[str] = field(default_factory=set)


class Lots:
    """Everything drawn at random, from one seed."""

    def __init__(self, seed: int):
        self._random = Random(seed)
        self._names: dict[str, list[tuple[str, float]]] = {}
        self._phones = 0
        with NAMES.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                weighted = (row["text"], float(row["weight"] or 1))
                self._names.setdefault(row["kind"], []).append(weighted)

    def one(self, weighted: Sequence[tuple[str, float]]) -> str:
        """One of the texts, as likely as its weight says."""
        texts, weights = zip(*weighted, strict=True)
        return self._random.choices(texts, weights)[0]

    def shuffled(self, things: Sequence) -> list:
        """All of `things` in another order."""
        return self._random.sample(things, len(things))

    def someone(self, station: tuple[str, str]) -> Someone:
        """A new person living at `station` (code, place)."""
        code, place = station
        woman = self._random.random() < 0.325
        given = self.one(self._names["given_female" if woman else "given_male"])
        structure, _, posts = self._random.choices(POSTS, [post[1] for post in POSTS])[0]
        born = date(self._random.randint(1958, 1999), self._random.randint(1, 12), 1)
        skills = self._random.sample(SKILLS, self._random.choice((0, 1, 1, 1, 1, 2, 2, 2, 3)))
        self._phones += 1
        cells = [
            self.one(self._names["surname"]) + given,
            "女" if woman else "男",
            self.one(PEOPLES),
            f"{born:%Y-%m}",
            self.one(PARTIES),
            self.one(EDUCATIONS),
            self._random.choice(posts).format(place),
            place,
            structure,
            "、".join(skills),
            str(PHONE_PREFIX + self._phones),
        ]
        return Someone(cells, code)


def rows(stations: Sequence[tuple[str, str]], *, seed: int = 121) -> list[list[str]]:
    """The roster as a table: title row, headings, one row a mandate, in no particular order.

    `stations` are the (code, place) deputies are assigned to: the place's congress is told from its
    last character (镇, 乡), its county from the code.
    """
    lots = Lots(seed)
    towns = [station for station in stations if station[1].endswith(("镇", "乡"))]
    made, people = _townships(lots, towns)
    for county in COUNTIES:
        own = [station for station in stations if station[0].startswith(county)]
        made += _county(lots, county, own, people)
    made += _city(lots, stations, people)
    made += _above(lots, stations)
    return [[TITLE], HEADINGS, *lots.shuffled(made)]


def _shares(total: int, parts: int) -> list[int]:
    """`total` in `parts` shares which differ by one at most."""
    whole, rest = divmod(total, parts)
    return [whole + (index < rest) for index in range(parts)]


def _townships(lots: Lots, towns) -> tuple[list[list[str]], list[Someone]]:
    made, people = [], []
    for (code, place), share in zip(towns, _shares(TOWNSHIP_DEPUTIES, len(towns)), strict=True):
        term = "第二十届" if code.startswith("340722") else "第十届"
        for number in range(1, share + 1):
            person = lots.someone((code, place))
            people.append(person)
            made.append(
                _row(
                    person,
                    "乡级",
                    term,
                    f"{code[:9]}-{number:03}",
                    f"{place}第{number // 4 + 1}选区",
                    f"第{number % 6 + 1}代表小组",
                    "2021-12-20",
                )
            )
    return made, people


def _county(lots: Lots, county: str, stations, people: list[Someone]) -> list[list[str]]:
    """County deputies of one county; some of them sit in a township congress as well."""
    _, count, _, term = COUNTIES[county]
    doubles = _doubles(lots, county, people)
    made, number = [], 0
    for (code, place), share in zip(stations, _shares(count, len(stations)), strict=True):
        for seat in range(share):
            number += 1
            person = (
                doubles.get(code, []).pop() if doubles.get(code) else lots.someone((code, place))
            )
            if "乡级" not in person.levels:
                people.append(person)
            made.append(
                _row(
                    person,
                    "县级",
                    term,
                    f"{county}-{number:03}",
                    f"{place}第{seat + 1}选区",
                    f"{place}代表团",
                    "2021-12-18",
                )
            )
    return made


def _doubles(lots: Lots, county: str, people: list[Someone]) -> dict[str, list[Someone]]:
    """Township deputies of this county who sit in its congress too, by station; at most eight each."""
    with_towns = sum(1 for person in people if person.levels == {"乡级"})
    own = [p for p in people if p.station.startswith(county) and p.levels == {"乡级"}]
    last = county == max(COUNTIES)
    taken = sum(1 for person in people if "乡级" in person.levels and "县级" in person.levels)
    wanted = TOWN_AND_COUNTY + ALL_THREE
    share = wanted - taken if last else wanted * len(own) // (with_towns + taken)
    found: dict[str, list[Someone]] = {}
    for person in lots.shuffled(own):
        here = found.setdefault(person.station, [])
        if share and len(here) < 8:
            here.append(person)
            share -= 1
    return found


def _city(lots: Lots, stations, people: list[Someone]) -> list[list[str]]:
    """City deputies, elected by the counties' congresses; some of them sit in these as well."""
    several = lots.shuffled([p for p in people if {"乡级", "县级"} <= p.levels])[:ALL_THREE]
    several += lots.shuffled([p for p in people if p.levels == {"县级"}])[:COUNTY_AND_CITY]
    made, number = [], 0
    for county, (name, _, count, _) in COUNTIES.items():
        own = [station for station in stations if station[0].startswith(county)]
        both = [person for person in several if person.station.startswith(county)]
        for index in range(count):
            number += 1
            person = both.pop() if both else lots.someone(own[index % len(own)])
            note = "兼任县级代表" if person.levels else ""
            made.append(
                _row(
                    person,
                    "市级",
                    "第十七届",
                    f"340700-{number:03}",
                    f"{name}人民代表大会",
                    f"{name}代表团",
                    "2022-01-08",
                    note,
                )
            )
    return made


def _above(lots: Lots, stations) -> list[list[str]]:
    """Deputies to the province's and the national congress."""
    homes = lots.shuffled(list(stations))
    made = []
    for number in range(PROVINCE_DEPUTIES):
        made.append(
            _row(
                lots.someone(homes[number % len(homes)]),
                "省级",
                "第十四届",
                f"340000-{number + 501}",
                "铜陵市人民代表大会",
                "铜陵代表团",
                "2023-01-12",
            )
        )
    for number in range(NATIONAL_DEPUTIES):
        made.append(
            _row(
                lots.someone(homes[-1 - number]),
                "全国",
                "第十四届",
                f"A34-{number + 21}",
                "安徽省人民代表大会",
                "安徽代表团",
                "2023-01-18",
            )
        )
    return made


def _row(person: Someone, level: str, *mandate: str) -> list[str]:
    term, certificate, electorate, delegation, from_on, *note = mandate
    person.levels.add(level)
    return [
        *person.cells,
        level,
        term,
        certificate,
        electorate,
        delegation,
        from_on,
        person.station,
        note[0] if note else "",
    ]
