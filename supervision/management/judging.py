"""The demo's rules of routing, and concerns that say the same: something for the desk to judge."""

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from liaison import clock
from stations.models import Station
from suggestions.actions import concerns, desk, likeness, rules
from suggestions.models import Channel, Concern, Department, RoutingRule
from suggestions.routing import Category
from supervision.management import cast
from supervision.management.demonstration import seat

TREES = "天井湖社区三号路的行道树枝条垂得很低，挡住了路灯，晚上看不清路，请修剪一下。"
AGAIN = "三号路的行道树把路灯挡住了，晚上走路看不清，请派人来修剪树枝。"
BESIDE = "三号路行道树太密，路灯照不下来，老人晚上不敢出门，希望修剪。"
WRITTEN = (
    {
        "name": "加装电梯走代表建议",
        "words": ["加装电梯"],
        "without": ["电梯停运", "电梯故障"],
        "channel": Channel.SUGGESTION,
        "unit": cast.HOUSING,
        "points": 6,
        "reason": "出资、补偿和报建涉及多个部门，需要会商。",
    },
    {
        "name": "树枝遮挡路灯找城管",
        "words": ["行道树", "树枝"],
        "without": [],
        "channel": Channel.HOTLINE,
        "unit": cast.URBAN_MANAGEMENT,
        "points": 4,
        "reason": "修剪行道树由城市管理部门统一安排。",
    },
)


@transaction.atomic
def load() -> None:
    """Rules, three concerns about one row of trees, and one more who met the same; once."""
    if RoutingRule.objects.exists():
        return
    for said in WRITTEN:
        _write(dict(said))
    officer = seat("zhanyuan")
    first, again = _hear("trees", TREES), _hear("trees:again", AGAIN)
    _hear("trees:beside", BESIDE)
    concerns.sort(first, category=Category.CONSTRUCTION, title="三号路行道树遮挡路灯", by=officer)
    likeness.relate(again, other=first, by=officer)
    likeness.echo(first, browser=uuid5(NAMESPACE_URL, "demo:browser"))
    desk.take_on(first, by=officer)


def _write(said: dict) -> None:
    unit = Department.objects.filter(name=said.pop("unit")).first()
    more = {"match": RoutingRule.Match.ANY, "category": "", "place": None, "unit": unit}
    more["active_from_on"] = clock.today()
    rules.write(by=seat("lianluo"), said=said | more)


def _hear(name: str, words: str) -> Concern:
    once = uuid5(NAMESPACE_URL, f"demo:judging:{name}")
    return concerns.submit(station=Station.objects.get(code=cast.LAKE), text=words, once=once)
