"""The door to the private servers: find or start them, and tell the settings where they are."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from liaison.embedded import keys
from liaison.embedded.folder import REPOSITORY, Folder, Unavailable
from liaison.embedded.locks import Lock, is_held

# setting → the server that provides it when the setting is not given
PARTS = {"DATABASE_URL": "postgres", "REDIS_URL": "redis"}
START_SECONDS = 120
STOP_SECONDS = 20
NOTICE_SECONDS = 1
LOOK_SECONDS = 0.02
# Keepers outlive the object that started them; held here so that nothing mourns them early.
_started: list[subprocess.Popen] = []


def missing() -> dict[str, str]:
    """The settings nobody gave (neither NAME nor NAME_FILE) and the private server for each."""
    return {name: server for name, server in PARTS.items() if not _given(name)}


@contextmanager
def available(folder: Folder | None = None) -> Iterator[list["Use"]]:
    """Inside this block every server the settings need runs and os.environ says where.

    What DATABASE_URL and REDIS_URL already name is left alone; with both given, secrets come from
    the environment, or from a data folder that has them already. Private servers that run are
    used; others are started, and stop with their last user. Gives one Use per private server.
    Raises Unavailable (Chinese) when one cannot run.
    """
    wanted = missing()
    folder = folder or Folder.configured()
    if not wanted:
        if keys.exist(folder):
            fill_secrets(folder)
        yield []
        return
    folder.prepare()
    uses = {name: Use(server, folder) for name, server in wanted.items()}
    try:
        for use in uses.values():
            use.begin()
        os.environ |= {name: use.address() for name, use in uses.items()}
        fill_secrets(folder)
        os.environ["LIAISON_DATA"] = str(folder.root)
        yield list(uses.values())
    finally:
        # All let go before any is waited for: a throw-away folder goes with its last keeper.
        for use in uses.values():
            use.users.free()
        for use in uses.values():
            use.end()


class Use:
    """One user's hold on one private server."""

    def __init__(self, server: str, folder: Folder) -> None:
        self.server, self.folder = server, folder
        self.users = Lock(folder.lock(f"{server}.users"))
        self.keeper: subprocess.Popen | None = None

    def begin(self) -> None:
        """Share the server and see that somebody keeps it; does not wait until it answers."""
        self.users.share()
        self.ensure()

    def ensure(self) -> None:
        """Start a keeper where there is none; a killed keeper took its server with it.

        The lock decides who starts it, and the keeper inherits that lock.
        """
        lock = Lock(self.folder.lock(f"{self.server}.keeper"))
        try:
            if lock.try_hold():
                self.folder.address(self.server).unlink(missing_ok=True)
                self.keeper = self._spawn(lock)
                _started.append(self.keeper)
        finally:
            lock.close()

    def address(self) -> str:
        """Wait until the server answers; its URL. Raises Unavailable when it cannot start."""
        note = self.folder.address(self.server)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                return note.read_text(encoding="utf-8")
            except FileNotFoundError:
                if self.keeper is not None and self.keeper.poll():
                    break
            time.sleep(LOOK_SECONDS)
            self.ensure()
        raise Unavailable(f"内置 {self.server} 无法启动：{self._complaint()}")

    def end(self) -> None:
        """Let go for good; where nobody else uses the server, wait until it has stopped."""
        self.users.free()
        begun = time.monotonic()
        while is_held(self.folder.lock(f"{self.server}.keeper")):
            waited = time.monotonic() - begun
            if waited > STOP_SECONDS or (waited > NOTICE_SECONDS and self.users.try_share()):
                break  # somebody else uses it
            time.sleep(LOOK_SECONDS)
        else:
            if self.keeper is not None:
                self.keeper.wait()
        self.users.close()

    def _spawn(self, lock: Lock) -> subprocess.Popen:
        """A keeper in a session of its own, so that Ctrl-C does not reach it."""
        command = [
            sys.executable,
            "-m",
            "liaison.embedded.keeper",
            self.server,
            str(self.folder.root),
        ]
        command += [str(lock.handle), *(["throwaway"] if self.folder.throwaway else [])]
        with self._log().open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(lock.handle,),
            )

    def _log(self):
        return self.folder.root / "logs" / f"{self.server}-keeper.log"

    def _complaint(self) -> str:
        """What the keeper said last, for the person at the screen."""
        said = self._log().read_text(encoding="utf-8", errors="replace").strip()
        return said or f"超过 {START_SECONDS} 秒没有应答，请查看 {self.folder.root / 'logs'}"


def fill_secrets(folder: Folder) -> None:
    """Put the installation's own secrets where none were given; they are made when there are none."""
    lock = Lock(folder.lock("secrets"))
    lock.hold()
    try:
        os.environ |= {n: secret for n, secret in keys.kept(folder).items() if not _given(n)}
    finally:
        lock.close()


def _given(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))
