"""`python -m liaison.up`: the whole site on one machine, from nothing to the addresses, until Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from unicodedata import east_asian_width

from liaison.embedded import ground, services
from liaison.embedded.folder import REPOSITORY, Folder, Unavailable, write_private
from liaison.embedded.locks import Lock
from liaison.embedded.network import USUAL_PORT, Site
from liaison.embedded.processes import Program, Programs

FIRST_PAGE_SECONDS = 90
LOOK_SECONDS = 0.5
COLUMNS = {"seat": "岗位", "username": "用户名", "password": "密码", "url": "入口"}


def say(text: str = "") -> None:
    """One line for the person at the screen."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run everything until a signal; the exit code is 0 after a clean stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    folder = Folder.configured()
    try:
        folder.prepare()
        lock = Lock(folder.lock("up"))
        if not lock.try_hold():
            say(f"本站已在运行：{_note(folder).read_text(encoding='utf-8')}")
            return 1
        return run(folder)
    except Unavailable as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("已停止。")
        return 0


def run(folder: Folder) -> int:
    """Services, preparation, programs, addresses; then watch until interrupted."""
    programs = Programs(folder, _programs(folder), say)
    programs.end_leftovers()
    site = Site.here(int(os.environ.get("PORT", USUAL_PORT)))
    write_private(_note(folder), site.local)
    say("正在启动数据库与消息队列 …")
    with services.available(folder) as private:
        services.fill_secrets(folder)
        os.environ |= {n: v for n, v in site.environment().items() if n not in os.environ}
        if not prepare():
            say("准备工作没有完成，请根据上面的提示处理后重试。")
            return 1
        try:
            programs.start()
            wait_for_first_page(site, programs)
            announce(site, folder)
            while True:
                time.sleep(LOOK_SECONDS)
                programs.watch()
                for use in private:
                    use.ensure()
        finally:
            # From here on nothing interrupts: everything stops in order.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            say("\n正在停止 …")
            programs.stop()


def prepare() -> bool:
    """Tables, static files and demonstration, in a process of their own; whether that worked."""
    child = subprocess.Popen(
        [sys.executable, "-m", "liaison.embedded.prepare"],
        cwd=REPOSITORY,
        start_new_session=True,
        preexec_fn=ground.end_with_parent(signal.SIGTERM),
    )
    try:
        return child.wait() == 0
    finally:
        child.kill()
        child.wait()


def wait_for_first_page(site: Site, programs: Programs) -> None:
    """Return when the site answers.

    Raises Unavailable when that takes longer than a slow machine needs.
    """
    until = time.monotonic() + FIRST_PAGE_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{site.local}/healthz", timeout=5):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(LOOK_SECONDS / 5)
            programs.watch()
    log = programs.folder.log("web")
    raise Unavailable(f"网站在 {FIRST_PAGE_SECONDS} 秒内没有应答，请查看日志 {log}")


def announce(site: Site, folder: Folder) -> None:
    """Print where to look and who to be."""
    say()
    say(f"  本机打开    {site.local}/")
    for address in site.shared:
        say(f"  手机打开    {address}/（同一局域网）")
    say(f"  运行日志    {folder.root / 'logs'}")
    path = folder.root / "run" / "accounts.json"
    if path.exists() and os.environ.get("DEMO", "1") != "0":
        say("\n  演示账号（仅供演示，正式使用前请停用）：\n")
        for line in table(json.loads(path.read_text(encoding="utf-8"))):
            say(f"  {line}")
    say("\n  按 Ctrl-C 停止全部服务；数据保留，下次启动继续使用。")


def table(rows: list[dict]) -> list[str]:
    """Rows as lines of equal columns; a Chinese character is two wide."""
    cells = [list(COLUMNS.values()), *([str(row.get(key, "")) for key in COLUMNS] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        )
        for line in cells
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _note(folder: Folder):
    return folder.root / "run" / "site"


def _programs(folder: Folder) -> list[Program]:
    celery = ["celery", "-A", "liaison.celery"]
    schedule = str(folder.root / "run" / "beat")
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = ["worker", "--concurrency=2", "--loglevel=INFO", *quiet]
    beat = ["beat", "--loglevel=INFO", "--pidfile=", f"--schedule={schedule}"]
    return [
        Program("worker", "后台任务", [*celery, *worker]),
        Program("web", "网站", ["gunicorn", "-c", "python:liaison.gunicorn", "liaison.wsgi"]),
        Program("beat", "定时任务", [*celery, *beat]),
    ]


if __name__ == "__main__":
    sys.exit(main())
