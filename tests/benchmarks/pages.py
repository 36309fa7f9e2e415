"""Server time of the pages people live in, beside the bare SQL and beside an empty page."""

from django.test import Client
from django.urls import reverse

from liaison.accounts.roles import Role
from suggestions.models import Concern
from tests.benchmarks import ground, measure

SIZES = (1_000, 10_000, 100_000)
MAIN, STATION = "340700000000", "340705402000"


def run(sizes=SIZES) -> list[dict]:
    """One row per page and size: ms of the page, of its SQL alone, of an empty page; statements."""
    seats = {
        "市级代表工作机构": ground.signed_in(Role.COMMITTEE, MAIN),
        "站点联络员": ground.signed_in(Role.STATION, STATION),
    }
    # The signed-in shell with nothing in it: a seat that has no queues.
    empty = ground.signed_in(Role.AUDIT_ADMIN)
    rows = []
    for size in sizes:
        ground.fill(size)
        for seat, client in seats.items():
            rows += [_row(size, seat, name, client, url, empty) for name, url in _pages(client)]
    return rows


def _pages(client: Client):
    concerns = reverse("suggestions:concerns")
    newest = Concern.objects.filter(station__code=STATION).order_by("-pk").first()
    return (
        ("诉求列表", concerns),
        ("诉求列表·待梳理", f"{concerns}?stage=gathered"),
        ("诉求详情", newest.get_absolute_url()),
        ("今日", reverse("supervision:today")),
    )


def _row(size: int, seat: str, name: str, client: Client, url: str, empty: Client) -> dict:
    def page():
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)

    page()  # what a process asks once is not counted
    sql = measure.statements(page)
    shell = reverse("supervision:today")
    ms, sql_ms, empty_ms = measure.medians_ms(page, measure.bare(sql), lambda: empty.get(shell))
    return {
        "size": size,
        "seat": seat,
        "page": name,
        "ms": ms,
        "sql_ms": sql_ms,
        "empty_ms": empty_ms,
        "statements": len(sql),
    }


def printed(rows: list[dict]) -> str:
    """The rows as a table.

    Growth is against ten times fewer rows, each time in units of the empty page measured beside
    it, so that a machine that slowed down in between does not count as growth.
    """
    lines = ["规模      岗位            页面           毫秒   裸SQL   差值   空页  语句   增长"]
    last: dict = {}
    for row in rows:
        key = (row["seat"], row["page"])
        relative = row["ms"] / row["empty_ms"]
        growth = f"{relative / last[key]:.2f}×" if key in last else "—"
        last[key] = relative
        lines.append(
            f"{row['size']:<9} {row['seat']:<10} {row['page']:<10} {row['ms']:>6.1f} "
            f"{row['sql_ms']:>6.1f} {row['ms'] - row['sql_ms']:>6.1f} {row['empty_ms']:>6.1f} "
            f"{row['statements']:>4} {growth:>7}"
        )
    return "\n".join(lines)
