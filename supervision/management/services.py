"""The demo's assignments and services: proposals, skills, needs, campaigns, contacts, a town's plan."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from deputies.actions import campaigns, contacts, needs, placements, skills, town_plans
from deputies.models import (
    CampaignEvent,
    ContactDuty,
    Deputy,
    DeputySkill,
    Enterprise,
    Mandate,
    MandateOffice,
    Membership,
    Need,
    Placement,
    Skill,
    TownPlan,
    deputy_of,
)
from liaison import clock
from stations.actions import outcomes
from stations.models import Activity, Outcome, Station
from supervision.management import cast
from supervision.management.demonstration import seat

UNASSIGNED = 8
EVENTS = (
    ("fire", "楼道消防通道联合检查", 2, 86, "清理占用通道 11 处，更换灭火器 24 只。"),
    ("disputes", "物业纠纷现场调解", 3, 40, "就公共收益公示达成书面约定。"),
    ("rights", "妇女儿童权益法律咨询", 2, 35, "解答咨询 18 件，转办 2 件。"),
    ("health", "老年人健康义诊", 4, 120, "测血压血糖 120 人次，建议复查 9 人。"),
    ("customs", "移风易俗邻里说事", 2, 58, "修订居民公约三条。"),
    ("hardship", "走访困难家庭", 3, 16, "落实临时救助 3 户。"),
    ("health", "健康知识进小区", 2, 64, "发放手册 200 份。"),
)
WANTED = (
    ("独居老人上门体检", "医疗卫生", "有 12 位独居老人行动不便，希望代表带队上门做一次基础体检。"),
    ("加装电梯法律咨询", "法律", "三号楼住户对费用分摊有分歧，想请懂法律的代表来讲一讲。"),
    ("小区消防演练指导", "消防安全", "新入住的小区想办一次消防演练。"),
)
ITEMS = (
    ("economy", "镇工业园区营商环境专题调研", 3),
    ("environment", "沿江排污口整治视察", 5),
    ("living", "农村人居环境整治监督", 9),
    ("economy", "重点项目推进情况监督", 11),
)


def load() -> None:
    """Each part whole or not at all, once."""
    for act in (_placements, _skills, _needs, _campaigns, _contacts, _plan, _outcome):
        with transaction.atomic():
            act()


def _lake() -> Station:
    return Station.objects.get(code=cast.LAKE)


def _town() -> Station:
    return Station.objects.get(code=cast.ZONGYANG_TOWN)


def _at(station: Station) -> list[Deputy]:
    here = Deputy.objects.member_of(station, clock.today()).public()
    return list(here.order_by("pk")[:6])


def _placements() -> None:
    """A few newly elected deputies wait for a station."""
    if Placement.objects.exists():
        return
    busy = Deputy.objects.exclude(attendances=None, duties=None, grid_duties=None)
    idle = Deputy.objects.exclude(pk__in=busy.values("pk")).filter(deputy_seats=None)
    keys = list(idle.order_by("-pk").values_list("pk", flat=True)[:UNASSIGNED])
    Membership.objects.filter(deputy__in=keys).delete()
    placements.propose(by=seat("lianluo"))


def _skills() -> None:
    if DeputySkill.objects.exists():
        return
    office = seat("lianluo")
    skills.propose_from_texts(by=office)
    lake = Deputy.objects.member_of(_lake(), clock.today()).order_by().values("pk")
    skills.confirm(DeputySkill.objects.filter(deputy__in=lake), is_right=True, by=office)
    own = deputy_of(seat("daibiao"))
    first = Skill.objects.get(name="医疗卫生")
    skills.give(own, skill=first, proof="执业医师资格证", is_public=True, by=seat("daibiao"))


def _needs() -> None:
    if Need.objects.exists():
        return
    officer, today = seat("zhanyuan"), clock.today()
    for title, skill, text in WANTED:
        need = needs.register(
            station=_lake(),
            skills=[Skill.objects.get(name=skill)],
            once=uuid5(NAMESPACE_URL, f"demo:need:{title}"),
            by=officer,
            source="community",
            title=title,
            text=text,
            place="天井湖社区党群服务中心",
            asker_name="天井湖社区居委会",
            from_on=today,
            to_on=today + timedelta(days=14),
        )
        if skill == "医疗卫生":
            needs.invite(need, deputies=[deputy_of(seat("daibiao"))], by=officer)


def _campaigns() -> None:
    if CampaignEvent.objects.exists():
        return
    today, people = clock.today(), _at(_lake())
    for number, (theme, title, hours, served, result) in enumerate(EVENTS):
        campaigns.record_event(
            station=_lake(),
            deputies=people[: 2 + number % 3],
            once=uuid5(NAMESPACE_URL, f"demo:campaign:{number}"),
            by=seat("zhanyuan"),
            theme=theme,
            title=title,
            held_on=today - timedelta(days=9 * number + 3),
            place="天井湖社区",
            hours=Decimal(hours),
            beneficiaries=served,
            result=result,
        )


def _contacts() -> None:
    """Two members of the town's presidium, two enterprises, the town's station and a deputy."""
    if ContactDuty.objects.exists():
        return
    town, office, today = _town(), seat("zongyang"), clock.today()
    first, second, third, *_ = _at(town)
    for member in (first, second):
        mandate = Mandate.objects.running(today).filter(deputy=member).order_by("pk")[0]
        MandateOffice.objects.get_or_create(
            mandate=mandate,
            kind=MandateOffice.Kind.PRESIDIUM,
            defaults={"from_on": mandate.from_on},
        )
    for name, sector in (("枞阳县江畔机械有限公司", "制造业"), ("白鹤峰茶业合作社", "农业")):
        Enterprise.objects.create(name=name, sector=sector, station=town, place="枞阳镇")
    begun = today.replace(month=1, day=1)
    works = Enterprise.objects.get(name="枞阳县江畔机械有限公司")
    made = contacts.assign(first, target=works, on=begun, by=office)
    contacts.assign(first, target=town, on=begun, by=office)
    contacts.assign(second, target=third, on=begun, by=office)
    contacts.log(
        made,
        on=max(begun, today - timedelta(days=20)),
        how="visit",
        said="了解订单和用工情况，企业反映招工较去年容易。",
        raised="厂区北门道路破损，货车进出困难。",
        once=uuid5(NAMESPACE_URL, "demo:contact"),
        by=office,
    )


def _plan() -> None:
    if TownPlan.objects.exists():
        return
    town, office, year = _town(), seat("zongyang"), clock.today().year
    plan = town_plans.make_plan(
        station=town, year=year, aim="经济发展、生态环保、人居环境", by=office
    )
    held = Activity.objects.counting().filter(station=town, held_on__year=year)
    done = list(held.order_by("held_on", "pk")[:2])
    for number, (field, title, month) in enumerate(ITEMS):
        town_plans.save_item(
            plan,
            None,
            deputies=_at(town)[:2],
            activities=done[number : number + 1],
            by=office,
            field=field,
            title=title,
            month=date(year, month, 1),
            leader="镇人大主席",
        )


def _outcome() -> None:
    if Outcome.objects.exists():
        return
    outcomes.add_outcome(
        _lake(),
        by=seat("zhanyuan"),
        title="全市示范人大代表联络站",
        level="city",
        reached_on=clock.today() - timedelta(days=200),
        evidence="市人大常委会通报（演示）",
        about="演示数据，请以正式文件为准。",
    )
