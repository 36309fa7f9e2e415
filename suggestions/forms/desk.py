"""What an officer fills in for many concerns at once, and for a rule of routing."""

from django import forms

from liaison import clock
from stations.models import Station
from suggestions.forms.shared import area
from suggestions.models import Channel, Department, RoutingRule
from suggestions.routing import Category

MOST_WORDS = 30


class BulkSortForm(forms.Form):
    """统一梳理: one category for all."""

    category = forms.ChoiceField(label="类别", choices=[("", "请选择"), *Category.choices])


class WordsField(forms.CharField):
    """Words with blanks, commas or line breaks between them; a list of them."""

    def clean(self, value):
        text = super().clean(value)
        for mark in "，,、；;\n":
            text = text.replace(mark, " ")
        words = list(dict.fromkeys(text.split()))
        if long := [word for word in words if len(word) > 20]:
            raise forms.ValidationError(f"“{long[0]}”太长，每个词最多 20 字。")
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"最多 {MOST_WORDS} 个词。")
        return words

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list) else value


class RuleForm(forms.Form):
    """分派规则: which words, where, mean which channel and unit, and why."""

    name = forms.CharField(label="名称", max_length=40, help_text="例如：加装电梯走代表建议。")
    words = WordsField(label="词语", widget=area(2), help_text="用顿号或空格隔开。")
    match = forms.ChoiceField(
        label="怎样算命中", choices=RoutingRule.Match.choices, widget=forms.RadioSelect
    )
    without = WordsField(
        label="不能出现的词语", required=False, help_text="出现其中一个就不用这条规则。"
    )
    category = forms.ChoiceField(
        label="只看类别", required=False, choices=[("", "不限"), *Category.choices]
    )
    place = forms.ModelChoiceField(
        label="只看站点（含下级）",
        queryset=Station.objects.none(),
        required=False,
        empty_label="不限",
    )
    channel = forms.ChoiceField(
        label="建议渠道", required=False, choices=[("", "不管渠道"), *Channel.choices]
    )
    unit = forms.ModelChoiceField(
        label="建议单位",
        queryset=Department.objects.none(),
        required=False,
        empty_label="不管单位",
    )
    points = forms.IntegerField(
        label="分量",
        min_value=1,
        max_value=9,
        help_text="1 到 9；内置的日常事项为 3，不予受理为 7。",
    )
    reason = forms.CharField(
        label="理由", max_length=120, help_text="会原样显示给办理人员，例如：需住建、规划会商。"
    )
    active_from_on = forms.DateField(
        label="启用日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, seat, rule: RoutingRule | None = None, **kwargs):
        super().__init__(*args, initial=_initial(rule), **kwargs)
        # Rules are for the upper levels of the tree; a rule for one village would never be found.
        upper = Station.objects.managed_by(seat).filter(depth__lte=3)
        self.fields["place"].queryset = upper.order_by("path")
        self.fields["unit"].queryset = Department.objects.filter(is_open=True).order_by("pk")

    def clean(self):
        said = self.cleaned_data
        if not said.get("channel") and not said.get("unit"):
            self.add_error("channel", "渠道和单位至少选一样。")
        if said.get("reason") and not said["reason"].rstrip().endswith(("。", "！", "？")):
            said["reason"] = f"{said['reason'].rstrip()}。"
        both = set(said.get("words") or []) & set(said.get("without") or [])
        if both:
            self.add_error("without", f"“{'、'.join(sorted(both))}”不能既要出现又不能出现。")


def _initial(rule: RoutingRule | None) -> dict:
    if rule is None:
        return {"match": RoutingRule.Match.ANY, "points": 3, "active_from_on": clock.today()}
    names = (
        "name",
        "words",
        "match",
        "without",
        "category",
        "place",
        "channel",
        "unit",
        "points",
        "reason",
    )
    return {name: getattr(rule, name) for name in names} | {"active_from_on": clock.today()}
