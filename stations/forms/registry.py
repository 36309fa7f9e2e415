"""What is filled in about a station's life: a new name, a heir, days, hours of the week, visits."""

from django import forms

from stations import hours
from stations.models import MobileVisit, Station

_DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
_TIME = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


class RenameForm(forms.Form):
    """The new name, and since when."""

    name = forms.CharField(label="新名称", max_length=60)
    on = forms.DateField(label="启用日期", help_text="可以是以前的日期，不能晚于今天。", **_DAY)


class MergeForm(forms.Form):
    """Into which station, and since when."""

    into = forms.ModelChoiceField(
        label="并入站点",
        queryset=Station.objects.none(),
        to_field_name="code",
        empty_label="请选择",
    )
    on = forms.DateField(label="合并日期", help_text="可以是以前的日期，不能晚于今天。", **_DAY)

    def __init__(self, *args, station: Station, seat, **kwargs):
        super().__init__(*args, **kwargs)
        heirs = Station.objects.managed_by(seat).filter(
            kind=station.kind, closed_on=None, network=station.network
        )
        self.fields["into"].queryset = heirs.exclude(pk=station.pk).for_list()


class ReopenForm(forms.Form):
    """From which day a closed station stands again."""

    on = forms.DateField(label="恢复日期", **_DAY)


class WeeklyHours:
    """Seven optional fields, one a weekday; mixed into a form about a station."""

    def add_hours(self, week):
        """Add the fields, filled with `week` ("1" Monday … "7" Sunday → hours)."""
        for number, name in enumerate(hours.WEEKDAYS, start=1):
            self.fields[f"hours_{number}"] = forms.CharField(
                label=f"{name}开放",
                required=False,
                max_length=60,
                initial=week.get(str(number), ""),
                widget=forms.TextInput(attrs={"placeholder": "08:30-11:30、14:30-17:30"}),
            )

    def take_hours(self, cleaned) -> dict:
        """`cleaned` with the seven fields put together as `weekly_hours`."""
        week = {}
        for number in range(1, 8):
            name = f"hours_{number}"
            try:
                if said := hours.tidy(cleaned.pop(name, "")):
                    week[str(number)] = said
            except ValueError as error:
                self.add_error(name, str(error))
        return {**cleaned, "weekly_hours": week}


class VisitForm(forms.ModelForm):
    """When and where a mobile point comes by."""

    class Meta:
        model = MobileVisit
        fields = ["weekday", "day", "starts", "ends", "place", "from_on", "to_on"]
        widgets = {
            **{name: _DAY["widget"] for name in ("day", "from_on", "to_on")},
            **{name: _TIME["widget"] for name in ("starts", "ends")},
        }
        help_texts = {
            "weekday": "每周固定时选这一项；只来一次的填下面的日期。",
            "to_on": "不填表示一直有效。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weekday"].choices = [("", "不固定"), *self.fields["weekday"].choices[1:]]


class SkipForm(forms.Form):
    """Why one visit does not take place."""

    reason = forms.CharField(
        label="原因", max_length=100, help_text="会写在居民页面上，例如：遇大风降温。"
    )
