"""More things the permission matrix opens: a deputy's place in a class, a cadre on the register."""

from deputies.actions import cadres, enrolment
from deputies.models import TrainingClass
from liaison.accounts.roles import Role
from tests.factories.network import Network


class TrainingScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_enrolment(self, state, role):
        training = TrainingClass.objects.get(pk=self.at_training("", role)["pk"])
        enrolment.record_present(training, deputies=[self.deputy], by=self.seats[Role.STATION])
        return {"pk": training.enrolments.get().pk}

    def at_cadre(self, state, role):
        officer = self.seats[Role.STATION]
        made = cadres.register(
            station=self.station, name="赵建国", unit="天井湖街道", post="副主任", by=officer
        )
        return {"pk": made.pk}
