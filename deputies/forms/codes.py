"""What is filled in about public codes and about what a deputy's page shows."""

from django import forms

from deputies.forms.register import StationChoice
from deputies.models import ProfileChoice
from liaison.attachments import sniff


class CodeFilter(forms.Form):
    """Whose codes are listed: one station and its deputies."""

    station = StationChoice(label="站点", required=False, empty_label=None)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].offer(seat)


class ReasonForm(forms.Form):
    """Why a code is changed or withdrawn."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ProfileForm(forms.Form):
    """公开内容: a tick for each part the law leaves to consent."""

    photo_file = forms.FileField(
        label="上传照片（上传后替换原照片）",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args, shown, **kwargs):
        super().__init__(*args, **kwargs)
        for part in ProfileChoice.Part:
            self.fields[part.value] = forms.BooleanField(
                label=f"公开{part.label}", required=False, initial=part.value in shown
            )
        self.order_fields([*ProfileChoice.Part.values, "photo_file"])

    def clean_photo_file(self):
        """A picture by its content, whatever its name says."""
        upload = self.cleaned_data["photo_file"]
        if upload:
            try:
                kind = sniff.kind_of(upload.read(sniff.LARGEST_BYTES + 1))
            except sniff.Unacceptable as why:
                raise forms.ValidationError(str(why)) from None
            if not kind.is_picture:
                raise forms.ValidationError("这不是照片，请选 JPG、PNG 或 WEBP 图片。")
        return upload

    @property
    def wishes(self) -> dict[str, bool]:
        return {part: self.cleaned_data[part] for part in ProfileChoice.Part.values}
