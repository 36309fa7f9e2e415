"""How one thing that waits is shown on today's page: a title, a word about it, where it opens."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from deputies.models import Duty, Publicity
from liaison.notices.models import Message
from liaison.ui.templatetags.ui import cn_datetime
from stations.models import Activity, Station, StudyPlan
from suggestions.models import Concern, Handling, ReceivedOrder, Suggestion


@dataclass(frozen=True)
class Line:
    """One thing waiting: what it is, a word about it, where it opens, whether it is late."""

    title: str
    meta: str
    url: str
    is_late: bool = False


def of_concern(concern: Concern, today: date) -> Line:
    meta = f"{concern.number} · {concern.station.name}"
    late = concern.due_on is not None and concern.due_on < today
    if concern.due_on:
        meta += f" · {_until(concern.due_on, today)}"
    return Line(concern.title, meta, concern.get_absolute_url(), late)


def of_suggestion(suggestion: Suggestion, today: date) -> Line:
    meta = f"{suggestion.number or '未编号'} · {suggestion.lead.name}代表"
    return Line(suggestion.title, meta, suggestion.get_absolute_url())


def of_handling(handling: Handling, today: date) -> Line:
    meta = f"{handling.department.name} · {_until(handling.due_on, today)}"
    url = handling.get_absolute_url()
    return Line(handling.suggestion.title, meta, url, handling.is_overdue(today))


def of_invitation(duty: Duty, today: date) -> Line:
    meta = f"{cn_datetime(duty.activity.starts_at)} · {duty.activity.station.name}"
    return Line(duty.activity.title, meta, reverse("deputies:answer_duty", args=[duty.pk]))


def of_activity(activity: Activity, today: date) -> Line:
    meta = f"{cn_datetime(activity.starts_at)} · {activity.station.name}"
    return Line(activity.title, meta, f"{reverse('deputies:sign_in')}?a={activity.pk}")


def of_planned(activity: Activity, today: date) -> Line:
    meta = f"{activity.station.name} · {cn_datetime(activity.starts_at)}"
    return Line(activity.title, meta, activity.get_absolute_url())


def of_plan(plan: StudyPlan, today: date) -> Line:
    meta = plan.returned_reason or f"{cn_datetime(plan.submitted_at)}报送"
    return Line(f"{plan.station.name} {plan.year}年", meta, plan.get_absolute_url())


def of_owed_plan(station: Station, today: date) -> Line:
    url = f"{reverse('stations:study_new')}?station={station.code}&year={today.year}"
    return Line(f"{station.name} {today.year}年", "尚未报送", url)


def of_policy(policy: Publicity, today: date) -> Line:
    meta = f"{policy.station.name} · {cn_datetime(policy.sent_at)}"
    return Line(policy.title, meta, policy.get_absolute_url())


def of_received(order: ReceivedOrder, today: date) -> Line:
    url = reverse("suggestions:receiver_order", args=[order.number])
    return Line(order.title, order.number, url)


def of_message(message: Message, today: date) -> Line:
    return Line(message.subject or message.about_label, message.channel, reverse("notices:dead"))


def _until(due_on: date, today: date) -> str:
    """How far off a due day is, in words."""
    days = (due_on - today).days
    if days < 0:
        return f"已逾期 {-days} 天"
    return "今天到期" if days == 0 else f"还有 {days} 天"
