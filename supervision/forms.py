"""What the supervision pages ask for."""

from datetime import date

from django import forms
from django.db.models import Q

from deputies.models import Deputy
from liaison import clock
from stations.forms.activities import stations_below
from stations.models import Activity, Function, Station
from suggestions.models import Suggestion
from supervision import periods
from supervision.actions import REPORTED
from supervision.models import Chain

#: How many months back, this one included, may be compiled from the page.
OFFERED_MONTHS = 24
#: So many recent activities are offered to link.
MOST_OFFERED = 200


class CompileForm(forms.Form):
    """Which station's month to compile; only stations the seat answers for."""

    station = forms.ModelChoiceField(
        Station.objects.none(), label="站点", empty_label=None, to_field_name="code"
    )
    month = forms.CharField(label="月份", widget=forms.Select, max_length=7)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        managed = Station.objects.managed_by(seat).filter(kind__in=REPORTED)
        self.fields["station"].queryset = managed.order_by("path")
        self.fields["month"].widget.choices = _months(clock.today())

    def clean_month(self):
        """The month as a period."""
        try:
            return periods.parse_month(self.cleaned_data["month"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


def _months(today: date) -> list[tuple[str, str]]:
    """The months one may choose, this one first: a list works alike in every browser."""
    count = today.year * 12 + today.month - 1
    back = [divmod(count - number, 12) for number in range(OFFERED_MONTHS)]
    return [(f"{year}-{month + 1:02d}", f"{year}年{month + 1}月") for year, month in back]


class ChainFilter(forms.Form):
    """Narrows chains: by words, and by how they stand."""

    SHOWS = [("", "全部"), ("broken", "断链"), ("waiting", "进行中"), ("whole", "四步齐全")]

    q = forms.CharField(label="课题", required=False, max_length=60)
    show = forms.ChoiceField(label="情况", required=False, choices=SHOWS)


class ChainForm(forms.ModelForm):
    """A chain and what it is linked to; links may be added later."""

    class Meta:
        model = Chain
        fields = (
            "title",
            "station",
            "deputy",
            "group",
            "begun_on",
            "study",
            "survey",
            "suggestion",
        )
        widgets = {"begun_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"group": "以代表小组名义开展的，写小组名称。"}

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_below(seat)
        self.fields["station"].empty_label = "请选择"
        self.fields["deputy"].queryset = Deputy.objects.visible_to(seat).public().for_list()
        held = Activity.objects.of_stations_of(seat).order_by("-starts_at", "-pk")
        for name, function in (("study", Function.STUDY), ("survey", Function.SURVEY)):
            own = getattr(self.instance, f"{name}_id")
            recent = held.filter(function=function).values_list("pk", flat=True)[:MOST_OFFERED]
            self.fields[name].queryset = Activity.objects.filter(
                Q(pk__in=list(recent)) | Q(pk=own)
            ).order_by("-starts_at", "-pk")
        seen = Suggestion.objects.visible_to(seat).order_by("-created_at", "-pk")
        self.fields["suggestion"].queryset = seen
        for name in ("deputy", "study", "survey", "suggestion"):
            self.fields[name].empty_label = "还没有"

    def clean(self):
        """Somebody's project; study before survey."""
        said = super().clean()
        if not (said.get("deputy") or said.get("group")):
            self.add_error("deputy", "请写明牵头代表或代表小组。")
        study, survey = said.get("study"), said.get("survey")
        if study and survey and survey.held_on < study.held_on:
            self.add_error("survey", "调研早于学习，请核对两次活动。")
        return said

    def _post_clean(self):
        """The action checks the whole chain; the form only its own boxes."""


class EffectForm(forms.Form):
    """问效: when, what came of it."""

    on = forms.DateField(
        label="问效日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    effect = forms.ChoiceField(label="结果", choices=Chain.Effect.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="看到了什么、群众怎么说、还差什么。",
    )
