"""What may be entered into the working-day table."""

from django import forms

from liaison.workdays import announcement
from liaison.workdays.models import FIRST_YEAR, LAST_YEAR


class DayForm(forms.Form):
    """One day: worked or not, or as the week says."""

    WEEK, REST, WORKED = "week", "rest", "worked"

    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    decision = forms.ChoiceField(
        label="这一天",
        choices=[(REST, "放假休息"), (WORKED, "调休上班"), (WEEK, "按周历（周一至周五上班）")],
    )
    note = forms.CharField(label="说明", max_length=50, required=False, help_text="如“春节”。")
    notice = forms.CharField(
        label="依据文件", max_length=100, required=False, help_text="如“国办发明电〔2025〕7号”。"
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError("日期不在可用范围内。")
        return day

    def clean(self):
        found = super().clean()
        if found.get("decision") in {self.REST, self.WORKED}:
            for name, label in (("note", "说明"), ("notice", "依据文件")):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{label}。")
        return found


class YearForm(forms.Form):
    """A year's notice, entered whole."""

    year = forms.IntegerField(label="年份", min_value=2004, max_value=LAST_YEAR)
    notice = forms.CharField(
        label="通知文号", max_length=100, help_text="如“国办发明电〔2025〕7号”。"
    )
    dated_on = forms.DateField(
        label="发文日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    rests = forms.CharField(
        label="放假",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一段，如“2027-01-01 至 2027-01-03 元旦”或“10月1日至10月7日 国庆节”。",
    )
    worked = forms.CharField(
        label="调休上班",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一天，如“2027-02-20 春节调休”。",
    )

    def clean(self):
        found = super().clean()
        if "year" in found and "rests" in found:
            try:
                found["days"] = announcement.read(
                    found["year"], found["rests"], found.get("worked", "")
                )
            except announcement.Misread as error:
                raise forms.ValidationError(str(error)) from error
        return found
