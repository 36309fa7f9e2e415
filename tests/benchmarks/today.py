"""Server time of the first page of every seat above its bare SQL, with a year of activities."""

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from deputies.models import Deputy, DeputySeat
from liaison.accounts.roles import Role
from suggestions.models import Department, DepartmentSeat
from tests.benchmarks import compliance, ground, measure
from tests.benchmarks.pages import MAIN, STATION, printed

__all__ = ["printed", "run"]

#: Activities in the year.
ACTIVITIES = 6_000


def run(sizes: tuple[int, ...]) -> list[dict]:
    """One row per seat and size, as the other pages are measured (pages.printed prints them)."""
    call_command("collectstatic", interactive=False, verbosity=0)
    _fill_year()
    seats = {
        "站点联络员": ground.signed_in(Role.STATION, STATION),
        "市级代表机构": ground.signed_in(Role.COMMITTEE, MAIN),
        "领导": ground.signed_in(Role.LEADER, MAIN),
        "政府办": ground.signed_in(Role.GOVERNMENT),
        "代表": _deputy(),
        "承办单位": _department(),
        "系统管理员": ground.signed_in(Role.SYSTEM_ADMIN),
    }
    empty = ground.signed_in(Role.AUDIT_ADMIN)
    rows = []
    for size in sizes:
        ground.fill(size)
        rows += [_row(size, seat, client, empty) for seat, client in seats.items()]
    return rows


def _fill_year() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM stations_station WHERE depth > 1")
        facts = {"stations": cursor.fetchone()[0], "activities": ACTIVITIES}
        columns = compliance.activity_columns()
        statement = compliance.insert_into(compliance.ACTIVITIES, "stations_activity", columns)
        cursor.execute(statement, facts)
        cursor.execute("VACUUM ANALYZE stations_activity")


def _deputy() -> Client:
    client = ground.signed_in(Role.DEPUTY)
    seat = client.session["_auth_user_id"]
    deputy = Deputy.objects.filter(memberships__station__code=STATION).order_by("pk").first()
    deputy = deputy or Deputy.objects.order_by("pk").first()
    DeputySeat.objects.create(seat=ground.seat_of(seat), deputy=deputy)
    return client


def _department() -> Client:
    client = ground.signed_in(Role.DEPARTMENT)
    unit = Department.objects.order_by("pk").first() or Department.objects.create(
        code="BENCH", name="市住房和城乡建设局"
    )
    DepartmentSeat.objects.create(
        seat=ground.seat_of(client.session["_auth_user_id"]), department=unit
    )
    return client


def _row(size: int, seat: str, client: Client, empty: Client) -> dict:
    url = reverse("supervision:today")

    def page():
        assert client.get(url).status_code == 200

    page()  # what a process asks once is not counted
    sql = measure.statements(page)
    ms, sql_ms, empty_ms = measure.medians_ms(page, measure.bare(sql), lambda: empty.get(url))
    return {
        "size": size,
        "seat": seat,
        "page": "今日",
        "ms": ms,
        "sql_ms": sql_ms,
        "empty_ms": empty_ms,
        "statements": len(sql),
    }
