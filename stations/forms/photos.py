"""Which files are taken as photos of an activity, and which of them everybody may see."""

from django import forms

from liaison.attachments import sniff

MOST_PHOTOS = 9


class Photos(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several pictures in one box, each looked at before anything is kept."""

    widget = Photos(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True})

    def clean(self, data, initial=None):
        uploads = [super(PhotosField, self).clean(one, initial) for one in data or [] if one]
        if self.required and not uploads:
            raise forms.ValidationError("请选择照片。")
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(f"一次最多 {MOST_PHOTOS} 张照片，请少选几张。")
        for upload in uploads:
            _check_picture(upload)
        return uploads


def _check_picture(upload) -> None:
    try:
        kind = sniff.kind_of(upload.read(sniff.LARGEST_BYTES + 1))
    except sniff.Unacceptable as why:
        raise forms.ValidationError(f"“{upload.name}”不能上传：{why}") from None
    if not kind.is_picture:
        raise forms.ValidationError(f"“{upload.name}”不是照片，请选 JPG、PNG 或 WEBP 图片。")


class PublicPhotosForm(forms.Form):
    """Every photo: open to everybody or not, and what is to be seen on it."""

    def __init__(self, *args, pictures, shown, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        for one in pictures:
            self.fields[f"show_{one.pk}"] = forms.BooleanField(
                label="公开", required=False, initial=one.pk in shown
            )
            self.fields[f"alt_{one.pk}"] = forms.CharField(
                label="图片说明", required=False, max_length=100, initial=shown.get(one.pk, "")
            )

    def clean(self):
        asked = super().clean()
        for one in self.pictures:
            if asked.get(f"show_{one.pk}") and not asked.get(f"alt_{one.pk}"):
                self.add_error(f"alt_{one.pk}", "公开的照片须写明图片说明，看不见的人靠它听懂。")
        return asked

    def rows(self):
        """(photo, box, words) for the page."""
        return [(one, self[f"show_{one.pk}"], self[f"alt_{one.pk}"]) for one in self.pictures]

    @property
    def chosen(self) -> dict:
        """What `show_photos` is given."""
        asked = self.cleaned_data
        return {one.pk: asked[f"alt_{one.pk}"] for one in self.pictures if asked[f"show_{one.pk}"]}
