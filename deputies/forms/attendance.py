"""What may be asked and filled in about who comes and who came."""

from django import forms

from deputies.models import Mandate


class InviteFilter(forms.Form):
    """Narrows whom to invite: by name, and by delegation or group (代表团、代表小组)."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    group = forms.ChoiceField(label="代表团（小组）", required=False)

    def __init__(self, *args, deputies, today, **kwargs):
        super().__init__(*args, **kwargs)
        held = Mandate.objects.running(today).filter(deputy__in=deputies).exclude(delegation="")
        groups = sorted(held.order_by().values_list("delegation", flat=True).distinct())
        self.fields["group"].choices = [("", "全部代表"), *((name, name) for name in groups)]

    def narrow(self, deputies, today):
        """`deputies` as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return deputies
        if self.cleaned_data["q"]:
            deputies = deputies.named_like(self.cleaned_data["q"])
        if self.cleaned_data["group"]:
            deputies = deputies.with_mandate(today, delegation=self.cleaned_data["group"])
        return deputies


class AnswerForm(forms.Form):
    """回复邀请: coming, or on leave and why."""

    coming = forms.TypedChoiceField(
        label="能否参加",
        choices=[("yes", "参加"), ("no", "请假")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="请假原因", required=False, max_length=200)

    def clean(self):
        """Leave has a reason."""
        said = super().clean()
        if said.get("coming") is False and not said.get("reason"):
            self.add_error("reason", "请假须写明原因。")
        return said


class SignInForm(forms.Form):
    """签到: the code on the screen, the proof of a scan, or where the phone is."""

    c = forms.CharField(
        label="屏幕上的签到码",
        required=False,
        max_length=20,
        help_text="二维码下方的 8 位字母和数字，每 30 秒更换。",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    k = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    #: The pass of the page, and when a phone without network kept the code and hands it in, by its
    #: own clock: ISO 8601 with its zone.
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    sent = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )

    def clean(self):
        """Something must say that the deputy is there."""
        said = super().clean()
        said["here"] = None
        if said.get("latitude") is not None and said.get("longitude") is not None:
            said["here"] = (said["latitude"], said["longitude"])
        if said.get("at") and not said.get("sent"):
            raise forms.ValidationError("补传的签到缺少补传时间，请重新打开签到页。")
        if not (said.get("c") or said.get("k") or said["here"]):
            raise forms.ValidationError("请输入屏幕上的签到码，或用定位签到。")
        return said


class StrikeForm(forms.Form):
    """撤销签到: why the record is not true."""

    reason = forms.CharField(label="撤销原因", max_length=200)
