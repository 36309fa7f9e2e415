"""What the account pages ask for, and what they refuse before an action is tried."""

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator

from liaison import clock
from liaison.accounts import places
from liaison.accounts.roles import Role
from liaison.audit.verbs import LABELS
from liaison.privacy import masking


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class OpenAccountForm(forms.Form):
    """开设账号: who it is; the password is made, not chosen."""

    username = forms.CharField(
        label="账号",
        max_length=150,
        validators=[ASCIIUsernameValidator(message="账号只能用字母、数字和 @ . + - _。")],
    )
    name = forms.CharField(label="姓名", max_length=50)
    phone = forms.CharField(label="手机", max_length=20, required=False)
    email = forms.EmailField(
        label="电子邮箱", required=False, help_text="填写后，工作通知同时发到邮箱。"
    )

    def clean_phone(self):
        """Digits only."""
        plain = masking.digits(self.cleaned_data["phone"])
        if self.cleaned_data["phone"] and not 7 <= len(plain) <= 12:
            raise forms.ValidationError("请填写正确的电话号码。")
        return plain


class GrantSeatForm(forms.Form):
    """授予岗位: role, place, and from when to when."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    place = forms.CharField(label="所在单位", max_length=100, required=False)
    title = forms.CharField(label="职务", max_length=50, required=False)
    from_on = forms.DateField(label="任职起", widget=DateInput())
    to_on = forms.DateField(
        label="任职止", required=False, widget=DateInput(), help_text="不填表示长期。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = None
        self.fields["from_on"].initial = clock.today
        asked = [
            f"{Role(role).label}填{kind.label}" for role in Role if (kind := places.kind_of(role))
        ]
        self.fields["place"].help_text = "，".join(asked) + (
            "；其余填单位名称。" if asked else "填单位名称。"
        )

    def clean(self):
        """The place must exist where the role has one, and the end not precede the beginning."""
        given = super().clean()
        kind = places.kind_of(given.get("role", ""))
        if kind and "place" in given:
            self.place = kind.find(given["place"].strip())
            if self.place is None:
                self.add_error("place", f"找不到“{given['place']}”，请填写正确的{kind.label}。")
        if given.get("from_on") and given.get("to_on") and given["to_on"] < given["from_on"]:
            self.add_error("to_on", "终止日期不能早于起始日期。")
        return given


class EventFilter(forms.Form):
    """Which audit events to show."""

    verb = forms.ChoiceField(label="事件", required=False, choices=[("", "全部"), *LABELS.items()])
    who = forms.CharField(label="操作人", required=False, max_length=50)
    from_on = forms.DateField(label="自", required=False, widget=DateInput())
    to_on = forms.DateField(label="至", required=False, widget=DateInput())


def wanted(form: EventFilter) -> dict:
    """The valid part of the filter; nonsense in the address filters nothing."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}
