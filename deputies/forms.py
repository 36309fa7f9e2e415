"""What may be asked and filled in on the pages of deputies."""

from django import forms

from deputies import obligations
from deputies.models import Level, Mandate
from stations.hierarchy import Kind
from stations.models import RuleDocument, Station

#: Kinds deputies are not assigned to by themselves; left out of the choices to keep them short.
SMALL = (Kind.POINT, Kind.MOBILE)


class StationChoice(forms.ModelChoiceField):
    """A station of those a seat answers for, points left out."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Station.objects.none(), to_field_name="code", **kwargs)

    def offer(self, seat):
        """Offer what `seat` answers for."""
        stations = Station.objects.managed_by(seat).exclude(kind__in=SMALL)
        self.queryset = stations.filter(closed_on=None).for_list()


class DeputyFilter(forms.Form):
    """Narrows the register of deputies by name, level and station."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )
    station = StationChoice(label="站点", required=False, empty_label="全部站点")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def narrow(self, deputies, today):
        """`deputies` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return deputies
        asked = self.cleaned_data
        if asked["q"]:
            deputies = deputies.named_like(asked["q"])
        if asked["level"]:
            deputies = deputies.with_mandate(today, level=asked["level"])
        if asked["station"]:
            deputies = deputies.assigned_below(asked["station"])
        return deputies


class AssignForm(forms.Form):
    """编组进站: to which station, from when, as the primary one or an extra."""

    station = StationChoice(label="编入站点", empty_label="请选择")
    on = forms.DateField(
        label="编入日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_primary = forms.BooleanField(
        label="作为主要编组站点（原主要站点同时调出）", required=False, initial=True
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)


# -- 121 ----------------------------------------------------------------------------------------
class MonthFilter(forms.Form):
    """Which month, and which of its stations."""

    SHOWS = [("short", "未达标"), ("will_miss", "预计不达标"), ("met", "已达标"), ("all", "全部")]

    month = forms.DateField(
        label="月份",
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.TextInput(attrs={"type": "month"}),
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
    if key == obligations.Key.PRO_RATA:
        return forms.ChoiceField(label="取值", choices=[("yes", "是"), ("no", "否")])
    return forms.IntegerField(label="次数", min_value=0, max_value=obligations.MOST)


class InviteFilter(forms.Form):
    """Narrows whom to invite: by name, and by delegation or group (代表团、代表小组)."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    group = forms.ChoiceField(label="代表团（小组）", required=False)

    def __init__(self, *args, deputies, today, **kwargs):
        super().__init__(*args, **kwargs)
        held = Mandate.objects.running(today).filter(deputy__in=deputies).exclude(delegation="")
        groups = sorted(held.order_by().values_list("delegation", flat=True).distinct())
        self.fields["group"].choices = [("", "全部代表"), *((name, name) for name in groups)]

    def narrow(self, deputies, today):
        """`deputies` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return deputies
        if self.cleaned_data["q"]:
            deputies = deputies.named_like(self.cleaned_data["q"])
        if self.cleaned_data["group"]:
            deputies = deputies.with_mandate(today, delegation=self.cleaned_data["group"])
        return deputies


class AnswerForm(forms.Form):
    """回复邀请: coming, or on leave and why."""

    coming = forms.TypedChoiceField(
        label="能否参加",
        choices=[("yes", "参加"), ("no", "请假")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="请假原因", required=False, max_length=200)

    def clean(self):
        """Leave has a reason."""
        said = super().clean()
        if said.get("coming") is False and not said.get("reason"):
            self.add_error("reason", "请假须写明原因。")
        return said


class SignInForm(forms.Form):
    """签到: the code on the screen, the proof of a scan, or where the phone is."""

    c = forms.CharField(
        label="屏幕上的签到码",
        required=False,
        max_length=20,
        help_text="二维码下方的 8 位字母和数字，每 30 秒更换。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    k = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    #: When the code was scanned, as a phone without network kept it: ISO 8601 with its zone.
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )

    def clean(self):
        """Something must say that the deputy is there."""
        said = super().clean()
        said["here"] = None
        if said.get("latitude") is not None and said.get("longitude") is not None:
            said["here"] = (said["latitude"], said["longitude"])
        if not (said.get("c") or said.get("k") or said["here"]):
            raise forms.ValidationError("请输入屏幕上的签到码，或用定位签到。")
        return said


class StrikeForm(forms.Form):
    """撤销签到: why the record is not true."""

    reason = forms.CharField(label="撤销原因", max_length=200)
