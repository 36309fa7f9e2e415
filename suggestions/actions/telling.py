"""Telling the resident, by the way he chose, that something happened to his concern (T36)."""

from liaison.notices import outbox, sms
from liaison.notices.channels import Dead
from suggestions.models import Concern

#: What is told: key → the words after the number. No personal data and no matter in them.
WORDS = {
    "answered": "已答复。请凭编号和校验码查看并评价。",
    "declined": "不属于受理范围，已写明可以走的合法途径，请凭编号和校验码查看。",
    "unrated": "已答复，还没有收到您的评价。请凭编号和校验码评价，一分钟就好。",
}


def tell(concern: Concern, what: str) -> bool:
    """Write the message in this transaction, once a round; False when the person wants none.

    The outbox row names the concern only: the telephone number is opened when it is sent.
    """
    if concern.notify_by != Concern.NotifyBy.SMS or not concern.phone:
        return False
    return outbox.send(
        channel="resident_sms",
        payload={"concern": concern.pk, "words": WORDS[what]},
        once=f"sms:{what}:{concern.pk}:{concern.rounds}",
        about=concern,
    )


def deliver(message) -> None:
    """短信: one message by the gateway, its number opened now and kept nowhere else."""
    concern = Concern.objects.filter(pk=message.payload["concern"]).first()
    if concern is None or not concern.phone:
        raise Dead("这件诉求没有留电话，不能发短信。")
    text = f"您反映的事（编号 {concern.number}）{message.payload['words']}"
    sms.send(to=concern.phone, text=text, key=str(message.pk))
