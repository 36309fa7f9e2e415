"""The one table of the desk's menu: what stands in it, for whom, and by which keys it opens."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from liaison.accounts.roles import Role

#: The phone's bottom bar holds this many entries beside “更多”.
PRIMARY_ENTRIES = 4

_OFFICE = frozenset({Role.STATION, Role.COMMITTEE, Role.LEADER})
_HEARING = _OFFICE | {Role.DEPUTY}
_SUGGESTING = _HEARING | {Role.GOVERNMENT, Role.DEPARTMENT}
_ANSWERING = frozenset({Role.COMMITTEE, Role.GOVERNMENT, Role.DEPARTMENT})
_REPORTED_TO = _OFFICE | {Role.GOVERNMENT}
_ACCOUNTS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
_EVERYONE = frozenset(Role) - {Role.HOTLINE}


@dataclass(frozen=True)
class Entry:
    """A line of the menu.

    url_name: where it leads. roles: who has it. icon: a Bootstrap icon's name. key: pressed after
    "g" it opens the page. Entries in the table's order; the first of a seat's own are also the
    phone's bottom bar. group: the heading it stands under; those without are every day's.
    also: where its other pages stand, beside those below its own address.
    """

    label: str
    url_name: str
    roles: frozenset[Role]
    icon: str
    key: str = ""
    group: str = ""
    also: tuple[str, ...] = ()


ENTRIES = (
    Entry("今日", "supervision:today", _EVERYONE, "house", "t"),
    Entry(
        "来件", "suggestions:receiver_orders", frozenset({Role.HOTLINE, Role.LEADER}), "inbox", "i"
    ),
    Entry(
        "我的进站",
        "deputies:mine",
        frozenset({Role.DEPUTY}),
        "geo",
        "v",
        also=("/desk/attendance/", "/desk/compliance/"),
    ),
    Entry("群众诉求", "suggestions:concerns", _HEARING, "chat-left-text", "c"),
    Entry("交办办理", "suggestions:handlings", _ANSWERING, "send-check", "h"),
    Entry("代表建议", "suggestions:suggestions", _SUGGESTING, "journal-text", "s"),
    Entry(
        "活动", "stations:activities", _HEARING, "calendar-event", "e", also=("/desk/calendar/",)
    ),
    Entry("学习", "stations:study", _OFFICE, "book", "b"),
    Entry(
        "学习", "deputies:my_study", frozenset({Role.DEPUTY}), "book", "b", also=("/desk/study/",)
    ),
    Entry(
        "代表",
        "deputies:list",
        _OFFICE,
        "people",
        "d",
        group="代表工作",
        also=("/desk/cadres/", "/desk/corrections/"),
    ),
    Entry("121 达标", "deputies:compliance", _OFFICE, "check2-square", "m", group="代表工作"),
    Entry("履职积分", "deputies:points", _OFFICE, "award", "l", group="代表工作"),
    Entry(
        "我的积分",
        "deputies:points_mine",
        frozenset({Role.DEPUTY}),
        "award",
        "l",
        group="代表工作",
        also=("/desk/points/",),
    ),
    Entry(
        "积分公示",
        "deputies:points_publications",
        frozenset({Role.GOVERNMENT, Role.DEPARTMENT}),
        "award",
        "o",
        group="代表工作",
    ),
    Entry(
        "代表服务",
        "deputies:needs",
        _OFFICE,
        "heart",
        "q",
        group="代表工作",
        also=("/desk/services/",),
    ),
    Entry(
        "我的服务",
        "deputies:my_services",
        frozenset({Role.DEPUTY}),
        "heart",
        "q",
        group="代表工作",
        also=("/desk/services/",),
    ),
    Entry("述职与典型", "deputies:reportings", _HEARING, "award", "o", group="代表工作"),
    Entry("代表码", "deputies:codes", _OFFICE, "qr-code", "a", group="代表工作"),
    Entry(
        "我的代表码", "deputies:my_code", frozenset({Role.DEPUTY}), "qr-code", "a", group="代表工作"
    ),
    Entry(
        "届次与换届",
        "deputies:terms",
        _OFFICE,
        "arrow-repeat",
        "v",
        group="代表工作",
        also=("/desk/mandates/", "/desk/proposals/", "/desk/sessions/", "/desk/switches/"),
    ),
    Entry("站点", "stations:tree", _OFFICE, "geo-alt", "p", group="站点"),
    Entry("网格", "deputies:grids", _OFFICE, "grid-3x3", "j", group="站点"),
    Entry("标准化", "stations:standards", _OFFICE, "patch-check", "k", group="站点"),
    Entry("制度文件", "stations:rules", _HEARING, "journal-bookmark", "f", group="站点"),
    Entry("月报", "supervision:reports", _REPORTED_TO, "bar-chart", "r", group="统计"),
    Entry("阵地指数", "supervision:use_index", _OFFICE, "speedometer2", "x", group="统计"),
    Entry("问效链", "supervision:chains", _HEARING, "link-45deg", "y", group="统计"),
    Entry("账号与岗位", "administration:people", _ACCOUNTS, "person-gear", "a", group="系统"),
    Entry(
        "审计日志",
        "administration:audit",
        frozenset({Role.AUDIT_ADMIN}),
        "shield-check",
        "l",
        group="系统",
    ),
    Entry(
        "工作日",
        "workdays:index",
        frozenset({Role.COMMITTEE, Role.SYSTEM_ADMIN}),
        "calendar3",
        "w",
        group="系统",
    ),
    Entry("消息", "notices:inbox", _EVERYONE, "bell", "n", group="系统"),
    Entry(
        "未送达",
        "notices:dead",
        frozenset({Role.COMMITTEE, Role.SYSTEM_ADMIN}),
        "envelope-x",
        "u",
        group="系统",
    ),
)


@dataclass(frozen=True)
class Link:
    """An entry as one visitor sees it: with its address, and whether it is the page he is on."""

    label: str
    url: str
    icon: str
    key: str
    is_current: bool
    group: str = ""


@dataclass(frozen=True)
class Menu:
    """The menu of one seat on one page."""

    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, seat, path: str) -> "Menu":
        """What the holder of `seat` (None: nothing) finds in the menu on the page at `path`."""
        if seat is None:
            return cls()
        found = _entries_of(seat.role)
        here = _place(found, path)
        return cls(
            tuple(
                Link(entry.label, url, entry.icon, entry.key, url == here, entry.group)
                for entry, url in found
            )
        )

    def __iter__(self):
        return iter(self.links)

    @property
    def primary(self) -> tuple[Link, ...]:
        """The entries of the phone's bottom bar."""
        return self.links[:PRIMARY_ENTRIES]


@cache
def _entries_of(role: str) -> tuple[tuple[Entry, str], ...]:
    """The entries of `role` with their addresses, which stand as long as the process does."""
    return tuple((entry, reverse(entry.url_name)) for entry in ENTRIES if role in entry.roles)


def _place(found: tuple[tuple[Entry, str], ...], path: str) -> str:
    """The address of the entry that `path` belongs to, the nearest one; "" for no entry's page.

    Below today's page stands the whole desk: it is marked on itself only.
    """
    today = reverse("supervision:today")
    near = [
        (len(place), url)
        for entry, url in found
        for place in (url, *entry.also)
        if path == place or (place != today and path.startswith(place))
    ]
    return max(near, default=(0, ""))[1]
