"""What may be asked and filled in about honours, stories and cases."""

from django import forms

from deputies.forms.reporting import day_box
from deputies.models import Deputy, Honour, Piece, deputy_of
from deputies.workflow import HonourStage, PieceStage
from liaison.accounts.roles import Role
from liaison.attachments import sniff
from stations.forms.activities import stations_below
from stations.forms.photos import PhotosField
from stations.models import Station

MOST_FILES = 5


class EvidenceField(forms.FileField):
    """Evidence (佐证材料): certificates as pictures or PDF, several at once."""

    class _Files(forms.FileInput):
        allow_multiple_selected = True

    widget = _Files(
        attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf", "multiple": True}
    )

    def clean(self, data, initial=None):
        files = [super(EvidenceField, self).clean(one, initial) for one in data or [] if one]
        if not files:
            raise forms.ValidationError("请附证书、文件等佐证材料。")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多 {MOST_FILES} 个文件。")
        for file in files:
            try:
                sniff.kind_of(file.read(sniff.LARGEST_BYTES + 1))
            except sniff.Unacceptable as why:
                raise forms.ValidationError(f"“{file.name}”不能上传：{why}") from None
        return files


class HonourFilter(forms.Form):
    """Narrows honours by deputy, kind and stage."""

    q = forms.CharField(label="代表姓名", required=False, max_length=50)
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部类别"), *Honour.Kind.choices]
    )
    stage = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *HonourStage.choices]
    )

    def narrow(self, rows):
        """`rows` (honours) as asked for; all of them when what is asked makes no sense."""
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(deputy__name__icontains=asked["q"])
        for name in ("kind", "stage"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        return rows


class HonourForm(forms.ModelForm):
    """登记表彰: what, by whom, when, with its evidence."""

    evidence = EvidenceField(
        label="佐证材料", help_text="证书、表彰文件的照片或 PDF，最多 5 个，每个不超过 10 MB。"
    )

    class Meta:
        model = Honour
        fields = ("kind", "title", "granted_by", "granted_on")
        widgets = {"granted_on": day_box()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "请选择"), *Honour.Kind.choices]

    def _post_clean(self):
        """The action checks the whole honour; the form only its own boxes."""


class PieceFilter(forms.Form):
    """Narrows stories and cases by words, kind and stage."""

    q = forms.CharField(
        label="检索词",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "例如：路灯、加装电梯"}),
    )
    kind = forms.ChoiceField(
        label="种类", required=False, choices=[("", "故事和案例"), *Piece.Kind.choices]
    )
    stage = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *PieceStage.choices]
    )


class PieceForm(forms.ModelForm):
    """A story or a case: what is told, of whom, with photos."""

    photos = PhotosField(
        label="照片", required=False, help_text="最多 9 张；照片中的群众须已同意。"
    )

    class Meta:
        model = Piece
        fields = ("kind", "station", "deputy", "honour", "title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "deputy": "履职故事必须选；写到代表的材料，须本人同意才能公开。",
            "text": "不写群众的姓名、电话和住址。",
        }

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "请选择"), *Piece.Kind.choices]
        if seat.role == Role.DEPUTY:
            self._be_own(deputy_of(seat))
        else:
            self.fields["station"].queryset = stations_below(seat)
        seen = Deputy.objects.visible_to(seat).public()
        self.fields["deputy"].queryset = seen.for_list()
        mine = Honour.objects.visible_to(seat).confirmed()
        self.fields["honour"].queryset = mine.order_by("-granted_on", "pk")
        for name in ("station", "deputy", "honour"):
            self.fields[name].empty_label = "请选择" if name == "station" else "无"
        self.fields["text"].widget.attrs["data-draft"] = f"piece-{self.instance.pk or 'new'}"

    def _be_own(self, deputy):
        """A deputy writes of himself, at his own stations."""
        standing = deputy.memberships.filter(to_on=None).order_by("-is_primary", "pk")
        keys = list(standing.values_list("station_id", flat=True))
        self.fields["station"].queryset = Station.objects.filter(pk__in=keys).order_by("path")
        self.initial.setdefault("deputy", deputy)
        if keys:
            self.initial.setdefault("station", keys[0])

    def clean(self):
        """A story is told of somebody; an honour is his."""
        said = super().clean()
        deputy, honour = said.get("deputy"), said.get("honour")
        if said.get("kind") == Piece.Kind.STORY and deputy is None:
            self.add_error("deputy", "履职故事须写明是哪位代表。")
        if honour and honour.deputy_id != getattr(deputy, "pk", None):
            self.add_error("honour", "所选表彰不是这位代表的。")
        return said

    def _post_clean(self):
        """The action checks the whole piece; the form only its own boxes."""


class ConsentForm(forms.Form):
    """登记本人同意: how and when the deputy agreed; nothing to fill in for himself."""

    how = forms.CharField(
        label="同意方式和日期",
        max_length=100,
        help_text="例如：2026年11月20日本人签署同意书。",
    )

    def __init__(self, *args, is_own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["how"]
