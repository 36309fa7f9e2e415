"""More things the permission matrix opens: who is proposed for which station."""

from datetime import date

from deputies.actions import placements
from deputies.models import Deputy, Level, Mandate, Placement
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
