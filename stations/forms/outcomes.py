"""What is filled in about an outcome of a station."""

from django import forms

from stations.models import Outcome


class OutcomeForm(forms.ModelForm):
    """An outcome: what, how high, when, by which evidence."""

    class Meta:
        model = Outcome
        fields = ["title", "level", "reached_on", "evidence", "about"]
        widgets = {"reached_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"title": "例如：国家级制造业单项冠军示范企业。"}


class WithdrawForm(forms.Form):
    """Why an outcome is taken down."""

    reason = forms.CharField(label="撤下原因", max_length=200)
