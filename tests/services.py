"""Servers for the test run: private, not durable, gone afterwards; DATABASE_URL and REDIS_URL win.

Loaded with `-p tests.services` so that the servers answer before the settings are read. Workers of
pytest-xdist inherit the addresses from the process that started them.
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from liaison.embedded import services
from liaison.embedded.folder import Folder

SECRETS = {
    "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
    "INDEX_KEY": "00112233445566778899aabbccddeeff" * 2,
    "FIELD_KEYS": "1:sm4:00112233445566778899aabbccddeeff",
    "HOTLINE_KEY": "only-for-tests",
}
_run = ExitStack()


def _begin():
    """Give the settings everything they ask for; what the environment already says stays."""
    for name, value in SECRETS.items():
        if f"{name}_FILE" not in os.environ:
            os.environ.setdefault(name, value)
    if services.missing():
        root = _run.enter_context(
            tempfile.TemporaryDirectory(prefix="liaison-tests-", ignore_cleanup_errors=True)
        )
        _run.enter_context(services.available(Folder(Path(root), throwaway=True)))


def pytest_unconfigure(config):
    """Let go of the servers when the run is over; a killed run lets go by dying."""
    _run.close()


_begin()
