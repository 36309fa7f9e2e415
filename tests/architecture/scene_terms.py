"""More things the permission matrix opens: mandates, terms, sessions and switches."""

from datetime import timedelta
from functools import cached_property

from deputies.actions import mandates, records, sessions
from deputies.models import Level, Mandate
from liaison import clock
from liaison.accounts.roles import Role
from tests.factories.deputies import MandateFactory
from tests.factories.network import Network
from tests.factories.terms import confirmed, loaded, row, term


class TermScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    @cached_property
    def held(self) -> Mandate:
        """The deputy's own mandate, tied to a term of the city's congress."""
        mandate = self.deputy.mandates.get()
        mandate.congress_term = term(
            Level.CITY, "340700000000", "第十七届", from_on=mandate.from_on
        )
        mandate.save()
        return mandate

    def at_term(self, state, role):
        return {"pk": self.held.congress_term_id}

    def at_place_held(self, state, role):
        return {"pk": self.held.pk} | ({"act": state} if state else {})

    def at_office(self, state, role):
        since = clock.today() - timedelta(days=9)
        office = mandates.take_office(self.held, kind="presidium", title="", from_on=since, by=None)
        return {"pk": office.pk}

    @cached_property
    def session(self):
        today = clock.today()
        return sessions.open_session(
            self.held.congress_term, title="第六次会议", from_on=today, to_on=today, by=None
        )

    def at_session(self, state, role):
        return {"pk": self.session.pk}

    def at_proposal(self, state, role):
        today = clock.today()
        again = sessions.open_session(
            self.held.congress_term, title="第七次会议", from_on=today, to_on=today, by=None
        )
        for each in (self.session, again):
            made = sessions.record(each, states={self.held.pk: ("absent", "")}, by=None)
        return {"pk": made[0].pk}

    def at_correction(self, state, role):
        made = records.propose(
            self.deputy, wanted={"post": "教师"}, reason="", by=self.seats[Role.DEPUTY]
        )
        return {"pk": made.pk}

    def at_switch(self, state, role):
        county = term()
        MandateFactory(congress_term=county, deputy__name="李明")
        switch = loaded(county.congress, row("钱新", "N-1"), begins_on=clock.today())
        return {"pk": (confirmed(switch) if state == "confirmed" else switch).pk}
