"""What the receiver's desk writes back."""

from django import forms

LONGEST = 4000


class AnswerForm(forms.Form):
    """The answer to an order, or a leader's instruction on a report."""

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "请填写内容。",
            "max_length": f"请缩短到 {LONGEST} 字以内。",
        },
    )

    def __init__(self, *args, is_hotline: bool, **kwargs):
        super().__init__(*args, **kwargs)
        told = (
            "答复将原样告知诉求人。"
            if is_hotline
            else "批示转给办理这一件的站点和代表工作机构落实。"
        )
        self.fields["text"].help_text = told
        self.fields["text"].label = "答复内容" if is_hotline else "批示内容"


class ReturnForm(forms.Form):
    """Why an order is not the hotline's matter."""

    reason = forms.CharField(
        label="退单理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明退单理由。", "max_length": "请缩短到 300 字以内。"},
    )
