"""More things the permission matrix opens: what was released of concerns."""

from liaison.accounts.roles import Role
from suggestions.actions import publishing, rating
from tests.factories.network import Network


class PublishedScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_released(self, state, role):
        return {"pk": self.released().pk}

    def at_rating_link(self, state, role):
        return {"key": rating.invite(self.concern("fed_back"), by=self.seats[Role.STATION])}

    def released(self, concern=None):
        """A released concern, by the committee's office."""
        by = self.seats[Role.COMMITTEE]
        title, text = "路灯不亮", "翠湖四路路灯不亮一周了。"
        return publishing.publish(
            concern or self.concern("fed_back"), title=title, text=text, by=by
        )
