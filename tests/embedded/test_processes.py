"""The programs of a running site: started again when they die, gone when they are stopped."""

import json
import os

import psutil
import pytest

from liaison.embedded.folder import Folder
from liaison.embedded.network import Site, free_port
from liaison.embedded.processes import Program, Programs


@pytest.fixture
def programs(tmp_path):
    """One small program under watch, stopped after the test."""
    folder = Folder(tmp_path / "data")
    folder.prepare()
    said = []
    port = str(free_port(19000))
    command = ["http.server", port, "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    watched = Programs(folder, [Program("files", "文件", command)], said.append)
    watched.said = said
    yield watched
    watched.stop()


def pid(programs) -> int:
    return programs.programs[0].child.pid


def test_a_killed_program_is_started_again_after_its_pause(programs):
    programs.start()
    first = pid(programs)
    os.kill(first, 9)
    programs.programs[0].child.wait()
    programs.watch()
    assert programs.said == ["文件 意外退出（-9），正在重新启动。"]
    programs.programs[0].due = 0
    programs.watch()
    assert pid(programs) != first
    assert psutil.pid_exists(pid(programs))


def test_pauses_grow_for_a_program_that_keeps_dying(programs):
    programs.start()
    pauses = []
    for _ in range(7):
        os.kill(pid(programs), 9)
        programs.programs[0].child.wait()
        programs.watch()
        pauses.append(programs.programs[0].pause)
        programs.programs[0].due = 0
        programs.watch()
    assert pauses == [2, 4, 8, 16, 30, 30, 30]


def test_stopping_leaves_nothing(programs):
    programs.start()
    first = pid(programs)
    programs.stop()
    assert not psutil.pid_exists(first)
    assert not programs.record.exists()


def test_what_a_killed_launcher_left_running_is_ended_first(programs):
    programs.start()
    left = programs.programs[0].child
    assert json.loads(programs.record.read_text()) == [left.pid]
    programs.programs[0].child = None
    programs.start()
    left.wait(5)
    assert not psutil.pid_exists(left.pid)
    assert pid(programs) != left.pid


def test_a_recorded_number_that_belongs_to_a_stranger_now_is_left_alone(programs):
    programs.record.write_text(json.dumps([os.getpgid(0) + 100_000, "no number"]))
    programs.end_leftovers()
    assert not programs.record.exists()


def test_a_taken_port_is_stepped_over():
    import socket

    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port


def test_a_phone_in_the_same_network_is_let_in():
    settings = Site(8001, ("192.0.2.7",)).environment()
    assert settings["SITE_URL"] == "http://192.0.2.7:8001"
    assert "192.0.2.7" in settings["ALLOWED_HOSTS"].split(",")
    assert settings["BIND"] == "0.0.0.0:8001"
    assert settings["HOTLINE_URL"].startswith("http://127.0.0.1:8001/")
