"""What may be asked about dossiers: over which days, of whom, in which form."""

from datetime import date

from django import forms

from deputies.documents.dossier import FORMATS
from deputies.forms.register import StationChoice
from deputies.forms.reporting import day_box
from liaison import clock

#: No record is older.
EARLIEST = date(2010, 1, 1)


class SpanForm(forms.Form):
    """From which day to which."""

    first = forms.DateField(label="起", required=False, widget=day_box())
    last = forms.DateField(label="止", required=False, widget=day_box())

    def clean(self):
        """A span of days that are not all to come."""
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", "止日不能早于起日。")
        if first and first < EARLIEST:
            self.add_error("first", "起日不能早于 2010 年。")
        return said

    def span(self, first: date) -> tuple[date, date]:
        """The days asked for; from `first` to today where nothing sensible is."""
        said = self.cleaned_data if self.is_valid() else {}
        begun = said.get("first") or first
        return begun, max(said.get("last") or clock.today(), begun)


class BatchForm(SpanForm):
    """批量生成: whose dossiers, in which form."""

    station = StationChoice(label="范围（编入该站点及以下的在任代表）", empty_label="请选择")
    form = forms.ChoiceField(label="格式", choices=list(FORMATS.items()))

    field_order = ("station", "first", "last", "form")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)
        self.fields["first"].required = self.fields["last"].required = True
