"""The monthly report as Excel, the same figures as on the page."""

from liaison.documents import excel
from supervision import links
from supervision.indicators import INDICATORS
from supervision.models import MonthlyReport
from supervision.use_index import COUNTS, FOUR, Line


def report_workbook(report: MonthlyReport) -> bytes:
    """One row for the station and one for each directly below it, one column per indicator."""
    figures = report.figures
    columns = [("站点", 30), *((f"{one.label}（{one.unit}）", 14) for one in INDICATORS.values())]
    nodes = [(report.station.name, figures["now"])]
    nodes += [(child["name"], child["figures"]) for child in figures["children"]]
    rows = ([name, *(_cell(values.get(key)) for key in INDICATORS)] for name, values in nodes)
    return excel.workbook(str(report), columns, rows)


def _cell(value):
    return "" if value is None else value


def use_index_workbook(lines: list[Line], year: int) -> bytes:
    """The ranking with its raw counts, so that every index can be worked out again."""
    columns = [("名次", 6), ("站点", 30), ("综合指数", 10), *((name, 10) for name in FOUR)]
    columns += [(f"{one.label}（{one.unit}）", 16) for one in COUNTS.values()]
    rows = (
        [
            line.rank,
            line.station.name,
            line.index,
            *line.scores.values(),
            *(line.counts[key] for key in COUNTS),
        ]
        for line in lines
    )
    return excel.workbook(f"{year}年阵地指数", columns, rows)


def chains_workbook(rows, today) -> bytes:
    """问效链; `rows` are pairs of a chain and its links, with where it stands."""
    columns = [("课题", 36), ("牵头", 16), ("组织站点", 30), ("启动", 12)]
    columns += [(label, 30) for _, label in links.STEPS] + [("断在", 10), ("自", 12), ("天数", 8)]
    lines = (
        [
            row.chain.title,
            row.chain.who,
            row.chain.station.name,
            row.chain.begun_on,
            *(f"{one.state} {one.title}".strip() for one in row.links),
            row.standing.label if row.standing.is_broken else "",
            row.standing.since if row.standing.is_broken else "",
            row.standing.days(today) if row.standing.is_broken else "",
        ]
        for row in rows
    )
    return excel.workbook("问效链", columns, lines)
