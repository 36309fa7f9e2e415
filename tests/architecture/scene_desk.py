"""More things the permission matrix opens: the rules of routing."""

from uuid import uuid4

from liaison import clock
from suggestions.models import RoutingRule


class DeskScene:
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_rule_of_routing(self, state, role):
        rule = RoutingRule.objects.create(
            key=uuid4(),
            name="加装电梯",
            words=["加装电梯"],
            channel="suggestion",
            reason="需要多部门会商。",
            active_from_on=clock.today(),
            written_at=clock.now(),
        )
        return {"pk": rule.pk}
