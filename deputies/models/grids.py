"""Which deputy answers for which grid, from one day to another (J7)."""

from django.db import models
from django.db.models import Exists, OuterRef

from deputies.models.people import Deputy
from deputies.models.terms import SpanQuerySet
from stations.models import Grid


class GridDutyQuerySet(SpanQuerySet):
    def in_office(self, today):
        """Duties of deputies who hold a mandate on `today` (a local date)."""
        return self.filter(deputy__in=Deputy.objects.in_office(today))


class GridDuty(models.Model):
    """A deputy sent down to a grid (代表下沉网格): near to the people he knows (就近联系、就熟服务)."""

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="grid_duties", verbose_name="代表"
    )
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="duties", verbose_name="网格")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期", null=True, blank=True)

    objects = GridDutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表下沉网格"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "grid",
                name="grid_duty_once_at_a_time",
                condition=models.Q(to_on=None),
                violation_error_message="该代表已联系此网格。",
            )
        ]

    def __str__(self):
        return f"{self.deputy} → {self.grid}"


def uncovered(grids, today):
    """Those of `grids` (a QuerySet) for which no deputy in office answers on `today`."""
    answered = GridDuty.objects.filter(grid=OuterRef("pk")).running(today).in_office(today)
    return grids.exclude(Exists(answered))
