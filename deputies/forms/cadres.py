"""What may be filled in about invited cadres (F5)."""

from django import forms

from deputies.models import Cadre, CadreInvitation
from stations.models import Station


class CadreForm(forms.Form):
    """A cadre of a street or town: at which station, who, of which unit, in which post."""

    station = forms.ModelChoiceField(
        label="登记站点", queryset=Station.objects.none(), empty_label="请选择"
    )
    name = forms.CharField(label="姓名", max_length=50)
    unit = forms.CharField(label="单位", max_length=80)
    post = forms.CharField(label="职务", max_length=60)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        below = Station.objects.managed_by(seat)
        self.fields["station"].queryset = below
        if len(first := list(below[:2])) == 1:
            self.initial.setdefault("station", first[0])


class CadreChangeForm(forms.Form):
    """The same of one who is known, and whether he is still invited."""

    name = forms.CharField(label="姓名", max_length=50)
    unit = forms.CharField(label="单位", max_length=80)
    post = forms.CharField(label="职务", max_length=60)
    is_active = forms.BooleanField(label="继续邀请", required=False)


def said_of(cadre: Cadre) -> dict:
    """What the form shows of `cadre` at first."""
    return {name: getattr(cadre, name) for name in CadreChangeForm.base_fields}


class InviteCadresForm(forms.Form):
    """邀请干部: whom, and to what."""

    cadres = forms.ModelMultipleChoiceField(
        label="干部",
        queryset=Cadre.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选至少一位干部。"},
    )
    how = forms.ChoiceField(
        label="参加方式", choices=CadreInvitation.How.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, cadres, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cadres"].queryset = cadres
