"""How the demo comes to be: each step whole or not at all, done steps left alone."""

import csv
from pathlib import Path

from django.conf import settings
from django.db import transaction

from deputies import roster
from deputies.actions import register as deputy_actions
from deputies.documents import register as deputy_documents
from deputies.models import Deputy, DeputySeat, Mandate
from liaison import clock
from liaison.accounts import actions as account_actions
from liaison.accounts.models import Seat, User
from liaison.audit import chain
from liaison.audit.models import Event
from liaison.documents import excel
from liaison.errors import Refused
from stations import documents as station_documents
from stations.actions import network as station_actions
from stations.hierarchy import Kind
from stations.models import Station
from suggestions.models import Concern, Department, DepartmentSeat
from suggestions.routing import Category
from supervision.management import cast

ROOT = Path(__file__).resolve().parents[2]
STATIONS = ROOT / "stations" / "data" / "tongling_stations.csv"
DEPARTMENTS = ROOT / "suggestions" / "data" / "departments.csv"
BEGUN, DONE = "begin_demo", "finish_demo"


def is_done() -> bool:
    """Whether the whole demo was loaded before."""
    return Event.objects.filter(verb=DONE).exists()


def begin() -> None:
    """Mark this database as a demo's. Raises Refused when anything real is in it already."""
    if Event.objects.filter(verb=BEGUN).exists():
        return
    for model in (User, Station, Deputy, Department, Concern):
        if model.objects.exists():
            name = model._meta.verbose_name
            raise Refused(f"数据库中已有{name}，演示数据只装入空的系统，以免与真实数据混在一起。")
    chain.record(BEGUN)


def finish() -> None:
    """Mark the demo as complete: from now on it is left alone, whatever visitors did to it."""
    chain.record(DONE)


def load_stations() -> None:
    """The network: 1 + 4 + 50 + 470."""
    if Station.objects.exists():
        return
    plan = station_documents.plan(station_documents.rows_of(STATIONS))
    station_actions.apply_import(plan, by=None, file_name=STATIONS.name)


def load_roster() -> None:
    """The deputies, through the importer a congress would use; the spreadsheet stays to look at."""
    if Mandate.objects.exists():
        return
    path = Path(settings.DATA_DIR) / "演示代表花名册.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(roster_workbook())
    plan = deputy_documents.plan(station_documents.rows_of(path))
    deputy_actions.apply_import(plan, by=None, file_name=path.name)


def roster_workbook() -> bytes:
    stations = Station.objects.filter(kind=Kind.STATION).for_list().values_list("code", "name")
    named = [(code, name.removesuffix("人大代表联络站")) for code, name in stations]
    title, headings, *rows = roster.rows(named)
    # The office's rosters carry a title above the headings; so does ours.
    return excel.workbook(title[0], [(title[0], 12)], [headings, *rows])


@transaction.atomic
def load_departments() -> None:
    """The units that answer."""
    categories = {category.label: category.value for category in Category}
    kinds = {kind.label: kind.value for kind in Department.Kind}
    with DEPARTMENTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named = [
                categories[label] for label in row["对应类别"].split(";") if label in categories
            ]
            Department.objects.get_or_create(
                code=row["编码"],
                defaults={
                    "name": row["名称"],
                    "aliases": row["简称"],
                    "duties": row["职能关键词"],
                    "categories": ";".join(named),
                    "kind": kinds[row["性质"]],
                },
            )


def load_accounts() -> None:
    """An account for every seat of the cast."""
    for part in cast.CAST:
        with transaction.atomic():
            _seat(part)


def seat_of(part: cast.Part) -> Seat | None:
    """The seat a part of the cast acts from; None before it was granted."""
    held = Seat.objects.filter(user__username=part.username, role=part.role, place_name=part.place)
    return held.select_related("user").order_by("pk").first()


def seat(username: str) -> Seat:
    """The first seat of this account of the cast."""
    part = next(part for part in cast.CAST if part.username == username)
    found = seat_of(part)
    if found is None:
        raise Refused(f"演示账号“{username}”还没有岗位。")
    return found


def _seat(part: cast.Part) -> None:
    if seat_of(part) is not None:
        return
    deputy = _deputy_at(part.deputy_of) if part.deputy_of else None
    user = User.objects.filter(username=part.username).first()
    if user is None:
        user = account_actions.open_account(
            username=part.username,
            name=part.name or deputy.name,
            password=cast.PASSWORD,
            must_change_password=False,
        )
    granted = account_actions.grant_seat(
        user,
        role=part.role,
        place_name=part.place,
        title=part.title,
        from_on=clock.today().replace(month=1, day=1),
    )
    if part.station:
        station_actions.seat_at(granted, Station.objects.get(code=part.station))
    if deputy:
        deputy_actions.act_as(granted, deputy)
    if part.department:
        unit = Department.objects.get(name=part.department)
        DepartmentSeat.objects.create(seat=granted, department=unit)


def _deputy_at(code: str) -> Deputy:
    """A city deputy assigned to this station, the same one each time."""
    today = clock.today()
    taken = DeputySeat.objects.values("deputy")
    here = Deputy.objects.member_of(Station.objects.get(code=code), today).exclude(pk__in=taken)
    return here.with_mandate(today, level="city").order_by("pk")[0]
