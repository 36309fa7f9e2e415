"""More things the permission matrix opens: reports to the voters, honours, stories and cases."""

from deputies.actions import honours, pieces, reporting
from liaison import clock
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.documents.models import Job
from supervision import chains
from tests.factories.merits import BALLOTS, CONTENTS, certificate, photo
from tests.factories.network import Network


class MeritScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_mandate(self, state, role):
        return {"mandate": self.deputy.mandates.get().pk}

    def at_reporting(self, state, role):
        """`reporting@reported-vote`: a report in the stage named first, and the step named second."""
        stage, _, key = state.partition("-")
        made = self._reporting(stage)
        if stage == "published" and not key:
            return {"code": self.station.code, "pk": made.pk}
        return {"pk": made.pk, **({"key": key} if key else {})}

    def _reporting(self, stage: str):
        officer, office = self.seats[Role.STATION], self.seats[Role.COMMITTEE]
        today = clock.today()
        one = reporting.plan(
            self.deputy.mandates.get(),
            station=self.station,
            held_on=today,
            place="翠湖社区礼堂",
            by=officer,
        )
        walk = (
            ("planned", None),
            ("reported", lambda: reporting.report(one, by=officer, **CONTENTS)),
            ("voted", lambda: reporting.vote(one, by=officer, **BALLOTS)),
            (
                "fed_back",
                lambda: reporting.feed_back(one, feedback="请改进。", on=today, by=officer),
            ),
            ("filed", lambda: reporting.put_on_file(one, file_no="SZ-1", by=officer)),
            ("published", lambda: reporting.publish(one, by=office)),
        )
        for reached, act in walk:
            if act:
                act()
            if reached == stage:
                break
        return one

    def at_honour(self, state, role):
        key = {"key": state} if state in ("confirm", "reject", "revoke") else {}
        made = honours.record(
            self.deputy,
            evidence=[certificate()],
            kind="model",
            title="优秀人大代表",
            granted_by="市人大常委会",
            granted_on=clock.today(),
            by=self.seats[Role.STATION],
        )
        if state == "revoke":
            honours.confirm(made, by=self.seats[Role.COMMITTEE])
        return {"pk": made.pk, **key}

    def at_piece(self, state, role):
        """`piece@submitted-review`: a story in the stage named first, and the step named second."""
        stage, _, key = state.partition("-")
        made = self._piece(stage)
        if key == "photo":
            return {"pk": made.pk, "file": Attachment.objects.of(made)[0].pk}
        return {"pk": made.pk, **({"key": key} if key else {})}

    def _piece(self, stage: str):
        officer, office = self.seats[Role.STATION], self.seats[Role.COMMITTEE]
        one = pieces.write(
            kind="story",
            station=self.station,
            deputy=self.deputy,
            title="修好一盏灯",
            text="走访发现路灯不亮，三天修好。",
            photos=[photo()],
            by=officer,
        )
        walk = (
            ("draft", None),
            ("submitted", lambda: pieces.submit(one, by=officer)),
            ("reviewed", lambda: pieces.review(one, by=office)),
            ("published", lambda: self._publish(one)),
        )
        for reached, act in walk:
            if act:
                act()
            if reached == stage:
                break
        return one

    def _publish(self, one):
        pieces.consent(one, by=self.seats[Role.DEPUTY])
        pieces.publish(one, by=self.seats[Role.COMMITTEE])

    def at_job(self, state, role):
        seat = self.seats[role or Role.STATION]
        job = Job.objects.create(
            kind="dossiers",
            title="履职档案",
            asked={},
            asked_by=seat,
            asked_at=clock.now(),
            total=3,
        )
        return {"pk": job.pk}

    def at_chain(self, state, role):
        chain = chains.begin(
            title="老旧小区停车",
            station=self.station,
            deputy=self.deputy,
            begun_on=clock.today(),
            by=self.seats[Role.STATION],
        )
        return {"pk": chain.pk}
