"""What holds in every test: a database, plain static files, a cache of its own, honest pages."""

import os

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import override_settings

from liaison.workdays.models import DayOverride
from tests.pages import refuse_writes, scan

# The browser's driver runs an event loop in the test's thread; the tests themselves stay synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


#: The rows every database begins with, as the library keeps them on the first connection.
_seeds: list[str | None] = []


def _keep_seeds():
    """A browser's event loop gives the test another connection object: it needs the seeds too."""
    if _seeds and _seeds[0] and not hasattr(connection, "_test_serialized_contents"):
        connection._test_serialized_contents = _seeds[0]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before the tables are filled again."""
    _keep_seeds()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """Before they are emptied: what will be restored must not be made anew as well."""
    _keep_seeds()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The migrated database, without the triggers that refuse TRUNCATE.

    Emptying the tables after a test that commits is a TRUNCATE; UPDATE and DELETE stay refused.
    """
    _seeds.append(getattr(connection, "_test_serialized_contents", None))
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgtype & 32 = 32"
        )
        for trigger, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}" ON {table}')


@pytest.fixture(autouse=True)
def _database(django_db_serialized_rollback, db):
    """Every test may use the database; one that commits gets the seeded rows back afterwards.

    Rows restored have the numbers they began with; what a process remembered of them has to go.
    Where a browser's event loop changed the connection, nothing was restored: then it is done here.
    """
    ContentType.objects.clear_cache()
    seeds = next(filter(None, _seeds), None)
    if seeds and not (DayOverride.objects.exists() and ContentType.objects.exists()):
        ContentType.objects.all().delete()  # made anew under other numbers, perhaps
        connection.creation.deserialize_db_from_string(seeds)


@pytest.fixture(scope="session", autouse=True)
def _places(tmp_path_factory):
    """Static files as they lie in the tree (no manifest), uploads in a folder that goes away."""
    places = override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    )
    with places:
        yield


@pytest.fixture(autouse=True)
def _own_cache(settings, worker_id):
    """A Redis database for each parallel worker, emptied: nobody is locked out by another test."""
    if worker_id != "master":
        server, _, number = settings.REDIS_URL.rpartition("/")
        number = (int(number) + 1 + int(worker_id.removeprefix("gw"))) % 16
        caches = {name: dict(options) for name, options in settings.CACHES.items()}
        caches["default"]["LOCATION"] = f"{server}/{number}"
        settings.CACHES = caches
    cache.clear()


@pytest.fixture(autouse=True)
def _honest_pages(monkeypatch):
    """Every GET may only read, and every page is looked over (tests/pages.py)."""
    answer = BaseHandler.get_response

    def watched(handler, request):
        if request.method in {"GET", "HEAD"}:
            with connection.execute_wrapper(refuse_writes):
                response = answer(handler, request)
        else:
            response = answer(handler, request)
        scan(request, response)
        return response

    monkeypatch.setattr(BaseHandler, "get_response", watched)
