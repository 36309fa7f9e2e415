"""The two smallest forms: a step that needs only a yes, and one that needs a reason."""

from django import forms

#: `end_reason` and its kin hold this many characters.
LONGEST_REASON = 300


def area(rows: int = 4, **attrs) -> forms.Textarea:
    """A text area of that many rows."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class NoteForm(forms.Form):
    """A yes, with a word for the record if one likes."""

    note = forms.CharField(
        label="附言", required=False, max_length=200, widget=area(2), help_text="记入流转记录。"
    )


class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = forms.CharField(label="理由", max_length=LONGEST_REASON, widget=area(3))

    def __init__(self, *args, label: str = "", help_text: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or "理由"
        self.fields["reason"].help_text = help_text


class YesForm(forms.Form):
    """Nothing but the button."""
