"""What may be asked and filled in on the pages of stations."""

from django import forms

from stations.forms.registry import WeeklyHours
from stations.hierarchy import Kind
from stations.models import Station
from stations.venues import Venue


class TreeFilter(forms.Form):
    """Narrows the register: by words of the name or code, kind, and county (its centre station)."""

    q = forms.CharField(label="名称或编码", required=False, max_length=60)
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部类型"), *Kind.choices]
    )
    county = forms.ChoiceField(label="县区", required=False)
    venue = forms.ChoiceField(
        label="场所类型",
        required=False,
        choices=[("", "全部场所"), *Venue.choices, ("none", "未填写")],
    )

    def __init__(self, *args, centres=(), **kwargs):
        super().__init__(*args, **kwargs)
        named = [(centre.code, centre.name) for centre in centres]
        self.fields["county"].choices = [("", "全部县区"), *named]

    @property
    def is_asked(self) -> bool:
        """Whether anything narrows the register, so that a list of hits replaces the tree."""
        return self.is_valid() and any(self.cleaned_data.values())

    def narrow(self, stations):
        """`stations` as asked for."""
        asked = self.cleaned_data
        if asked["q"]:
            stations = stations.named_like(asked["q"])
        if asked["kind"]:
            stations = stations.filter(kind=asked["kind"])
        if asked["venue"]:
            venue = "" if asked["venue"] == "none" else asked["venue"]
            stations = stations.filter(venue=venue, closed_on=None)
        if asked["county"]:
            stations = stations.under(Station.objects.get(code=asked["county"]))
        return stations


class StationForm(WeeklyHours, forms.ModelForm):
    """What is known about a station beside its name (更名 keeps the old one) and place in the tree."""

    class Meta:
        model = Station
        fields = [
            "division_code",
            "venue",
            "host_venue",
            "leading_party",
            "address",
            "phone",
            "opening_hours",
            "note",
            "opened_on",
        ]
        widgets = {"opened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "opening_hours": "一句话说明；也可在下面按周几填写，居民页面优先显示按周几的时间。"
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_hours(self.instance.weekly_hours)

    def clean(self):
        return self.take_hours(super().clean())


class NewStationForm(StationForm):
    """A new station: its code and kind too."""

    class Meta(StationForm.Meta):
        fields = ["code", "kind", "name", *StationForm.Meta.fields]


class MoveForm(forms.Form):
    """Which station the moved one shall stand under."""

    to = forms.ModelChoiceField(
        label="新的上级站点", queryset=Station.objects.none(), empty_label="请选择"
    )
    on = forms.DateField(
        label="调整日期",
        required=False,
        help_text="不填即今天。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, station: Station, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Station.objects.managed_by(seat).may_hold(station.kind)


class CloseForm(forms.Form):
    """From which day a station no longer stands."""

    on = forms.DateField(
        label="撤销日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class UploadForm(forms.Form):
    """A spreadsheet to import."""

    file = forms.FileField(
        label="表格文件",
        help_text="Excel 工作簿（.xlsx）或 CSV，不超过 20 MB。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "文件是空的（0 字节）。"},
    )


class HeadingForm(forms.Form):
    """Which column an unknown heading stands for; asked when needed columns were not found."""

    def __init__(self, *args, header, columns, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "没有这一列"), *((heading, heading) for heading in header.unknown)]
        for name in header.missing:
            self.fields[name] = forms.ChoiceField(
                label=columns[name].label, choices=choices, required=columns[name].is_needed
            )

    def chosen(self) -> dict[str, str]:
        """heading → field, as the person decided."""
        return {heading: name for name, heading in self.cleaned_data.items() if heading}
