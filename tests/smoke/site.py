"""A private copy of the site in a temporary folder, with everything real, gone afterwards."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import redis

from liaison.embedded import ground, survivors
from liaison.embedded.folder import REPOSITORY
from tests.smoke.browser import Browser, Failed

START_SECONDS = 180
STOP_SECONDS = 120
LOOK_SECONDS = 0.1
GIVEN = ("DATABASE_URL", "REDIS_URL", "SITE_URL", "ALLOWED_HOSTS", "BIND", "HOTLINE_URL", "DEMO")


class Site:
    """`python -m liaison.up` in a folder of its own; usable as a context manager."""

    def __enter__(self) -> "Site":
        self._place = tempfile.TemporaryDirectory(
            prefix="liaison-smoke-", ignore_cleanup_errors=True
        )
        self.folder = Path(self._place.name) / "data"
        kept = {n: v for n, v in os.environ.items() if n.removesuffix("_FILE") not in GIVEN}
        own = {"LIAISON_DATA": str(self.folder), "LIAISON_THROWAWAY": "1", "SWEEP_SECONDS": "2"}
        Path(self._place.name).chmod(0o711)
        self.output = Path(self._place.name) / "up.log"
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "liaison.up"],
                cwd=REPOSITORY,
                env=kept | own | {"PORT": "18000", "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                preexec_fn=ground.end_with_parent(signal.SIGTERM),
            )
        try:
            self.wait(lambda: "Ctrl-C" in self.said(), "整个系统启动", START_SECONDS)
        except BaseException:
            self.__exit__()
            raise
        self.address = (self.folder / "run" / "site").read_text(encoding="utf-8")
        accounts = json.loads((self.folder / "run" / "accounts.json").read_text(encoding="utf-8"))
        self.passwords = {account["username"]: account["password"] for account in accounts}
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(STOP_SECONDS)
        self._place.cleanup()

    def browser(self, username: str = "") -> Browser:
        """A fresh browser, signed in as one of the demonstration's people, or a resident's."""
        browser = Browser(self.address)
        return browser.sign_in(username, self.passwords[username]) if username else browser

    def said(self) -> str:
        """What the launcher has printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def log(self, name: str) -> str:
        """The log of one of its processes."""
        return (self.folder / "logs" / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def wait(self, happened, what: str, seconds: float = 20):
        """Look until `happened()` gives something true, and give that. Raises Failed in the end."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := happened():
                return found
            if self.process.poll() is not None:
                raise Failed(f"系统意外停止：\n{self.said()}")
            time.sleep(LOOK_SECONDS)
        raise Failed(f"{seconds} 秒内没有等到：{what}\n{self.said()[-1500:]}")

    def healthy(self) -> bool:
        """Whether the site says that everything behind it answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def ask_worker(self, task: str) -> None:
        """Put a task into the queue, as beat does when its hour comes."""
        url = (self.folder / "run" / "redis.url").read_text(encoding="utf-8")
        program = "import sys, celery\ncelery.Celery(broker=sys.argv[1]).send_task(sys.argv[2])"
        subprocess.run([sys.executable, "-c", program, url, task], check=True)

    def idle(self) -> bool:
        """Whether the worker has finished everything in the queue (it confirms what it has done)."""
        url = (self.folder / "run" / "redis.url").read_text(encoding="utf-8")
        with redis.Redis.from_url(url) as line:
            return line.llen("celery") == 0 and line.hlen("unacked") == 0

    def database(self) -> str:
        """The URL of its database."""
        return (self.folder / "run" / "postgres.url").read_text(encoding="utf-8")

    def kill_everything_behind(self) -> None:
        """kill -9: PostgreSQL, Redis and the worker, all at once."""
        names = (self.folder / "postgres" / "postmaster.pid", self.folder / "redis" / "redis.pid")
        victims = [int(survivors.lines(path)[0]) for path in names]
        victims.append(json.loads((self.folder / "run" / "processes.json").read_text())[0])
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
