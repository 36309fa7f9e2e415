"""More things the permission matrix opens: joining a suggestion."""

from datetime import date

from deputies.models import Deputy, Level, Mandate
from liaison import clock
from suggestions.models import Cosigner
from tests.factories.network import Network


class CosignersScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_cosigner(self, state, role):
        """`own`: the deputy's seat is asked; `led`: it asks another."""
        draft = self.suggestion("draft")
        asked = self.deputy if state == "own" else self.colleague()
        if state == "own":
            type(draft).objects.filter(pk=draft.pk).update(lead=self.colleague())
        return {
            "pk": Cosigner.objects.create(suggestion=draft, deputy=asked, invited_at=clock.now()).pk
        }

    def colleague(self) -> Deputy:
        """Another deputy in office."""
        deputy, is_new = Deputy.objects.get_or_create(name="刘代表", name_key="liu dai biao")
        if is_new:
            Mandate.objects.create(
                deputy=deputy,
                level=Level.CITY,
                term="第十七届",
                certificate_no="1002",
                electorate="铜官区",
                from_on=date(2022, 1, 1),
            )
        return deputy
