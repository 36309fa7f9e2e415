"""The monthly report as Excel, the same figures as on the page."""

from liaison.documents import excel
from supervision.indicators import INDICATORS
from supervision.models import MonthlyReport


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
