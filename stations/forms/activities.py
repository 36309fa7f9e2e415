"""What is filled in about activities: the plan, the log, problems, deliberations, brands."""

import uuid
from datetime import datetime, time

from django import forms
from django.utils import timezone

from liaison import clock
from liaison.accounts.roles import Role
from stations.forms.photos import MOST_PHOTOS, PhotosField
from stations.models import Activity, Function, Series, Station, Topic, ids_below

LONGEST_MINUTES = 10_000
#: A day, as browsers ask for one.
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_box() -> forms.TimeInput:
    """A time of day, as browsers ask for one."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _area(rows: int, **attrs) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def stations_below(seat):
    """The stations in being this seat plans for."""
    today = clock.today()
    return Station.objects.filter(pk__in=ids_below(seat)).open_on(today).order_by("path")


def topics_in_use(today):
    """Topics that may be studied on `today`, first topic first (T4)."""
    running = Topic.objects.filter(from_on__lte=today)
    running = running.exclude(to_on__lt=today)
    return running.order_by("rank", "pk")


class ActivityForm(forms.ModelForm):
    """What, where, when: on one day, from a time to a time."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(label="日期", widget=DAY)
    begins = forms.TimeField(label="开始", widget=time_box())
    ends = forms.TimeField(label="结束", widget=time_box())

    field_order = (
        "once",
        "station",
        "title",
        "function",
        "form",
        "series",
        "day",
        "begins",
        "ends",
    )

    class Meta:
        model = Activity
        fields = (
            "station",
            "title",
            "function",
            "form",
            "series",
            "place",
            "is_online",
            "speaker",
            "study_topic",
            "about",
        )
        widgets = {"about": _area(4)}
        help_texts = {
            "speaker": "讲坛、宣讲类活动填写。",
            "study_topic": "每次活动须有理论学习，可以现在定，也可以归档时补。",
            "series": "归入品牌的活动自动编期号。",
        }

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        below = stations_below(seat)
        self.fields["station"].queryset = below
        self.fields["study_topic"].queryset = topics_in_use(clock.today())
        self.fields["study_topic"].empty_label = "归档时再定"
        self.fields["station"].empty_label = "请选择"
        self.fields["series"].empty_label = "不归入品牌"
        self.fields["function"].choices = [("", "请选择"), *Function.choices]
        if self.instance.pk:
            self._be_about(self.instance)
        else:
            self.initial.setdefault("once", uuid.uuid4())
            self.fields["series"].queryset = Series.objects.filter(
                station__in=ids_below(seat)
            ).order_by("name", "pk")
            self._be_here(list(below[:2]))

    def _be_about(self, activity):
        """An existing one stays at its station and under its brand."""
        for name in ("once", "station", "series"):
            del self.fields[name]
        starts, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
        self.initial |= {"day": starts.date(), "begins": starts.time(), "ends": ends.time()}

    def _be_here(self, known):
        if len(known) == 1:
            self.initial["station"] = known[0]
            self.fields["station"].widget = forms.HiddenInput()

    def clean(self):
        asked = super().clean()
        begins, ends = asked.get("begins"), asked.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "结束时间必须晚于开始时间。")
        series, station = asked.get("series"), asked.get("station")
        if series and station and not station.path.startswith(series.station.path):
            self.add_error("series", "该品牌属于另一个站点，不能用于本站活动。")
        return asked

    def _post_clean(self):
        """The action checks the whole activity; the form only its own boxes."""

    @property
    def details(self) -> dict:
        """What the action takes."""
        asked = dict(self.cleaned_data)
        day = asked.pop("day")
        for name, column in (("begins", "starts_at"), ("ends", "ends_at")):
            asked[column] = _moment(day, asked.pop(name))
        return asked


def _moment(day, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


class PhotosForm(forms.Form):
    """Photos alone."""

    photos = PhotosField(label="照片", help_text=f"一次最多 {MOST_PHOTOS} 张。")


class LogForm(forms.Form):
    """归档 on a phone, in one go: what happened, what was studied, how many came, photos."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.CharField(
        label="活动纪要",
        max_length=LONGEST_MINUTES,
        widget=_area(7),
        help_text="断网也能写：内容和照片留在本机，联网后自动送出。",
    )
    study_topic = forms.ModelChoiceField(
        label="学习主题", queryset=Topic.objects.none(), required=False, empty_label="请选择"
    )
    study_title = forms.CharField(
        label="学习内容", required=False, max_length=100, help_text="主题里没有的，写在这里。"
    )
    study_minutes = forms.IntegerField(
        label="学习时长（分钟）", required=False, min_value=1, max_value=600
    )
    residents = forms.IntegerField(
        label="参加群众人数", required=False, min_value=0, max_value=100_000
    )
    photos = PhotosField(label="照片", required=False, help_text=f"最多 {MOST_PHOTOS} 张。")
    study_waiver = forms.CharField(
        label="未安排学习的理由",
        required=False,
        max_length=200,
        help_text="确实没有安排学习的，由代表工作机构写明理由。",
    )

    def __init__(self, *args, activity: Activity, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.initial |= {
            "once": uuid.uuid4(),
            "minutes": activity.minutes,
            "study_topic": activity.study_topic_id,
            "study_title": activity.study_title,
            "study_minutes": activity.study_minutes,
            "residents": activity.residents,
            "study_waiver": activity.study_waiver,
        }
        self.fields["study_topic"].queryset = topics_in_use(activity.held_on)
        for name in ("study_minutes", "residents"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        if seat.role != Role.COMMITTEE:
            del self.fields["study_waiver"]

    def clean(self):
        asked = self.cleaned_data
        studied = asked.get("study_topic") or asked.get("study_title")
        if not (studied or asked.get("study_waiver") or self.activity.study_waiver):
            self.add_error(
                "study_topic",
                "每次活动须有理论学习，请选择主题或填写学习内容；确未安排的，请代表工作机构记录理由。",
            )
        return asked


class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = forms.CharField(label="原因", max_length=200, widget=_area(3))


class YesForm(forms.Form):
    """Nothing but the button."""


class ProblemForm(forms.Form):
    """问题清单: one more; who owns it may come later, but before the log."""

    problem = forms.CharField(label="问题", max_length=200)
    owner = forms.CharField(
        label="责任方", required=False, max_length=60, help_text="单位或职务，不写个人姓名。"
    )
    reason = forms.CharField(label="暂无责任方的理由", required=False, max_length=200)


class SettleForm(forms.Form):
    """责任清单、反馈清单 of one problem."""

    owner = forms.CharField(label="责任方", required=False, max_length=60)
    reason = forms.CharField(label="暂无责任方的理由", required=False, max_length=200)
    feedback = forms.CharField(label="反馈", required=False, max_length=300, widget=_area(3))


class DeliberationForm(forms.Form):
    """议事: topic → views → consensus → tasks (J3)."""

    topic = forms.CharField(label="议题", max_length=100)
    views = forms.CharField(label="各方意见", max_length=LONGEST_MINUTES, widget=_area(6))
    consensus = forms.CharField(label="形成共识", required=False, max_length=3000, widget=_area(4))
    tasks = forms.CharField(
        label="任务",
        required=False,
        max_length=3000,
        widget=_area(4),
        help_text="一行一项，责任方写在“｜”之后，例如：补种行道树｜社区居委会。任务进入问题清单跟踪。",
    )

    def clean_tasks(self):
        lines = [line.replace("|", "｜") for line in self.cleaned_data["tasks"].splitlines()]
        pairs = [tuple(part.strip() for part in line.partition("｜")[::2]) for line in lines]
        pairs = [(what, owner) for what, owner in pairs if what]
        if any(len(what) > 200 or len(owner) > 60 for what, owner in pairs):
            raise forms.ValidationError("任务不超过 200 字，责任方不超过 60 字。")
        return pairs


class SeriesForm(forms.ModelForm):
    """设立品牌."""

    class Meta:
        model = Series
        fields = ("station", "name", "about")

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_below(seat)
        self.fields["station"].empty_label = "请选择"
        self.fields["name"].help_text = "例如：柳峰有约、雨亭议事、庭院夜话。"
