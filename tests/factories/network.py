"""One small network with a person in every seat, and things walked to any stage by real actions."""

from datetime import date, timedelta
from functools import cached_property
from uuid import uuid4

from deputies.models import Deputy, DeputySeat, Level, Mandate, Membership
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.actions import activities
from stations.actions import network as station_actions
from stations.hierarchy import Kind
from stations.models import Activity
from suggestions.actions import adoption, concerns, handlings, rating, suggestions
from suggestions.models import (
    Channel,
    Concern,
    Department,
    DepartmentSeat,
    Handling,
    Rating,
    ResultClass,
    Satisfaction,
    Suggestion,
)
from tests.factories.accounts import SeatFactory, UserFactory

SINCE = date(2022, 1, 1)
WORDS = "翠湖四路三盏路灯坏了半个月，晚上老人出门看不清路，请尽快维修。"
OWN_TEXT = (
    "经走访翠湖社区四个小区，老旧路灯缺少统一的巡检和更换计划，故障靠居民报修，平均十余天才能修复。"
    "建议市政部门建立片区巡检台账，明确四十八小时修复时限，并分两年更换使用超过十年的灯具。"
)
NAMES = {
    Role.STATION: "张联络员",
    Role.DEPUTY: "王代表",
    Role.COMMITTEE: "李科长",
    Role.GOVERNMENT: "赵主任",
    Role.DEPARTMENT: "陈工",
    Role.LEADER: "周主任",
    Role.HOTLINE: "热线值班员",
    Role.SYSTEM_ADMIN: "系统员",
    Role.SECURITY_ADMIN: "安全员",
    Role.AUDIT_ADMIN: "审计员",
}


def _log(activity: Activity, *, by: Seat) -> None:
    activities.log(activity, minutes="走访三户居民。", study_title="党的创新理论", by=by)


class Network:
    """总站 > 中心站 > 联络站 > 联络点; everything is made when it is first asked for."""

    @cached_property
    def main(self):
        return self._open("TL", "铜陵市代表联络总站", Kind.MAIN, None)

    @cached_property
    def centre(self):
        return self._open("TG", "铜官区中心站", Kind.CENTRE, self.main)

    @cached_property
    def station(self):
        return self._open("CH", "翠湖联络站", Kind.STATION, self.centre)

    @cached_property
    def point(self):
        return self._open("CH-1", "翠湖社区联络点", Kind.POINT, self.station)

    @staticmethod
    def _open(code, name, kind, parent):
        return station_actions.open_station(code=code, name=name, kind=kind, parent=parent, by=None)

    @cached_property
    def deputy(self) -> Deputy:
        deputy = Deputy.objects.create(name="王代表", name_key="wang dai biao")
        Mandate.objects.create(
            deputy=deputy,
            level=Level.CITY,
            term="第十七届",
            certificate_no="1001",
            electorate="铜官区",
            from_on=SINCE,
        )
        Membership.objects.create(deputy=deputy, station=self.station, from_on=SINCE)
        return deputy

    @cached_property
    def department(self) -> Department:
        return Department.objects.create(
            code="CG", name="市城市管理局", duties="路灯;市容", kind=Department.Kind.GOVERNMENT
        )

    @cached_property
    def court(self) -> Department:
        return Department.objects.create(
            code="FY", name="市中级人民法院", kind=Department.Kind.OTHER
        )

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """One seat of each role, tied to its place."""
        seats = {}
        for role, name in NAMES.items():
            user = UserFactory(username=str(role.value), name=name)
            seats[role] = SeatFactory(user=user, role=role, place_name="")
        station_actions.seat_at(seats[Role.STATION], self.station)
        station_actions.seat_at(seats[Role.COMMITTEE], self.main)
        station_actions.seat_at(seats[Role.LEADER], self.main)
        DeputySeat.objects.create(seat=seats[Role.DEPUTY], deputy=self.deputy)
        DepartmentSeat.objects.create(seat=seats[Role.DEPARTMENT], department=self.department)
        return seats

    # -- things, walked to a stage -------------------------------------------------------------
    def activity(self, stage: str = "planned", **more) -> Activity:
        """An activity of the station, beginning now, in `stage`."""
        officer, begins = self.seats[Role.STATION], clock.now()
        activity = activities.plan(
            station=self.station,
            function="contact",
            title="代表走访网格",
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
            by=officer,
            once=uuid4(),
            **more,
        )
        steps = {"planned": 0, "published": 1, "held": 2, "logged": 3}[stage]
        for step in (activities.publish, activities.hold, _log)[:steps]:
            step(activity, by=officer)
        return activity

    def concern(self, stage: str = "gathered", *, channel: str = Channel.STATION) -> Concern:
        """A concern at the station, addressed to the deputy, in `stage`."""
        concern = concerns.submit(
            station=self.station,
            text=WORDS,
            once=uuid4(),
            deputy=self.deputy,
            resident_name="孙大妈",
            phone="13800000001",
        )
        officer = self.seats[Role.COMMITTEE]
        if stage == "gathered":
            return concern
        if stage == "withdrawn":
            concerns.withdraw(concern)
            return concern
        concerns.sort(concern, category="construction", title="翠湖四路路灯不亮", by=officer)
        if stage == "judged":
            return concern
        if stage == "declined":
            concerns.decline(concern, reason="请拨打 110。", by=officer)
            return concern
        concerns.decide(
            concern,
            channel=channel,
            by=officer,
            department=self.department,
            reason="当场可以答复。",
        )
        if stage == "in_hand":
            return concern
        concerns.answer(concern, text="已安排维修，三天内修好。", by=officer)
        if stage == "closed":
            rating.rate(concern, rating=Rating.SATISFIED)
        return concern

    def suggestion(self, stage: str = "draft") -> Suggestion:
        """A suggestion of the deputy's, born from one concern, in `stage`."""
        source = self.concern("in_hand", channel=Channel.SUGGESTION)
        deputy, office = self.seats[Role.DEPUTY], self.seats[Role.COMMITTEE]
        suggestion = adoption.adopt(
            [source], title="关于建立路灯巡检制度的建议", text=OWN_TEXT, by=deputy
        )
        walk = (
            ("draft", None),
            ("submitted", lambda: suggestions.submit(suggestion, by=deputy)),
            ("registered", lambda: suggestions.register(suggestion, by=office)),
            ("assigned", lambda: suggestions.assign(suggestion, by=office)),
            ("in_hand", lambda: self._divide(suggestion)),
            ("replied", lambda: self._reply(suggestion)),
            ("studied", lambda: self._object(suggestion)),
        )
        for reached, act in walk:
            if act:
                act()
            if reached == stage:
                break
        suggestion.refresh_from_db()
        return suggestion

    def _divide(self, suggestion: Suggestion) -> None:
        suggestions.divide(suggestion, lead=self.department, by=self.seats[Role.GOVERNMENT])

    def _reply(self, suggestion: Suggestion) -> None:
        officer = self.seats[Role.DEPARTMENT]
        handling = suggestion.handlings.get()
        handlings.sign(handling, by=officer)
        handlings.reply(
            handling,
            result_class=ResultClass.A,
            text="已建立巡检台账，坏灯四十八小时内修复。",
            met_on=SINCE,
            met_note="在翠湖联络站当面答复。",
            by=officer,
        )
        suggestion.refresh_from_db()

    def _object(self, suggestion: Suggestion) -> None:
        suggestions.object_to(
            suggestion,
            attitude=Satisfaction.SATISFIED,
            result=Satisfaction.UNSATISFIED,
            opinion="仍有两盏灯不亮。",
            by=self.seats[Role.DEPUTY],
        )

    def handling(self, stage: str = "offered") -> Handling:
        """The department's part in a suggestion, in `stage`."""
        suggestion = self.suggestion("replied" if stage == "replied" else "in_hand")
        handling = suggestion.handlings.get()
        if stage == "signed":
            handlings.sign(handling, by=self.seats[Role.DEPARTMENT])
        return handling
