"""The named sets of concerns: what a seat may see, what waits, what is late."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from deputies.models import Membership, deputy_of
from liaison import clock
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, ids_below
from suggestions.models.channels import Channel
from suggestions.workflow import ConcernStage

#: What waits for a deputy: once judged anew, answered or closed it is his no longer.
ADOPTABLE = {"stage": ConcernStage.IN_HAND, "channel": Channel.SUGGESTION, "suggestion": None}


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Every page and list of concerns starts here.

        Seats in the tree see their station and below; a deputy sees what is addressed to him,
        what he adopted, and what waits at his stations for a deputy to adopt.
        """
        if seat is None:
            return self.none()
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(station__any_of=ids_below(seat))
        if seat.role == Role.DEPUTY:
            return self.concerning(deputy_of(seat))
        return self.none()

    def concerning(self, deputy):
        """What a deputy may read: addressed to, adopted by, or open for adoption at his station."""
        if deputy is None:
            return self.none()
        # Keys, not subqueries: then each arm of the OR is read from its own index.
        members = Membership.objects.running(clock.today()).filter(deputy=deputy).values("station")
        # What was said at a station merged into one of his waits for him as well.
        places = Station.objects.filter(Q(pk__in=members) | Q(merged_into__in=members)).order_by()
        mine = list(places.values_list("pk", flat=True))
        adopted = list(deputy.suggestions.values_list("pk", flat=True))
        return self.filter(
            Q(deputy=deputy) | Q(suggestion__in=adopted) | Q(station__in=mine, **ADOPTABLE)
        )

    def open(self):
        """Not yet at any end."""
        return self.filter(stage__in=OPEN_STAGES)

    def mine(self, seat):
        """Open ones this seat has taken on (经办)."""
        return self.filter(officer=seat, closed_at=None)

    def returned(self):
        """Back at judgement after a channel was tried: 改渠道, 退回 or 要求重办."""
        return self.filter(stage=ConcernStage.JUDGED).exclude(channel="")

    def due_between(self, first, last):
        """Station answers promised for a day from `first` to `last` (local dates, both in)."""
        return self.filter(stage=ConcernStage.IN_HAND, due_on__gte=first, due_on__lte=last)

    def adoptable(self):
        """Decided for the suggestion channel, not yet adopted by a deputy."""
        return self.filter(**ADOPTABLE)

    def overdue(self, today):
        """Station answers promised for a day before `today`."""
        return self.filter(stage=ConcernStage.IN_HAND, due_on__lt=today)

    def with_echoes(self):
        """Each with `.echo_count`: how many others met the same (我也遇到)."""
        counted = Count("echoes", distinct=True)
        own = self.model.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
        return self.annotate(echo_count=Subquery(own.annotate(n=counted).values("n")))

    def for_list(self):
        return (
            self.select_related("station", "department", "officer__user")
            .defer("words", "proposal", "due_reason")
            .order_by("-submitted_at", "-pk")
        )


OPEN_STAGES = (
    ConcernStage.GATHERED,
    ConcernStage.JUDGED,
    ConcernStage.IN_HAND,
    ConcernStage.FED_BACK,
)
