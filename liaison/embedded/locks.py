"""Locks between processes that vanish with their holder, even when it is killed."""

import fcntl
import os
import time
from pathlib import Path

POLL_SECONDS = 0.05


class Lock:
    """One open handle on a lock file: many may share it, or one may hold it alone (flock)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Wait until nobody holds it alone, then share it."""
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def hold(self) -> None:
        """Wait until nobody has it in any way, then hold it alone."""
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def try_hold(self) -> bool:
        """Hold it alone if that is possible at once; tells whether it was."""
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def try_share(self) -> bool:
        """Share it if that is possible at once; tells whether it was."""
        try:
            fcntl.flock(self.handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def hold_within(self, seconds: float) -> bool:
        """Hold it alone as soon as possible, for at most `seconds`; tells whether it worked."""
        end = time.monotonic() + seconds
        while not self.try_hold():
            if time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def free(self) -> None:
        """Let go, keeping the handle."""
        fcntl.flock(self.handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go for good."""
        os.close(self.handle)


def is_held(path: Path) -> bool:
    """Whether some process holds the lock at `path` alone at this moment."""
    if not path.exists():
        return False
    lock = Lock(path)
    try:
        return not lock.try_share()
    finally:
        lock.close()
