"""A town with points: things to do, a second pair of eyes, and short ways to ask how points stand."""

from datetime import UTC, date, datetime

from deputies import points
from deputies.actions import standings
from deputies.models import FrozenTotal, RuleSet
from liaison.accounts.roles import Role
from tests.factories import town
from tests.factories.visits import held, visit

NOW = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
YEAR = 2026


class World:
    """The town of tests/factories, its deputy and two officers of the committee."""

    def __init__(self):
        self.town = town.build()
        self.deputy = self.town.deputy.deputy_seat.deputy
        self.seat = self.town.deputy
        self.committee = self.town.committee
        self.second = town.sit(Role.COMMITTEE, self.town.main)
        self.officer = self.town.officer
        self.rules = RuleSet.objects.get(from_on__isnull=False)

    def do(self, month, day=10, *, function="contact", deputy=None):
        """A visit of the deputy in 2026; 联系群众 gives two points."""
        activity = held(self.town.station, YEAR, month, day, 9)
        type(activity).objects.filter(pk=activity.pk).update(function=function)
        return visit(deputy or self.deputy, activity, self.officer)

    def account(self, year=YEAR):
        return points.account(self.deputy, year)

    def total(self, quarter=0):
        return float(self.account().of(quarter).total)

    def freeze(self, quarter, year=YEAR):
        return standings.freeze(year, quarter=quarter, by=self.committee)

    def kept(self, period):
        """The frozen total of the deputy in a period."""
        return float(FrozenTotal.objects.get(period=period, deputy=self.deputy).points)


TODAY = date(2026, 7, 20)
