"""The demo's points: a year counted, a quarter frozen and made known, an item and an appeal waiting."""

from datetime import timedelta

from deputies.actions import appraisals, point_rules, standings
from deputies.actions import points as actions
from deputies.models import Audience, Consent, PointPeriod, RuleSet, deputy_of
from liaison import clock
from liaison.errors import Refused
from supervision.management.demonstration import seat


def load() -> None:
    """Every step of points once; nothing where it was done before."""
    if PointPeriod.objects.exists():
        return
    _waiting()
    _frozen()
    _draft()
    standings.recount(clock.today().year)


def _waiting() -> None:
    officer, deputy = seat("zhanyuan"), seat("daibiao")
    person, today = deputy_of(deputy), clock.today()
    told = (
        ("走访翠湖社区困难户六户", "走访记录本第 12 页，有住户签名。", "item_visit"),
        ("参加市人大物业管理条例执法检查", "市人大办公室通知及签到表。", "item_inspection"),
    )
    for number, (title, evidence, kind) in enumerate(told, start=1):
        item = actions.propose_item(
            person,
            kind=kind,
            on=today - timedelta(days=7 * number),
            title=title,
            evidence=evidence,
            by=officer,
        )
    actions.approve_item(item, by=seat("lianluo"))
    actions.appeal(
        about="上月进社区宣讲没有计入",
        group="activities",
        text="上月在社区宣讲民法典一次，联络员没有登记签到，请核实后补记。",
        year=today.year,
        by=deputy,
    )


def _frozen() -> None:
    """The last quarter that is over, with those before it; made known to deputies and electorate."""
    committee, today = seat("lianluo"), clock.today()
    quarter = (today.month - 1) // 3
    year = today.year if quarter else today.year - 1
    quarter = quarter or len(standings.QUARTERS)
    standings.freeze(year, quarter=quarter, by=committee)
    for audience, consent in ((Audience.SELF, Consent.LAW), (Audience.ELECTORATE, Consent.UNLESS)):
        appraisals.publish(
            year=year,
            quarter=quarter,
            audience=audience,
            consent=consent,
            shows=["groups", "lines"],
            by=committee,
        )


def _draft() -> None:
    current = RuleSet.objects.on(clock.today()).first()
    if current is None:
        raise Refused("没有执行中的积分规则。")
    point_rules.draft_rules(
        name="明年积分规则（征求意见稿）", document=current.document, by=seat("lianluo")
    )
