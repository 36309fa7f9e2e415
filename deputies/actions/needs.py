"""Everything that can happen to a need for service: registered, invited, arranged, served, rated (T19)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from deputies.actions import invitations as activity_invitations
from deputies.models import (
    Attendance,
    Deputy,
    DeputySkill,
    Duty,
    Need,
    NeedInvitation,
    Skill,
    deputy_of,
)
from deputies.nearness import ranking
from deputies.workflow import SYSTEM, NeedStage
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from stations.actions import activities
from stations.models import Form, Function, Station, ids_below
from stations.workflow import ActivityStage

Answer = NeedInvitation.Answer
_VERBS = "need."


@transaction.atomic
def register(*, station: Station, skills: Sequence[Skill], once: UUID, by: Seat, **said) -> Need:
    """登记需求: who needs what, where and when; the same form twice is one need.

    Raises PermissionDenied at a station `by` does not answer for, Refused for what does not fit.
    """
    if by.role not in (Role.STATION, Role.COMMITTEE) or station.pk not in ids_below(by):
        raise PermissionDenied("该站点不在您的管理范围内。")
    if known := Need.objects.filter(once=once).first():
        return known
    if not skills:
        raise Refused("请至少选择一项需要的特长。")
    need = Need(station=station, once=once, created_at=clock.now(), created_by=by, **said)
    try:
        need.full_clean(exclude=["created_by", "station"])
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    need.save(force_insert=True)
    need.skills.set(skills)
    chain.record("need.register", by=by, about=need, facts={"station": station.code})
    return need


def proposed(need: Need, today: date) -> list[tuple[Deputy, ranking.Ranked]]:
    """推荐代表: who suits `need`, the best first, with the reasons; whoever was asked is left out.

    Deputies in office of the same network with one of the skills, and those of the need's own
    station. Eight statements whatever the number.
    """
    wanted = {each.pk: each.name for each in need.skills.all()}
    asked = need.invitations.order_by().values("deputy")
    skilled = DeputySkill.objects.confirmed().filter(skill__in=wanted)
    reachable = Deputy.objects.in_office(today).exclude(pk__in=asked)
    able = reachable.filter(pk__in=skilled.order_by().values("deputy"))
    near = reachable.filter(pk__in=Deputy.objects.member_of(need.station, today).values("pk"))
    rows = (able | near).public().for_list().with_posts(today)
    people = {each.pk: each for each in rows if _same_network(each, need.station)}
    known: dict[int, dict[int, bool]] = {}
    for deputy, skill, proof in skilled.order_by("pk").values_list("deputy", "skill", "proof"):
        known.setdefault(deputy, {})[skill] = bool(proof)
    loads = _loads(list(people), today)
    members = Deputy.objects.party_members().filter(pk__in=list(people))
    party = set(members.values_list("pk", flat=True)) if need.theme else set()
    want = ranking.Want(wanted, need.station.path, prefers_party=bool(need.theme))
    candidates = (
        ranking.Candidate(
            pk=pk,
            key=each.name_key,
            skills=known.get(pk, {}),
            stations=tuple((m.station.path, m.station.name) for m in each.stations_now),
            load=loads.get(pk, 0),
            is_party=each.pk in party,
        )
        for pk, each in people.items()
    )
    return [(people[one.pk], one) for one in ranking.rank(want, candidates)]


def invite(need: Need, *, deputies: Iterable[Deputy], by: Seat) -> int:
    """邀请代表: ask `deputies`; whoever was asked before is not asked again. How many are new."""
    with _step("invite", need, by=by) as at:
        keys = [each.pk for each in deputies]
        asked = set(need.invitations.filter(deputy__in=keys).values_list("deputy_id", flat=True))
        serving = Deputy.objects.in_office(clock.local_date(at)).filter(pk__in=set(keys) - asked)
        new = [
            NeedInvitation(need=need, deputy_id=pk, asked_at=at)
            for pk in serving.order_by("pk").values_list("pk", flat=True)
        ]
        if not new:
            raise Refused("请选择至少一位还没有邀请过的在任代表。")
        NeedInvitation.objects.bulk_create(new)
        _tell(_accounts([each.deputy_id for each in new]), "need_invited", need, f"invited:{at}")
    return len(new)


@transaction.atomic
def answer(invitation: NeedInvitation, *, coming: bool, reason: str = "", by: Seat) -> None:
    """回复邀请: the deputy accepts, or declines with a reason; once everybody declined it is open again.

    Raises PermissionDenied for another's invitation, Refused when it was answered or is too late.
    """
    own = deputy_of(by)
    if own is None or own.pk != invitation.deputy_id:
        raise PermissionDenied("只能回复本人的邀请。")
    need = _locked(invitation.need)
    invitation = NeedInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.answer != Answer.WAITING:
        raise Refused(f"您已经回复“{invitation.get_answer_display()}”，如有变化请联系站点联络员。")
    if not coming and not reason.strip():
        raise Refused("婉拒须写明原因。")
    need.check_step("accept", by=by)
    invitation.answer = Answer.ACCEPTED if coming else Answer.DECLINED
    invitation.decline_reason = "" if coming else reason.strip()
    invitation.answered_at = clock.now()
    invitation.save(update_fields=["answer", "decline_reason", "answered_at"])
    if coming:
        _move(need, "accept", by=by)
    elif (
        need.stage == NeedStage.INVITED
        and not need.invitations.exclude(answer=Answer.DECLINED).exists()
    ):
        _move(need, "run_out", by=SYSTEM)
    facts = {"answer": invitation.get_answer_display(), "deputy": own.name}
    chain.record("need.answer", by=by, about=need, facts=facts)
    _tell([need.created_by.user], "need_answered", need, f"answered:{invitation.pk}", own=own)


def arrange(need: Need, *, on: date, starts: time, ends: time, place: str, by: Seat) -> None:
    """安排服务: an activity of the station with the deputies who accepted; 121 counts it by its own rule.

    Raises Refused while an arranged one stands, or when the day is past.
    """
    with _step("arrange", need, by=by):
        if need.activity is not None and need.activity.stage != ActivityStage.CANCELLED:
            raise Refused("已经安排了服务活动；要改期请在活动页面修改，要重排请先取消活动。")
        if on < clock.today():
            raise Refused("服务日期不能早于今天。")
        activity = activities.plan(
            station=need.station,
            function=Function.CONTACT,
            form=Form.MOBILE,
            title=f"服务：{need.title}"[:80],
            starts_at=_moment(on, starts),
            ends_at=_moment(on, ends),
            place=place,
            about=need.text,
            once=uuid4(),
            by=by,
        )
        coming = _accepted(need)
        activity_invitations.invite(activity, deputies=coming, by=by)
        activity.duties.update(answer=Duty.Answer.COMING, answered_at=clock.now())
        activities.publish(activity, by=by)
        need.activity, need.place = activity, place or need.place
        need.save(update_fields=["activity", "place"])


def serve(need: Need, *, outcome: str, beneficiaries: int, by: Seat) -> None:
    """登记结果: what came of it, after the activity was held and a deputy was there. Raises Refused."""
    with _step("serve", need, by=by):
        if need.activity is None or not need.activity.counts:
            raise Refused("服务活动还没有记为举行，请先在活动页面记为举行。")
        if not Attendance.objects.filter(activity=need.activity).exists():
            raise Refused("服务活动还没有代表签到，请先登记到场代表。")
        need.outcome, need.beneficiaries = outcome.strip(), beneficiaries
        need.save(update_fields=["outcome", "beneficiaries"])


def feed_back(need: Need, *, rating: str, words: str = "", by: Seat) -> None:
    """受益方评价: what those served said of it; the need is closed."""
    with _step("feed_back", need, by=by):
        need.rating, need.rating_words = rating, words.strip()
        need.save(update_fields=["rating", "rating_words"])


def cancel(need: Need, *, reason: str, by: Seat) -> None:
    """撤回: it is needed no more. Raises Refused while its activity stands."""
    with _step("cancel", need, by=by):
        if need.activity is not None and need.activity.stage != ActivityStage.CANCELLED:
            raise Refused("服务活动还在，请先在活动页面取消，再撤回需求。")
        need.cancel_reason = reason.strip()
        need.save(update_fields=["cancel_reason"])


@contextmanager
def _step(key: str, need: Need, *, by: Seat) -> Iterator[datetime]:
    """Lock, check, change, move, record; `need` is as it is in the database meanwhile."""
    with transaction.atomic():
        fresh = _locked(need)
        vars(need).update(
            {k: v for k, v in vars(fresh).items() if k != "_prefetched_objects_cache"}
        )
        if need.station_id not in ids_below(by):
            raise PermissionDenied("该需求不在您的管理范围内。")
        need.check_step(key, by=by)
        yield clock.now()
        _move(need, key, by=by)
        chain.record(_VERBS + key, by=by, about=need)


def _move(need: Need, key: str, *, by: Seat | str) -> None:
    need.stage = need.check_step(key, by=by).target
    need.full_clean(exclude=["created_by", "station", "activity", "once"], validate_unique=False)
    need.save(update_fields=["stage"])


def _locked(need: Need) -> Need:
    rows = Need.objects.select_for_update(of=("self",)).select_related("station", "activity")
    return rows.get(pk=need.pk)


def _accepted(need: Need) -> list[Deputy]:
    keys = need.invitations.filter(answer=Answer.ACCEPTED).order_by().values("deputy")
    return list(Deputy.objects.public().filter(pk__in=keys).order_by("pk"))


def _loads(deputies: list[int], today: date) -> dict[int, int]:
    """What each is asked to this quarter: activities not refused, services accepted."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    duties = Duty.objects.filter(deputy__in=deputies, activity__held_on__range=(first, last))
    duties = duties.exclude(answer=Duty.Answer.LEAVE).exclude(
        activity__stage=ActivityStage.CANCELLED
    )
    promised = NeedInvitation.objects.filter(
        deputy__in=deputies, answer=Answer.ACCEPTED, need__stage=NeedStage.ACCEPTED
    )
    found: dict[int, int] = {}
    for rows in (duties, promised):
        for pk, n in rows.order_by().values_list("deputy").annotate(n=Count("pk")):
            found[pk] = found.get(pk, 0) + n
    return found


def _same_network(deputy, station: Station) -> bool:
    return any(m.station.network == station.network for m in deputy.stations_now)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _accounts(deputies: list[int]):
    seats = Seat.objects.filter(deputy_seat__deputy__in=deputies).current(clock.today())
    return User.objects.filter(is_active=True, seats__in=seats).distinct()


def _tell(to, template: str, need: Need, once: str, **context) -> None:
    outbox.post(
        to=to,
        template=template,
        about=need,
        once=f"need:{need.pk}:{once}",
        context=context,
        url=need.get_absolute_url() if template == "need_answered" else "/desk/services/mine/",
    )
