"""What a resident may write in each box, and what is said when something does not fit."""

import unicodedata
import uuid

from django import forms

from liaison.attachments import sniff
from liaison.notices import sms
from liaison.privacy import masking
from suggestions.models import Concern, Rating

MOST_PHOTOS = 3
LONGEST_TEXT = 5000
_WRONG_PHONE = "电话号码好像不对，请检查一下；不想留电话可以空着。"


def plain(text: str) -> str:
    """Full-width letters and digits as ordinary ones: 「１３８」 is 138."""
    return unicodedata.normalize("NFKC", text)


def receipt_number(text: str) -> str:
    """The number as stored, however it was typed: `２６１１２２ ab3cd` → `261122-AB3CD`."""
    kept = "".join(char for char in plain(text).upper() if char.isascii() and char.isalnum())
    return f"{kept[:6]}-{kept[6:]}" if len(kept) > 6 else kept


class Photos(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several pictures in one box, looked at before anything is kept."""

    # Naming the kinds makes an iPhone hand over its pictures as JPEG.
    widget = Photos(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True})

    def clean(self, data, initial=None):
        uploads = [super(PhotosField, self).clean(one, initial) for one in data or [] if one]
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(f"最多 {MOST_PHOTOS} 张照片，请少选几张。")
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


class SayForm(forms.Form):
    """What happened, where, and if one likes who is speaking (T15)."""

    text = forms.CharField(
        label="发生了什么事？",
        max_length=LONGEST_TEXT + 1000,
        help_text="怎么想就怎么写。最好说清楚：什么时候的事、影响到谁、您希望怎么办。",
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST_TEXT, "data-draft": "say"}),
        error_messages={
            "required": "请写一写发生了什么事。",
            "max_length": f"写得太长了，请缩短到 {LONGEST_TEXT} 字以内。",
        },
    )
    place = forms.CharField(
        label="在什么地方？",
        max_length=120,
        required=False,
        help_text="小区、路口、村组都行。",
        error_messages={"max_length": "地点太长了，请缩短到 120 字以内。"},
    )
    photos = PhotosField(
        label="照片", required=False, help_text=f"最多 {MOST_PHOTOS} 张，没有可以不传。"
    )
    resident_name = forms.CharField(
        label="怎么称呼您？",
        max_length=30,
        required=False,
        help_text="可以不写，只写“王阿姨”也行。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": "称呼太长了，请缩短到 30 字以内。"},
    )
    phone = forms.CharField(
        label="您的电话",
        max_length=30,
        required=False,
        help_text="可以不写。留了电话，工作人员有不清楚的地方好问您。",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": _WRONG_PHONE},
    )
    notify_by = forms.ChoiceField(
        label="办好了怎么告诉您？",
        choices=Concern.NotifyBy,
        required=False,
        help_text="短信只说编号和“已答复”，不写内容。",
    )
    is_private = forms.BooleanField(
        label="不要公开这件事",
        required=False,
        help_text="公开时会隐去姓名、电话、门牌等个人信息，让大家看到办理结果。以后也可以改。",
    )
    once = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    website = forms.CharField(
        label="此栏请留空",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not sms.is_set_up():
            del self.fields["notify_by"]

    def clean(self):
        wants = self.cleaned_data.get("notify_by")
        if wants and not self.cleaned_data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "要收短信，请留下手机号。")

    def clean_phone(self) -> str:
        typed = plain(self.cleaned_data["phone"])
        number = masking.digits(typed)
        if typed.strip() and not (number.isdigit() and 7 <= len(number) <= 12):
            raise forms.ValidationError(_WRONG_PHONE)
        return number

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("“此栏请留空”里有内容，请清空后再提交。")
        return ""

    def token(self) -> uuid.UUID:
        """The once-key of exactly these words: sent again they are the same concern.

        Made of the page's own token and of what was typed, so that going back and writing about
        another matter is not mistaken for a repeat. A page that lost its token is still taken.
        """
        try:
            page = uuid.UUID(self.cleaned_data["once"])
        except ValueError:
            return uuid.uuid4()
        typed = [self.cleaned_data[name] for name in ("text", "place", "resident_name", "phone")]
        return uuid.uuid5(page, "\0".join(typed))


class FollowForm(forms.Form):
    """A receipt's number and check code, however they are typed."""

    number = forms.CharField(
        label="查询编号",
        max_length=40,
        help_text="例如 261122-AB3CD，大小写都可以。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "请填写查询编号。"},
    )
    code = forms.CharField(
        label="校验码",
        max_length=20,
        help_text="6 位数字，和编号写在一起。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "请填写校验码。"},
    )

    def clean_number(self) -> str:
        return receipt_number(self.cleaned_data["number"])

    def clean_code(self) -> str:
        return masking.digits(plain(self.cleaned_data["code"]))


class RateForm(forms.Form):
    """How it went, in one choice and if one likes a few words."""

    rating = forms.ChoiceField(
        label="您对办理结果满意吗？",
        choices=Rating,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项。", "invalid_choice": "请选一项。"},
    )
    attitude = forms.ChoiceField(
        label="工作人员态度怎么样？", choices=Rating, widget=forms.RadioSelect, required=False
    )
    speed = forms.ChoiceField(
        label="办得快不快？", choices=Rating, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label="想说的话",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "写得太长了，请缩短到 1000 字以内。"},
    )


class RedoForm(forms.Form):
    """Why it must be done again."""

    reason = forms.CharField(
        label="哪里没有解决？",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "请写明哪里没有解决，好让工作人员重新办理。",
            "max_length": "写得太长了，请缩短到 1000 字以内。",
        },
    )
