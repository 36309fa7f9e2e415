"""What is filled in about a town's plan of supervision."""

from datetime import date

from django import forms

from deputies.forms.services import AnyStation
from deputies.models import Deputy, TownPlanItem
from stations.models import Activity


class PlanForm(forms.Form):
    """Whose plan, for which year, around what."""

    station = AnyStation(label="家站", empty_label="请选择")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    aim = forms.CharField(label="围绕的中心工作", max_length=200, required=False)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)


class ItemForm(forms.Form):
    """One thing to supervise."""

    field = forms.ChoiceField(label="领域", choices=TownPlanItem.Field.choices)
    title = forms.CharField(label="监督事项", max_length=100)
    month = forms.TypedChoiceField(label="月份", coerce=date.fromisoformat)
    times = forms.IntegerField(label="计划次数", min_value=1, max_value=31, initial=1)
    leader = forms.CharField(label="牵头人", max_length=40)
    deputies = forms.ModelMultipleChoiceField(
        label="参加代表", queryset=Deputy.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    activities = forms.ModelMultipleChoiceField(
        label="对应活动", queryset=Activity.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选本年度本站点的活动；举行过的计入完成次数。",
    )  # fmt: skip
    result = forms.CharField(label="监督成效", max_length=300, required=False)

    def __init__(self, *args, plan, today, **kwargs):
        super().__init__(*args, **kwargs)
        months = [date(plan.year, month, 1) for month in range(1, 13)]
        self.fields["month"].choices = [(m.isoformat(), f"{m.month}月") for m in months]
        here = Deputy.objects.assigned_below(plan.station).in_office(today)
        self.fields["deputies"].queryset = here.public().for_list()
        done = Activity.objects.filter(
            station__path__startswith=plan.station.path, held_on__year=plan.year
        )
        self.fields["activities"].queryset = done.exclude(stage="cancelled").order_by(
            "held_on", "pk"
        )


def as_initial(item: TownPlanItem) -> dict:
    """What is on record, for the form."""
    names = ("field", "title", "times", "leader", "result")
    said = {name: getattr(item, name) for name in names}
    return said | {
        "month": item.month.isoformat(),
        "deputies": item.deputies.all(),
        "activities": item.activities.all(),
    }
