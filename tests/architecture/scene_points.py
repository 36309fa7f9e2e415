"""More things the permission matrix opens: points, their rules, frozen quarters, grades, publications."""

from deputies.actions import appraisals, point_rules, points, standings
from deputies.models import Audience, Consent, RuleSet
from liaison import clock
from liaison.accounts.roles import Role
from stations.models import RuleDocument
from tests.factories.network import Network
from tests.factories.stations import seat_in


class PointsScene(Network):
    """Each `at_…` gives the keyword arguments of a route, as in scene.py."""

    def at_point_item(self, state, role):
        by = self.seats[role if role == Role.COMMITTEE else Role.STATION]
        item = points.propose_item(
            self.deputy, kind="item_visit", on=clock.today(), title="走访", evidence="名册", by=by
        )
        if state == "approved":
            points.approve_item(item, by=seat_in(self.main, Role.COMMITTEE))
        return {"pk": item.pk}

    def at_point_appeal(self, state, role):
        by = self.seats[Role.DEPUTY]
        made = points.appeal(
            about="走访", group="contact", text="漏记", year=clock.today().year, by=by
        )
        if state == "dismissed":
            points.dismiss_appeal(made, reason="已计", by=self.seats[Role.COMMITTEE])
        return {"pk": made.pk}

    def _rule_set(self, state):
        if state != "draft":
            return RuleSet.objects.get(from_on__isnull=False)
        document = RuleDocument.objects.order_by("pk").first()
        return point_rules.draft_rules(
            name="新规则", document=document, by=self.seats[Role.COMMITTEE]
        )

    def at_rule_set(self, state, role):
        return {"pk": self._rule_set(state).pk}

    def at_point_rule(self, state, role):
        return {"pk": self._rule_set(state).pk, "kind": "contact"}

    def at_point_rule_line(self, state, role):
        return {"pk": self._rule_set(state).rules.get(kind="contact").pk}

    def at_point_quarter(self, state, role):
        return {"year": clock.today().year - 1, "quarter": 1}

    def at_point_period(self, state, role):
        return {"pk": self._frozen(1)[-1].pk}

    def _frozen(self, quarter):
        self.deputy  # noqa: B018 somebody to count
        year = clock.today().year - 1
        return standings.freeze(year, quarter=quarter, by=self.seats[Role.COMMITTEE])

    def at_frozen_year(self, state, role):
        return {"year": self._frozen(4)[-1].year}

    def at_appraised(self, state, role):
        return {"year": self._frozen(4)[-1].year, "pk": self.deputy.pk}

    def at_appraisal(self, state, role):
        year = self._frozen(4)[-1].year
        by = self.seats[Role.COMMITTEE]
        made = appraisals.appraise(self.deputy, year=year, grade="failing", by=by)
        return {"pk": made.pk}

    def _published(self, audience):
        year = self._frozen(4)[-1].year
        by = self.seats[Role.COMMITTEE]
        given = {"audience": audience, "consent": Consent.LAW, "shows": ["groups"]}
        return appraisals.publish(year=year, quarter=0, by=by, **given)

    def at_publication(self, state, role):
        return {"pk": self._published(state or Audience.ELECTORATE).pk}

    def at_published_deputy(self, state, role):
        self._published(Audience.ELECTORATE)
        return {"pk": self.deputy.pk}
