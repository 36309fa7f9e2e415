"""What of a deputy's record the office edits, and what the deputy may ask to have corrected."""

from django import forms

from deputies import sheet
from deputies.actions.records import CORRECTABLE, is_id_number
from deputies.models import Deputy
from deputies.succession.fit import spelled
from liaison.privacy import masking

_PLAIN = (
    "name", "sex", "ethnicity", "birth_month", "native_place", "party", "education", "degree",
    "school", "post", "occupation", "professional_title", "structure", "field", "is_grassroots",
    "skills", "email", "note",
)  # fmt: skip
#: Sealed: never shown in full on a form; left empty they stay as they are.
_SEALED = {"phone": masking.phone, "address": masking.address, "id_number": masking.id_number}


class SealedFields:
    """Fields whose content is not printed into the page."""

    def seal(self, deputy):
        """Empty boxes which show the masked content beside them."""
        for name, mask in _SEALED.items():
            if name in self.fields:
                held = getattr(deputy, name)
                self.initial.pop(name, None)
                kept = f"现为 {mask(held)}，" if held else ""
                self.fields[name] = forms.CharField(
                    label=Deputy._meta.get_field(name).verbose_name,
                    required=False,
                    max_length=120,
                    help_text=f"{kept}不改就留空",
                )

    def clean_phone(self):
        """Digits only; a number that can be called."""
        text = sheet.digits(self.cleaned_data["phone"])
        if text and not sheet.is_phone(text):
            raise forms.ValidationError(f"“{text}”不是有效号码。")
        return text

    def told(self):
        """What was filled in; a sealed field left empty says nothing."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("version", "reason") and (name not in _SEALED or value)
        }


class DeputyForm(SealedFields, forms.ModelForm):
    """修改代表资料, with the version the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Deputy
        fields = (*_PLAIN, *_SEALED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seal(self.instance)
        self.fields["version"].initial = self.instance.version

    def clean_name(self):
        return spelled(self.cleaned_data["name"])

    def clean_birth_month(self):
        text = self.cleaned_data["birth_month"]
        found = sheet.month(text) if text else ""
        if found is None:
            raise forms.ValidationError("出生年月应写成 1991-11。")
        return found

    def clean_id_number(self):
        text = masking.digits(self.cleaned_data["id_number"])
        if text and not is_id_number(text):
            raise forms.ValidationError("身份证号不正确，请核对位数和末位校验码。")
        return text

    def _post_clean(self):
        """The action writes, not the form: the instance stays as it is on record."""


class CorrectionForm(SealedFields, forms.ModelForm):
    """申请更正本人资料."""

    reason = forms.CharField(label="说明", max_length=200, required=False)

    class Meta:
        model = Deputy
        fields = CORRECTABLE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seal(self.instance)

    def _post_clean(self):
        """A wish changes nothing by itself."""


class AnswerForm(forms.Form):
    """处理更正申请."""

    accept = forms.TypedChoiceField(
        label="处理",
        choices=[("yes", "采纳，更正资料"), ("no", "不采纳")],
        coerce=lambda value: value == "yes",
    )
    answer = forms.CharField(label="意见", max_length=200, required=False)
