"""What deputies, the committee and the government office fill in on a suggestion's way."""

from django import forms

from suggestions import originality
from suggestions.forms.shared import area
from suggestions.models import Department, Satisfaction

LONGEST_TEXT = 10_000


def _open_units(**filters):
    return Department.objects.filter(is_open=True, **filters).order_by("pk")


class DraftForm(forms.Form):
    """A deputy's own text: the residents' words stand beside it and are not to be passed on as is."""

    title = forms.CharField(
        label="标题", max_length=100, help_text="例如：关于改善某某路夜间照明的建议"
    )
    text = forms.CharField(
        label="正文",
        max_length=LONGEST_TEXT,
        widget=area(12),
        help_text="请用自己的话写：了解到什么情况、为什么会这样、建议怎么办。只转交原话不能提交。",
    )
    wished_department = forms.ModelChoiceField(
        label="希望由谁办理",
        queryset=Department.objects.none(),
        required=False,
        empty_label="由代表工作机构确定",
    )

    def __init__(self, *args, sources=(), draft_key: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = sources
        if draft_key:
            self.fields["text"].widget.attrs["data-draft"] = draft_key
        self.fields["wished_department"].queryset = _open_units()

    def clean_text(self):
        text = self.cleaned_data["text"]
        if originality.merely_forwards(text, (source.wording for source in self.sources)):
            raise forms.ValidationError(
                "这段文字和群众原话基本一样。请用自己的话写明情况、分析和具体建议。"
            )
        return text


class AssignDirectForm(forms.Form):
    """直接交办: to a court, the procuratorate or another unit outside the government."""

    unit = forms.ModelChoiceField(
        label="承办单位", queryset=Department.objects.none(), empty_label="请选择"
    )
    note = forms.CharField(label="附言", required=False, max_length=200, widget=area(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _open_units(kind=Department.Kind.OTHER)


class DivideForm(forms.Form):
    """分办: one unit leads, others assist (facts §2.5)."""

    lead = forms.ModelChoiceField(
        label="主办单位", queryset=Department.objects.none(), empty_label="请选择"
    )
    assists = forms.ModelMultipleChoiceField(
        label="会办单位",
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可多选；会办单位把意见交主办单位，由主办单位统一答复。",
    )
    note = forms.CharField(label="附言", required=False, max_length=200, widget=area(2))

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, initial={"lead": suggestion.wished_department_id}, **kwargs)
        for name in ("lead", "assists"):
            self.fields[name].queryset = _open_units().exclude(kind=Department.Kind.OTHER)

    def clean(self):
        lead, assists = self.cleaned_data.get("lead"), self.cleaned_data.get("assists") or ()
        if lead and lead in assists:
            self.add_error("assists", "主办单位不能同时是会办单位。")


class VerdictForm(forms.Form):
    """评价: attitude and result in three grades; unsatisfied says why (facts §2.8)."""

    attitude = forms.ChoiceField(
        label="办理态度", choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(
        label="办理结果", choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=1000,
        widget=area(4),
        help_text="任何一项不满意时必填；代表工作机构会研究，必要时退回重办。",
    )

    @property
    def is_unsatisfied(self) -> bool:
        """Whether either grade is unsatisfied."""
        given = (self.cleaned_data.get("attitude"), self.cleaned_data.get("result"))
        return Satisfaction.UNSATISFIED in given

    def clean(self):
        if self.is_unsatisfied and not self.cleaned_data.get("opinion", "").strip():
            self.add_error("opinion", "评价不满意，请写明意见。")
