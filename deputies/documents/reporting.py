"""述职评议 in spreadsheets: what was held, and who has not reported this term."""

from liaison.documents import excel

HELD = [
    ("代表", 12),
    ("层级届次", 18),
    ("选区/选举单位", 26),
    ("组织站点", 30),
    ("述职日期", 12),
    ("状态", 10),
    ("到会选民代表", 12),
    ("发出票数", 10),
    ("满意", 8),
    ("基本满意", 10),
    ("不满意", 8),
    ("无效", 8),
    ("未收回", 8),
    ("档案号", 20),
]
MISSING = [
    ("代表", 12),
    ("层级届次", 18),
    ("选区/选举单位", 26),
    ("代表团", 24),
    ("当选日期", 12),
    ("已安排日期", 12),
]


def reportings_workbook(rows) -> bytes:
    """述职评议; `rows` as `Reporting.objects.for_list()`."""
    return excel.workbook("述职评议", HELD, map(_held, rows))


def _held(one) -> list:
    mandate = one.mandate
    counts = [one.present, one.handed_out, one.satisfied, one.fair, one.unsatisfied]
    counts += [one.void, one.unreturned]
    return [
        mandate.deputy.name,
        f"{mandate.get_level_display()}{mandate.term}",
        mandate.electorate,
        one.station.name,
        one.held_on,
        one.get_stage_display(),
        *(counts if one.present is not None else [""] * len(counts)),
        one.file_no,
    ]


def missing_workbook(mandates) -> bytes:
    """本届未述职代表; `mandates` as `without_report`, with their deputies."""
    rows = (
        [
            one.deputy.name,
            f"{one.get_level_display()}{one.term}",
            one.electorate,
            one.delegation,
            one.from_on,
            one.planned_on or "",
        ]
        for one in mandates
    )
    return excel.workbook("本届未述职代表", MISSING, rows)
