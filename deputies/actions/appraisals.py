"""How a year's points become grades, and how they are made known and taken back (C11, J14)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum

from deputies import points
from deputies.actions.standings import QUARTERS
from deputies.models import (
    Appraisal,
    Audience,
    Consent,
    Deputy,
    FrozenTotal,
    Publication,
    PublishingConsent,
    RuleSet,
    deputy_of,
)
from deputies.performance.appraisal import Grade, Scale
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Station, station_of

LAST_QUARTER = QUARTERS[-1]


# -- grades -------------------------------------------------------------------------------------
def scale_of(year: int) -> Scale:
    """The table of grades of a year: that of the rules in force on its last day. Refused without one."""
    rules = RuleSet.objects.on(date(year, 12, 31)).first()  # type: ignore[attr-defined]
    if rules is None:
        raise Refused(f"{year}年没有执行中的积分规则，不能考评。")
    return rules.scale


def frozen_points(year: int, deputies) -> dict[int, Decimal]:
    """deputy → points of the whole frozen year, among `deputies` (a QuerySet). One statement."""
    rows = FrozenTotal.objects.filter(
        period__year=year, period__reopened_at=None, deputy__in=deputies.order_by().values("pk")
    )
    return dict(rows.order_by().values_list("deputy").annotate(Sum("points")))


@transaction.atomic
def appraise_all(year: int, *, by: Seat) -> int:
    """年度考评: everybody of the seat's tree not graded yet gets the grade his points propose.

    Returns how many. Refused until the whole year is frozen: what a grade rests on stands.
    """
    _check_committee(by)
    _check_frozen(year)
    scale, now = scale_of(year), clock.now()
    mine = Deputy.objects.visible_to(by)
    graded = set(Appraisal.objects.filter(year=year).values_list("deputy", flat=True))
    rows = [
        Appraisal(
            deputy_id=pk,
            year=year,
            points=total,
            proposed=scale.grade(total),
            grade=scale.grade(total),
            needs_talk=scale.needs_talk(total),
            decided_at=now,
            decided_by=by,
        )
        for pk, total in sorted(frozen_points(year, mine).items())
        if pk not in graded
    ]
    Appraisal.objects.bulk_create(rows, batch_size=1000)
    chain.record("appraise_all", by=by, facts={"year": year, "new": len(rows)})
    return len(rows)


@transaction.atomic
def appraise(deputy: Deputy, *, year: int, grade: str, reason: str = "", by: Seat) -> Appraisal:
    """评定等次 of one deputy, anew where there was one: another than proposed needs a `reason`."""
    _check_committee(by, deputy)
    _check_frozen(year)
    scale = scale_of(year)
    total = frozen_points(year, Deputy.objects.filter(pk=deputy.pk)).get(deputy.pk)
    if total is None:
        raise Refused(f"{deputy.name}在{year}年没有结账的积分。")
    proposed = scale.grade(total)
    if grade != proposed and not reason:
        raise Refused(f"按积分建议等次为“{proposed.label}”，评为其他等次须写明理由。")
    before = Appraisal.objects.select_for_update(of=("self",)).filter(deputy=deputy, year=year)
    was = before.first()
    given = {
        "points": total,
        "proposed": proposed,
        "grade": grade,
        "reason": reason if grade != proposed else "",
        "needs_talk": scale.needs_talk(total),
        "decided_at": clock.now(),
        "decided_by": by,
    }
    made, _ = Appraisal.objects.update_or_create(deputy=deputy, year=year, defaults=given)
    facts = {
        "deputy": deputy.name,
        "year": year,
        "was": was.get_grade_display() if was else "",
        "now": Grade(grade).label,
        "reason": reason,
    }
    chain.record("appraise", by=by, about=made, facts=facts)
    return made


@transaction.atomic
def record_talk(appraisal: Appraisal, *, on: date, note: str, by: Seat) -> Appraisal:
    """记录约谈 with a deputy whose points are low (facts §6.5)."""
    _check_committee(by, appraisal.deputy)
    row = Appraisal.objects.select_for_update(of=("self",)).get(pk=appraisal.pk)
    if not row.needs_talk:
        raise Refused("该代表的积分不在约谈范围内。")
    if on > clock.today():
        raise Refused("约谈日期不能在今天之后。")
    row.talked_on, row.talk_note = on, note
    row.save(update_fields=["talked_on", "talk_note"])
    facts = {"deputy": row.deputy.name, "year": row.year, "on": on}
    chain.record("record_talk", by=by, about=row, facts=facts)
    return row


# -- making known -------------------------------------------------------------------------------
@transaction.atomic
def publish(
    *,
    year: int,
    quarter: int,
    audience: str,
    consent: str,
    shows: Iterable[str] = (),
    by: Seat,
) -> Publication:
    """公示积分 (J14) of a frozen period to one audience, for the deputies of the seat's tree.

    `shows` are any of groups, grade, lines; `quarter` 0 is the whole year. Raises Refused for what
    is not frozen, not graded, or published to this audience already.
    """
    _check_committee(by)
    station = _own_station(by)
    draft = unpublished(year, quarter, audience, consent, shows, station)
    _check_publishable(draft)
    draft.published_at, draft.published_by = clock.now(), by
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("该时段已向这一对象公示，请先撤下原公示。") from clash
    facts = {"period": draft.period, "audience": draft.get_audience_display()}
    chain.record("publish_points", by=by, about=draft, facts=facts)
    return draft


def unpublished(year, quarter, audience, consent, shows, station: Station) -> Publication:
    """The publication as it would be: what a preview shows. Nothing is written."""
    shown = set(shows)
    return Publication(
        year=year,
        quarter=quarter,
        audience=audience,
        consent=Consent.LAW if audience == Audience.SELF else consent,
        station=station,
        shows_groups="groups" in shown,
        shows_grade="grade" in shown,
        shows_lines="lines" in shown,
    )


def _check_publishable(draft: Publication) -> None:
    until = points.frozen_until(draft.year)
    if until < (draft.quarter or LAST_QUARTER):
        raise Refused(f"{draft.period}尚未结账，结账后的积分才能公示。")
    if draft.shows_grade and draft.quarter:
        raise Refused("考评等次按年评定，只能随全年积分公示。")
    if draft.shows_grade and not Appraisal.objects.filter(year=draft.year).exists():
        raise Refused(f"{draft.year}年度考评尚未评定，不能公示等次。")


@transaction.atomic
def withdraw_publication(publication: Publication, *, reason: str, by: Seat) -> Publication:
    """撤下公示: from now on nobody of its audience sees it."""
    _check_committee(by)
    row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if row.withdrawn_at is not None:
        raise Refused("该公示已撤下。")
    row.withdrawn_at, row.withdrawn_by, row.withdraw_reason = clock.now(), by, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    facts = {"period": row.period, "audience": row.get_audience_display(), "reason": reason}
    chain.record("withdraw_publication", by=by, about=row, facts=facts)
    return row


@transaction.atomic
def say_consent(*, audience: str, agrees: bool, by: Seat) -> PublishingConsent:
    """公示意见: the deputy of the seat agrees to his points being made known to `audience`, or objects."""
    deputy = deputy_of(by)
    if deputy is None:
        raise PermissionDenied("只有代表本人可以表示意见。")
    given = {"agrees": agrees, "said_at": clock.now(), "said_by": by}
    said, _ = PublishingConsent.objects.update_or_create(
        deputy=deputy, audience=audience, defaults=given
    )
    facts = {"audience": said.get_audience_display(), "answer": "同意" if agrees else "不同意"}
    chain.record("say_consent", by=by, about=said, facts=facts)
    return said


# -- what may be --------------------------------------------------------------------------------
def _check_committee(by: Seat, deputy: Deputy | None = None) -> None:
    if by.role != Role.COMMITTEE:
        raise PermissionDenied("只有人大机关岗位可以办理。")
    if deputy and not Deputy.objects.visible_to(by).filter(pk=deputy.pk).exists():
        raise PermissionDenied("该代表不在您的管理范围内。")


def _check_frozen(year: int) -> None:
    if points.frozen_until(year) < LAST_QUARTER:
        raise Refused(f"{year}年积分尚未全部结账，结账后才能考评。")


def _own_station(by: Seat) -> Station:
    station = station_of(by)
    if station is None:
        raise PermissionDenied("您的岗位没有所在站点。")
    return station
