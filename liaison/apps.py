"""What Django loads of the project itself: the worker's application and the checks of the start."""

from importlib import import_module

from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    """The project as an app: `shared_task` needs the Celery application loaded with Django."""

    name = "liaison"
    verbose_name = "联络站平台"

    def ready(self) -> None:
        """Load the worker's application and register the system checks."""
        import_module("liaison.celery")
        import_module("liaison.checks")
