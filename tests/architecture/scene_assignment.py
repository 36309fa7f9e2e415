"""More things the permission matrix opens: who is proposed for which station."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from deputies.actions import campaigns, contacts, needs, placements, skills, town_plans
from deputies.models import (
    Deputy,
    Enterprise,
    Level,
    Mandate,
    MandateOffice,
    Placement,
    Skill,
)
from liaison import clock
from liaison.accounts.roles import Role
from stations.actions import outcomes
from tests.factories.network import SINCE, Network


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

    def at_contact(self, state, role):
        mandate = self.deputy.mandates.get()
        MandateOffice.objects.create(mandate=mandate, kind="presidium", from_on=SINCE)
        officer = self.seats[Role.STATION]
        duty = contacts.assign(self.deputy, target=self.station, on=SINCE, by=officer)
        return {"pk": duty.pk}

    def at_enterprise(self, state, role):
        return {"pk": Enterprise.objects.create(name="通达矽钢", station=self.station).pk}

    def at_town_plan(self, state, role):
        return {"pk": self._town_plan().pk}

    def at_town_plan_item(self, state, role):
        item = town_plans.save_item(
            self._town_plan(),
            None,
            deputies=[],
            activities=[],
            by=self.seats[Role.STATION],
            title="排污口整治",
            field="environment",
            month=date(2026, 3, 1),
            leader="张主席",
        )
        return {"pk": item.pk}

    def at_outcome(self, state, role):
        said = {"title": "示范企业", "level": "city", "reached_on": SINCE, "evidence": "证书"}
        officer = self.seats[Role.STATION]
        return {"pk": outcomes.add_outcome(self.station, by=officer, **said).pk}

    def _town_plan(self):
        officer = self.seats[Role.STATION]
        return town_plans.make_plan(station=self.station, year=2026, by=officer)

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
