"""What a reviewer fills in about a suggestion's quality (C11)."""

from django import forms

from suggestions.models.quality import CRITERIA, QualityScore


class QualityForm(forms.ModelForm):
    """Four criteria, 1 to 5 each."""

    class Meta:
        model = QualityScore
        fields = CRITERIA
