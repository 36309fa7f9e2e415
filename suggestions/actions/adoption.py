"""How a deputy makes residents' concerns an own suggestion, in own words."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.models import Deputy, Membership, deputy_of
from liaison import clock
from liaison.accounts.models import Seat
from liaison.errors import Refused
from suggestions import originality
from suggestions.actions import cosigning
from suggestions.actions.step import event, lock
from suggestions.models import Concern, Department, Suggestion
from suggestions.workflow import SuggestionStage


@transaction.atomic
def adopt(
    concerns: Iterable[Concern],
    *,
    title: str,
    text: str,
    by: Seat,
    wished_department: Department | None = None,
) -> Suggestion:
    """认领: a deputy makes residents' concerns an own suggestion, in own words (T29, facts §2.4).

    `concerns` may be empty: a suggestion born from none; the same words sent twice are one draft
    then, as a concern adopted once says for itself. Raises PermissionDenied when `by` is not
    a deputy's seat, Refused when one was adopted before or the text merely passes letters on.
    """
    deputy = deputy_of(by)
    if deputy is None:
        raise PermissionDenied
    adopted = sorted(concerns, key=lambda concern: concern.pk)
    if not adopted and (twin := _same_draft(deputy, title, text)):
        return twin
    for concern in adopted:
        lock(concern)
        _refuse_unless_adoptable(concern)
    _refuse_forwarding(text, adopted)
    suggestion = Suggestion.objects.create(
        lead=deputy,
        station=_home_station(deputy, adopted),
        title=title,
        text=text,
        category=adopted[0].category if adopted else "",
        wished_department=wished_department,
        created_at=clock.now(),
    )
    for concern in adopted:
        concern.suggestion = suggestion
        concern.save(update_fields=["suggestion"])
        event(concern, "adopt", by=by, public_note="人大代表已认领，正在形成代表建议。")
    event(suggestion, "adopt", by=by, note="、".join(one.number for one in adopted))
    return suggestion


def _same_draft(deputy: Deputy, title: str, text: str) -> Suggestion | None:
    """The draft a double click has made already; the deputy's row keeps two clicks apart."""
    Deputy.objects.select_for_update(of=("self",), no_key=True).get(pk=deputy.pk)
    drafts = Suggestion.objects.filter(lead=deputy, stage=SuggestionStage.DRAFT)
    return drafts.filter(title=title, text=text).order_by("pk").first()


def _refuse_unless_adoptable(concern: Concern) -> None:
    if concern.suggestion_id:
        raise Refused(f"{concern.number} 已由其他代表认领。")
    if not Concern.objects.adoptable().filter(pk=concern.pk).exists():
        raise Refused(f"{concern.number} 当前不在“代表建议”渠道，不能认领。")


def _refuse_forwarding(text: str, sources: Iterable[Concern]) -> None:
    if originality.merely_forwards(text, (source.wording for source in sources)):
        raise Refused("不能只转交群众来信：请用自己的话写明情况、分析和具体建议。")


def _home_station(deputy, adopted: Sequence[Concern]):
    """Where a suggestion belongs: the deputy's primary station, else where it was heard."""
    home = (
        Membership.objects.running(clock.today())
        .filter(deputy=deputy)
        .select_related("station")
        .order_by("-is_primary", "pk")
        .first()
    )
    if home:
        return home.station
    if adopted:
        return adopted[0].station
    raise Refused("您尚未编入联络站，请联系代表工作机构。")


def revise(
    suggestion: Suggestion,
    *,
    title: str,
    text: str,
    by: Seat,
    wished_department: Department | None = None,
) -> None:
    """Rewrite a draft; the same right and stage as submitting it."""
    with transaction.atomic():
        lock(suggestion)
        suggestion.check_step("submit", by=by)
        _refuse_forwarding(text, suggestion.concerns.all())
        is_reworded = (suggestion.title, suggestion.text) != (title, text)
        suggestion.title, suggestion.text = title, text
        suggestion.wished_department = wished_department
        suggestion.save(update_fields=["title", "text", "wished_department"])
        if is_reworded:
            cosigning.ask_again(suggestion)
