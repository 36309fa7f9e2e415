"""What is filled in about the rules of points: a draft, what a kind gives, weights and grades, the day."""

from django import forms

from deputies.actions.point_rules import SCALE, scorable
from deputies.forms.points import day_field, points_field
from deputies.performance import rules
from deputies.performance.rules import GRADES, Group
from stations.models import RuleDocument


class DraftForm(forms.Form):
    """起草新规则."""

    name = forms.CharField(label="规则名称", max_length=60)
    document = forms.ModelChoiceField(
        label="依据文件", queryset=RuleDocument.objects.none(), empty_label="请选择"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_force = RuleDocument.objects.filter(repealed_on=None)
        self.fields["document"].queryset = in_force.order_by("-effective_on", "pk")


class RuleForm(forms.Form):
    """计分项: what one kind of thing gives."""

    label = forms.CharField(label="名称", max_length=30)
    group = forms.ChoiceField(label="分组", choices=Group.choices)
    each = points_field("每次分值", required=True, help_text="扣分填负数。")
    per_hour = points_field("每学时分值", help_text="只用于培训，没有填 0。")
    cap = points_field(
        "年度上限", min_value=0, help_text="本项一年最多加（或扣）多少分，留空不限。"
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.grades = GRADES.get(kind, {})
        for key, label in self.grades.items():
            self.fields[f"grade_{key}"] = points_field(f"“{label}”另加")

    def rule(self):
        """The keyword arguments of `set_rule`."""
        said = self.cleaned_data
        given = {key: said[f"grade_{key}"] for key in self.grades}
        return {
            "kind": self.kind,
            "label": said["label"],
            "group": said["group"],
            "each": said["each"],
            "per_hour": said["per_hour"] or 0,
            "cap": said["cap"] or None,
            "grades": {key: str(value) for key, value in given.items() if value is not None},
        }


class NewRuleForm(forms.Form):
    """Which kind of thing a new rule is for."""

    kind = forms.ChoiceField(label="事项")

    def __init__(self, *args, rule_set, **kwargs):
        super().__init__(*args, **kwargs)
        known = set(rule_set.rules.values_list("kind", flat=True))
        free = [(kind, label) for kind, label in scorable().items() if kind not in known]
        self.fields["kind"].choices = free


class ScaleForm(forms.Form):
    """权重与等次: what of each group counts, and where the grades begin."""

    def __init__(self, *args, rule_set, **kwargs):
        super().__init__(*args, **kwargs)
        weights = rules.read_weights(rule_set.weights)
        for group in Group:
            kept = weights.get(group, rules.Weight())
            self.fields[f"weight_{group}"] = forms.IntegerField(
                label=f"“{group.label}”权重（%）",
                min_value=0,
                max_value=rules.MOST_WEIGHT,
                initial=kept.percent,
            )
            self.fields[f"ceiling_{group}"] = points_field(
                f"“{group.label}”年度上限", min_value=0, initial=kept.ceiling
            )
        for field in SCALE:
            label = rule_set._meta.get_field(field).verbose_name
            self.fields[field] = points_field(
                label, required=True, initial=getattr(rule_set, field)
            )

    def weights(self):
        """{group: [percent, ceiling or ""]} as it is stored."""
        said = self.cleaned_data
        return {
            group.value: [said[f"weight_{group}"], str(said[f"ceiling_{group}"] or "")]
            for group in Group
        }

    def scale(self):
        return {field: self.cleaned_data[field] for field in SCALE}


class AdoptForm(forms.Form):
    """定稿: from which day on."""

    from_on = day_field("起用日期", help_text="最早为明天。")
