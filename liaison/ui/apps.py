"""The ui package as an app, and the words of the one message every form has."""

from django.apps import AppConfig
from django.forms import Field


class UiConfig(AppConfig):
    name = "liaison.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self):
        """A field left empty says what to do, not what it is."""
        Field.default_error_messages["required"] = "请填写这一项。"
