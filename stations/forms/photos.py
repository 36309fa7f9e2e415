"""Which files are taken as photos of an activity."""

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
