"""What the supervision pages ask for."""

from datetime import date

from django import forms

from liaison import clock
from stations.models import Station
from supervision import periods
from supervision.actions import REPORTED

#: How many months back, this one included, may be compiled from the page.
OFFERED_MONTHS = 24


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
