"""More things the permission matrix opens: who is proposed for which station."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from deputies.actions import campaigns, needs, placements, skills
from deputies.models import Deputy, Level, Mandate, Placement, Skill
from liaison import clock
from liaison.accounts.roles import Role
from tests.factories.network import Network


class AssignmentScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_placement(self, state, role):
        return {"pk": self._placement().pk}

    def at_batch(self, state, role):
        proposed = Placement.objects.filter(pk=self._placement().pk)
        office = self.seats[Role.COMMITTEE]
        return {"pk": placements.accept(proposed, on=clock.today(), by=office).pk}

    def at_need(self, state, role):
        need = self._need()
        return {"pk": need.pk} | ({"key": state} if state else {})

    def at_need_invitation(self, state, role):
        return {"pk": self._need().invitations.get().pk}

    def at_skill(self, state, role):
        return {"pk": Skill.objects.order_by("pk")[0].pk}

    def at_known_skill(self, state, role):
        skill = Skill.objects.order_by("pk")[0]
        return {"pk": skills.give(self.deputy, skill=skill, by=self.seats[Role.STATION]).pk}

    def at_campaign(self, state, role):
        event = campaigns.record_event(
            station=self.station,
            deputies=[self.deputy],
            once=uuid4(),
            by=self.seats[Role.STATION],
            theme="fire",
            title="入户查消防",
            held_on=clock.today(),
            hours=Decimal(2),
            beneficiaries=10,
            result="排查隐患 3 处。",
        )
        return {"pk": event.pk}

    def at_report_form(self, state, role):
        return {"form": state}

    def _need(self):
        """A need the deputy is asked to meet."""
        officer, today = self.seats[Role.STATION], clock.today()
        need = needs.register(
            station=self.station,
            skills=[Skill.objects.get(name="医疗卫生")],
            once=uuid4(),
            by=officer,
            source="resident",
            title="上门体检",
            from_on=today,
            to_on=today,
        )
        needs.invite(need, deputies=[self.deputy], by=officer)
        return need

    def _placement(self) -> Placement:
        deputy = Deputy.objects.create(name="李散", name_key="li san")
        Mandate.objects.create(
            deputy=deputy,
            level=Level.COUNTY,
            term="第三届",
            certificate_no=f"S-{deputy.pk}",
            electorate="翠湖第一选区",
            from_on=date(2022, 1, 1),
        )
        assert self.station
        placements.propose(by=self.seats[Role.COMMITTEE])
        return Placement.objects.waiting().get(deputy=deputy)
