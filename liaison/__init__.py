"""The project package: wiring on top, kernel below; it starts Celery with Django."""

from liaison.celery import app as celery_app

__all__ = ["celery_app"]
