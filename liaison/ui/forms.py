"""How a form field looks: Bootstrap classes, and the attributes a screen reader needs."""

import re
from datetime import date

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from liaison import clock

_CHOICE_BUTTONS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class AccessibleField(BoundField):
    """A field that gives its widget the Bootstrap class and ties help and errors to it.

    `aria-describedby` (the help text, then the errors) and `aria-invalid` come from Django itself;
    what the page must add are elements of exactly those ids: see `components/field.html`.
    """

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not widget.is_hidden:
            words = [
                widget.attrs.get("class", ""),
                attrs.get("class", ""),
                control_class(widget),
            ]
            if self.errors:
                words.append("is-invalid")
            attrs["class"] = " ".join(dict.fromkeys(" ".join(words).split()))
        return attrs

    @property
    def is_single_checkbox(self) -> bool:
        """One box with its label beside it, not above."""
        return isinstance(self.field.widget, forms.CheckboxInput)


def control_class(widget: forms.Widget) -> str:
    """The Bootstrap class of a widget's own element."""
    if isinstance(widget, _CHOICE_BUTTONS):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class FormRenderer(TemplatesSetting):
    """Every form of the site: `{{ form }}` draws complete, accessible field groups."""

    form_template_name = "components/form_fields.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
    bound_field_class = AccessibleField


_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class MonthSelect(forms.Select):
    """A month as years and months to choose from, in Chinese, newest first; its value is `2026-11`.

    Offers `ahead` months after the current one and `back` before it, and the one it is given. With
    `empty` (a label) no month may be chosen too. Buttons beside it step to the month before or after.
    """

    template_name = "django/forms/widgets/month.html"

    def __init__(self, attrs=None, *, empty: str = "", back: int = 36, ahead: int = 12):
        super().__init__(attrs)
        self.empty, self.back, self.ahead = empty, back, ahead

    def optgroups(self, name, value, attrs=None):
        self.choices = self._offered(value)
        return super().optgroups(name, value, attrs)

    def get_context(self, name, value, attrs):
        now = f"{clock.today():%Y-%m}"
        return super().get_context(name, value, {**(attrs or {}), "data-now": now})

    def _offered(self, value) -> list:
        today = clock.today()
        now = today.year * 12 + today.month - 1
        months = {divmod(n, 12) for n in range(now - self.back, now + self.ahead + 1)}
        months |= {(int(v[:4]), int(v[5:]) - 1) for v in value if _MONTH.fullmatch(v)}
        years: dict[int, list] = {}
        for year, month in sorted(months, reverse=True):
            row = (f"{date(year, month + 1, 1):%Y-%m}", f"{year}年{month + 1}月")
            years.setdefault(year, []).append(row)
        offered = [(f"{year}年", rows) for year, rows in years.items()]
        return [("", self.empty), *offered] if self.empty else offered
