"""Ending servers: our own children, and those a killed keeper left behind."""

import os
import signal
import subprocess
import time
from pathlib import Path

PATIENCE_SECONDS = 10
POLL_SECONDS = 0.05


def lines(lock_file: Path) -> list[str]:
    """The lines of a server's lock file, its process id first; none when there is no such file."""
    try:
        return lock_file.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def end(child: subprocess.Popen, *numbers: int) -> None:
    """Send a child the signals `numbers` one after the other, and SIGKILL, until it is gone."""
    for number in (*numbers, signal.SIGKILL):
        if child.poll() is not None:
            return
        child.send_signal(number)
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    child.wait()


def stop(lock_file: Path, *, home: Path, by: int) -> None:
    """Stop the server that `lock_file` names if it still works in `home`; forget the file.

    The process id may belong to a stranger by now, or to nobody: a server changes into its own
    folder, so only a process whose working folder is `home` is sent the signal `by`.
    """
    written = lines(lock_file)
    if written and written[0].strip().isdigit():
        _end_stranger(int(written[0]), home, by)
    lock_file.unlink(missing_ok=True)


def _end_stranger(pid: int, home: Path, by: int) -> None:
    import psutil  # takes a moment, and is needed after a crash only

    try:
        process = psutil.Process(pid)
        if os.path.realpath(process.cwd()) != os.path.realpath(home):
            return
        process.send_signal(by)
        _wait(process)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return


def _wait(process) -> None:
    """Wait for a process that is not our child; kill it when it takes too long."""
    until = time.monotonic() + PATIENCE_SECONDS
    while process.is_running() and process.status() != "zombie":
        if time.monotonic() > until:
            process.kill()
        time.sleep(POLL_SECONDS)
