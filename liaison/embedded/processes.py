"""The processes of a running site: started, watched, started again with growing pauses, stopped in order."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from liaison.embedded import ground
from liaison.embedded.folder import REPOSITORY, Folder, write_private

LONGEST_PAUSE_SECONDS = 30
# Who lived this long starts again with a short pause.
HEALTHY_SECONDS = 60
STOP_SECONDS = 10
POLL_SECONDS = 0.05


@dataclass
class Program:
    """One process to keep running: `name` is also its log, `command` follows `python -m`."""

    name: str
    label: str
    command: list[str]
    child: subprocess.Popen | None = None
    started: float = 0
    pause: float = 1
    due: float = field(default=0)


class Programs:
    """The programs of one site, in the order they start; they stop in the reverse order."""

    def __init__(self, folder: Folder, programs: list[Program], say) -> None:
        self.folder, self.programs, self.say = folder, programs, say
        self.record = folder.root / "run" / "processes.json"

    def start(self) -> None:
        """Start all of them, after ending what a killed launcher left behind."""
        self.end_leftovers()
        for program in self.programs:
            self._spawn(program)

    def watch(self) -> None:
        """Look once: whoever died is started again when its pause is over."""
        now = time.monotonic()
        for program in self.programs:
            if program.child is not None and program.child.poll() is not None:
                self._mourn(program, now)
            elif program.child is None and now >= program.due:
                self._spawn(program)

    def stop(self) -> None:
        """Ask all of them, the last started first, to finish what they do; end who does not."""
        running = [(p, p.child) for p in reversed(self.programs) if p.child is not None]
        for _, child in running:
            _signal(child.pid, signal.SIGTERM, group=False)
        until = time.monotonic() + STOP_SECONDS
        for program, child in running:
            try:
                child.wait(max(0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{program.label}没有按时停止，强制结束；未完成的任务下次启动后继续。")
            _signal(child.pid, signal.SIGKILL, group=True)
            child.wait()
            program.child = None
        self.record.unlink(missing_ok=True)

    def end_leftovers(self) -> None:
        """End the process groups that an earlier, killed launcher recorded."""
        if not self.record.exists():
            return
        try:
            groups = set(json.loads(self.record.read_text(encoding="utf-8")))
        except ValueError:
            groups = set()
        _end_groups(groups)
        self.record.unlink(missing_ok=True)

    def _spawn(self, program: Program) -> None:
        with self.folder.log(program.name).open("ab") as log:
            program.child = subprocess.Popen(
                [sys.executable, "-m", *program.command],
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ground.end_with_parent(signal.SIGTERM),
            )
        program.started = time.monotonic()
        alive = [p.child.pid for p in self.programs if p.child is not None]
        write_private(self.record, json.dumps(alive))

    def _mourn(self, program: Program, now: float) -> None:
        """Clear away what is left of a dead program and set the time of its next start."""
        assert program.child is not None
        _signal(program.child.pid, signal.SIGKILL, group=True)
        lived = now - program.started
        program.pause = (
            1 if lived > HEALTHY_SECONDS else min(program.pause * 2, LONGEST_PAUSE_SECONDS)
        )
        program.due = now + program.pause / 2
        self.say(f"{program.label} 意外退出（{program.child.returncode}），正在重新启动。")
        program.child = None


def _signal(pid: int, number: int, *, group: bool) -> None:
    try:
        (os.killpg if group else os.kill)(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _end_groups(groups: set[int]) -> None:
    """End every process of these groups that works in our folder; ids may have new owners by now."""
    import psutil

    ours = [process for process in psutil.process_iter() if _belongs(process, groups)]
    for process in ours:
        _signal(process.pid, signal.SIGTERM, group=False)
    _, stubborn = psutil.wait_procs(ours, timeout=STOP_SECONDS)
    for process in stubborn:
        _signal(process.pid, signal.SIGKILL, group=False)
    psutil.wait_procs(stubborn, timeout=STOP_SECONDS)


def _belongs(process, groups: set[int]) -> bool:
    import psutil

    try:
        return os.getpgid(process.pid) in groups and Path(process.cwd()) == REPOSITORY
    except (ProcessLookupError, PermissionError, psutil.Error):
        return False
