"""What an officer fills in while a concern is taken, sorted, judged and answered."""

import re
import uuid

from django import forms
from django.urls import reverse_lazy

from deputies.models import Membership, deputy_of
from liaison import clock
from stations.forms.photos import PhotosField
from stations.models import Activity, Station
from suggestions import guidance, subjects, workflow
from suggestions.actions import judgement
from suggestions.forms.shared import LONGEST_REASON, area
from suggestions.models import Channel, Concern, Department, Subject
from suggestions.routing import Category

LONGEST_TEXT = 5000
PHONE = re.compile(r"^\+?[0-9][0-9 -]{6,19}$")


class SortForm(forms.Form):
    """梳理: title, category, and the words put in order; the original stays as it was said."""

    title = forms.CharField(
        label="标题", max_length=100, help_text="一句话说清：什么地方、什么事。"
    )
    category = forms.ChoiceField(
        label="类别",
        choices=[("", "请选择"), *Category.choices],
        widget=forms.Select(
            attrs={
                "hx-get": reverse_lazy("suggestions:subjects"),
                "hx-target": "#id_subject",
                "hx-trigger": "change",
            }
        ),
    )
    subject = forms.ModelChoiceField(
        label="细类",
        queryset=Subject.objects.none(),
        required=False,
        empty_label="不细分",
        help_text="二级和三级类目，随类别变化。",
    )
    edited_text = forms.CharField(
        label="整理后内容",
        required=False,
        max_length=LONGEST_TEXT,
        widget=area(6),
        help_text="只理顺文字，不改变意思；原话另存，不受影响。",
    )

    def __init__(self, *args, concern: Concern, **kwargs):
        text = f"{concern.title}\n{concern.text}"
        guess = concern.category or judgement.guess(text).category
        initial = {"title": concern.title, "category": guess, "edited_text": concern.wording}
        super().__init__(*args, initial=initial, **kwargs)
        category = self.data.get("category", guess) if self.is_bound else guess
        rows = Subject.objects.filter(is_open=True, category=category).select_related("parent")
        found = list(rows.order_by("code"))
        self.fields["subject"].queryset = rows
        self.fields["subject"].choices = subjects.choices(found)
        self.initial["subject"] = concern.subject_id or subjects.likely(found, text)


class DecideForm(forms.Form):
    """定渠道: a channel, perhaps a unit, and the reason when it is not the proposed one (T27)."""

    channel = forms.ChoiceField(label="渠道", widget=forms.RadioSelect)
    department = forms.ModelChoiceField(
        label="拟办单位", queryset=Department.objects.none(), required=False, empty_label="不指定"
    )
    reason = forms.CharField(
        label="选择理由",
        required=False,
        max_length=LONGEST_REASON,
        widget=area(2),
        help_text="与系统建议的渠道不同时必填。",
    )

    def __init__(self, *args, concern: Concern, seat, **kwargs):
        self.proposed = (concern.proposal or {}).get("channel", "")
        self.may_choose_proposed = workflow.may_choose(self.proposed, seat.role)
        initial = {"department": (concern.proposal or {}).get("unit_pk")}
        if self.may_choose_proposed:
            initial["channel"] = self.proposed
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(is_open=True).order_by("pk")
        self.fields["channel"].choices = [
            (channel.value, channel.label)
            for channel in Channel
            if workflow.may_choose(channel, seat.role)
        ]

    def clean(self):
        channel, reason = self.cleaned_data.get("channel"), self.cleaned_data.get("reason", "")
        if self.proposed and channel and channel != self.proposed and not reason.strip():
            self.add_error("reason", "所选渠道与系统建议不同，请写明理由。")


class MergeForm(forms.Form):
    """并案: into which concern, named by its number."""

    into = forms.CharField(
        label="并入哪一件",
        max_length=20,
        help_text="填主件编号；在“相似诉求”里点“并入”会自动填好。",
    )
    note = forms.CharField(label="说明", required=False, max_length=200, widget=area(2))

    def __init__(self, *args, concern: Concern, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.concern, self.seat = concern, seat

    def clean_into(self):
        number = self.cleaned_data["into"].strip().upper()
        into = Concern.objects.visible_to(self.seat).filter(number=number).first()
        if into is None:
            raise forms.ValidationError("没有找到这个编号的诉求，请核对。")
        if into.pk == self.concern.pk:
            raise forms.ValidationError("不能并入自己。")
        return into


class DeclineForm(forms.Form):
    """不予受理: on what ground, and the lawful road the resident is told (T21)."""

    ground = forms.ChoiceField(
        label="原因",
        widget=forms.RadioSelect,
        choices=[(key, label) for key, (label, _) in guidance.GROUNDS.items()],
    )
    more = forms.CharField(
        label="补充说明",
        required=False,
        max_length=150,
        widget=area(3),
        help_text="诉求人会看到原因、合法途径和这里的补充。",
    )

    def clean(self):
        ground, more = self.cleaned_data.get("ground"), self.cleaned_data.get("more", "").strip()
        if ground == "other" and not more:
            self.add_error("more", "选择“其他”时请写明原因和诉求人可走的途径。")

    @property
    def reason(self) -> str:
        """What the resident is told: the ground, the road, and the officer's own words."""
        label, road = guidance.GROUNDS[self.cleaned_data["ground"]]
        more = self.cleaned_data["more"].strip()
        return more if self.cleaned_data["ground"] == "other" else f"{label}。{road}{more}"


class AnswerForm(forms.Form):
    """答复: what the resident reads."""

    text = forms.CharField(
        label="答复内容",
        max_length=LONGEST_TEXT,
        widget=area(6),
        help_text="诉求人会原样看到：做了什么、结果怎样、还可以找谁。",
    )


class TakeForm(forms.Form):
    """Take down what a person says at the counter, or what a deputy heard (T15)."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    station = forms.ModelChoiceField(label="站点", queryset=Station.objects.none())
    text = forms.CharField(
        label="诉求人的原话",
        max_length=LONGEST_TEXT,
        widget=area(6, autofocus=True),
        help_text="照原话记，不归纳、不改动；提交后不能修改。",
    )
    place = forms.CharField(label="发生地点", required=False, max_length=120)
    resident_name = forms.CharField(
        label="怎么称呼", required=False, max_length=30, help_text="可以不留，匿名也受理。"
    )
    phone = forms.CharField(
        label="联系电话", required=False, max_length=20, help_text="只用于告知办理进度。"
    )
    consent = forms.BooleanField(
        label="已当面告知个人信息的用途并征得同意（留了称呼或电话时必须勾选）", required=False
    )
    is_private = forms.BooleanField(label="本人要求不公开这件事", required=False)

    photos = PhotosField(label="照片", required=False, help_text="最多 9 张，可以当场拍。")
    activity = forms.ModelChoiceField(
        queryset=Activity.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, seat, activity=None, **kwargs):
        """`activity`: where it is said on the spot; the concern is its station's."""
        initial = {"once": uuid.uuid4(), "activity": activity}
        super().__init__(*args, initial=initial, **kwargs)
        stations = stations_of(seat)
        self.fields["activity"].queryset = Activity.objects.visible_to(seat)
        if activity:
            self.initial |= {"station": activity.station_id, "place": activity.place}
        self.fields["station"].queryset = stations
        self.fields["station"].empty_label = "请选择"
        known = list(stations[:2])
        if known:
            # In the tree's order the seat's own station is the first.
            self.initial["station"] = known[0]
        if len(known) == 1:
            self.fields["station"].widget = forms.HiddenInput()

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        if phone and not PHONE.match(phone):
            raise forms.ValidationError("电话号码不对，请核对；不留可以空着。")
        return phone

    def clean(self):
        given = self.cleaned_data.get("phone") or self.cleaned_data.get("resident_name")
        if given and not self.cleaned_data.get("consent"):
            self.add_error("consent", "留了称呼或电话，须先征得本人同意。")
        activity, station = self.cleaned_data.get("activity"), self.cleaned_data.get("station")
        if activity and station and not activity.station.path.startswith(station.path):
            self.add_error("station", f"“{activity.title}”不是该站点的活动。")
        if not self.errors:
            self.cleaned_data["once"] = self._once()

    def _once(self) -> uuid.UUID:
        """The once-key of exactly these words: going back to take down the next person's is no repeat."""
        given = self.cleaned_data
        told = [str(given[name]) for name in ("station", "text", "place", "resident_name", "phone")]
        return uuid.uuid5(given["once"], "\0".join(told))


def stations_of(seat):
    """Where this seat may take something down: the stations it answers for, or a deputy's own."""
    deputy = deputy_of(seat)
    if deputy is None:
        return Station.objects.managed_by(seat).order_by("path")
    mine = Membership.objects.running(clock.today()).filter(deputy=deputy).values("station")
    return Station.objects.filter(pk__in=mine).order_by("path")
