"""What is filled in about a station's notices."""

import uuid

from django import forms

from liaison import clock
from stations.forms.activities import DAY
from stations.models import Announcement


class AnnouncementForm(forms.ModelForm):
    """发布公告."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Announcement
        fields = ("title", "text", "from_on", "to_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "from_on": DAY, "to_on": DAY}
        help_texts = {"to_on": "不填则一直显示，直到撤下。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"once": uuid.uuid4(), "from_on": clock.today()}

    def _post_clean(self):
        """The action checks the whole notice; the form only its own boxes."""
