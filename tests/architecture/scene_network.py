"""More things the permission matrix opens: the rules of the network and a station's year by them."""

from liaison import clock
from liaison.accounts.roles import Role
from stations.actions import standards
from stations.models import RuleDocument
from tests.factories.network import Network


class NetworkScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_rule(self, state, role):
        return {"pk": RuleDocument.objects.get(title="人大代表联络站运行办法").pk}

    def at_standard(self, state, role):
        year = clock.today().year
        if state == "checked":
            answers = {item.pk: (True, "") for item in standards.items_of(self.station, year)}
            standards.check_self(
                self.station, year=year, answers=answers, by=self.seats[Role.STATION]
            )
        return {"code": self.station.code, "year": year}
