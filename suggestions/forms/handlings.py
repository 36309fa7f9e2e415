"""What a department fills in: its reply, and the talk that goes with it (J17)."""

from django import forms

from liaison import clock
from suggestions.forms.shared import area
from suggestions.models import ResultClass


class ReplyForm(forms.Form):
    """答复: result class, text, and the face-to-face talk held, or waived by the deputy."""

    result_class = forms.ChoiceField(
        label="办理结果", choices=ResultClass.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="书面答复",
        max_length=20_000,
        widget=area(10),
        help_text="逐条对应建议内容答复；会办意见一并写明。",
    )
    met_on = forms.DateField(
        label="面复日期", required=False, help_text="与代表当面沟通的日期，不能晚于今天。"
    )
    met_note = forms.CharField(
        label="面复情况",
        required=False,
        max_length=300,
        widget=area(2),
        help_text="地点、参加人、代表意见。",
    )
    waiver = forms.CharField(
        label="代表同意免于面复的理由", required=False, max_length=200, widget=area(2)
    )

    def clean_met_on(self):
        met_on = self.cleaned_data["met_on"]
        if met_on and met_on > clock.today():
            raise forms.ValidationError("面复日期不能晚于今天。")
        return met_on

    def clean(self):
        met_on, waiver = self.cleaned_data.get("met_on"), self.cleaned_data.get("waiver", "")
        if "met_on" not in self.errors and not met_on and not waiver.strip():
            self.add_error("met_on", "请填写面复日期，或写明代表同意免于面复的理由。")
