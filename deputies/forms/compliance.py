"""What may be asked about 121, and the parameters it is counted by."""

from django import forms

from deputies import obligations
from deputies.models import Level
from liaison.ui.forms import MonthSelect
from stations.hierarchy import Kind
from stations.models import RuleDocument


class MonthFilter(forms.Form):
    """Which month, and which of its stations."""

    SHOWS = [("short", "未达标"), ("will_miss", "预计不达标"), ("met", "已达标"), ("all", "全部")]

    month = forms.DateField(
        label="月份",
        required=False,
        input_formats=["%Y-%m"],
        widget=MonthSelect(),
    )
    county = forms.ChoiceField(label="县区", required=False)
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部类型"), *Kind.choices]
    )
    show = forms.ChoiceField(label="显示", required=False, choices=SHOWS)

    def __init__(self, *args, counties=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", "全部县区"), *((name, name) for name in counties)]

    def asked(self, name, default=""):
        """What was asked for, or `default` where nothing sensible was."""
        return (self.is_valid() or True) and self.cleaned_data.get(name) or default

    def narrow(self, rows):
        """`rows` (StationMonth) as asked for, whichever way they stand."""
        county, kind = self.asked("county"), self.asked("kind")
        return [
            row
            for row in rows
            if (not county or row.county == county) and (not kind or row.kind == kind)
        ]


class YearFilter(MonthFilter):
    """Which year, and which of its deputies."""

    month = None
    kind = None
    year = forms.IntegerField(label="年份", required=False, min_value=2000, max_value=2100)
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )
    station = forms.CharField(label="站点名称", required=False, max_length=60)
    field_order = ["year", "county", "level", "station", "show"]

    def narrow(self, rows):
        """`rows` (DeputyYear) as asked for."""
        county, level, words = self.asked("county"), self.asked("level"), self.asked("station")
        return [
            row
            for row in rows
            if (not county or row.county == county)
            and (not level or level in row.levels)
            and (not words or words in row.station)
        ]


class CloseForm(forms.Form):
    """结账: the month or the year to close."""

    kind = forms.ChoiceField(choices=[("month", "月"), ("year", "年")])
    first = forms.DateField()


class ParameterForm(forms.Form):
    """调整参数: the new value, from when, by which document (T22)."""

    document = forms.ModelChoiceField(
        label="依据文件", queryset=RuleDocument.objects.none(), empty_label="请选择"
    )
    from_on = forms.DateField(
        label="起用日期",
        help_text="须为某月 1 日；按年考核的参数自起用后的第一个整年开始执行。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, key, standing=None, **kwargs):
        super().__init__(*args, **kwargs)
        if standing:
            is_list = key == obligations.Key.KINDS
            self.initial["value"] = standing.value.split(",") if is_list else standing.value
        self.fields["value"] = _value_field(key)
        self.order_fields(["value", "from_on", "document"])
        in_force = RuleDocument.objects.filter(repealed_on=None)
        self.fields["document"].queryset = in_force.order_by("-effective_on", "pk")

    def clean_value(self):
        value = self.cleaned_data["value"]
        return ",".join(value) if isinstance(value, list) else str(value)


def _value_field(key):
    """The control that fits the parameter."""
    if key == obligations.Key.KINDS:
        return forms.MultipleChoiceField(
            label="站点类型", choices=Kind.choices, widget=forms.CheckboxSelectMultiple
        )
    if key == obligations.Key.SEVERAL:
        return forms.ChoiceField(label="取值", choices=obligations.Several.choices)
    if key in obligations.FLAGS:
        return forms.ChoiceField(label="取值", choices=[("yes", "是"), ("no", "否")])
    if key in obligations.DAYS:
        return forms.IntegerField(
            label="第几个工作日", min_value=1, max_value=obligations.LATEST_CLOSING
        )
    if key in obligations.PEOPLE:
        least, most = obligations.PEOPLE[obligations.Key(key)]
        return forms.IntegerField(label="人数", min_value=least, max_value=most)
    return forms.IntegerField(label="次数", min_value=0, max_value=obligations.MOST)
