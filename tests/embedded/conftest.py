"""Private servers of their own for these tests, in processes that can be killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liaison.embedded.folder import REPOSITORY, Folder
from liaison.embedded.locks import Lock

STOP_SECONDS = 20
GIVEN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "INDEX_KEY", "FIELD_KEYS", "HOTLINE_KEY")

# Uses the servers like manage.py does, tells where they are, and leaves when its input ends.
VISITOR = """
import os, sys
from liaison.embedded import services
with services.available():
    print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
    sys.stdin.read()
"""


def bare_environment(folder: Path) -> dict[str, str]:
    """The environment of a machine where nobody configured a server."""
    kept = {n: v for n, v in os.environ.items() if n not in GIVEN and not n.startswith("PYTEST")}
    return kept | {"LIAISON_DATA": str(folder)}


class Visitor:
    """A process that uses the private servers of `folder`."""

    def __init__(self, folder: Path, program: str = VISITOR, **identity) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=bare_environment(folder),
            **{"cwd": REPOSITORY, **identity},
        )
        self.database, self.redis = self.process.stdout.readline().split() or ("", "")

    def leave(self) -> int:
        """Let it end by itself; its exit code."""
        self.process.stdin.close()
        code = self.process.wait(STOP_SECONDS)
        self.process.stdout.close()
        return code

    def killed(self) -> None:
        """End it with kill -9."""
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def settled(folder: Path) -> bool:
    """Wait until no private server of `folder` is kept any more; whether that came true."""
    gone = []
    for name in ("postgres", "redis"):
        lock = Lock(Folder(folder).lock(f"{name}.keeper"))
        gone.append(lock.hold_within(STOP_SECONDS))
        lock.close()
    return all(gone)


@pytest.fixture
def folder(tmp_path):
    """A data folder; whatever still runs in it after the test ends here."""
    place = tmp_path / "data"
    place.mkdir()
    yield place
    assert settled(place), "servers were left running"


@pytest.fixture
def visit(folder):
    """A function that starts a Visitor; all of them are gone before the folder is looked at."""
    visitors = []

    def come(*args, **identity):
        visitors.append(Visitor(args[0] if args else folder, *args[1:], **identity))
        return visitors[-1]

    yield come
    for visitor in visitors:
        if visitor.process.poll() is None:
            visitor.killed()


@pytest.fixture(autouse=True)
def _database():
    """These tests bring servers of their own: the usual database is not asked for."""
