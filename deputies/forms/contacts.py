"""What may be asked and filled in about contacts and enterprises (J5)."""

from django import forms

from deputies.actions.contacts import members
from deputies.forms.services import DAY, AnyStation, OnceForm
from deputies.models import ContactLog, Deputy, Enterprise
from stations.models import Station

KINDS = [("enterprise", "企业"), ("station", "家站"), ("deputy", "代表")]


class ContactFilter(forms.Form):
    """Narrows the contacts by member and kind; ended ones when asked for."""

    q = forms.CharField(label="联系人", required=False, max_length=50)
    kind = forms.ChoiceField(label="联系对象", required=False, choices=[("", "全部"), *KINDS])
    ended = forms.BooleanField(label="含已终止", required=False)

    def narrow(self, duties, today):
        """`duties` as asked for; those running when what is asked makes no sense."""
        if not self.is_valid():
            return duties.running(today)
        asked = self.cleaned_data
        duties = duties if asked["ended"] else duties.running(today)
        if asked["q"]:
            duties = duties.filter(member__name__icontains=asked["q"])
        return duties.filter(**{f"{asked['kind']}__isnull": False}) if asked["kind"] else duties


class AssignForm(forms.Form):
    """Which member keeps contact with one enterprise, station or deputy."""

    member = forms.ModelChoiceField(
        label="联系人", queryset=Deputy.objects.none(), empty_label="请选择",
        help_text="主席团成员或常委会组成人员。",
    )  # fmt: skip
    enterprise = forms.ModelChoiceField(
        label="联系企业", queryset=Enterprise.objects.none(), required=False, empty_label="—"
    )
    station = forms.ModelChoiceField(
        label="联系家站", queryset=Station.objects.none(), required=False, empty_label="—"
    )
    deputy = forms.ModelChoiceField(
        label="联系代表", queryset=Deputy.objects.none(), required=False, empty_label="—"
    )
    on = forms.DateField(label="起始日期", widget=DAY)

    def __init__(self, *args, seat, today, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Deputy.objects.visible_to(seat).in_office(today).public()
        self.fields["member"].queryset = (
            members(today).public().filter(pk__in=mine.values("pk")).for_list()
        )
        self.fields["enterprise"].queryset = (
            Enterprise.objects.visible_to(seat).standing().for_list()
        )
        self.fields["station"].queryset = (
            Station.objects.managed_by(seat)
            .filter(closed_on=None)
            .exclude(kind__in=("point", "mobile"))
            .for_list()
        )
        self.fields["deputy"].queryset = mine.for_list()

    def clean(self):
        said = super().clean()
        named = [said.get(kind) for kind, _ in KINDS if said.get(kind)]
        if len(named) != 1 and not self.errors:
            raise forms.ValidationError("请在企业、家站、代表中选择一个联系对象，只选一个。")
        said["target"] = named[0] if named else None
        return said


class LogForm(OnceForm):
    """One contact kept."""

    on = forms.DateField(label="日期", widget=DAY)
    how = forms.ChoiceField(label="方式", choices=ContactLog.How.choices)
    said = forms.CharField(
        label="谈了什么", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    raised = forms.CharField(
        label="反映的问题", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="需要办理的，保存后请登记为群众诉求。",
    )  # fmt: skip


class EndForm(forms.Form):
    """From which day on no contact is kept."""

    on = forms.DateField(label="自哪天起不再联系", widget=DAY)


class EnterpriseForm(forms.Form):
    """An enterprise contact is kept with."""

    name = forms.CharField(label="企业名称", max_length=80)
    unified_code = forms.CharField(label="统一社会信用代码", max_length=18, required=False)
    place = forms.CharField(label="所在地", max_length=100, required=False)
    sector = forms.CharField(label="行业", max_length=40, required=False)
    station = AnyStation(label="所在站点", empty_label="请选择")
    closed_on = forms.DateField(
        label="停止联系日期",
        required=False,
        widget=DAY,
        help_text="注销或迁出的填写；不再列入覆盖。",
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)
