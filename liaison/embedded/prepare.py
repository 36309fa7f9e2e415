"""What a site needs before its first page: tables, static files, the demonstration; quick when all is there.

`python -m liaison.embedded.prepare`, started by `liaison.up`: prints each step, and leaves the
demonstration's accounts in `run/accounts.json` of the data folder.
"""

import hashlib
import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from liaison import env
from liaison.embedded.folder import REPOSITORY, Folder, write_private


@contextmanager
def step(label: str) -> Iterator[None]:
    """Print `label`, and the seconds it took."""
    begun = time.monotonic()
    sys.stdout.write(f"  · {label} …")
    sys.stdout.flush()
    yield
    sys.stdout.write(f" 完成（{time.monotonic() - begun:.1f} 秒）\n")
    sys.stdout.flush()


def main() -> None:
    """Bring the database, the static files and the demonstration up to date."""
    folder = Folder.configured()
    with step("读取程序"):
        django.setup()
    with step("更新数据库结构"):
        call_command("migrate", interactive=False, verbosity=0)
    stamp = folder.root / "static.stamp"
    if not (stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint()):
        with step("整理样式与脚本"):
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(fingerprint(), encoding="ascii")
    if env.flag("DEMO", default=True):
        with step("装载演示数据（铜陵）"):
            call_command("demo", stdout=io.StringIO())
        accounts = io.StringIO()
        call_command("demo", accounts=True, stdout=accounts)
        write_private(folder.root / "run" / "accounts.json", accounts.getvalue())


def fingerprint() -> str:
    """A mark that changes when any static file of ours or any locked package does."""
    digest = hashlib.sha256((REPOSITORY / "requirements.lock.txt").read_bytes())
    for root in (Path(source) for source in settings.STATICFILES_DIRS):
        for path in sorted(root.rglob("*")):
            stat = path.stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")
    main()
