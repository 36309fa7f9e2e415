"""What residents of the demo said, and how far each case has got: walked there by the real steps."""

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from deputies.models import deputy_of
from liaison import clock
from liaison.accounts.models import Seat
from stations.models import Station
from suggestions.actions import adoption, concerns, handlings, rating, suggestions
from suggestions.models import Channel, Concern, Department, Rating, ResultClass
from suggestions.routing import Category
from supervision.management import cast
from supervision.management.demonstration import seat

LAMPS = "映湖路西段的路灯坏了三盏，晚上接孩子放学路很黑，老人走路也看不清，希望尽快修好。"
LIFT = (
    "我们小区是九十年代的六层楼，好多老人上下楼困难，想加装电梯，但各家出钱的比例谈不拢，"
    "也不知道手续怎么办，希望政府能有个统一的办法。"
)
PARKING = "天井湖公园东门周末车停得满满的，人行道都被占了，推婴儿车只能走马路，请管一管。"
WATER = "枞阳镇连湖路下雨就积水，一楼进水好几回了，居民意见很大，请把排水管网改一改。"
NOISE = "楼下烧烤店夜里十二点还在放音响，影响孩子睡觉，多次劝说没有用。"
MEALS = "社区里独居老人多，中午做饭不方便，能不能办个老年食堂，价格实惠一点。"
SCHOOL = "学校门口早晚接送的车太多，没有信号灯也没有人指挥，孩子过马路很危险。"
LIFT_TITLE = "关于规范老旧小区加装电梯工作的建议"
LIFT_TEXT = (
    "调研中走访了天井湖片区七个老旧小区，愿意加装电梯的楼栋占六成以上，真正开工的不到一成。"
    "难点有三：出资比例没有参考，低层住户的补偿没有标准，报建要跑多个窗口。建议：一、由住建部门"
    "制定出资和补偿的指导比例；二、设立一个窗口统一受理；三、对六层以上、老人较多的楼栋优先给予补助。"
)


def load() -> None:
    """Every case that is not there yet; each whole or not at all."""
    for number, (code, words, walk) in enumerate(CASES, start=1):
        with transaction.atomic():
            _case(f"demo:{number}", code, words, walk)


def _case(name: str, code: str, words: str, walk) -> None:
    once = uuid5(NAMESPACE_URL, name)
    if Concern.objects.filter(once=once).exists():
        return
    asked = concerns.submit(
        station=Station.objects.get(code=code),
        text=words,
        once=once,
        deputy=deputy_of(seat("daibiao")) if walk is _to_a_reply else None,
    )
    walk(asked)


def _stays(asked: Concern) -> None:
    """Not touched yet: the first thing on the officer's desk."""


def _to_judgement(asked: Concern) -> None:
    _sort(asked, Category.COMMERCE, "烧烤店深夜音响扰民", by=seat("zhanyuan"))


def _to_an_answer(asked: Concern) -> None:
    officer = seat("zhanyuan")
    _sort(asked, Category.CIVIL, "希望开办社区老年食堂", by=officer)
    _decide(asked, Channel.STATION, by=officer)
    concerns.answer(
        asked,
        text="社区已与党群服务中心商定，下月起在一楼试办老年助餐点，六十五岁以上居民每餐十元。",
        by=officer,
    )


def _to_the_end(asked: Concern) -> None:
    officer = seat("zhanyuan")
    _sort(asked, Category.CONSTRUCTION, "映湖路西段路灯不亮", by=officer)
    _decide(asked, Channel.STATION, by=officer)
    concerns.answer(asked, text="已联系路灯管理单位，三盏灯已全部修复，欢迎监督。", by=officer)
    rating.rate(asked, rating=Rating.SATISFIED, note="修得很快，谢谢。")


def _to_adoption(asked: Concern) -> None:
    officer = seat("zhanyuan")
    _sort(asked, Category.TRANSPORT, "学校门口接送秩序混乱", by=officer)
    _decide(asked, Channel.SUGGESTION, by=officer)


def _to_the_department(asked: Concern) -> None:
    officer = seat("zongyang")
    _sort(asked, Category.CONSTRUCTION, "枞阳镇连湖路雨天积水", by=officer)
    _decide(asked, Channel.STATION, by=officer)


def _to_a_reply(asked: Concern) -> None:
    """The whole way of a suggestion, up to the deputy's verdict."""
    officer, deputy, office = seat("zhanyuan"), seat("daibiao"), seat("lianluo")
    _sort(asked, Category.CONSTRUCTION, "老旧小区加装电梯难", by=officer)
    _decide(asked, Channel.SUGGESTION, by=officer)
    suggestion = adoption.adopt([asked], title=LIFT_TITLE, text=LIFT_TEXT, by=deputy)
    suggestions.submit(suggestion, by=deputy)
    suggestions.register(suggestion, by=office)
    suggestions.assign(suggestion, by=office)
    suggestions.divide(
        suggestion,
        lead=Department.objects.get(name=cast.HOUSING),
        assists=[Department.objects.get(name=cast.URBAN_MANAGEMENT)],
        by=seat("zhengfu"),
    )
    lead = suggestion.handlings.get(department__name=cast.HOUSING)
    handlings.sign(lead, by=seat("zhujian"))
    handlings.reply(
        lead,
        result_class=ResultClass.B,
        text="出资与补偿的指导比例已列入明年工作计划，统一受理窗口将于年内设立。",
        met_on=clock.today(),
        met_note="在天井湖社区联络站当面听取意见，代表同意分步推进。",
        by=seat("zhujian"),
    )


def _to_a_signature(asked: Concern) -> None:
    """Half the way: the department has it and has not signed."""
    officer, deputy, office = seat("zhanyuan"), seat("daibiao"), seat("lianluo")
    _sort(asked, Category.CONSTRUCTION, "公园东门停车挤占人行道", by=officer)
    _decide(asked, Channel.SUGGESTION, by=officer)
    suggestion = adoption.adopt(
        [asked],
        title="关于治理天井湖公园周边停车秩序的建议",
        text=(
            "周末到公园东门实地看过三次，车位缺口在一百个左右，人行道被占最长达二百米。"
            "建议利用附近单位的车位错时开放，在人行道加装阻车桩，并公布周边停车场的余位。"
        ),
        by=deputy,
    )
    suggestions.submit(suggestion, by=deputy)
    suggestions.register(suggestion, by=office)
    suggestions.assign(suggestion, by=office)
    unit = Department.objects.get(name=cast.URBAN_MANAGEMENT)
    suggestions.divide(suggestion, lead=unit, by=seat("zhengfu"))


def _sort(asked: Concern, category: str, title: str, *, by: Seat) -> None:
    concerns.sort(asked, category=category, title=title, by=by)


def _decide(asked: Concern, channel: str, *, by: Seat) -> None:
    reason = "演示：由工作人员研判后选定。"
    concerns.decide(asked, channel=channel, reason=reason, by=by)


CASES = (
    (cast.LAKE, LAMPS, _to_the_end),
    (cast.LAKE, LIFT, _to_a_reply),
    (cast.LAKE, PARKING, _to_a_signature),
    (cast.ZONGYANG_TOWN, WATER, _to_the_department),
    (cast.LAKE, MEALS, _to_an_answer),
    (cast.LAKE, SCHOOL, _to_adoption),
    (cast.LAKE, NOISE, _to_judgement),
    (cast.LAKE, "社区健身器材有两件坏了，螺丝松动，小孩子玩着不安全。", _stays),
    (cast.ZONGYANG_TOWN, "菜市场门口的垃圾桶总是满的，夏天味道很大，希望多清几次。", _stays),
)
