"""The demo's reports to the voters, honours, stories and cases, and chains from study to effect."""

import io
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from deputies.actions import honours, pieces, reporting
from deputies.models import Deputy, Mandate, Piece, Reporting, deputy_of
from liaison import clock
from stations.models import Activity, Function, Station
from suggestions.models import Suggestion
from supervision import chains
from supervision.management import cast
from supervision.management.demonstration import seat
from supervision.models import Chain

CONTENTS = {
    "meetings": "按时出席历次人代会会议，列席常委会会议两次，审议时就养老和停车问题发言四次。",
    "contacts": "每季度到联络站接待群众，走访选民六十余户，收集意见三十一条，逐条反馈办理结果。",
    "opinions": "领衔提出“完善老旧小区路灯巡检”等建议三件，均已答复，两件群众评价满意。",
    "inspections": "参加校园食品安全、农村饮水安全视察和养老服务专题调研，提出意见七条。",
    "intentions": "对法律法规学习还不够系统，今后坚持每月学习一次、每月走访一个网格。",
}
CASES = (
    (
        "五次楼道会谈成一部电梯",
        (
            "加装电梯最难的是一楼住户。代表先单独走访，把采光、噪声、费用三件事列成清单，再请住建部门到站里逐条解释，"
            "五次楼道议事后形成书面约定。做法可复用：先走访、后议事、再签约，意见当场记录、当场回应。"
        ),
    ),
    (
        "错时共享车位缓解停车难",
        (
            "代表与机关单位、小区物业一起测算早晚车位空闲时段，商定夜间向居民开放机关院内车位，约定进出时间和责任，"
            "三个月后增加夜间车位八十余个。"
        ),
    ),
)
STORY = (
    "天井湖社区三号楼的楼道灯坏了半个月，住在五楼的老人晚上不敢下楼。代表接待日听到后，当天到现场查看，"
    "联系物业和供电部门，第三天灯亮了；随后提出建立巡检台账的建议，同类故障平均两天修好。"
)


def load() -> None:
    """Each part whole or not at all, once."""
    for act in (_reports, _honours, _pieces, _chains):
        with transaction.atomic():
            act()


def _own() -> Deputy:
    return deputy_of(seat("daibiao"))


def _neighbours() -> list[Deputy]:
    """Others at the same station."""
    today = clock.today()
    here = Deputy.objects.member_of(Station.objects.get(code=cast.LAKE), today)
    return list(here.exclude(pk=_own().pk).in_office(today).order_by("pk")[:6])


def _mandate(deputy: Deputy) -> Mandate:
    return deputy.mandates.running(clock.today()).order_by("from_on", "pk")[0]


# -- reports to the voters ------------------------------------------------------------------------
def _reports() -> None:
    """Three were held, one is published; the deputy of the cast reports in three weeks."""
    if Reporting.objects.exists():
        return
    officer, office = seat("zhanyuan"), seat("lianluo")
    today, others = clock.today(), _neighbours()
    for place, deputy in enumerate(others[:3]):
        one = _plan(deputy, today - timedelta(days=40 * (place + 1)))
        reporting.report(one, by=officer, **CONTENTS)
        came = 58 + 3 * place
        counts = {"fair": 4 + place, "unsatisfied": place, "void": 1, "unreturned": 0}
        reporting.vote(
            one,
            by=officer,
            present=came,
            handed_out=came,
            satisfied=came - sum(counts.values()),
            voiced="希望代表多到老旧小区走访，多讲办理进展。",
            **counts,
        )
        if place == 0:
            continue
        on = min(one.held_on + timedelta(days=7), today)
        reporting.feed_back(
            one, feedback="选民总体满意，请继续跟进路灯和停车问题。", on=on, by=officer
        )
        reporting.put_on_file(one, file_no=f"SZ-{today.year}-{place:02}", by=officer)
        if place == 2:
            reporting.publish(one, by=office)
    _plan(_own(), today + timedelta(days=21))


def _plan(deputy: Deputy, on: date) -> Reporting:
    return reporting.plan(
        _mandate(deputy),
        station=Station.objects.get(code=cast.LAKE),
        held_on=on,
        place="天井湖社区文化礼堂",
        by=seat("zhanyuan"),
    )


# -- honours, stories, cases ----------------------------------------------------------------------
def _picture(name: str, colour: str) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (960, 540), colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def _honours() -> None:
    """One confirmed, one waiting to be confirmed."""
    own = _own()
    if own.honours.exists():
        return
    officer, today = seat("zhanyuan"), clock.today()
    granted = (
        (own, "enthusiast", "群众工作“热心人”", today - timedelta(days=90)),
        (_neighbours()[0], "model", "履职“好榜样”", today - timedelta(days=10)),
    )
    for deputy, kind, title, on in granted:
        made = honours.record(
            deputy,
            kind=kind,
            title=title,
            granted_by="铜官区人大常委会",
            granted_on=on,
            evidence=[_picture("证书.png", "#f4e3c8")],
            by=officer,
        )
        if deputy == own:
            honours.confirm(made, by=seat("lianluo"))


def _pieces() -> None:
    """A story and a case everybody reads, and one that waits to be reviewed."""
    if Piece.objects.exists():
        return
    officer, office, member = seat("zhanyuan"), seat("lianluo"), seat("daibiao")
    lake = Station.objects.get(code=cast.LAKE)
    story = pieces.write(
        kind="story",
        station=lake,
        deputy=_own(),
        title="一盏灯的三天",
        text=STORY,
        photos=[_picture("楼道灯.png", "#dfe8f0")],
        by=officer,
    )
    pieces.submit(story, by=officer)
    pieces.review(story, by=office)
    pieces.consent(story, by=member)
    pieces.publish(story, by=office)
    for place, (title, text) in enumerate(CASES):
        case = pieces.write(kind="case", station=lake, title=title, text=text, by=officer)
        pieces.submit(case, by=officer)
        if place == 0:
            pieces.review(case, by=office)
            pieces.publish(case, by=office)


# -- chains from study to effect ------------------------------------------------------------------
def _chains() -> None:
    """One that stops at the effect, one that stops at the survey."""
    if Chain.objects.exists():
        return
    lake, officer = Station.objects.get(code=cast.LAKE), seat("zhanyuan")
    held = Activity.objects.filter(station=lake, stage="logged").order_by("held_on", "pk")
    study, survey = held.filter(function=Function.STUDY), held.filter(function=Function.SURVEY)
    begun = clock.today().replace(month=1, day=15)
    own = Suggestion.objects.filter(lead=_own(), registered_at__isnull=False).order_by("pk")
    chains.begin(
        title="老旧小区路灯巡检",
        station=lake,
        deputy=_own(),
        begun_on=begun,
        study=study.first(),
        survey=survey.last(),
        suggestion=own.first(),
        by=officer,
    )
    chains.begin(
        title="社区食堂怎样办得长久",
        station=lake,
        group="天井湖代表小组",
        begun_on=begun,
        study=study.first(),
        by=officer,
    )
