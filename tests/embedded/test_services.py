"""The private servers: found, shared, stopped with their last user, never in the way after a kill."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import psycopg
import pytest
import redis

from liaison.embedded import survivors
from liaison.embedded.folder import REPOSITORY
from tests.embedded.conftest import VISITOR, bare_environment, settled

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")


def postmaster(folder: Path) -> psutil.Process:
    home = folder / "database" if (folder / "database").exists() else folder
    return psutil.Process(int(survivors.lines(home / "postgres" / "postmaster.pid")[0]))


def redis_server(folder: Path) -> psutil.Process:
    return psutil.Process(int(survivors.lines(folder / "redis" / "redis.pid")[0]))


def keeper_of(server: psutil.Process) -> psutil.Process:
    return server.parent()


def write(visitor, word: str) -> None:
    with psycopg.connect(visitor.database) as line:
        line.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        line.execute("INSERT INTO words VALUES (%s)", [word])
    with redis.Redis.from_url(visitor.redis) as line:
        line.rpush("words", word)


def read(visitor) -> tuple[list[str], list[str]]:
    with psycopg.connect(visitor.database) as line:
        rows = [row[0] for row in line.execute("SELECT word FROM words ORDER BY word")]
    with redis.Redis.from_url(visitor.redis) as line:
        return rows, sorted(word.decode() for word in line.lrange("words", 0, -1))


def open_the_way(folder: Path) -> None:
    """Let others pass through pytest's private folders to `folder`."""
    for place in list(folder.parents)[:4]:
        if place.stat().st_uid == os.geteuid():
            place.chmod(place.stat().st_mode | stat.S_IXOTH)


def ordinary_user() -> dict:
    """What makes a child an ordinary user; the test is skipped where that user cannot read us."""
    nobody = pwd.getpwnam("nobody")
    user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    try:
        subprocess.run(
            [sys.executable, "-c", "import liaison, psycopg"], cwd=REPOSITORY, check=True, **user
        )
    except (PermissionError, subprocess.CalledProcessError):
        pytest.skip("this copy of the repository cannot be read by an ordinary user")
    return user


def test_two_users_share_the_servers_and_the_last_one_stops_them(folder, visit):
    first, second = visit(), visit()
    assert (first.database, first.redis) == (second.database, second.redis)
    server = postmaster(folder)
    write(first, "一")
    first.leave()
    assert read(second) == (["一"], ["一"])
    assert second.leave() == 0
    assert not server.is_running()
    third = visit()
    assert read(third) == (["一"], ["一"])


def test_the_database_knows_chinese_letters_and_its_user_is_no_superuser(folder, visit):
    visitor = visit()
    with psycopg.connect(visitor.database) as line:
        line.execute("CREATE EXTENSION pg_trgm")
        shown = line.execute("SELECT show_trgm('加装电梯'), current_setting('is_superuser')")
        grams, superuser = shown.fetchone()
        durable = line.execute("SHOW fsync").fetchone()
    assert len(grams) == 5
    assert superuser == "off"
    assert durable == ("on",)


def test_kill_9_of_everything_does_not_block_the_next_start(folder, visit):
    visitor = visit()
    write(visitor, "留")
    servers = [postmaster(folder), redis_server(folder)]
    for process in (*map(keeper_of, servers), *servers):
        process.kill()
    visitor.killed()
    again = visit()
    assert read(again) == (["留"], ["留"])
    assert again.leave() == 0


def test_a_killed_user_takes_its_servers_along(folder, visit):
    visitor = visit()
    servers = [postmaster(folder), redis_server(folder)]
    visitor.killed()
    assert settled(folder)
    assert not any(server.is_running() for server in servers)


@pytest.mark.parametrize("which", [postmaster, redis_server])
def test_a_killed_server_comes_back_at_the_same_address(folder, visit, which):
    visitor = visit()
    write(visitor, "前")
    server = which(folder)
    server.kill()
    psutil.wait_procs([server], timeout=5)
    assert _until_answers(visitor)
    write(visitor, "后")
    assert read(visitor) == (["前", "后"], ["前", "后"])


def _until_answers(visitor) -> bool:
    """Try again until both servers answer (they refuse at once while they are away)."""
    for _ in range(2000):
        try:
            with psycopg.connect(visitor.database, connect_timeout=5):
                pass
            with redis.Redis.from_url(visitor.redis) as line:
                return line.ping()
        except (psycopg.OperationalError, redis.exceptions.ConnectionError):
            os.sched_yield()
    return False


def test_a_lock_file_that_names_a_strangers_process_is_ignored(folder, visit):
    visitor = visit()
    home = Path(os.readlink(f"/proc/{postmaster(folder).pid}/cwd"))
    visitor.leave()
    (home / "postmaster.pid").write_text(f"{os.getpid()}\n{home}\n1\n5432\n\n\n1 1\nready\n")
    (folder / "redis" / "redis.pid").write_text(f"{os.getpid()}\n")
    assert visit().leave() == 0
    assert psutil.Process().status() == psutil.STATUS_RUNNING


def test_a_path_longer_than_a_socket_address_still_works(folder, visit):
    deep = folder / ("很深的目录" * 5) / ("a" * 100) / "data"
    assert len(os.fsencode(deep)) > 120
    visitor = visit(deep)
    write(visitor, "深")
    assert read(visitor) == (["深"], ["深"])
    assert visitor.leave() == 0
    assert settled(deep)


def test_secrets_are_made_once_and_are_for_the_owner_only(folder):
    show = "import os\nfrom liaison.embedded import services\n"
    show += "services.fill_secrets(services.Folder.configured())\nprint(os.environ['FIELD_KEYS'])\n"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", show],
            env=bare_environment(folder),
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    )
    assert first == second
    assert first.startswith("1:sm4:")
    assert stat.S_IMODE((folder / "secrets.json").stat().st_mode) == 0o600


def test_servers_named_in_the_environment_are_left_alone(folder):
    program = "import os\nfrom liaison.embedded import services\n"
    program += "with services.available() as own: print([use.server for use in own])\n"
    given = bare_environment(folder) | {"DATABASE_URL": "postgresql://somewhere/else"}
    shown = subprocess.run(
        [sys.executable, "-c", program],
        env=given,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "['redis']"
    assert not (folder / "postgres").exists()


def test_a_folder_that_cannot_be_written_is_refused_in_plain_words(folder):
    folder.chmod(0o555)
    user = ordinary_user() if os.geteuid() == 0 else {}
    open_the_way(folder)
    tried = subprocess.run(
        [sys.executable, "-m", "liaison.embedded", "true"],
        env=bare_environment(folder),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        **user,
    )
    folder.chmod(0o700)
    assert tried.returncode == 1
    assert "LIAISON_DATA" in tried.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_runs_the_same(folder, visit, tmp_path):
    user = ordinary_user()
    open_the_way(folder)
    os.chown(folder, user["user"], user["group"])
    visitor = visit(folder, VISITOR, **user)
    assert postmaster(folder).username() == "nobody"
    write(visitor, "众")
    assert read(visitor) == (["众"], ["众"])
    assert visitor.leave() == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another user")
def test_root_keeps_the_database_elsewhere_where_the_folder_cannot_be_reached(folder, visit):
    folder.chmod(0o700)
    visitor = visit()
    write(visitor, "根")
    home = (folder / "database").resolve()
    assert home != folder
    assert postmaster(folder).uids().real != 0
    assert visitor.leave() == 0
    again = visit()
    assert read(again) == (["根"], ["根"])
    again.leave()
    shutil.rmtree(home)


def test_the_socket_folder_is_closed_to_others(folder, visit):
    query = parse_qs(urlsplit(visit().database).query)
    assert stat.S_IMODE(Path(query["host"][0]).stat().st_mode) == 0o700


def test_a_keeper_that_is_told_to_end_stops_its_server_cleanly(folder, visit):
    visit()
    server = postmaster(folder)
    keeper_of(server).send_signal(signal.SIGTERM)
    assert psutil.wait_procs([server], timeout=10)[1] == []
    assert not (Path(server_home(folder)) / "postmaster.pid").exists()


def server_home(folder: Path) -> Path:
    home = folder / "database" if (folder / "database").exists() else folder
    return home / "postgres"
