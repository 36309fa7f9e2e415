"""What may be asked and filled in about proposals of stations."""

from django import forms

from deputies.forms.register import StationChoice
from deputies.models import Level, Mandate, Placement
from liaison import clock

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlacementFilter(forms.Form):
    """Narrows the proposals by name, certainty, level, station and state."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    certainty = forms.ChoiceField(
        label="把握", required=False, choices=[("", "全部"), *Placement.Certainty.choices]
    )
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )
    station = StationChoice(label="站点", required=False, empty_label="全部站点")
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "待处理"), *Placement.State.choices[1:]]
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def narrow(self, placements):
        """`placements` as asked for; those waiting when what is asked makes no sense."""
        if not self.is_valid():
            return placements.waiting()
        asked = self.cleaned_data
        placements = placements.filter(state=asked["state"] or Placement.State.OPEN)
        if asked["q"]:
            placements = placements.filter(deputy__name__icontains=asked["q"])
        if asked["certainty"]:
            placements = placements.filter(certainty=asked["certainty"])
        if asked["level"]:
            held = Mandate.objects.running(clock.today()).filter(level=asked["level"])
            placements = placements.filter(deputy__in=held.order_by().values("deputy"))
        if asked["station"]:
            placements = placements.filter(station__path__startswith=asked["station"].path)
        return placements


class AcceptForm(forms.Form):
    """From which day those accepted belong to their stations."""

    on = forms.DateField(label="编入日期", widget=DAY)


class ChangeForm(forms.Form):
    """Another station than the proposed one, and why."""

    station = StationChoice(label="改为", empty_label="请选择")
    reason = forms.CharField(label="改站理由", max_length=200)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)


class RejectForm(forms.Form):
    """Why a proposal is not taken."""

    reason = forms.CharField(
        label="退回理由",
        max_length=200,
        help_text="退回后该代表仍未编组，再次生成建议时不会再建议这个站点。",
    )
