"""What may be asked and filled in about reports to the voters (述职评议)."""

from django import forms
from django.db.models import Q

from deputies.forms.register import StationChoice
from deputies.models import Level, Mandate, Reporting
from deputies.models.reporting import CONTENTS
from deputies.workflow import ReportingStage
from liaison import clock
from stations.forms.activities import stations_below

LONGEST = 5000
COUNTS = ("present", "handed_out", "satisfied", "fair", "unsatisfied", "void", "unreturned")
HINTS = {
    "meetings": "出席人代会、列席常委会等会议，审议和表决情况。",
    "contacts": "进站接待、走访选民、收集的意见和办理结果。",
    "opinions": "领衔和附议的建议、办理结果、督促情况。",
    "inspections": "参加的视察、专题调研、执法检查和监督活动。",
    "intentions": "履职中的不足，下一步怎样改进。",
}


def day_box() -> forms.DateInput:
    """A day, as browsers ask for one."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReportingFilter(forms.Form):
    """Narrows the list of reports by name, stage and level."""

    q = forms.CharField(label="代表姓名", required=False, max_length=50)
    stage = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *ReportingStage.choices]
    )
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )

    def narrow(self, rows):
        """`rows` (reportings) as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(mandate__deputy__name__icontains=asked["q"])
        if asked["stage"]:
            rows = rows.filter(stage=asked["stage"])
        return rows.filter(mandate__level=asked["level"]) if asked["level"] else rows


class MissingFilter(forms.Form):
    """Narrows who has not reported this term: by name, level and station."""

    q = forms.CharField(label="代表姓名", required=False, max_length=50)
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )
    station = StationChoice(label="站点", required=False, empty_label="全部站点")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def narrow(self, mandates):
        """`mandates` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return mandates
        asked = self.cleaned_data
        if asked["q"]:
            mandates = mandates.filter(deputy__name__icontains=asked["q"])
        if asked["level"]:
            mandates = mandates.filter(level=asked["level"])
        if asked["station"]:
            today = clock.today()
            inside = Q(
                deputy__memberships__station__path__startswith=asked["station"].path,
                deputy__memberships__from_on__lte=today,
            )
            mandates = mandates.filter(inside, deputy__memberships__to_on=None).distinct()
        return mandates


class PlanForm(forms.Form):
    """安排述职: which station holds it, when, where."""

    station = forms.ModelChoiceField(label="组织站点", queryset=None, empty_label="请选择")
    held_on = forms.DateField(label="述职日期", widget=day_box())
    place = forms.CharField(label="地点", max_length=100)

    def __init__(self, *args, seat, mandate: Mandate, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_below(seat)
        home = mandate.deputy.memberships.filter(to_on=None).order_by("-is_primary", "pk").first()
        if home:
            self.initial["station"] = home.station_id


class ReportForm(forms.ModelForm):
    """提交报告: the five kinds of content, each in its own box."""

    class Meta:
        model = Reporting
        fields = CONTENTS
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in CONTENTS}
        help_texts = HINTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in CONTENTS:
            self.fields[name].required = True
            self.fields[name].max_length = LONGEST
            self.fields[name].widget.attrs |= {"data-draft": f"reporting-{self.instance.pk}-{name}"}

    def _post_clean(self):
        """The action checks the whole report; the form only its own boxes."""


class VoteForm(forms.Form):
    """记录评议结果: who came, what was handed out and what came back."""

    present = forms.IntegerField(label="到会选民代表（人）", min_value=0, max_value=100_000)
    handed_out = forms.IntegerField(label="发出评议票（张）", min_value=1, max_value=100_000)
    satisfied = forms.IntegerField(label="满意（张）", min_value=0, max_value=100_000)
    fair = forms.IntegerField(label="基本满意（张）", min_value=0, max_value=100_000)
    unsatisfied = forms.IntegerField(label="不满意（张）", min_value=0, max_value=100_000)
    void = forms.IntegerField(label="无效票（张）", min_value=0, max_value=100_000)
    unreturned = forms.IntegerField(label="未收回（张）", min_value=0, max_value=100_000)
    voiced = forms.CharField(
        label="选民代表意见",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写意见，不写提意见人的姓名。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        for name in ("void", "unreturned"):
            self.fields[name].initial = 0

    def clean(self):
        """The ballots add up, and nobody got two."""
        said = super().clean()
        if any(said.get(name) is None for name in COUNTS):
            return said
        back = sum(said[name] for name in COUNTS[2:])
        if back != said["handed_out"]:
            self.add_error(
                "handed_out",
                f"发出 {said['handed_out']} 张，而满意、基本满意、不满意、无效和未收回合计 {back} 张，"
                "请核对。",
            )
        elif said["handed_out"] > said["present"]:
            self.add_error("handed_out", "发出的票不能多于到会的选民代表。")
        return said


class FeedBackForm(forms.Form):
    """书面反馈: what was told to the deputy, and when."""

    feedback = forms.CharField(
        label="书面反馈", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    on = forms.DateField(label="反馈日期", widget=day_box())


class FileForm(forms.Form):
    """存档."""

    file_no = forms.CharField(label="档案号", max_length=40)
