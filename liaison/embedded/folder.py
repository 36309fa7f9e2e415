"""Where everything private lives: the layout of the data folder (LIAISON_DATA)."""

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# Others may pass through but not look: what lies below is closed by its own mode.
PASSABLE = 0o711
LOG_LIMIT_BYTES = 10 * 1024 * 1024


class Unavailable(Exception):
    """A private server cannot run; the message is Chinese and says what to do."""


@dataclass(frozen=True)
class Folder:
    """The paths below one data folder; `throwaway`: fast, not durable, deleted at the end."""

    root: Path
    throwaway: bool = False

    @classmethod
    def configured(cls) -> "Folder":
        """The folder LIAISON_DATA names, by default `.data` beside manage.py."""
        place = Path(os.environ.get("LIAISON_DATA") or REPOSITORY / ".data")
        return cls(place.absolute(), throwaway=os.environ.get("LIAISON_THROWAWAY") == "1")

    def prepare(self) -> None:
        """Create the folder: private to its owner; under root the database's user may pass through.

        Raises Unavailable when it belongs to somebody else.
        """
        try:
            if not self.root.exists():
                self.root.mkdir(parents=True, mode=PASSABLE if os.geteuid() == 0 else 0o700)
            if self.throwaway and os.geteuid() == 0:
                self.root.chmod(PASSABLE)
            for name in ("locks", "logs", "run"):
                (self.root / name).mkdir(mode=0o700, exist_ok=True)
            readable = os.access(self.root / "locks", os.W_OK | os.X_OK)
        except OSError:
            readable = False
        if not readable:
            raise Unavailable(
                f"数据目录 {self.root} 不能写入（可能由另一个用户创建）。"
                "请换回原来的用户运行，或用环境变量 LIAISON_DATA 指定另一个目录。"
            )

    def lock(self, name: str) -> Path:
        """The lock file `name`."""
        return self.root / "locks" / name

    def address(self, server: str) -> Path:
        """The file that holds the URL of a running server."""
        return self.root / "run" / f"{server}.url"

    def log(self, name: str) -> Path:
        """The log file of a process; one that grew past the limit is put aside first."""
        path = self.root / "logs" / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path


def write_private(path: Path, text: str) -> None:
    """Write `text` so that only the owner can read it and no reader ever sees half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
