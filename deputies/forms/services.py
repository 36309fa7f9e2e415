"""What may be asked and filled in about skills, needs and the campaigns of 服务进万家."""

import uuid

from django import forms

from deputies.forms.register import StationChoice
from deputies.models import CampaignEvent, Deputy, DeputySkill, Need, Skill
from deputies.vocabulary import Campaign
from deputies.workflow import NeedStage
from stations.models import Station

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class OnceForm(forms.Form):
    """A form whose repetition is recognised."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid.uuid4


class AnyStation(forms.ModelChoiceField):
    """A station of those a seat answers for, points included."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Station.objects.none(), to_field_name="code", **kwargs)

    def offer(self, seat):
        self.queryset = Station.objects.managed_by(seat).filter(closed_on=None).for_list()


# -- skills -------------------------------------------------------------------------------------
class SkillForm(forms.ModelForm):
    """An entry of the vocabulary."""

    class Meta:
        model = Skill
        fields = ["name", "group", "aliases", "is_current"]
        labels = {"is_current": "使用中（可选）"}
        help_texts = {"aliases": "花名册里可能出现的其他写法，用顿号隔开。"}


class DeputySkillForm(forms.Form):
    """A deputy's skill, its proof, whether he agreed to show it."""

    skill = forms.ModelChoiceField(
        label="专业特长", queryset=Skill.objects.none(), empty_label="请选择"
    )
    proof = forms.CharField(
        label="证书或依据", max_length=100, required=False, help_text="例如：执业医师资格证。"
    )
    is_public = forms.BooleanField(label="本人同意在站点网页公开", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.current().for_list()


class SkillFilter(forms.Form):
    """Narrows what was read from the register, or who has which skill."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    skill = forms.ModelChoiceField(
        label="专业特长", queryset=Skill.objects.none(), required=False, empty_label="全部"
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "待确认"), *DeputySkill.State.choices[1:]]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.for_list()

    def narrow(self, rows):
        """`rows` as asked for; those waiting when what is asked makes no sense."""
        if not self.is_valid():
            return rows.waiting()
        asked = self.cleaned_data
        rows = rows.filter(state=asked["state"] or DeputySkill.State.PROPOSED)
        if asked["q"]:
            rows = rows.filter(deputy__name__icontains=asked["q"])
        return rows.filter(skill=asked["skill"]) if asked["skill"] else rows


# -- needs --------------------------------------------------------------------------------------
class NeedForm(OnceForm):
    """Who needs what, where and when."""

    station = AnyStation(label="所在站点", empty_label="请选择")
    source = forms.ChoiceField(label="来自", choices=Need.Source.choices)
    theme = forms.ChoiceField(
        label="服务进万家主题",
        choices=[("", "不属于"), *Campaign.choices],
        required=False,
        help_text="属于服务进万家活动的须选择；选择后党员代表排在前面。",
    )
    title = forms.CharField(label="需要什么", max_length=60)
    text = forms.CharField(
        label="详细情况", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    skills = forms.ModelMultipleChoiceField(
        label="需要的特长", queryset=Skill.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    from_on = forms.DateField(label="希望开始日期", widget=DAY)
    to_on = forms.DateField(label="希望完成日期", widget=DAY)
    place = forms.CharField(label="服务地点", max_length=100, required=False)
    asker_name = forms.CharField(label="提出人", max_length=60, required=False)
    asker_phone = forms.CharField(
        label="联系电话", max_length=20, required=False, help_text="加密保存，只用于对接和回访。"
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)
        self.fields["skills"].queryset = Skill.objects.current().for_list()

    def clean(self):
        said = super().clean()
        first, last = said.get("from_on"), said.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "希望完成日期不能早于开始日期。")
        if said.get("source") == Need.Source.CAMPAIGN and not said.get("theme"):
            self.add_error("theme", "来自服务进万家活动的需求须选择主题。")
        return said


class NeedFilter(forms.Form):
    """Narrows the needs by words, stage, skill and station."""

    q = forms.CharField(label="需求", required=False, max_length=60)
    stage = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *NeedStage.choices]
    )
    skill = forms.ModelChoiceField(
        label="特长", queryset=Skill.objects.none(), required=False, empty_label="全部"
    )
    station = StationChoice(label="站点", required=False, empty_label="全部站点")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)
        self.fields["skill"].queryset = Skill.objects.for_list()

    def narrow(self, needs):
        """`needs` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return needs
        asked = self.cleaned_data
        if asked["q"]:
            needs = needs.filter(title__icontains=asked["q"])
        if asked["stage"]:
            needs = needs.filter(stage=asked["stage"])
        if asked["skill"]:
            needs = needs.filter(skills=asked["skill"])
        if asked["station"]:
            needs = needs.filter(station__path__startswith=asked["station"].path)
        return needs


class InviteForm(forms.Form):
    """Which of the proposed deputies are asked."""

    deputies = forms.ModelMultipleChoiceField(
        label="代表",
        queryset=Deputy.objects.none(),
        error_messages={"required": "请勾选至少一位代表。"},
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = Deputy.objects.public().filter(pk__in=offered)


class AnswerForm(forms.Form):
    """Whether the deputy will come."""

    coming = forms.TypedChoiceField(
        label="回复",
        choices=[("yes", "应邀"), ("no", "婉拒")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="婉拒原因", max_length=200, required=False)

    def clean(self):
        said = super().clean()
        if said.get("coming") is False and not said.get("reason"):
            self.add_error("reason", "婉拒请写明原因，便于另请他人。")
        return said


class ArrangeForm(forms.Form):
    """When and where the service takes place."""

    on = forms.DateField(label="日期", widget=DAY)
    starts = forms.TimeField(label="开始", widget=TIME)
    ends = forms.TimeField(label="结束", widget=TIME)
    place = forms.CharField(label="地点", max_length=100)

    def clean(self):
        said = super().clean()
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "结束时间必须晚于开始时间。")
        return said


class ServeForm(forms.Form):
    """What came of the service."""

    outcome = forms.CharField(
        label="服务结果", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    beneficiaries = forms.IntegerField(label="受益人数", min_value=0, max_value=100_000)


class FeedBackForm(forms.Form):
    """What those served say."""

    rating = forms.ChoiceField(label="评价", choices=Need.Rating.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="评价意见", max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="原因", max_length=200)


# -- 服务进万家 ---------------------------------------------------------------------------------
class CampaignForm(forms.Form):
    """One event: which of the six, where, who, how long, for whom, to what end."""

    theme = forms.ChoiceField(label="主题", choices=[("", "请选择"), *Campaign.choices])
    title = forms.CharField(label="活动名称", max_length=60)
    held_on = forms.DateField(label="日期", widget=DAY)
    place = forms.CharField(label="地点", max_length=100, required=False)
    hours = forms.DecimalField(
        label="时长（小时）", min_value=0.5, max_value=24, max_digits=4, decimal_places=1
    )
    beneficiaries = forms.IntegerField(label="受益人数", min_value=0, max_value=1_000_000)
    result = forms.CharField(label="成效", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    deputies = forms.ModelMultipleChoiceField(
        label="参加代表",
        queryset=Deputy.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选至少一位参加的代表。"},
    )

    def __init__(self, *args, station, today, also=(), **kwargs):
        super().__init__(*args, **kwargs)
        here = Deputy.objects.assigned_below(station).in_office(today)
        both = here | Deputy.objects.filter(pk__in=[each.pk for each in also])
        self.fields["deputies"].queryset = both.public().distinct().for_list()


class CampaignFilter(forms.Form):
    """Narrows the events by theme, year and station."""

    theme = forms.ChoiceField(
        label="主题", required=False, choices=[("", "全部"), *Campaign.choices]
    )
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2100)
    station = StationChoice(label="站点", required=False, empty_label="全部站点")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def narrow(self, events):
        """`events` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return events
        asked = self.cleaned_data
        if asked["theme"]:
            events = events.filter(theme=asked["theme"])
        if asked["year"]:
            events = events.in_year(asked["year"])
        if asked["station"]:
            events = events.filter(station__path__startswith=asked["station"].path)
        return events


def as_initial(event: CampaignEvent) -> dict:
    """What is on record, for the form."""
    names = ("theme", "title", "held_on", "place", "hours", "beneficiaries", "result")
    return {name: getattr(event, name) for name in names} | {"deputies": event.deputies.all()}
