"""The process that owns one private server: restarts it when it dies, stops it after its last user.

`python -m liaison.embedded.keeper postgres|redis FOLDER LOCK [throwaway]`, started by `services`
only; LOCK is the open file that holds the keeper's lock.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

from liaison.embedded.folder import Folder, Unavailable, write_private
from liaison.embedded.locks import Lock
from liaison.embedded.postgres import Postgres
from liaison.embedded.redis import Redis

SERVERS: dict[str, type[Postgres] | type[Redis]] = {"postgres": Postgres, "redis": Redis}
LOOK_SECONDS = 0.1
READY_SECONDS = 60
FIRST_TRIES = 5
LONGEST_PAUSE_SECONDS = 5


class Server(Protocol):
    """What a keeper needs to know of the server it keeps."""

    name: str
    folder: Folder

    def prepare(self) -> None: ...
    def start(self, log) -> subprocess.Popen: ...
    def answers(self, child: subprocess.Popen) -> bool: ...
    def address(self) -> str: ...
    def stop(self, child: subprocess.Popen) -> None: ...
    def remove(self) -> None: ...


def keep(server: Server) -> None:
    """Run `server` until nobody shares its lock any more.

    Raises Unavailable when it cannot be started at all; once it ran, it is started again for ever.
    """
    folder = server.folder
    users = Lock(folder.lock(f"{server.name}.users"))
    address = folder.address(server.name)
    child = None
    try:
        child = _up(server, tries=FIRST_TRIES)
        write_private(address, server.address())
        while not users.try_hold():
            if child.poll() is not None:
                child = _up(server, tries=None)
            time.sleep(LOOK_SECONDS)
    finally:
        address.unlink(missing_ok=True)
        if child is not None:
            server.stop(child)


def _up(server: Server, tries: int | None) -> subprocess.Popen:
    """A child that answers; after a failure the pause doubles. `tries` None: never give up."""
    pause, failed = LOOK_SECONDS, 0
    while True:
        server.prepare()
        with server.folder.log(server.name).open("ab") as log:
            child = server.start(log)
        if _ready(server, child):
            return child
        server.stop(child)
        failed += 1
        if tries is not None and failed >= tries:
            raise Unavailable(f"{server.name} 启动失败，详见日志 {server.folder.log(server.name)}")
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _ready(server: Server, child: subprocess.Popen) -> bool:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if child.poll() is not None:
            return False
        if server.answers(child):
            return True
        time.sleep(LOOK_SECONDS / 4)
    return False


def _leave(server: Server, lock: int) -> None:
    """Delete a throw-away folder, the whole of it once the other server is gone too."""
    server.remove()
    os.close(lock)
    for other in SERVERS:
        mine = Lock(server.folder.lock(f"{other}.keeper"))
        mine.hold_within(READY_SECONDS)
        mine.close()
    shutil.rmtree(server.folder.root, ignore_errors=True)


def main(name: str, root: str, lock: str, *more: str) -> int:
    """Keep the server `name` of the folder `root`; the open file `lock` is held until the end."""
    os.set_inheritable(int(lock), False)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    folder = Folder(Path(root), throwaway="throwaway" in more)
    server = SERVERS[name](folder)
    try:
        keep(server)
    except Unavailable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    finally:
        if folder.throwaway:
            _leave(server, int(lock))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
