"""One private PostgreSQL: how its folder is made, how it starts, when it answers, how it stops."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from liaison.embedded import ground, survivors
from liaison.embedded.folder import Folder, Unavailable

NAME = "postgres"
VERSION = "18"
# struct sockaddr_un holds 107 bytes on Linux, 103 on macOS; the socket's own name takes 20 of them.
SOCKET_FOLDER_BYTES = 80
DURABLE = {"shared_buffers": "128MB", "max_connections": "100"}
# Still whole after kill -9: what is committed has been given to the operating system.
THROWAWAY = DURABLE | {"fsync": "off", "full_page_writes": "off"}
EVERYWHERE = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "jit": "off",
    "log_timezone": "Asia/Shanghai",
    "log_line_prefix": "%m [%p] ",
}


class Postgres:
    """The private PostgreSQL of one data folder; only its keeper uses this."""

    name = NAME

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.home = ground.cluster_home(folder)
        self.data = self.home / "postgres"
        self.programs = ground.programs()
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}

    def prepare(self) -> None:
        """Make the folder on the first start; stop what a killed keeper left behind.

        Raises Unavailable when the folder was made by another version of PostgreSQL.
        """
        if not self.data.exists():
            self._initialise()
        version = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if version != VERSION:
            raise Unavailable(
                f"{self.data} 是 PostgreSQL {version} 的数据，现在的程序是 {VERSION}。"
                "请先用旧版本导出（pg_dump），再移走该目录重新导入。"
            )
        survivors.stop(self._lock_file(), home=self.data, by=signal.SIGINT)
        self.sockets = self._socket_folder()

    def start(self, log) -> subprocess.Popen:
        """Start the server; `log` is an open file."""
        options = EVERYWHERE | (THROWAWAY if self.folder.throwaway else DURABLE)
        options["unix_socket_directories"] = str(self.sockets)
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=self.environment,
            start_new_session=True,
            preexec_fn=ground.end_with_parent(signal.SIGINT),
            **ground.identity(),
        )

    def answers(self, child: subprocess.Popen) -> bool:
        """Whether it is ready for connections: it says so in the last line of its lock file."""
        lines = survivors.lines(self._lock_file())
        return (
            len(lines) >= 8 and lines[0].strip() == str(child.pid) and lines[7].strip() == "ready"
        )

    def address(self) -> str:
        """The URL for the settings; the database and its owner exist after this."""
        known = self._sql("SELECT datname FROM pg_database").split()
        if "liaison" not in known:
            self._sql("CREATE ROLE liaison LOGIN CREATEDB")
            self._sql("CREATE DATABASE liaison OWNER liaison")
        return f"postgresql://liaison@/liaison?host={quote(str(self.sockets))}"

    def stop(self, child: subprocess.Popen) -> None:
        """Stop at once but cleanly: sessions are ended, everything committed is on disk."""
        survivors.end(child, signal.SIGINT, signal.SIGQUIT)

    def remove(self) -> None:
        """Delete what the server kept (a throw-away folder)."""
        shutil.rmtree(self.data, ignore_errors=True)
        if self.sockets.parent != self.home:
            shutil.rmtree(self.sockets, ignore_errors=True)
        if self.home != self.folder.root:
            shutil.rmtree(self.home, ignore_errors=True)

    def _lock_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _initialise(self) -> None:
        """Make it beside its place, then rename: a killed start never leaves half a cluster."""
        draft = self.home / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        ground.give(draft)
        command = [
            str(self.programs / "initdb"),
            "-D",
            str(draft),
            "--username=postgres",
            "--auth=trust",
        ]
        command += ["--encoding=UTF8", "--locale=C.UTF-8"]
        command += ["--no-sync"] if self.folder.throwaway else []
        made = self._run(command)
        if made.returncode:
            raise Unavailable(f"无法建立数据库目录 {draft}：\n{made.stdout}{made.stderr}")
        draft.rename(self.data)

    def _sql(self, statement: str) -> str:
        command = [
            str(self.programs / "psql"),
            "-XAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.sockets),
        ]
        done = self._run([*command, "-U", "postgres", "-d", "postgres", "-c", statement])
        if done.returncode:
            raise Unavailable(f"无法准备数据库：{done.stderr.strip()}")
        return done.stdout

    def _run(self, command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env=self.environment,
            **ground.identity(),
        )

    def _socket_folder(self) -> Path:
        """`sockets` beside the data; under the temporary folder where that path is too long."""
        folder = self.home / "sockets"
        if len(os.fsencode(folder)) > SOCKET_FOLDER_BYTES:
            return self._short_socket_folder()
        folder.mkdir(mode=0o700, exist_ok=True)
        ground.give(folder)
        return folder

    def _short_socket_folder(self) -> Path:
        """The same short folder as last time if it is still ours, so that an address survives."""
        note = self.home / "sockets.path"
        user = ground.ordinary_user()
        owner = user.pw_uid if user else os.geteuid()
        if note.exists():
            folder = Path(note.read_text(encoding="utf-8"))
            if folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == owner:
                return folder
        folder = Path(tempfile.mkdtemp(prefix="liaison-", dir=self._temporary()))
        ground.give(folder)
        note.write_text(str(folder), encoding="utf-8")
        return folder

    def _temporary(self) -> str:
        """The usual temporary folder, or /tmp where even that is too long or out of reach."""
        usual = tempfile.gettempdir()
        short = len(os.fsencode(usual)) < SOCKET_FOLDER_BYTES - 20
        return usual if short and ground.reachable(Path(usual)) else "/tmp"  # noqa: S108
