"""What may be asked and filled in on the pages of training, required courses and policies."""

from uuid import uuid4

from django import forms

from deputies.models import CourseCompletion, Deputy, Publicity, TrainingClass, TrainingFeedback
from liaison import clock
from stations.models import Station, Topic

FIRST_YEAR, LAST_YEAR = 2020, 2100


def _day(**more):
    return forms.DateInput(attrs={"type": "date", **more}, format="%Y-%m-%d")


class YearForm(forms.Form):
    """The year a page is about."""

    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR)

    @classmethod
    def asked(cls, request) -> int:
        """The year in the address, or this one."""
        form = cls(request.GET)
        return form.cleaned_data["year"] if form.is_valid() else clock.today().year


class TrainingForm(forms.ModelForm):
    """A class: what, where, who teaches, from when to when, for how many hours."""

    class Meta:
        model = TrainingClass
        fields = ["title", "topic", "place", "lecturer", "from_on", "to_on", "hours",
            "enrolling_ends_on", "places"]  # fmt: skip
        widgets = {"from_on": _day(), "to_on": _day(), "enrolling_ends_on": _day()}
        help_texts = {
            "enrolling_ends_on": "填写后代表可以在“我的学习”自己报名；不填由站点代为报名。",
            "places": "不填为不限。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.for_list()
        self.fields["topic"].empty_label = "（目录以外的主题）"

    def clean(self):
        given = super().clean()
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "结业日期不能早于开班日期。")
        return given

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if hours <= 0 or hours % 1 not in (0, 0.5):
            raise forms.ValidationError("学时应大于 0，最小单位为 0.5。")
        return hours


class FeedbackForm(forms.Form):
    """培训反馈: a rating and a few words."""

    rating = forms.TypedChoiceField(
        label="评分",
        choices=TrainingFeedback.Rating.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="意见和建议",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CourseFilter(forms.Form):
    """Which required course, and which station's deputies."""

    topic = forms.ModelChoiceField(
        label="必修课", queryset=Topic.objects.none(), required=False, empty_label=None
    )
    station = forms.ModelChoiceField(
        label="站点",
        queryset=Station.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="全部站点",
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.courses(clock.today())
        with_members = Station.objects.managed_by(seat).filter(memberships__to_on=None)
        self.fields["station"].queryset = with_members.distinct().for_list()

    def chosen(self) -> tuple[Topic | None, Station | None]:
        """The course asked for (else the first) and the station, if any."""
        found = self.cleaned_data if self.is_valid() else {}
        topic = found.get("topic") or self.fields["topic"].queryset.first()
        return topic, found.get("station")


class CompleteForm(forms.Form):
    """登记完成: these deputies, on that day, in that way."""

    deputies = forms.ModelMultipleChoiceField(
        label="代表",
        queryset=Deputy.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选至少一位代表。"},
    )
    on = forms.DateField(label="完成日期", widget=_day())
    how = forms.ChoiceField(
        label="完成方式",
        choices=[
            choice
            for choice in CourseCompletion.How.choices
            if choice[0] != CourseCompletion.How.CLASS
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, deputies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = deputies


class PublicityForm(forms.Form):
    """A policy to pass down."""

    title = forms.CharField(label="标题", max_length=80)
    basis = forms.CharField(label="文件依据", max_length=100, required=False)
    text = forms.CharField(label="内容", widget=forms.Textarea(attrs={"rows": 10}))
    audience = forms.ChoiceField(
        label="传达范围", choices=Publicity.Audience.choices, widget=forms.RadioSelect
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
