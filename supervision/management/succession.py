"""The demo's switch of term: a county's new roster, rehearsed and left unconfirmed to look at."""

from datetime import date, timedelta

from deputies import sheet
from deputies.actions import sessions, succession
from deputies.models import CongressTerm, Level, Switch
from deputies.succession import numbers
from liaison import clock
from supervision.management import demonstration

#: One in so many of the new term's deputies is elected for the first time.
NEWCOMERS = 3
#: 199001 is not issued to anybody; the deputies on record have 199000.
PHONE_PREFIX = 19_901_000_000
SURNAMES = "程余潘许叶段盛佘阮储疏章查左光"
GIVEN = ("家和", "启明", "春生", "文秀", "国平", "永康", "晓峰", "玉兰", "立新", "志远", "海燕")
HEADINGS = ("name", "sex", "birth_month", "phone", "level", "term", "certificate_no",
            "electorate", "delegation", "from_on")  # fmt: skip


def load() -> None:
    """A switch of 铜官区, and a session of its present congress at which everybody was or was not."""
    if Switch.objects.exists():
        return
    county = CongressTerm.objects.filter(congress__level=Level.COUNTY, to_on=None)
    term = county.select_related("congress").order_by("congress__division_code", "pk").first()
    if term is None:
        return
    by = demonstration.seat("lianluo")
    begins_on = clock.today() + timedelta(days=45)
    switch = succession.prepare(
        term.congress, number=numbers.after(term.number), begins_on=begins_on, by=by
    )
    rows = next_term(term, elected_on=clock.today() - timedelta(days=3))
    succession.load(switch, rows=rows, file_name="演示新一届代表名册.xlsx", by=by)
    _sessions(term, by)


def next_term(term: CongressTerm, *, elected_on: date) -> list:
    """The roster of the term after `term` as rows of a file: most are elected again, some are new."""
    table = [[sheet.COLUMNS[name].label for name in HEADINGS]]
    number = numbers.after(term.number)
    level = term.congress.get_level_display()
    held = term.mandates.filter(to_on=None).select_related("deputy").defer("deputy__phone")
    for at, mandate in enumerate(held.order_by("certificate_no", "pk")):
        deputy, is_new = mandate.deputy, at % NEWCOMERS == 0
        phone = PHONE_PREFIX + mandate.pk
        name = SURNAMES[at % len(SURNAMES)] + GIVEN[at // NEWCOMERS % len(GIVEN)]
        who = (name, "", "1982-06", str(phone)) if is_new else (
            deputy.name, deputy.sex, deputy.birth_month, "")  # fmt: skip
        table.append(
            [*who, level, number, f"{mandate.certificate_no}-{numbers.value_of(number)}",
             mandate.electorate, mandate.delegation, elected_on.isoformat()]
        )  # fmt: skip
    return [[line, cells] for line, cells in enumerate(table, start=1)]


def _sessions(term: CongressTerm, by) -> None:
    """Two sessions; one deputy missed one without leave, one missed both."""
    held = list(term.mandates.filter(to_on=None).order_by("certificate_no", "pk"))
    for number, month in (("第四次会议", 1), ("第五次会议", 2)):
        day = clock.today().replace(month=month, day=9)
        if day > clock.today():
            continue
        session = sessions.open_session(
            term, title=number, from_on=day, to_on=day + timedelta(days=2), by=by
        )
        states = {each.pk: ("present", "") for each in held}
        states[held[0].pk] = ("absent", "")
        states[held[1].pk] = ("absent", "") if month == 1 else ("present", "")
        states[held[2].pk] = ("leave", "住院治疗")
        sessions.record(session, states=states, by=by)
