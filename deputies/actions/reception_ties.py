"""What deputies have tied to a reception whose rule changes: they were asked, answered, are there."""

from deputies.models import Attendance, Duty
from stations.models import Activity


def signed_in(activity: Activity) -> bool:
    """Whether a deputy is there already (进站签到)."""
    return Attendance.objects.filter(activity=activity).exists()


def said(activity: Activity) -> str:
    """How many were asked and how many said yes, in Chinese; empty when nobody was asked."""
    answers = list(activity.duties.order_by("pk").values_list("answer", flat=True))
    if not answers:
        return ""
    coming, away = answers.count(Duty.Answer.COMING), answers.count(Duty.Answer.LEAVE)
    told = [f"已邀请 {len(answers)} 位代表"]
    told += [f"{coming} 位答复参加"] if coming else []
    told += [f"{away} 位请假"] if away else []
    return "，".join(told)


def ask_again(activity: Activity) -> None:
    """重新征询: an answer given for another day or hour is asked for anew, leave included."""
    activity.duties.exclude(answer=Duty.Answer.WAITING).update(
        answer=Duty.Answer.WAITING, leave_reason="", answered_at=None
    )
