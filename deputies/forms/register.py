"""What may be asked and filled in on the register of deputies."""

from django import forms

from deputies.models import PARTY_READERS, Level
from stations.hierarchy import Kind
from stations.models import Station

#: Kinds deputies are not assigned to by themselves; left out of the choices to keep them short.
SMALL = (Kind.POINT, Kind.MOBILE)


class StationChoice(forms.ModelChoiceField):
    """A station of those a seat answers for, points left out."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Station.objects.none(), to_field_name="code", **kwargs)

    def offer(self, seat):
        """Offer what `seat` answers for."""
        stations = Station.objects.managed_by(seat).exclude(kind__in=SMALL)
        self.queryset = stations.filter(closed_on=None).for_list()


class DeputyFilter(forms.Form):
    """Narrows the register of deputies by name, level and station."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )
    station = StationChoice(label="站点", required=False, empty_label="全部站点")
    party = forms.BooleanField(label="党员代表", required=False)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)
        if seat.role not in PARTY_READERS:
            del self.fields["party"]

    def narrow(self, deputies, today):
        """`deputies` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return deputies
        asked = self.cleaned_data
        if asked["q"]:
            deputies = deputies.named_like(asked["q"])
        if asked["level"]:
            deputies = deputies.with_mandate(today, level=asked["level"])
        if asked["station"]:
            deputies = deputies.assigned_below(asked["station"])
        if asked.get("party"):
            deputies = deputies.party_members()
        return deputies


class AssignForm(forms.Form):
    """编组进站: to which station, from when, as the primary one or an extra."""

    station = StationChoice(label="编入站点", empty_label="请选择")
    on = forms.DateField(
        label="编入日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="调出日期",
        required=False,
        help_text="只用于兼入的站点，当天仍在站；不填即长期。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_primary = forms.BooleanField(
        label="作为主要编组站点（原主要站点同时调出）", required=False, initial=True
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def clean(self):
        said = super().clean()
        on, until = said.get("on"), said.get("until")
        if until and said.get("is_primary"):
            self.add_error("until", "主要编组站点不预定调出日期；请取消勾选或不填。")
        elif until and on and until < on:
            self.add_error("until", "调出日期不能早于编入日期。")
        return said


# -- 121 ----------------------------------------------------------------------------------------
