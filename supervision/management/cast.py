"""Who plays in the demo: one account for every seat, and one person with two."""

from dataclasses import dataclass

from liaison.accounts.roles import Role

#: The same for everybody in the demo, and written in the README; the demo never meets real data.
PASSWORD = "Tongling-121"  # noqa: S105

MAIN = "340700000000"
ZONGYANG = "340722000000"
LAKE = "340705402000"
ZONGYANG_TOWN = "340722118000"
URBAN_MANAGEMENT, HOUSING = "市城市管理局", "市住房和城乡建设局"


@dataclass(frozen=True)
class Part:
    """A seat of the demo: whose it is, and the station or unit it is tied to."""

    username: str
    name: str
    role: Role
    title: str
    place: str
    station: str = ""
    department: str = ""
    deputy_of: str = ""

    @property
    def seat(self) -> str:
        """What the seat is called when the accounts are listed."""
        return f"{self.place} · {self.title}"


CAST = (
    Part("zhanyuan", "张敏", Role.STATION, "联络员", "天井湖社区人大代表联络站", station=LAKE),
    Part("daibiao", "", Role.DEPUTY, "人大代表", "天井湖社区", deputy_of=LAKE),
    Part("lianluo", "李国平", Role.COMMITTEE, "代表工委科长", "铜陵市人大常委会", station=MAIN),
    Part("zongyang", "何清", Role.COMMITTEE, "代表工委主任", "枞阳县人大常委会", station=ZONGYANG),
    Part("zhengfu", "赵立新", Role.GOVERNMENT, "督查室", "铜陵市政府办公室"),
    Part(
        "chengguan",
        "陈刚",
        Role.DEPARTMENT,
        "建议办理",
        URBAN_MANAGEMENT,
        department=URBAN_MANAGEMENT,
    ),
    Part("zhujian", "吴倩", Role.DEPARTMENT, "建议办理", HOUSING, department=HOUSING),
    Part("lingdao", "周正", Role.LEADER, "副主任", "铜陵市人大常委会", station=MAIN),
    Part("rexian", "12345 热线", Role.HOTLINE, "人大代表通道", "铜陵市 12345 热线"),
    Part("xitong", "孙工", Role.SYSTEM_ADMIN, "系统管理员", "信息中心"),
    Part("anquan", "钱工", Role.SECURITY_ADMIN, "安全管理员", "信息中心"),
    Part("shenji", "郑工", Role.AUDIT_ADMIN, "审计管理员", "信息中心"),
    Part(
        "shuanggang", "方岚", Role.COMMITTEE, "代表工委科员", "枞阳县人大常委会", station=ZONGYANG
    ),
    Part(
        "shuanggang", "方岚", Role.STATION, "联络员", "枞阳镇人大代表联络站", station=ZONGYANG_TOWN
    ),
)


def accounts(site_url: str) -> list[dict[str, str]]:
    """The list `manage.py demo --accounts` prints; asks no database."""
    return [
        {
            "seat": part.seat,
            "role": str(part.role),
            "username": part.username,
            "password": PASSWORD,
            "url": f"{site_url}/accounts/login/",
        }
        for part in CAST
    ]
