"""The lawful changes of a mandate, on which grounds, and who decides and announces them (facts §6.2)."""

from dataclasses import dataclass

from deputies.succession.congresses import DIRECT


@dataclass(frozen=True)
class Act:
    """One way a mandate changes: its name, the grounds to choose from, what it does.

    `reason`: why the mandate then ended (Mandate.End), empty where it goes on. `kind`: the event
    it leaves. `grounds`: (value, text) in the words of the law; with one there is nothing to choose.
    """

    key: str
    label: str
    kind: str
    grounds: tuple[tuple[str, str], ...]
    reason: str = ""
    law: str = ""

    @property
    def ends(self) -> bool:
        return bool(self.reason)

    def reason_for(self, ground: str) -> str:
        """The recorded reason: of art. 62 each ground has its own."""
        return ground if self.key == "end" else self.reason

    def text_of(self, ground: str) -> str:
        """The ground in words. Raises KeyError for one that is none of this act's."""
        return dict(self.grounds)[ground]


ACTS: dict[str, Act] = {
    act.key: act
    for act in (
        Act(
            "suspend",
            "暂停执行代表职务",
            "suspended",
            (
                ("custody", "因刑事案件被羁押正在受侦查、起诉、审判"),
                ("sentence", "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"),
            ),
            law="代表法第六十一条",
        ),
        Act(
            "resume",
            "恢复执行代表职务",
            "resumed",
            (("over", "暂停的情形在任期内消失"),),
            law="代表法第六十一条",
        ),
        Act(
            "resign",
            "接受辞职",
            "resigned",
            (("own", "本人提出辞职"), ("ordered", "责令辞职")),
            reason="resigned",
            law="选举法第五十五条",
        ),
        Act(
            "recall",
            "罢免",
            "recalled",
            (("vote", "依照法定程序表决罢免"),),
            reason="recalled",
            law="选举法第五十条至第五十三条",
        ),
        Act(
            "end",
            "终止代表资格",
            "ended",
            (
                ("moved", "迁出或者调离本行政区域"),
                ("foreign", "丧失中华人民共和国国籍"),
                ("rights", "依照法律被剥夺政治权利"),
                ("incapable", "丧失行为能力"),
            ),
            reason="other",
            law="代表法第六十二条",
        ),
        Act(
            "die",
            "登记去世",
            "died",
            (("death", "代表去世，资格自然终止"),),
            reason="died",
            law="代表法第六十二条",
        ),
    )
}
#: Decided only through a proposal to the 代表资格审查委员会 (C12), never from the page of acts.
ABSENCE = ("absent", "未经批准两次不出席本级人民代表大会会议")


def open_to(*, is_running: bool, is_suspended: bool) -> list[Act]:
    """What may happen to a mandate now: the buttons of its page."""
    if not is_running:
        return []
    hidden = "suspend" if is_suspended else "resume"
    return [act for act in ACTS.values() if act.key != hidden]


def announcer(level: str, congress: str) -> str:
    """Who announces: the standing committee from county up, in a town its congress (代表法 art. 63)."""
    return congress if level == "township" else f"{congress}常务委员会"


def decider(key: str, level: str, congress: str, electorate: str) -> str:
    """Who decides on the act, as the office will mostly write it (选举法 art. 50–55)."""
    if key == "resign":
        if level in DIRECT:
            return announcer(level, congress)
        return f"{electorate}常务委员会"
    if key == "recall":
        return f"{electorate}选民" if level in DIRECT else electorate
    return f"{congress}代表资格审查委员会"
