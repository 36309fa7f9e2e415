"""服务进万家 as spreadsheets and as a year's report."""

from liaison.documents import excel, word

COLUMNS = (
    ("主题", 12),
    ("活动场次", 10),
    ("参加代表（人）", 14),
    ("参加代表（人次）", 16),
    ("活动时长（小时）", 16),
    ("代表服务时长（小时）", 20),
    ("受益人数（人次）", 16),
)


def report_workbook(title: str, lines) -> bytes:
    """A year's report: the six and their sum."""
    return excel.workbook(title, COLUMNS, (_row(line) for line in lines))


def report_word(title: str, lead: str, lines, events, unit: str, day: str) -> bytes:
    """A year's report as Word: the sums, then each event with its result under its theme."""
    blocks: list[word.Block] = [word.Paragraph(lead)]
    blocks += [word.Heading("一、总体情况")]
    blocks += [word.Table([name for name, _ in COLUMNS], [_row(line) for line in lines])]
    blocks += [word.Heading("二、各主题活动")]
    for number, line in enumerate((one for one in lines if one.key), start=1):
        blocks.append(word.Heading(f"（{'一二三四五六'[number - 1]}）{line.label}", level=2))
        told = [each for each in events if each.theme == line.key]
        blocks += [
            word.Paragraph(
                f"{each.held_on:%-m月%-d日}，{each.station.name}开展“{each.title}”，"
                f"受益{each.beneficiaries}人次。{each.result}"
            )
            for each in told
        ] or [word.Paragraph("本年度没有登记活动。")]
    blocks.append(word.Signature(unit, day))
    return word.report(title, blocks)


def events_workbook(events) -> bytes:
    """The events on screen; `events` as `for_list` with deputies fetched."""
    columns = [("主题", 12), ("活动名称", 30), ("日期", 12), ("站点", 30), ("地点", 24)]
    columns += [("时长（小时）", 12), ("受益人数", 10), ("参加代表", 40), ("成效", 50)]
    rows = (
        (
            each.get_theme_display(),
            each.title,
            each.held_on,
            each.station.name,
            each.place,
            each.hours,
            each.beneficiaries,
            "、".join(deputy.name for deputy in each.deputies.all()),
            each.result,
        )
        for each in events
    )
    return excel.workbook("进万家活动", columns, rows)


def _row(line) -> list:
    return [
        line.label,
        line.events,
        line.deputies,
        line.attendances,
        line.hours,
        line.service_hours,
        line.beneficiaries,
    ]
