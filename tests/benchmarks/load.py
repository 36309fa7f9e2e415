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

SUBMISSIONS = 1_000
CLIENTS = 8
WORKERS = 2


def run(station_code: str, submissions: int = SUBMISSIONS) -> dict:
    """Send `submissions` forms from CLIENTS browsers; returns how many a second were accepted."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with _Port() as port, _Server(port):
        _ready(port)
        before = Concern.objects.count()
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as browsers:
            share = submissions // CLIENTS
            list(browsers.map(lambda _: _submit(port, station_code, share), range(CLIENTS)))
        seconds = time.perf_counter() - began
        taken = Concern.objects.count() - before
    return {"taken": taken, "seconds": seconds, "per_second": taken / seconds}


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


def _submit(port: int, station_code: str, times: int) -> None:
    """One browser: opens the form once, then sends it `times` times with a new token each."""
    path = f"/s/{station_code}/say/"
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    browser.request("GET", path)
    response = browser.getresponse()
    cookie = response.getheader("Set-Cookie", "").split(";")[0]
    form = response.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form).group(1)
    for _ in range(times):
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
