"""What may be asked and filled in on the pages of rules and standards."""

from django import forms

from stations import checklist
from stations.hierarchy import Kind
from stations.models import ChecklistItem, RuleDocument, Sheet


class RulesFilter(forms.Form):
    """Narrows the rule documents: by the day they are in force on, and words of the title."""

    on = forms.DateField(
        label="施行于（日期）",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    q = forms.CharField(label="文件名", required=False, max_length=60)

    def narrow(self, rules):
        """`rules` as asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("on"):
            rules = rules.in_force(asked["on"])
        if asked.get("q"):
            rules = rules.filter(title__icontains=asked["q"])
        return rules


class RuleForm(forms.ModelForm):
    """A rule document, or with `replaces` its next version: the title is given then."""

    sheet = forms.ChoiceField(label="清单种类", choices=Sheet.choices)
    kind = forms.ChoiceField(
        label="清单适用的站点类型", required=False, choices=[("", "全部类型"), *Kind.choices]
    )
    lines = forms.CharField(
        label="清单",
        required=False,
        help_text="每行一条，可在行末写“｜分值”，例如：公示代表信息｜5。没有清单的文件留空。",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    upload = forms.FileField(label="附件", required=False, help_text="文件原件（PDF 或 Word）。")

    class Meta:
        model = RuleDocument
        fields = ["title", "number", "issuer", "version", "issued_on", "effective_on", "text"]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("issued_on", "effective_on")
        }

    def __init__(self, *args, replaces=None, **kwargs):
        super().__init__(*args, **kwargs)
        if replaces is not None:
            del self.fields["title"]

    def clean_lines(self):
        """The checklist as (text, points)."""
        try:
            return checklist.parsed(self.cleaned_data["lines"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


class ItemsForm(forms.Form):
    """Every item of a checklist: met or not, and a note on it."""

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"done_{item.pk}"] = forms.BooleanField(label="已做到", required=False)
            self.fields[f"note_{item.pk}"] = forms.CharField(
                label="说明", required=False, max_length=200
            )

    def rows(self):
        """(item, box, note) for the page."""
        return [(item, self[f"done_{item.pk}"], self[f"note_{item.pk}"]) for item in self.items]

    @property
    def answers(self) -> dict[int, tuple[bool, str]]:
        """What `check_self` is given."""
        given = self.cleaned_data
        return {one.pk: (given[f"done_{one.pk}"], given[f"note_{one.pk}"]) for one in self.items}


class RatingForm(forms.Form):
    """Which items the office confirms, and a word on the year."""

    confirmed = forms.ModelMultipleChoiceField(
        ChecklistItem.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="评语", required=False, max_length=200)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].queryset = items
        self.fields["confirmed"].label = "核实属实的条目"


class CorrectionForm(RatingForm):
    """The same once more, and why."""

    reason = forms.CharField(
        label="更正理由", max_length=200, help_text="更正前后的星级、理由和更正人都会留存。"
    )
