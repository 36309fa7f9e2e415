"""The things the permission matrix opens: for each name in a row, what stands in the address."""

import io
from datetime import time
from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from deputies import grid_sheet
from deputies import sheet as deputies_sheet
from deputies.actions import publicity
from deputies.actions import training as trainings
from deputies.actions.attendance import record_present
from deputies.actions.invitations import invite
from deputies.documents import enterprises
from deputies.models import GridDuty
from deputies.views import visits
from liaison import clock
from liaison.accounts.roles import Role
from liaison.attachments.actions import attach
from liaison.notices import outbox
from liaison.notices.models import Message, State
from stations import sheet as stations_sheet
from stations.actions import network as station_actions
from stations.actions import study
from stations.actions.receptions import set_rule
from stations.models import Grid, Topic
from suggestions.actions import concerns
from suggestions.models import Channel, Concern, ReceivedOrder
from supervision import actions as supervision_actions
from supervision import periods
from tests.architecture.scenes import SCENES
from tests.factories.network import WORDS

#: Things each seat has one of its own of.
OWN = (
    "own_roster",
    "message",
    "received",
    "draft",
    "concern@counter",
    "mobile_visit",
    "grid_duty",
    "announcement",
    "job",
)


class Scene(*SCENES):
    """`arguments("concern@judged", role)` gives the keyword arguments of the route."""

    def arguments(self, thing: str, role: str | None) -> dict:
        """What the address of a row is filled with for this role; made once where all share it."""
        kind, _, state = thing.partition("@")
        if not kind:
            return {}
        if thing.startswith(OWN):
            return getattr(self, f"at_{kind}")(state, role)
        if thing not in self._made:
            self._made[thing] = getattr(self, f"at_{kind}")(state, None)
        return self._made[thing]

    @cached_property
    def _made(self) -> dict[str, dict]:
        return {}

    def at_station(self, state, role):
        return {"code": self.station.code}

    def at_concern(self, state, role):
        if state == "counter":
            return {"number": self._taken_by(self.seats[role or Role.STATION]).number}
        if state == "published":
            return {"number": self.released().concern.number}
        return {"number": self.concern(state or "gathered").number}

    def _taken_by(self, seat):
        source = Concern.Source.COUNTER
        return concerns.submit(
            station=self.station, text=WORDS, once=uuid4(), source=source, taken_by=seat
        )

    def at_activity(self, state, role):
        return {"pk": self.activity(state).pk}

    def at_public_activity(self, state, role):
        return {"code": self.station.code, "pk": self.activity(state).pk}

    def at_problem(self, state, role):
        activity = self.activity(state)
        problem = activity.problems.create(problem="南门积水", owner="市住建局")
        return {"pk": activity.pk, "problem": problem.pk}

    def at_scan(self, state, role):
        return {"pk": self.activity("published").pk, "code": "00000000"}

    def at_feed(self, state, role):
        return {"token": visits.feed_token(self.seats[Role.DEPUTY])}

    def at_duty(self, state, role):
        activity = self.activity("published")
        invite(activity, deputies=[self.deputy], by=self.seats[Role.STATION])
        return {"pk": activity.duties.get().pk}

    def at_visit(self, state, role):
        activity = self.activity("held")
        record_present(activity, deputies=[self.deputy], by=self.seats[Role.STATION])
        return {"pk": activity.attendances.get().pk}

    def at_reception(self, state, role):
        rule = set_rule(
            station=self.station,
            by=self.seats[Role.STATION],
            begins=time(9),
            ends=time(11),
            from_on=clock.today(),
        )
        return {"pk": rule.pk}

    def at_suggestion(self, state, role):
        return {"pk": self.suggestion(state or "draft").pk}

    def at_handling(self, state, role):
        return {"pk": self.handling(state).pk}

    def at_deputy(self, state, role):
        more = {"year": {"year": 2026}, "docx": {"form": "docx"}}
        return {"pk": self.deputy.pk} | more.get(state, {})

    def at_kind(self, state, role):
        return {"kind": state}

    def at_key(self, state, role):
        return {"key": state}

    def at_person(self, state, role):
        return {"pk": self.seats[Role.DEPARTMENT].user.pk}

    def at_seat(self, state, role):
        return {"pk": self.seats[Role.DEPARTMENT].pk}

    def at_year(self, state, role):
        return {"year": 2026}

    def at_day(self, state, role):
        return {"day": clock.today()}

    def at_report(self, state, role):
        return {"pk": self._compiled(state).pk}

    def _compiled(self, state):
        period = periods.month_before(clock.today())
        report = supervision_actions.compile_month(self.main, period)
        if state == "signed":
            supervision_actions.sign_off(report, by=self.seats[Role.COMMITTEE])
        return report

    def at_message(self, state, role):
        if state == "dead":
            outbox.send(channel="hotline", payload={"order": 0}, once=f"dead:{uuid4()}")
            message = Message.objects.filter(channel="hotline").order_by("-created_at", "pk")[0]
            Message.objects.filter(pk=message.pk).update(state=State.DEAD)
            return {"pk": message.pk}
        user = self.seats[role or Role.STATION].user
        outbox.post(to=user, template="concern_redo", about=self.concern(), once=f"m:{uuid4()}")
        return {"pk": Message.objects.filter(to_user=user).order_by("-created_at", "pk")[0].pk}

    def at_received(self, state, role):
        channel = Channel.DIRECT if role == Role.LEADER else Channel.HOTLINE
        order = ReceivedOrder.objects.create(
            channel=channel,
            number=f"R-{uuid4().hex[:8]}",
            reference=uuid4().hex[:20],
            title="路灯不亮",
            text="翠湖四路路灯不亮。",
            received_at=clock.now(),
        )
        return {"number": order.number}

    def at_file(self, state, role):
        picture = io.BytesIO()
        Image.new("RGB", (4, 4), "white").save(picture, "PNG")
        upload = SimpleUploadedFile("路灯.png", picture.getvalue(), "image/png")
        return {"pk": attach(self.concern(), upload=upload).pk}

    def at_draft(self, state, role):
        seat = self.seats[role or Role.COMMITTEE]
        subject, rows = {
            "stations": (stations_sheet.SUBJECT, self._station_rows()),
            "deputies": (deputies_sheet.SUBJECT, self._deputy_rows()),
            "grids": (grid_sheet.SUBJECT, self._grid_rows()),
            "enterprises": (enterprises.SUBJECT, self._enterprise_rows()),
        }[state]
        draft = station_actions.keep_draft(
            subject=subject, file_name="导入.csv", rows=rows, by=seat
        )
        return {"key": draft.pk}

    def _station_rows(self):
        return [
            [1, ["编码", "名称", "类型", "上级编码"]],
            [2, ["CH-2", "翠湖东联络点", "联络点", self.station.code]],
        ]

    def _deputy_rows(self):
        return [
            [1, ["姓名", "代表层级", "届次", "代表证号", "选区", "当选日期", "站点编码"]],
            [2, ["钱进", "市级", "第十七届", "2002", "铜官区", "2022-01-05", self.station.code]],
        ]

    def _enterprise_rows(self):
        return [[1, ["企业名称", "站点编码"]], [2, ["翠湖机械厂", self.station.code]]]

    def _grid_rows(self):
        return [
            [1, ["网格编码", "网格名称", "站点编码"]],
            [2, ["CH-W9", "翠湖第九网格", self.station.code]],
        ]

    def at_grid(self, state, role):
        return {"pk": self._grid().pk}

    def at_grid_duty(self, state, role):
        today = clock.today()
        duty = GridDuty.objects.create(grid=self._grid(), deputy=self.deputy, from_on=today)
        return {"pk": duty.pk}

    def _grid(self):
        code = f"W-{uuid4().hex[:8]}"
        return Grid.objects.create(code=code, name="翠湖第一网格", station=self.station)

    def at_topic(self, state, role):
        return {"pk": Topic.objects.order_by("rank", "pk")[0].pk}

    def at_plan(self, state, role):
        years = {"draft": 2026, "submitted": 2027, "approved": 2028, "published": 2029}
        officer, office = self.seats[Role.STATION], self.seats[Role.COMMITTEE]
        plan = study.draft_plan(self.station, year=years[state], by=officer)
        if state != "draft":
            study.submit(plan, by=officer)
        if state in ("approved", "published"):
            study.approve(plan, by=office)
        if state == "published":
            study.publish(plan, by=office)
            return {"code": self.station.code, "year": plan.year}
        key = {"key": "publish"} if state == "approved" else {}
        return {"pk": plan.pk, **key}

    def at_course(self, state, role):
        assert self.deputy
        return {"topic": self._course.pk, "code": self.station.code}

    @property
    def _course(self):
        return Topic.objects.get(is_required_course=True)

    def at_training(self, state, role):
        made = trainings.open_training(
            station=self.station,
            title="履职培训班",
            topic=self._course,
            from_on=clock.today(),
            to_on=clock.today(),
            hours=8,
            by=self.seats[Role.STATION],
        )
        return {"pk": made.pk}

    def at_own_roster(self, state, role):
        pk = self.arguments("training", None)["pk"]
        rows = [[1, ["姓名", "签到"]], [2, [self.deputy.name, "是"]]]
        seat = self.seats[role or Role.COMMITTEE]
        subject = f"training-{pk}"
        draft = station_actions.keep_draft(subject=subject, file_name="名单", rows=rows, by=seat)
        return {"pk": pk, "key": draft.pk}

    def at_policy(self, state, role):
        assert self.deputy
        assert self.seats[Role.STATION]
        policy = publicity.send(
            title="全会精神",
            text="请学习。",
            audience="both",
            once=uuid4(),
            by=self.seats[Role.COMMITTEE],
        )
        return {"pk": policy.pk}

    def at_membership(self, state, role):
        return {"pk": self.deputy.memberships.get().pk}
