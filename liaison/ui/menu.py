"""The one table of the desk's menu: what stands in it, for whom, and by which keys it opens."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from liaison.accounts.roles import Role

#: The phone's bottom bar holds this many entries beside “更多”.
PRIMARY_ENTRIES = 4

_LISTENERS = frozenset({Role.STATION, Role.DEPUTY, Role.COMMITTEE})
_OFFICE = frozenset({Role.STATION, Role.COMMITTEE})
_SUGGESTING = frozenset({Role.DEPUTY, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER})
_ANSWERING = frozenset({Role.COMMITTEE, Role.GOVERNMENT, Role.DEPARTMENT})
_READERS = frozenset({Role.STATION, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER})
_PEOPLE = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
_EVERYONE = frozenset(Role) - {Role.HOTLINE}


@dataclass(frozen=True)
class Entry:
    """A line of the menu.

    url_name: where it leads. roles: who has it. icon: a Bootstrap icon's name. key: pressed after
    "g" it opens the page. Entries in the table's order; the first of a seat's own are also the
    phone's bottom bar.
    """

    label: str
    url_name: str
    roles: frozenset[Role]
    icon: str
    key: str = ""


ENTRIES = (
    Entry("今日", "supervision:today", _EVERYONE, "house", "t"),
    Entry("群众诉求", "suggestions:concerns", _LISTENERS, "chat-left-text", "c"),
    Entry("代表建议", "suggestions:suggestions", _SUGGESTING, "journal-text", "s"),
    Entry("交办办理", "suggestions:handlings", _ANSWERING, "send-check", "h"),
    Entry("月报", "supervision:reports", _READERS, "bar-chart", "r"),
    Entry("站点", "stations:tree", _OFFICE | {Role.LEADER}, "geo-alt", "p"),
    Entry("代表", "deputies:index", _OFFICE | {Role.LEADER}, "people", "d"),
    Entry("消息", "notices:inbox", _EVERYONE, "bell", "n"),
    Entry(
        "未送达",
        "notices:dead",
        frozenset({Role.SYSTEM_ADMIN, Role.COMMITTEE}),
        "envelope-x",
        "u",
    ),
    Entry(
        "账号与岗位",
        "administration:people",
        frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
        "person-gear",
        "a",
    ),
    Entry("审计日志", "administration:audit", frozenset({Role.AUDIT_ADMIN}), "shield-check", "l"),
)


@dataclass(frozen=True)
class Link:
    """An entry as one visitor sees it: with its address, and whether it is the page he is on."""

    label: str
    url: str
    icon: str
    key: str
    is_current: bool


@dataclass(frozen=True)
class Menu:
    """The menu of one seat on one page."""

    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, seat, path: str) -> "Menu":
        """What the holder of `seat` (None: nothing) finds in the menu on the page at `path`."""
        if seat is None:
            return cls()
        found = [
            (entry, url)
            for entry in ENTRIES
            if seat.role in entry.roles and (url := _address(entry))
        ]
        here = max((url for _, url in found if path.startswith(url)), key=len, default="")
        return cls(
            tuple(
                Link(entry.label, url, entry.icon, entry.key, is_current=url == here)
                for entry, url in found
            )
        )

    def __iter__(self):
        return iter(self.links)

    @property
    def primary(self) -> tuple[Link, ...]:
        """The entries of the phone's bottom bar."""
        return self.links[:PRIMARY_ENTRIES]


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
