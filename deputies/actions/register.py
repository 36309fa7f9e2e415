"""Everything that can happen to a deputy's record: imported, assigned, released, telephone looked at."""

from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction

from deputies.actions.terms import tie_loose
from deputies.models import Deputy, DeputySeat, Mandate, Membership
from deputies.sheet import day, level_of, name_key
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from liaison.privacy.index import blind
from stations.models import ImportDraft, Station
from stations.sheet import Line

#: By which purpose telephone numbers are indexed; never change it, the index cannot be recomputed.
PHONE_INDEX = "deputy.phone"
#: The key of the advisory lock that lets one roster at a time be imported ("rost" in ASCII).
ROSTER_LOCK = 0x726F7374
BATCH = 500


@transaction.atomic
def assign(
    deputy: Deputy,
    *,
    station: Station,
    on: date,
    until: date | None = None,
    is_primary: bool = True,
    by: Seat | None,
) -> Membership:
    """编组进站: from `on` to `until` (local dates, both included) the deputy belongs to `station` (T11).

    A new primary station ends the former one the day before; only an extra one has a last day from
    the start. Raises Refused when he belongs there already, the station is closed, or does not lie
    below the seat's own, or the days do not fit.
    """
    if until is not None and (is_primary or until < on):
        raise Refused("只有兼入的站点可以预定调出日期，且不能早于编入日期。")
    deputy = _locked(deputy)
    _check_answers_for(station, by)
    if station.closed_on is not None:
        raise Refused(f"“{station.name}”已撤销，不能编入。")
    if deputy.memberships.not_over(on).filter(station=station).exists():
        raise Refused(f"{deputy.name}已编入“{station.name}”。")
    standing = list(deputy.memberships.filter(to_on=None).order_by("pk"))
    for each in standing:
        if is_primary and each.is_primary:
            _end(each, on)
    member = Membership.objects.create(
        deputy=deputy, station=station, is_primary=is_primary, from_on=on, to_on=until
    )
    chain.record("assign_deputy", by=by, about=deputy, facts={"station": station.code, "on": on})
    return member


@transaction.atomic
def release(membership: Membership, *, on: date, by: Seat | None) -> Membership:
    """调出: `on` (a local date) is the first day the deputy no longer belongs to the station."""
    _locked(membership.deputy)
    membership = Membership.objects.select_related("station", "deputy").get(pk=membership.pk)
    _check_answers_for(membership.station, by)
    if membership.to_on is not None:
        raise Refused("该代表已调出此站点。")
    _end(membership, on)
    facts = {"station": membership.station.code, "on": on}
    chain.record("release_deputy", by=by, about=membership.deputy, facts=facts)
    return membership


@transaction.atomic
def reveal_phone(deputy: Deputy, *, by: Seat) -> str:
    """显示号码: the full telephone number, and a record of who looked (facts §5.3)."""
    chain.record("view_personal", by=by, about=deputy, facts={"field": "手机号"})
    return deputy.phone


@transaction.atomic
def act_as(seat: Seat, deputy: Deputy) -> DeputySeat:
    """代表岗位: `seat` acts as `deputy`. Raises Refused when it already acts as another."""
    placed, _ = DeputySeat.objects.get_or_create(seat=seat, defaults={"deputy": deputy})
    if placed.deputy_id != deputy.pk:
        raise Refused("该岗位已属于另一位代表。")
    return placed


def apply_import(plan, *, by: Seat | None, file_name: str = "", draft: ImportDraft | None = None):
    """导入代表: do all that `plan` (deputies.documents.register.Plan) says, or nothing.

    Raises Refused when a row is bad or in doubt, or when somebody else changed the register since
    the plan was made. A few statements whatever the number of rows. `draft`, done with, goes.
    """
    if plan.faults:
        raise Refused(f"有 {len(plan.faults)} 处错误，未导入任何内容。")
    if plan.doubts:
        raise Refused(f"有 {len(plan.doubts)} 行需要确认，未导入任何内容。")
    try:
        with transaction.atomic():
            _write(plan, by=by, file_name=file_name, draft=draft)
    except IntegrityError as clash:
        raise Refused("名册刚刚被改动，未导入任何内容，请重新预览。") from clash
    return plan


def _write(plan, *, by, file_name, draft) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROSTER_LOCK])
    write_new_people([each for each in plan.people if each.is_new])
    write_changed_people([each for each in plan.people if each.changes])
    _write_mandates(plan)
    _write_memberships(plan.people)
    tie_loose()
    facts = {"file": file_name, "new": len(plan.new), "changed": len(plan.changed)}
    chain.record("import_deputies", by=by, facts=facts)
    if draft is not None:
        draft.delete()


def write_new_people(plans) -> None:
    """Put those not on record there; each then knows its key."""
    deputies = [Deputy(**_columns(each.wanted)) for each in plans]
    Deputy.objects.bulk_create(deputies, batch_size=BATCH)
    for each, deputy in zip(plans, deputies, strict=True):
        each.person.pk = deputy.pk


def _columns(values: dict) -> dict:
    """What the texts of a roster are on record: with sort key and telephone index."""
    columns = dict(values)
    if "name" in columns:
        columns["name_key"] = name_key(columns["name"])
    if "phone" in columns:
        columns["phone_index"] = blind(columns["phone"], PHONE_INDEX)
    return columns


def write_changed_people(plans) -> None:
    """One UPDATE per batch for each set of columns that changes."""
    records = Deputy.objects.defer("phone").in_bulk([each.person.pk for each in plans])
    groups: dict[tuple, list[Deputy]] = {}
    for each in plans:
        columns = _columns(each.changes)
        deputy = records[each.person.pk]
        for name, value in columns.items():
            setattr(deputy, name, value)
        groups.setdefault(tuple(sorted(columns)), []).append(deputy)
    for names, deputies in groups.items():
        Deputy.objects.bulk_update(deputies, names, batch_size=BATCH)


def _write_mandates(plan) -> None:
    Mandate.objects.bulk_create([_mandate(row) for row in plan.new], batch_size=BATCH)
    changed = [row for row in plan.rows if row.mandate_changes]
    records = Mandate.objects.in_bulk([row.mandate_pk for row in changed])
    for row in changed:
        mandate = records[row.mandate_pk]
        for name, value in row.mandate_changes.items():
            if name == "deputy":
                mandate.deputy_id = value.pk
            elif name == "from_on":
                mandate.from_on = mandate.elected_on = value
            else:
                setattr(mandate, name, value)
    fields = ["deputy", "electorate", "delegation", "group", "from_on", "elected_on"]
    Mandate.objects.bulk_update(records.values(), fields, batch_size=BATCH)


def _mandate(row) -> Mandate:
    line = row.line
    return Mandate(
        deputy_id=row.about.person.pk,
        level=level_of(line["level"]) or "",
        term=line["term"],
        certificate_no=line["certificate_no"],
        electorate=line["electorate"],
        delegation=line["delegation"],
        group=line["group"],
        elected_on=since(line),
        from_on=since(line),
        to_on=day(line["to_on"]),
        end_reason=Mandate.End.TERM if line["to_on"] else "",
    )


def since(line: Line) -> date:
    """The day a row's mandate began; the plan has refused rows without one."""
    began = day(line["from_on"])
    if began is None:
        raise Refused("有一行没有当选日期，未导入任何内容。")
    return began


def _write_memberships(plans) -> None:
    today = clock.today()
    leaving = Membership.objects.in_bulk([each.leaves for each in plans if each.leaves])
    for membership in leaving.values():
        membership.to_on = today - timedelta(days=1)
    Membership.objects.bulk_update(leaving.values(), ["to_on"], batch_size=BATCH)
    _promote([each for each in plans if each.leaves and each.stations[0] not in each.joins])
    Membership.objects.bulk_create(
        [
            Membership(
                deputy_id=each.person.pk,
                station_id=station,
                is_primary=station == each.stations[0] and _needs_primary(each),
                from_on=each.joined_on if each.is_new else today,
            )
            for each in plans
            for station in each.joins
        ],
        batch_size=BATCH,
    )


def _needs_primary(each) -> bool:
    return each.is_new or each.leaves is not None or not each.has_primary


def _promote(plans) -> None:
    """Whoever's new primary station was an extra one so far."""
    for each in plans:
        extra = Membership.objects.filter(
            deputy_id=each.person.pk, station_id=each.stations[0], to_on=None
        )
        extra.update(is_primary=True)


def _locked(deputy: Deputy) -> Deputy:
    return Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)


def _end(membership: Membership, on: date) -> None:
    """`on` is the first day out; whoever joined after that day never belonged."""
    membership.to_on = on - timedelta(days=1)
    membership.save(update_fields=["to_on"])


def _check_answers_for(station: Station, by: Seat | None) -> None:
    if by is not None and not Station.objects.managed_by(by).filter(pk=station.pk).exists():
        raise Refused(f"“{station.name}”不在您的管理范围内。")
