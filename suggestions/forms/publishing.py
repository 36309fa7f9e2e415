"""What is filled in when a concern is released, and asked on the public list."""

from django import forms

from liaison.errors import Refused
from liaison.privacy import detector
from liaison.search import words
from stations.models import Station
from suggestions.actions import publishing
from suggestions.forms.shared import area
from suggestions.models import Publication
from suggestions.routing import Category

LONGEST_TEXT = 5000


class PublishForm(forms.Form):
    """公开: the words everybody will read, first filled with those on record, masked."""

    title = forms.CharField(label="公开标题", max_length=100)
    text = forms.CharField(
        label="公开内容",
        max_length=LONGEST_TEXT,
        widget=area(6),
        help_text="姓名、电话、门牌号等能认出个人的内容都要隐去。",
    )
    answer = forms.CharField(
        label="公开答复", required=False, max_length=LONGEST_TEXT, widget=area(6)
    )
    names_checked = forms.BooleanField(label="已逐处核对，余下的不是个人姓名", required=False)

    def __init__(self, *args, concern, publication: Publication | None, **kwargs):
        shown = publication or Publication(
            title=detector.mask(concern.title),
            text=detector.mask(concern.wording),
            answer=detector.mask(concern.answer),
        )
        answer = shown.answer or detector.mask(concern.answer)
        initial = {"title": shown.title, "text": shown.text, "answer": answer}
        super().__init__(*args, initial=initial, **kwargs)
        if not concern.answer:
            del self.fields["answer"]

    def clean(self):
        given = self.cleaned_data
        texts = [given.get(name, "") for name in ("title", "text", "answer")]
        try:
            publishing.refuse_personal(*texts, names_checked=given.get("names_checked", False))
        except Refused as why:
            raise forms.ValidationError(str(why)) from None


class PublishedFilter(forms.Form):
    """Narrows the public list: by words, station and category."""

    q = forms.CharField(label="搜一搜", required=False, max_length=60)
    station = forms.CharField(required=False, max_length=30)
    category = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部类别"), *Category.choices]
    )

    def narrow(self, rows):
        """`rows` as asked for; what makes no sense narrows nothing."""
        self.full_clean()
        asked = self.cleaned_data
        rows = words.matching(rows, asked.get("q", ""))
        if asked.get("category"):
            rows = rows.filter(concern__category=asked["category"])
        if self.place:
            rows = rows.filter(concern__station__path__startswith=self.place.path)
        return rows

    @property
    def place(self) -> Station | None:
        """The station whose matters are asked for, with those below it."""
        if not hasattr(self, "_place"):
            code = self.cleaned_data.get("station")
            self._place = Station.objects.filter(code=code).first() if code else None
        return self._place
