"""Numbers turned into ECharts options, each with the same figures as a table; no queries here."""

from collections.abc import Sequence


def bars(rows: Sequence[Sequence], *, name: str = "件数") -> dict:
    """A lying bar chart of (label, number) rows, first row on top."""
    ordered = list(rows)[::-1]
    return {
        "grid": {"left": 8, "right": 40, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [label for label, _ in ordered]},
        "series": [
            {
                "type": "bar",
                "name": name,
                "data": [count for _, count in ordered],
                "barMaxWidth": 22,
                "label": {"show": True, "position": "right"},
            }
        ],
    }


def table(rows: Sequence[Sequence], *, first: str, second: str = "件数") -> dict:
    """The same rows as the chart's table."""
    return {"headers": [first, second], "rows": [list(row) for row in rows]}
