"""履职档案: a deputy's record in eight parts (facts §6.5), as a page, Word and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from deputies import record
from deputies.models import Deputy, Membership
from deputies.models.honours import Honour
from deputies.record import Event, Part
from liaison import clock
from liaison.documents import jobs, pdf, word
from liaison.ui.templatetags.ui import cn_date, cn_number
from stations.models import Station

KIND = "dossiers"
FORMATS = {"docx": "Word（可编辑）", "pdf": "PDF（存档）"}
#: What a grade in the record is called; honours bring their own words.
GRADES = {
    "satisfied": "满意",
    "fair": "基本满意",
    "unsatisfied": "不满意",
    **dict(Honour.Kind.choices),
}
NUMERALS = "一二三四五六七八"
HEADERS = ["日期", "事项", "内容", "备注"]


@dataclass(frozen=True)
class Chapter:
    """One of the eight parts: its heading and what happened in it."""

    part: Part
    heading: str
    events: list[Event]

    @property
    def rows(self) -> list[list[str]]:
        """Day, kind, title, remark of each event."""
        return [
            [cn_date(one.on), record.kinds()[one.kind][0], one.title, remark(one)]
            for one in self.events
        ]


@dataclass(frozen=True)
class Dossier:
    """The dossier of one deputy over a span of days."""

    deputy: Deputy
    first: date
    last: date
    chapters: list[Chapter]

    @property
    def span(self) -> str:
        return f"{cn_date(self.first)}至{cn_date(self.last)}"

    @property
    def basics(self) -> list[tuple[str, str]]:
        """基本情况: what the register says; no telephone number, no address."""
        deputy = self.deputy
        posts = "；".join(_post(one) for one in deputy.mandates.all())
        places = "、".join(one.station.name for one in deputy.stations_now)
        told = [
            ("姓名", deputy.name),
            ("性别", deputy.sex),
            ("民族", deputy.ethnicity),
            ("出生年月", deputy.birth_month),
            ("政治面貌", deputy.party),
            ("学历", deputy.education),
            ("工作单位及职务", deputy.post),
            ("代表结构", deputy.structure),
            ("专业特长", deputy.skills),
            ("代表资格", posts),
            ("编入站点", places),
        ]
        return [(label, text or "—") for label, text in told]


def remark(event: Event) -> str:
    """The remark of an event: its grade, its hours, or nothing."""
    if event.grade:
        return GRADES.get(event.grade, event.grade)
    return f"{cn_number(event.hours)} 学时" if event.hours else ""


def _post(mandate) -> str:
    ended = f"，{cn_date(mandate.to_on)}终止" if mandate.to_on else ""
    name = f"{mandate.get_level_display()}{mandate.term}"
    return f"{name}（{mandate.electorate}，{cn_date(mandate.from_on)}起{ended}）"


def of(pk: int, first: date, last: date) -> Dossier:
    """The dossier of deputy `pk` from `first` to `last` (local dates, both included)."""
    here = Membership.objects.running(clock.today()).select_related("station")
    people = Deputy.objects.public().prefetch_related(
        "mandates", Prefetch("memberships", here.order_by("-is_primary", "pk"), "stations_now")
    )
    found = record.events([pk], first, last)
    kinds = record.kinds()
    chapters = [
        Chapter(
            part,
            f"{NUMERALS[place]}、{part.label}",
            [one for one in found if kinds[one.kind][1] == part],
        )
        for place, part in enumerate(Part)
    ]
    return Dossier(people.get(pk=pk), first, last, chapters)


def first_day(deputy: Deputy, today: date) -> date:
    """When the dossier of this term begins: the first day of the mandates held now, or of the year."""
    running = deputy.mandates.running(today).order_by("from_on", "pk").first()
    return running.from_on if running else date(today.year, 1, 1)


# -- as documents -------------------------------------------------------------------------------
def content(dossier: Dossier, form: str) -> bytes:
    """The dossier as a file: `form` is "docx" or "pdf"."""
    return _pdf(dossier) if form == "pdf" else _word(dossier)


def title(dossier: Dossier) -> str:
    """What stands above the dossier."""
    return f"{dossier.deputy.name}代表履职档案"


def _word(dossier: Dossier) -> bytes:
    blocks: list[word.Block] = [f"（{dossier.span}）"]
    for chapter in dossier.chapters:
        blocks.append(word.Heading(chapter.heading))
        if chapter.part == Part.BASIC:
            blocks.append(word.Table(["项目", "内容"], dossier.basics))
        if chapter.events:
            blocks.append(f"共 {len(chapter.events)} 项。")
            blocks.append(word.Table(HEADERS, chapter.rows))
        elif chapter.part != Part.BASIC:
            blocks.append("本期没有记录。")
    blocks.append(word.Signature("（盖章）", cn_date(clock.today())))
    return word.report(title(dossier), blocks)


def _pdf(dossier: Dossier) -> bytes:
    chapters = [
        {"heading": one.heading, "is_basic": one.part == Part.BASIC, "rows": one.rows}
        for one in dossier.chapters
    ]
    told = {
        "title": title(dossier),
        "span": dossier.span,
        "basics": dossier.basics,
        "headers": HEADERS,
        "chapters": chapters,
        "day": cn_date(clock.today()),
    }
    return pdf.render("dossier", told)


# -- many at once -------------------------------------------------------------------------------
def _items(asked: dict) -> Sequence[tuple[int, str]]:
    """Everybody in office who belongs to the station asked for or below it, by name."""
    station = Station.objects.get(code=asked["station"])
    today = date.fromisoformat(asked["last"])
    found = Deputy.objects.at_or_below(station).in_office(today).order_by("name_key", "pk")
    named = found.values_list("pk", "name")
    return [(pk, f"{_safe(name)}-{pk}.{asked['form']}") for pk, name in named]


def _safe(name: str) -> str:
    """A name that is a file's name everywhere."""
    return "".join(letter for letter in name if letter.isalnum() or letter in "·-") or "代表"


def _make(asked: dict, pk: int) -> bytes:
    first, last = (date.fromisoformat(asked[name]) for name in ("first", "last"))
    return content(of(pk, first, last), asked["form"])


def make_known() -> None:
    """Tell the worker how dossiers are made."""
    jobs.register(KIND, jobs.Work(_items, _make))
