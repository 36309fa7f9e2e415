"""What may be asked and filled in about points: rankings, items, appeals, rules, periods, grades."""

from django import forms

from deputies.forms.register import StationChoice
from deputies.models import Audience, Consent, Deputy, Level, Mandate, Membership
from deputies.performance.appraisal import Grade
from deputies.performance.rules import MANUAL, Group
from liaison import clock

FIRST_YEAR = 2020
QUARTERS = [
    ("0", "全年"),
    ("1", "第一季度"),
    ("2", "第二季度"),
    ("3", "第三季度"),
    ("4", "第四季度"),
]


def asked_year(request) -> int:
    """The year of `?year=`, this year where it makes no sense."""
    text, today = request.GET.get("year", ""), clock.today()
    is_year = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= today.year
    return int(text) if is_year else today.year


def area(rows=3):
    return forms.Textarea(attrs={"rows": rows})


def day_field(label, **given):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **given)


def points_field(label, **given):
    given = {"required": False, "max_digits": 5, "decimal_places": 2, **given}
    return forms.DecimalField(label=label, **given)


class RankingFilter(forms.Form):
    """积分排名: of which time, level, place, delegation and group."""

    year = forms.IntegerField(label="年份", required=False, min_value=FIRST_YEAR, max_value=2100)
    quarter = forms.ChoiceField(label="时段", required=False, choices=QUARTERS)
    q = forms.CharField(label="姓名", required=False, max_length=50)
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部层级"), *Level.choices]
    )
    station = StationChoice(label="站点", required=False, empty_label="全部站点")
    delegation = forms.CharField(label="代表团", required=False, max_length=60)
    group = forms.CharField(label="代表小组", required=False, max_length=60)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)

    def narrow(self, standings):
        """`standings` (PointStanding) as asked for; this whole year where that makes no sense."""
        asked = self.cleaned_data if self.is_valid() else {}
        today = clock.today()
        year, quarter = asked.get("year") or today.year, int(asked.get("quarter") or 0)
        found = standings.of(year, quarter)
        if asked.get("q"):
            found = found.filter(deputy__name__icontains=asked["q"])
        if held := self._held(asked):
            running = Mandate.objects.running(today).filter(**held).order_by()
            found = found.filter(deputy__in=running.values("deputy"))
        if asked.get("station"):
            below = Membership.objects.not_over(today).filter(
                station__path__startswith=asked["station"].path
            )
            found = found.filter(deputy__in=below.order_by().values("deputy"))
        return found

    @staticmethod
    def _held(asked):
        held = {}
        if asked.get("level"):
            held["level"] = asked["level"]
        if asked.get("delegation"):
            held["delegation__icontains"] = asked["delegation"]
        if asked.get("group"):
            held["group__icontains"] = asked["group"]
        return held


class ItemForm(forms.Form):
    """提出手工项目: who did what, when, and where it is proved."""

    deputy = forms.CharField(label="代表姓名", max_length=50)
    kind = forms.ChoiceField(label="项目", choices=list(MANUAL.items()))
    on = day_field("日期")
    title = forms.CharField(label="事项", max_length=80)
    evidence = forms.CharField(
        label="佐证说明", widget=area(), max_length=1000, help_text="例如文件名称文号、签到册页码。"
    )
    paper = forms.FileField(
        label="佐证材料", required=False, help_text="图片、PDF 或 Word，可不传。"
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat

    def clean_deputy(self):
        """The deputy of that name among those the seat sees."""
        found = Deputy.objects.visible_to(self.seat).filter(name=self.cleaned_data["deputy"])
        rows = list(found.order_by("pk")[:2])
        if not rows:
            raise forms.ValidationError("没有找到这位代表，请核对姓名。")
        if len(rows) > 1:
            raise forms.ValidationError("有重名代表，请从该代表的积分页提出。")
        return rows[0]


class ItemOfForm(ItemForm):
    """提出手工项目 from one deputy's page."""

    deputy = None


class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = forms.CharField(label="理由", max_length=200, widget=area())

    def __init__(self, *args, label="理由", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class YesForm(forms.Form):
    """Nothing but the button; what comes without it is no yes."""

    sure = forms.BooleanField(label="我已了解以上后果")


class AppealForm(forms.Form):
    """积分申诉: what is wrong, and why."""

    group = forms.ChoiceField(label="分组", choices=Group.choices)
    about = forms.CharField(label="所涉事项", max_length=120)
    text = forms.CharField(label="为什么不对", max_length=1000, widget=area(5))


class UpholdForm(ReasonForm):
    """予以更正: by how much, and why."""

    points = points_field("更正分值", required=True, help_text="加分填正数，扣分填负数。")
    field_order = ["points", "reason"]


class GradeForm(forms.Form):
    """评定等次."""

    grade = forms.ChoiceField(label="考评等次", choices=Grade.choices)
    reason = forms.CharField(
        label="理由",
        max_length=200,
        required=False,
        widget=area(),
        help_text="与建议等次不同时必须填写。",
    )


class TalkForm(forms.Form):
    """约谈记录."""

    on = day_field("约谈日期")
    note = forms.CharField(label="约谈情况", max_length=300, widget=area())


class PublishForm(forms.Form):
    """公示积分: of which time, to whom, what of it."""

    SHOWS = [("groups", "分组得分"), ("grade", "考评等次"), ("lines", "履职明细")]

    year = forms.IntegerField(label="年份", min_value=FIRST_YEAR, max_value=2100)
    quarter = forms.ChoiceField(label="时段", choices=QUARTERS)
    audience = forms.ChoiceField(label="公示对象", choices=Audience.choices)
    consent = forms.ChoiceField(
        label="公示哪些代表", choices=Consent.choices, help_text="向代表本人公示时不问意见。"
    )
    shows = forms.MultipleChoiceField(
        label="除总分外还公示",
        choices=SHOWS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ConsentForm(forms.Form):
    """公示意见."""

    audience = forms.ChoiceField(
        choices=[(Audience.ELECTORATE, "选区群众"), (Audience.UNITS, "相关单位")]
    )
    agrees = forms.ChoiceField(choices=[("yes", "同意"), ("no", "不同意")])
