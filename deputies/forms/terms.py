"""What is filled in on pages of mandates, terms, sessions and switches."""

from django import forms

from deputies.forms.register import StationChoice
from deputies.models import Congress, MandateOffice
from deputies.succession.acts import announcer, decider


def day(label, **more):
    """A day, chosen in the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class NoticeForm(forms.Form):
    """How a change was decided and announced (公告)."""

    effective_on = day("生效日期")
    decided_by = forms.CharField(label="决定机关", max_length=80, required=False)
    announced_by = forms.CharField(label="公告机关", max_length=80, required=False)
    announced_on = day("公告日期", required=False)
    document_no = forms.CharField(label="文号", max_length=60)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def notice(self):
        """The fields of `actions.mandates.Notice`."""
        names = NoticeForm.base_fields
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class ActForm(NoticeForm):
    """One lawful change of a mandate, with its ground."""

    ground = forms.ChoiceField(label="法定情形")
    field_order = ("ground", "effective_on")

    def __init__(self, *args, act, mandate, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = act.grounds
        self.fields["effective_on"].label = "最后任职日" if act.ends else "生效日期"
        self.order_fields(self.field_order)
        term = mandate.congress_term
        congress = term.congress.name if term else "本级人民代表大会"
        self.fields["decided_by"].initial = decider(
            act.key, mandate.level, congress, mandate.electorate
        )
        self.fields["announced_by"].initial = announcer(mandate.level, congress)


class OfficeForm(forms.Form):
    """登记任职."""

    kind = forms.ChoiceField(label="类别", choices=MandateOffice.Kind.choices)
    title = forms.CharField(label="职务", max_length=40, required=False)
    from_on = day("任职起")


class TermFilter(forms.Form):
    """Narrows a term's deputies by name, delegation, group and status."""

    STATUSES = (
        ("", "全部状态"),
        ("running", "在任"),
        ("suspended", "暂停执行职务"),
        ("over", "已终止"),
    )
    q = forms.CharField(label="姓名", required=False, max_length=50)
    delegation = forms.ChoiceField(label="代表团", required=False)
    group = forms.ChoiceField(label="代表小组", required=False)
    status = forms.ChoiceField(label="状态", required=False, choices=STATUSES)

    def __init__(self, *args, term, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(term.mandates.order_by().values_list("delegation", "group").distinct()[:500])
        for at, (name, label) in enumerate((("delegation", "全部代表团"), ("group", "全部小组"))):
            found = sorted({row[at] for row in rows if row[at]})
            self.fields[name].choices = [("", label), *((each, each) for each in found)]

    def narrow(self, mandates, today):
        """`mandates` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return mandates
        asked = self.cleaned_data
        if asked["q"]:
            mandates = mandates.filter(deputy__name__icontains=asked["q"])
        for name in ("delegation", "group"):
            if asked[name]:
                mandates = mandates.filter(**{name: asked[name]})
        return _with_status(mandates, asked["status"], today)


def _with_status(mandates, status, today):
    if status == "running":
        return mandates.performing(today)
    if status == "suspended":
        return mandates.running(today).exclude(
            pk__in=mandates.model.objects.performing(today).order_by().values("pk")
        )
    return mandates.filter(to_on__lt=today) if status == "over" else mandates


class ByElectionForm(forms.Form):
    """登记补选: who was elected where, and how it was announced."""

    name = forms.CharField(label="姓名", max_length=50)
    birth_month = forms.CharField(label="出生年月", max_length=7, help_text="如 1980-05")
    phone = forms.CharField(label="手机号", max_length=20, required=False)
    certificate_no = forms.CharField(label="代表证号", max_length=30)
    electorate = forms.CharField(label="选区/选举单位", max_length=60)
    delegation = forms.CharField(label="代表团", max_length=60, required=False)
    station = StationChoice(label="编入站点", empty_label="暂不编入", required=False)
    effective_on = day("当选日期")
    announced_by = forms.CharField(label="公告机关", max_length=80, required=False)
    announced_on = day("公告日期", required=False)
    document_no = forms.CharField(label="文号", max_length=60)

    def __init__(self, *args, seat, term, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)
        congress = term.congress
        self.fields["announced_by"].initial = announcer(congress.level, congress.name)
        if not congress.is_direct:
            self.fields["electorate"].help_text = "填写选举单位，如某县人民代表大会"


class SwitchForm(forms.Form):
    """建立换届: which congress, which term, which day."""

    congress = forms.ModelChoiceField(
        Congress.objects.none(), label="人民代表大会", empty_label="请选择"
    )
    number = forms.CharField(label="新一届届次", max_length=20, help_text="如 第四届")
    begins_on = day(
        "新一届第一次会议开始日", help_text="原任代表的资格到前一日为止（代表法第二条）"
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["congress"].queryset = Congress.objects.managed_by(seat).for_list()


class SessionForm(forms.Form):
    """登记人代会会议."""

    title = forms.CharField(label="会次", max_length=40, help_text="如 第六次会议")
    from_on = day("开幕日期")
    to_on = day("闭幕日期")

    def clean(self):
        found = super().clean()
        if found.get("from_on") and found.get("to_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", "闭幕日期不能早于开幕日期。")
        return found


class DecisionForm(NoticeForm):
    """登记审查结果."""

    ends = forms.TypedChoiceField(
        label="审查结果",
        choices=[("no", "不予终止"), ("yes", "终止代表资格")],
        coerce=lambda value: value == "yes",
    )
    field_order = ("ends", "effective_on")

    def __init__(self, *args, mandate, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].label = "决定日期"
        congress = mandate.congress_term.congress
        self.fields["decided_by"].initial = f"{congress.name}代表资格审查委员会"
        self.fields["announced_by"].initial = announcer(congress.level, congress.name)
