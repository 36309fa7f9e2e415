"""The vocabulary of skills and who has which: read from texts, confirmed, proven, shown if agreed (T19)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from deputies.models import Deputy, DeputySkill, Skill, deputy_of
from deputies.vocabulary import read
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused

KEEPERS = (Role.STATION, Role.COMMITTEE)
BATCH = 500


def save_skill(skill: Skill | None, *, by: Seat, **said) -> Skill:
    """增加或修改特长词: name, group, other words, whether in use. Raises Refused for a word taken."""
    if by.role != Role.COMMITTEE:
        raise PermissionDenied("专业特长词表由代表工作机构维护。")
    entry = Skill() if skill is None else Skill.objects.get(pk=skill.pk)
    for name, value in said.items():
        setattr(entry, name, value)
    try:
        with transaction.atomic():
            entry.save()
            chain.record("save_skill", by=by, about=entry, facts={"name": entry.name})
    except IntegrityError as clash:
        raise Refused(f"词表里已有“{entry.name}”。") from clash
    return entry


@transaction.atomic
def propose_from_texts(*, by: Seat) -> int:
    """从花名册识别特长: a proposal for each known word in the register's texts; how many are new.

    What was confirmed or rejected before is left alone. A few statements.
    """
    _check_keeper(by)
    known = Skill.objects.words()
    mine = Deputy.objects.visible_to(by).exclude(skills="").order_by("pk")
    made = [
        DeputySkill(deputy_id=deputy, skill_id=key)
        for deputy, text in mine.values_list("pk", "skills")
        for key in read(text, known)[0]
    ]
    before = DeputySkill.objects.count()
    DeputySkill.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    new = DeputySkill.objects.count() - before
    chain.record("propose_skills", by=by, facts={"new": new})
    return new


@transaction.atomic
def confirm(proposals: QuerySet[DeputySkill], *, is_right: bool, by: Seat) -> int:
    """确认或不采用: what was read from texts; how many still waited. Raises PermissionDenied."""
    _check_keeper(by)
    mine = DeputySkill.objects.visible_to(by).waiting()
    keys = mine.filter(pk__in=proposals.order_by().values("pk")).values("pk")
    state = DeputySkill.State.CONFIRMED if is_right else DeputySkill.State.REJECTED
    number = DeputySkill.objects.filter(pk__in=keys).update(
        state=state, decided_at=clock.now(), decided_by=by
    )
    if number:
        facts = {"rows": number, "answer": state.label}
        chain.record("confirm_skills", by=by, facts=facts)
    return number


@transaction.atomic
def give(
    deputy: Deputy, *, skill: Skill, proof: str = "", is_public: bool = False, by: Seat
) -> DeputySkill:
    """登记特长: `deputy` has `skill`, with its proof; public when he agreed. Raises PermissionDenied."""
    _check_may_tell(deputy, by)
    now = clock.now()
    known, _ = DeputySkill.objects.update_or_create(
        deputy=deputy,
        skill=skill,
        defaults={
            "state": DeputySkill.State.CONFIRMED,
            "proof": proof,
            "consented_on": clock.local_date(now) if is_public else None,
            "decided_at": now,
            "decided_by": by,
        },
    )
    facts = {"name": skill.name, "changed": ["公开"] if is_public else []}
    chain.record("give_skill", by=by, about=deputy, facts=facts)
    return known


@transaction.atomic
def take_away(known: DeputySkill, *, by: Seat) -> None:
    """移除特长. Raises PermissionDenied."""
    known = DeputySkill.objects.select_for_update(of=("self",)).get(pk=known.pk)
    _check_may_tell(known.deputy, by)
    chain.record("take_skill", by=by, about=known.deputy, facts={"name": known.skill.name})
    known.delete()


def unknown_words(texts: Iterable[str], known: dict[str, int]) -> list[tuple[str, int]]:
    """Words of the register's texts which the vocabulary lacks, with how often, most frequent first."""
    found: dict[str, int] = {}
    for text in texts:
        for word in read(text, known)[1]:
            found[word] = found.get(word, 0) + 1
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _check_keeper(by: Seat) -> None:
    if by.role not in KEEPERS:
        raise PermissionDenied("代表特长由联络员和代表工作机构维护。")


def _check_may_tell(deputy: Deputy, by: Seat) -> None:
    """The deputy himself, and the offices that see him."""
    if by.role == Role.DEPUTY:
        own = deputy_of(by)
        if own is None or own.pk != deputy.pk:
            raise PermissionDenied("只能登记本人的特长。")
    else:
        _check_keeper(by)
        if not Deputy.objects.visible_to(by).filter(pk=deputy.pk).exists():
            raise PermissionDenied("该代表不在您的管理范围内。")
