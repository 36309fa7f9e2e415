"""What is filled in about a fixed reception day."""

from django import forms

from liaison import clock
from stations.forms.activities import DAY, stations_below, time_box
from stations.models import ReceptionRule


class ReceptionRuleForm(forms.ModelForm):
    """固定接待日: which day, when, what a holiday does to it."""

    class Meta:
        model = ReceptionRule
        fields = (
            "station",
            "title",
            "day_of_month",
            "holiday_rule",
            "begins",
            "ends",
            "place",
            "notice_days",
            "from_on",
            "to_on",
        )
        widgets = {"begins": time_box(), "ends": time_box(), "from_on": DAY, "to_on": DAY}

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_below(seat)
        self.fields["station"].empty_label = "请选择"
        if self.instance.pk:
            del self.fields["station"]
        else:
            self.initial.setdefault("from_on", clock.today())
