"""What may be asked and filled in on the pages of study topics and yearly plans."""

from django import forms

from stations.actions.study import MONTHS, Session
from stations.curriculum import OWES_PLAN
from stations.models import Station, Topic
from stations.workflow import PlanStage

FIRST_YEAR, LAST_YEAR = 2020, 2100
#: A plan on a page has room for this many sessions.
MOST_SESSIONS = 60
_DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class TopicForm(forms.ModelForm):
    """A topic of the catalogue."""

    class Meta:
        model = Topic
        fields = [
            "title",
            "rank",
            "is_required_in_plan",
            "is_required_course",
            "basis",
            "from_on",
            "to_on",
        ]
        widgets = {name: _DAY["widget"] for name in ("from_on", "to_on")}
        help_texts = {"rank": "1 是第一学习内容；数字小的排在前面。"}


class PlanFilter(forms.Form):
    """Narrows the plans by year and stage."""

    year = forms.IntegerField(
        label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    stage = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *PlanStage.choices]
    )

    def narrow(self, plans):
        """`plans` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return plans
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return plans.filter(**asked)


class NewPlanForm(forms.Form):
    """A new plan: for which station and year, and what it begins with."""

    station = forms.ModelChoiceField(
        label="站点", queryset=Station.objects.none(), to_field_name="code", empty_label=None
    )
    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    person = forms.CharField(label="负责人", required=False, max_length=50)
    source = forms.ChoiceField(
        label="从哪里开始",
        choices=[("template", "必列内容模板"), ("copy", "复制上一年度的计划")],
        initial="template",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        stations = Station.objects.managed_by(seat).filter(closed_on=None)
        owing = stations.filter(kind__in=OWES_PLAN)
        self.fields["station"].queryset = (owing if owing.exists() else stations).for_list()


class SessionForm(forms.Form):
    """One session of a plan; a line without a topic, or ticked off, is left out."""

    month = forms.TypedChoiceField(
        label="月份", coerce=int, choices=[(each, f"{each}月") for each in range(1, MONTHS + 1)]
    )
    topic = forms.ModelChoiceField(
        label="主题", queryset=Topic.objects.none(), required=False, empty_label="（本行不用）"
    )
    form = forms.CharField(label="形式", required=False, max_length=30)
    note = forms.CharField(label="说明", required=False, max_length=100)

    def __init__(self, *args, topics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics


class _Sessions(forms.BaseFormSet):
    """The sessions of one plan, in the order they are written."""

    def sessions(self) -> list[Session]:
        """What was filled in, by month, each month in the order of the lines."""
        filled = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("topic") and not form.cleaned_data.get("DELETE")
        ]
        made = [Session(d["month"], d["topic"], d["form"], d["note"]) for d in filled]
        return sorted(made, key=lambda session: session.month)


_WITH_SPARE = forms.formset_factory(
    SessionForm,
    formset=_Sessions,
    extra=0,
    can_delete=True,
    max_num=MOST_SESSIONS,
    validate_max=True,
    absolute_max=MOST_SESSIONS + 10,
)


def sessions_of(plan, given=None, *, spare: int = 0):
    """The formset of a plan's sessions, with `spare` empty lines; bound when `given` a POST."""
    topics = Topic.objects.in_year(plan.year).for_list()
    more = {"form_kwargs": {"topics": topics}, "prefix": "s"}
    if given is not None:
        return _WITH_SPARE(given, **more)
    items = plan.items.select_related("topic").order_by("position", "pk")
    lines = [
        {"month": each.month, "topic": each.topic_id, "form": each.form, "note": each.note}
        for each in items
    ]
    last = lines[-1]["month"] if lines else 1
    empty = [{"month": min(last + number, MONTHS)} for number in range(1, spare + 1)]
    return _WITH_SPARE(initial=[*lines, *empty], **more)


class SendBackForm(forms.Form):
    """Why a plan goes back."""

    reason = forms.CharField(
        label="退回意见", max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
