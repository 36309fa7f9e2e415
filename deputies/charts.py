"""Numbers of deputies turned into ECharts options; no queries here."""

from collections.abc import Sequence


def shares(terms: Sequence[str], cells: Sequence[str], rows: Sequence[Sequence[float]]) -> dict:
    """Lying bars of a hundred per cent, one a term, the first term on top.

    rows: for each term the shares (per cent) of `cells`, in order.
    """
    return {
        "grid": {"left": 8, "right": 16, "top": 36, "bottom": 8, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 14},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "xAxis": {"type": "value", "max": 100, "axisLabel": {"formatter": "{value}%"}},
        "yAxis": {"type": "category", "data": list(terms)[::-1]},
        "series": [
            {
                "type": "bar",
                "stack": "all",
                "name": cell,
                "barMaxWidth": 26,
                "data": [row[place] for row in rows][::-1],
            }
            for place, cell in enumerate(cells)
        ],
    }
