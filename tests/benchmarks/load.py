"""How many concerns two web workers take in a second, over real HTTP on loopback."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from suggestions.models import Concern

#: A minute, so that what piles up is seen.
SECONDS = 60.0
CLIENTS = 8
WORKERS = 2


def run(station_code: str, seconds: float = SECONDS) -> dict:
    """Send forms from CLIENTS browsers for so long; the rate, the spread, and receipts not found."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with _Port() as port, _Server(port):
        _ready(port)
        began = time.perf_counter()
        end = began + seconds
        with ThreadPoolExecutor(CLIENTS) as browsers:
            shares = list(browsers.map(lambda _: _submit(port, station_code, end), range(CLIENTS)))
        took = time.perf_counter() - began
    sent = [one for share in shares for one in share]
    numbers = {number for number, _ in sent}
    times = sorted(ms for _, ms in sent)
    kept = Concern.objects.filter(number__in=numbers).count()
    return {
        "taken": len(sent),
        "seconds": took,
        "per_second": len(sent) / took,
        "median_ms": times[len(times) // 2],
        "p95_ms": times[int(len(times) * 0.95)],
        "lost": len(sent) - kept,
    }


def printed(found: dict) -> str:
    """The figures in one line."""
    return (
        f"提交：{WORKERS} 个进程、{CLIENTS} 个浏览器，{found['taken']} 件用时 {found['seconds']:.1f} 秒，"
        f"每秒 {found['per_second']:.0f} 件，中位 {found['median_ms']:.0f} 毫秒，"
        f"p95 {found['p95_ms']:.0f} 毫秒，查不到的回执 {found['lost']} 件"
    )


class _Port:
    """A free port on loopback."""

    def __enter__(self) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return free.getsockname()[1]

    def __exit__(self, *_):
        return False


class _Server:
    """gunicorn as production runs it, on the benchmark's database."""

    def __init__(self, port: int):
        self.port = port

    def __enter__(self):
        environment = os.environ | {
            "DATABASE_URL": _same_server(connection.settings_dict["NAME"]),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "SUBMISSIONS_PER_ADDRESS": "1000000",
            "LOG_LEVEL": "ERROR",
        }
        command = [
            sys.executable, "-m", "gunicorn", "liaison.wsgi", "--bind", f"127.0.0.1:{self.port}",
            "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "4",
            "--preload", "--log-level", "error",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def _same_server(name: str) -> str:
    """The running database server's URL with another database's name."""
    return re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"], count=1)


def _ready(port: int, seconds: int = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)  # a server is starting; nothing tells when
    raise TimeoutError("gunicorn 没有在 30 秒内启动。")


def _submit(port: int, station_code: str, end: float) -> list[tuple[str, float]]:
    """One browser: opens the form once, then sends it until `end` with a new token each.

    Returns the number of each receipt and the milliseconds it took.
    """
    path = f"/s/{station_code}/say/"
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    browser.request("GET", path)
    response = browser.getresponse()
    cookie = response.getheader("Set-Cookie", "").split(";")[0]
    form = response.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form).group(1)
    sent = []
    while time.perf_counter() < end:
        began = time.perf_counter()
        body = urlencode(
            {
                "csrfmiddlewaretoken": token,
                "once": str(uuid.uuid4()),
                "text": "小区门口的路灯不亮，晚上老人出行不便，希望尽快修好。",
                "consent": "on",
            }
        )
        browser.request(
            "POST",
            path,
            body,
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": cookie,
                "Referer": f"http://127.0.0.1:{port}{path}",
            },
        )
        response = browser.getresponse()
        response.read()
        if response.status != 302:
            raise RuntimeError(f"提交得到 {response.status}，应为 302。")
        number = response.getheader("Location", "").rstrip("/").split("/")[-2]
        sent.append((number, (time.perf_counter() - began) * 1000))
    return sent
