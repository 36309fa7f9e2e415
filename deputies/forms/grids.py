"""What may be asked and filled in about grids."""

from django import forms
from django.db.models import Exists, OuterRef, Q

from deputies.forms.register import StationChoice
from deputies.models import Deputy, Membership, uncovered
from stations.models import Station


class GridFilter(forms.Form):
    """Narrows the grids by words, station, and whether nobody answers for them."""

    q = forms.CharField(label="网格名称、编码或片区", required=False, max_length=60)
    station = StationChoice(label="站点", required=False, empty_label="全部站点")
    state = forms.ChoiceField(
        label="联系情况", required=False, choices=[("", "全部"), ("uncovered", "没有代表联系")]
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def narrow(self, grids, today):
        """`grids` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return grids
        asked = self.cleaned_data
        if asked["q"]:
            grids = grids.named_like(asked["q"])
        if asked["station"]:
            grids = grids.below(asked["station"])
        return uncovered(grids, today) if asked["state"] else grids


class GridDutyForm(forms.Form):
    """Which deputy answers for a grid, and since when."""

    deputy = forms.ModelChoiceField(
        label="代表",
        queryset=Deputy.objects.none(),
        empty_label="请选择",
        help_text="列出编入网格所在站点及其上级、下级站点的在任代表（就近联系、就熟服务）。",
    )
    on = forms.DateField(
        label="起始日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, grid, today, **kwargs):
        super().__init__(*args, **kwargs)
        station = grid.station
        above = [
            station.path[:end] for end in range(station.steplen, len(station.path), station.steplen)
        ]
        near = Station.objects.filter(
            Q(path__startswith=station.path) | Q(path__in=above)
        ).order_by()
        here = Membership.objects.filter(
            deputy=OuterRef("pk"), to_on=None, station__in=near.values("pk")
        )
        offered = Deputy.objects.public().in_office(today).filter(Exists(here))
        taken = grid.duties.filter(to_on=None).values("deputy")
        self.fields["deputy"].queryset = offered.exclude(pk__in=taken).for_list()
