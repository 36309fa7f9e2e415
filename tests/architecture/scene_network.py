"""More things the permission matrix opens: the rules of the network and a station's year by them."""

from datetime import time
from uuid import uuid4

from liaison import clock
from liaison.accounts.roles import Role
from stations.actions import announcements, standards, visits
from stations.models import MobileVisit, RuleDocument
from tests.factories.network import Network


class NetworkScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_rule(self, state, role):
        return {"pk": RuleDocument.objects.get(title="人大代表联络站运行办法").pk}

    def at_standard(self, state, role):
        year = clock.today().year
        if state in ("checked", "rated"):
            answers = {item.pk: (True, "") for item in standards.items_of(self.station, year)}
            standards.check_self(
                self.station, year=year, answers=answers, by=self.seats[Role.STATION]
            )
        if state == "rated":
            office = self.seats[Role.COMMITTEE]
            standards.rate(self.station, year=year, confirmed=[], by=office)
        return {"code": self.station.code, "year": year}

    def at_mobile_visit(self, state, role):
        today = clock.today()
        visit = MobileVisit.objects.create(
            station=self.station,
            weekday=today.isoweekday(),
            starts=time(9),
            ends=time(11),
            place="翠湖广场",
            from_on=today,
        )
        if state == "skipped":
            visits.skip_visit(visit, on=today, reason="大风", by=self.seats[Role.STATION])
        return {"pk": visit.pk} | ({"day": f"{today}"} if state else {})

    def at_announcement(self, state, role):
        made = announcements.announce(
            self.station,
            title="停电通知",
            text="明天停电。",
            from_on=clock.today(),
            once=uuid4(),
            by=self.seats[Role.STATION],
        )
        return {"pk": made.pk}
