"""Everything that can happen to rules and standards: issued anew, checked by oneself, rated."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.attachments.actions import attach
from liaison.audit import chain
from liaison.errors import Refused
from stations import checklist
from stations.models import (
    ChecklistItem,
    Rating,
    RatingChange,
    RuleDocument,
    SelfCheck,
    Sheet,
    Station,
    station_of,
)


@transaction.atomic
def issue_rule(
    *,
    title: str,
    version: str,
    issued_on: date,
    effective_on: date,
    by: Seat | None,
    number: str = "",
    issuer: str = "",
    text: str = "",
    replaces: RuleDocument | None = None,
    sheet: str = Sheet.DUTY,
    kind: str = "",
    lines: Sequence[tuple[str, int]] = (),
    upload: UploadedFile | None = None,
) -> RuleDocument:
    """录入制度文件: a document, or the version that follows `replaces` from `effective_on` on (T22).

    `lines` are its checklist, (text, points), for stations of `kind` (empty: of every kind). The
    version before is repealed on the day this one takes effect and keeps its own checklist, so that
    closed years are judged by what held then. Raises Refused for a version that exists, a document
    that is current already, or one that would take effect before the version it replaces.
    """
    _check_keeps_rules(by)
    if replaces is not None:
        title = _repeal(replaces, on=effective_on).title
    document = RuleDocument(
        title=title,
        number=number,
        issuer=issuer,
        version=version,
        issued_on=issued_on,
        effective_on=effective_on,
        text=text,
    )
    _check(document)
    document.save(force_insert=True)
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            document=document, sheet=sheet, kind=kind, position=place, text=words, points=points
        )
        for place, (words, points) in enumerate(lines, start=1)
    )
    if upload is not None:
        attach(document, upload=upload, by=by)
    facts = {"name": str(document), "from_on": effective_on}
    chain.record("issue_rule", by=by, about=document, facts=facts)
    return document


def _repeal(document: RuleDocument, *, on: date) -> RuleDocument:
    last = RuleDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if last.repealed_on is not None:
        raise Refused(f"{last}已有后续版本，请从现行版本录入。")
    if on <= last.effective_on:
        raise Refused(f"新版本的施行日期必须晚于{last}的施行日期。")
    last.repealed_on = on
    last.save(update_fields=["repealed_on"])
    return last


def _check(document: RuleDocument) -> None:
    try:
        document.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


def _check_keeps_rules(by: Seat | None) -> None:
    """Rules hold for the whole network: only the office at its top writes them."""
    station = station_of(by)
    if by is not None and (station is None or station.depth > 1):
        raise PermissionDenied("制度文件由网络最高一级的代表工作机构维护。")


# -- a year of a station ------------------------------------------------------------------------
def day_of(year: int) -> date:
    """By the rules of which day a year is judged: its last, or today while it runs."""
    return min(date(year, 12, 31), clock.today())


def items_of(station: Station, year: int):
    """The checklist of this station, and of no other kind, for `year` (T23)."""
    return ChecklistItem.objects.for_kind(station.kind).in_force(day_of(year)).for_list()


@transaction.atomic
def check_self(
    station: Station, *, year: int, answers: Mapping[int, tuple[bool, str]], by: Seat
) -> int:
    """年度自查: `answers` are (done, note) by item; every item of the list is answered.

    Returns how many items were answered. Raises Refused for a year that is neither this one nor
    the last, for a year already rated, and for items that are not this station's.
    """
    _check_open(station, year)
    items = {item.pk: item for item in items_of(station, year)}
    if not items:
        raise Refused("没有适用于本站点的清单。")
    if set(answers) != set(items):
        raise Refused("请逐项填写本站点的全部清单。")
    rows = [
        SelfCheck(
            station=station,
            year=year,
            item=items[key],
            is_done=done,
            note=note,
            checked_at=clock.now(),
            checked_by=by,
        )
        for key, (done, note) in answers.items()
    ]
    SelfCheck.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["station", "year", "item"],
        update_fields=["is_done", "note", "checked_at", "checked_by"],
    )
    facts = {"years": [year], "rows": len(rows)}
    chain.record("check_self", by=by, about=station, facts=facts)
    return len(rows)


def _check_open(station: Station, year: int) -> None:
    Station.objects.select_for_update(of=("self",)).get(pk=station.pk)
    this_year = clock.today().year
    if year not in (this_year, this_year - 1):
        raise Refused("只能填报本年度或上一年度的自查。")
    if Rating.objects.filter(station=station, year=year).exists():
        raise Refused("该年度星级已评定，自查不再改动。")


@transaction.atomic
def rate(
    station: Station, *, year: int, confirmed: Sequence[int], by: Seat, note: str = ""
) -> Rating:
    """星级评定: `confirmed` are the items of the self-check the office found to be so (J1).

    Points count only where the station said done and the office confirmed it. Raises Refused when
    the station has not checked itself, or was rated for this year.
    """
    _check_open(station, year)
    points, out_of = _confirmed(station, year, confirmed)
    rating = Rating.objects.create(
        station=station,
        year=year,
        points=points,
        out_of=out_of,
        stars=checklist.stars(points, out_of),
        note=note,
        rated_at=clock.now(),
        rated_by=by,
    )
    facts = {"years": [year], "stars": rating.stars}
    chain.record("rate_station", by=by, about=station, facts=facts)
    return rating


def may_correct(rating: Rating, *, by: Seat) -> bool:
    """Whether `by` is who rated it, or sits in the rater's office or one above."""
    if by.role != Role.COMMITTEE:
        return False
    rater, own = station_of(rating.rated_by), station_of(by)
    return by.pk == rating.rated_by_id or bool(own and rater and rater.path.startswith(own.path))


@transaction.atomic
def correct_rating(
    rating: Rating, *, confirmed: Sequence[int], reason: str, by: Seat, note: str = ""
) -> RatingChange:
    """更正星级: rate anew from other `confirmed` items, with a reason; what it was is kept (J1).

    Raises PermissionDenied unless `by` rated it or answers for the rater's office; Refused without
    a reason, or when neither points nor words would change.
    """
    rows = Rating.objects.select_for_update(of=("self",)).select_related("rated_by", "station")
    rating = rows.get(pk=rating.pk)
    if not may_correct(rating, by=by):
        raise PermissionDenied("星级由评定的代表工作机构更正。")
    if not reason.strip():
        raise Refused("更正星级须写明理由。")
    points, out_of = _confirmed(rating.station, rating.year, confirmed)
    if (points, note) == (rating.points, rating.note):
        raise Refused("得分和评语都没有变化，不用更正。")
    change = RatingChange(
        rating=rating, was_points=rating.points, was_stars=rating.stars, points=points,
        stars=checklist.stars(points, out_of), reason=reason.strip(), changed_at=clock.now(),
        changed_by=by,
    )  # fmt: skip
    change.save(force_insert=True)
    rating.points, rating.out_of, rating.stars = points, out_of, change.stars
    rating.note = note
    rating.save(update_fields=["points", "out_of", "stars", "note"])
    facts = {"years": [rating.year], "was": change.was_stars, "stars": change.stars}
    facts["reason"] = change.reason
    chain.record("correct_rating", by=by, about=rating.station, facts=facts)
    return change


def _confirmed(station: Station, year: int, confirmed: Sequence[int]) -> tuple[int, int]:
    """Mark what the office found to be so; (points, out of). Refused without a self-check."""
    rows = list(
        SelfCheck.objects.filter(
            station=station, year=year, item__in=items_of(station, year)
        ).select_related("item")
    )
    if not rows:
        raise Refused("该站点尚未完成本年度自查，不能评定。")
    for row in rows:
        row.is_confirmed = row.is_done and row.item_id in set(confirmed)
    SelfCheck.objects.bulk_update(rows, ["is_confirmed"])
    standard = [row for row in rows if row.item.sheet == Sheet.STANDARD] or rows
    return checklist.score((row.item.points, bool(row.is_confirmed)) for row in standard)
