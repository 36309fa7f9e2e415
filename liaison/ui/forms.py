"""How a form field looks: Bootstrap classes, and the attributes a screen reader needs."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

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
