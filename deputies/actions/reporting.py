"""Everything that can happen to a report to the voters: plan, report, vote, feed back, file (facts §6.5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from deputies.compliance import rule_on
from deputies.models import Mandate, Reporting
from deputies.models.reporting import CONTENTS
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from stations.actions.recipients import people_above
from stations.models import Station, ids_below


@transaction.atomic
def plan(mandate: Mandate, *, station: Station, held_on: date, place: str, by: Seat) -> Reporting:
    """安排述职 on `held_on` (a local date), held by `station`; the deputy is told.

    Raises Refused when the station is not the seat's, the mandate is not in force on that day, or
    one is planned for the day already.
    """
    if station.pk not in ids_below(by):
        raise Refused("该站点不在您的管理范围内。")
    if held_on < mandate.from_on or (mandate.to_on and held_on > mandate.to_on):
        raise Refused("述职日期不在该代表的任期内。")
    made = Reporting(
        mandate=mandate,
        station=station,
        held_on=held_on,
        place=place,
        planned_by=by,
        planned_at=clock.now(),
    )
    _keep(made)
    _record("reporting.plan", made, by)
    _tell(made, "reporting_planned", _deputy_people(made))
    return made


@transaction.atomic
def report(reporting: Reporting, *, by: Seat, **contents: str) -> Reporting:
    """提交书面述职报告: all five kinds of content (facts §6.5); may be given anew before the vote.

    Raises Refused naming the parts left empty.
    """
    reporting = _step(reporting, "report", by)
    for name in CONTENTS:
        setattr(reporting, name, contents.get(name, "").strip())
    empty = [heading for heading, text in reporting.contents if not text]
    if empty:
        raise Refused(f"报告还缺：{'、'.join(empty)}。五个部分都写到才能提交。")
    _keep(reporting)
    _record("reporting.report", reporting, by)
    return reporting


@transaction.atomic
def vote(reporting: Reporting, *, by: Seat, voiced: str = "", **counts: int) -> Reporting:
    """记录评议结果, as announced on the spot: who came, ballots handed out, and what they said.

    Raises Refused before the day, when fewer voters' representatives came than the rule on that day
    asks, and when the ballots do not add up.
    """
    reporting = _step(reporting, "vote", by)
    if reporting.held_on > clock.today():
        raise Refused(f"述职会定在 {reporting.held_on:%Y-%m-%d}，到日才能记录评议结果。")
    reporting.minimum = rule_on(reporting.held_on).reporting_voters
    for name, number in counts.items():
        setattr(reporting, name, number)
    _check_quorum(reporting)
    reporting.voiced = voiced.strip()
    reporting.voted_by, reporting.voted_at = by, clock.now()
    _keep(reporting)
    _record(
        "reporting.vote", reporting, by, {"present": reporting.present, "counts": reporting.counts}
    )
    _tell(reporting, "reporting_voted", _deputy_people(reporting))
    return reporting


def _check_quorum(reporting: Reporting) -> None:
    came = reporting.present or 0
    if came < reporting.minimum:
        raise Refused(
            f"到会选民代表 {came} 人，少于规定的 {reporting.minimum} 人，评议无效；"
            "请另行安排述职会。"
        )


@transaction.atomic
def feed_back(reporting: Reporting, *, feedback: str, on: date, by: Seat) -> Reporting:
    """书面反馈 to the deputy, given on `on` (a local date), which is not before the report."""
    reporting = _step(reporting, "feed_back", by)
    if not reporting.held_on <= on <= clock.today():
        raise Refused("反馈日期应在述职当天或之后，不晚于今天。")
    reporting.feedback, reporting.fed_back_on = feedback.strip(), on
    _keep(reporting)
    _record("reporting.feed_back", reporting, by)
    _tell(reporting, "reporting_fed_back", _deputy_people(reporting))
    return reporting


@transaction.atomic
def put_on_file(reporting: Reporting, *, file_no: str, by: Seat) -> Reporting:
    """存档 under `file_no`; the committee above learns that it may be published."""
    reporting = _step(reporting, "put_on_file", by)
    reporting.file_no = file_no.strip()
    _keep(reporting)
    _record("reporting.file", reporting, by, {"number": reporting.file_no})
    if by.role != Role.COMMITTEE:
        _tell(reporting, "reporting_filed", people_above(reporting.station, Role.COMMITTEE))
    return reporting


@transaction.atomic
def publish(reporting: Reporting, *, by: Seat) -> Reporting:
    """公布: report and counts stand on the station's public pages; names of voters never do."""
    reporting = _step(reporting, "publish", by)
    reporting.published_at = clock.now()
    _keep(reporting)
    _record("reporting.publish", reporting, by)
    return reporting


@transaction.atomic
def cancel(reporting: Reporting, *, reason: str, by: Seat) -> Reporting:
    """取消, with the reason."""
    reporting = _step(reporting, "cancel", by)
    reporting.cancel_reason = reason.strip()
    _keep(reporting)
    _record("reporting.cancel", reporting, by, {"reason": reporting.cancel_reason})
    _tell(reporting, "reporting_cancelled", _deputy_people(reporting))
    return reporting


# -- inside -------------------------------------------------------------------------------------
def _step(reporting: Reporting, key: str, by: Seat) -> Reporting:
    rows = Reporting.objects.select_for_update(of=("self",))
    reporting = rows.select_related("mandate__deputy", "station").get(pk=reporting.pk)
    reporting.stage = reporting.check_step(key, by=by).target
    return reporting


def _keep(reporting: Reporting) -> None:
    try:
        reporting.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    reporting.save()


def _record(verb: str, reporting: Reporting, by: Seat, facts: dict | None = None) -> None:
    about = {"deputy": reporting.deputy.name, "on": reporting.held_on}
    chain.record(verb, by=by, about=reporting, facts=about | (facts or {}))


def _deputy_people(reporting: Reporting):
    current = Seat.objects.current(clock.today())  # type: ignore[attr-defined]
    seats = current.filter(role=Role.DEPUTY, deputy_seat__deputy=reporting.mandate.deputy_id)
    return User.objects.filter(is_active=True, seats__in=seats).distinct()


def _tell(reporting: Reporting, template: str, to) -> None:
    outbox.post(
        to=to,
        template=template,
        about=reporting,
        once=f"{template}:{reporting.pk}",
        context={
            "deputy": reporting.deputy.name,
            "on": reporting.held_on,
            "place": reporting.place,
        },
        url=reporting.get_absolute_url(),
    )
