"""A joint day for the permission matrix: held, one unit there, one question asked."""

from functools import cached_property

from liaison.accounts.roles import Role
from stations.actions import joint
from stations.models import Activity
from tests.factories.network import Network


class JointScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    @cached_property
    def joint_day(self) -> Activity:
        activity, officer = self.activity("held", form="joint"), self.seats[Role.STATION]
        unit = joint.add_unit(activity, unit="市城市管理局", by=officer)
        joint.ask(activity, asked="路灯什么时候修好？", unit=unit, by=officer)
        return activity

    def at_joint_day(self, state, role):
        found = {"pk": self.joint_day.pk}
        return found | ({"question": self.joint_day.joint_questions.get().pk} if state else {})
