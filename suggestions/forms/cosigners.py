"""What is asked when the lead looks for deputies to join."""

from django import forms


class SearchForm(forms.Form):
    """Narrows the deputies to ask by name."""

    q = forms.CharField(label="代表姓名", required=False, max_length=30)

    @property
    def words(self) -> str:
        """What was typed; nothing when it makes no sense."""
        return self.cleaned_data["q"].strip() if self.is_valid() else ""
