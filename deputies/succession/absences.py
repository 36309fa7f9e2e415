"""What unapproved absences from sessions of one term lead to (代表法 art. 62 (3), C12)."""

from dataclasses import dataclass

#: So many sessions of one term missed without approval, and the mandate's ending is proposed.
LIMIT = 2


@dataclass(frozen=True)
class Standing:
    """How many sessions were missed without approval, and what it means."""

    absences: int

    @property
    def is_warned(self) -> bool:
        """One more would reach the limit."""
        return self.absences == LIMIT - 1

    @property
    def is_due(self) -> bool:
        """The limit is reached: a proposal is made, nothing ends by itself."""
        return self.absences >= LIMIT

    @property
    def text(self) -> str:
        """What the page says; empty without absences."""
        if self.is_due:
            return (
                f"本届已 {self.absences} 次未经批准不出席人代会，已向代表资格审查委员会提出建议；"
                "是否终止资格由其审查、依法公告，系统不自动终止。"
            )
        if self.is_warned:
            return "本届已 1 次未经批准不出席人代会；再有 1 次，将依法提请代表资格审查委员会审查。"
        return ""


def standing(absences: int) -> Standing:
    """The standing after `absences` sessions of one term missed without approval."""
    return Standing(absences)
