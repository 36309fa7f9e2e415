"""What the supervision pages ask for."""

from django import forms

from stations.models import Station
from supervision import periods
from supervision.actions import REPORTED


class CompileForm(forms.Form):
    """Which station's month to compile; only stations the seat answers for."""

    station = forms.ModelChoiceField(
        Station.objects.none(), label="站点", empty_label=None, to_field_name="code"
    )
    month = forms.CharField(
        label="月份",
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"}),
        max_length=7,
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        managed = Station.objects.managed_by(seat).filter(kind__in=REPORTED)
        self.fields["station"].queryset = managed.order_by("path")

    def clean_month(self):
        """The month as a period."""
        try:
            return periods.parse_month(self.cleaned_data["month"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None
