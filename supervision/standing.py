"""How things stand right now for those who look at the whole: each number opens the rows behind it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.ui.paging import capped_counts
from suggestions.models import Concern, Handling, Suggestion
from suggestions.workflow import ConcernStage, SuggestionStage

#: Whose first page opens with how the whole stands, not with what they are to do.
OVERSEERS = frozenset({Role.LEADER})


@dataclass(frozen=True)
class Figure:
    """One number: what it counts (口径), where its rows open, whether more than none is wrong."""

    label: str
    value: int | str
    unit: str
    url: str
    definition: str
    is_wrong: bool = False


def figures(seat: Seat, today: date) -> list[Figure]:
    """What is late and what is open below `seat` on `today`: one statement at any size."""
    heard = Concern.objects.visible_to(seat)
    handlings = Handling.objects.visible_to(seat)
    suggested = Suggestion.objects.visible_to(seat)
    late, late_answers, in_hand, fresh, handled = capped_counts(
        [
            handlings.overdue(today),
            heard.overdue(today),
            heard.filter(stage=ConcernStage.IN_HAND),
            heard.filter(stage__in=[ConcernStage.GATHERED, ConcernStage.JUDGED]),
            suggested.filter(stage=SuggestionStage.IN_HAND),
        ]
    )
    return [
        Figure(
            "逾期办理",
            late,
            "件",
            reverse("suggestions:handlings") + "?overdue=1",
            "过期限未答复，按承办单位计。",
            is_wrong=bool(late),
        ),
        Figure(
            "逾期站内答复",
            late_answers,
            "件",
            reverse("suggestions:concerns") + "?overdue=1",
            "由站点答复、过期限未答复。",
            is_wrong=bool(late_answers),
        ),
        Figure(
            "在办诉求",
            in_hand,
            "件",
            reverse("suggestions:concerns") + "?stage=in_hand",
            "已定渠道、正在办理。",
        ),
        Figure(
            "待梳理研判",
            fresh,
            "件",
            reverse("suggestions:concerns"),
            "已收到、还没有定渠道。",
        ),
        Figure(
            "办理中的建议",
            handled,
            "件",
            reverse("suggestions:suggestions") + "?stage=in_hand",
            "已分办、答复未齐备。",
        ),
    ]
