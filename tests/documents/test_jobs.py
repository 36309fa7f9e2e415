"""Jobs that make many documents: progress, one worker, resumed after a kill, cancelled, private, cleared."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from liaison import clock
from liaison.accounts.roles import Role
from liaison.documents import jobs
from liaison.documents.models import Job
from liaison.errors import Refused
from tests.factories.accounts import SeatFactory


class Kill(BaseException):
    """The worker is gone in the middle."""


class Press:
    """A kind of work that counts what it makes, and can be made to die or to fail."""

    def __init__(self):
        self.made: list[int] = []
        self.dies_at = self.fails_at = None
        self.during = lambda number: None

    def items(self, asked):
        return [(number, f"{number}.txt") for number in range(1, asked["count"] + 1)]

    def make(self, asked, number):
        if number == self.dies_at:
            raise Kill
        if number == self.fails_at:
            raise ValueError("broken")
        self.during(number)
        self.made.append(number)
        return f"第 {number} 份".encode()


@pytest.fixture
def press(monkeypatch):
    made = Press()
    monkeypatch.setitem(jobs._works, "press", jobs.Work(made.items, made.make))
    return made


@pytest.fixture
def seat():
    return SeatFactory(role=Role.COMMITTEE)


def started(seat, count=5) -> Job:
    return jobs.start("press", title="十份", asked={"count": count}, by=seat)


def test_a_job_runs_to_its_end_and_its_asker_alone_fetches_it(press, seat, client):
    job = started(seat)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.made, job.percent) == ("done", 5, 100)
    client.force_login(seat.user)
    answer = client.get(f"/desk/jobs/{job.pk}/result.zip")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert packed.namelist() == [f"{n}.txt" for n in range(1, 6)]
    assert packed.read("3.txt").decode() == "第 3 份"
    client.force_login(SeatFactory(role=Role.COMMITTEE).user)
    assert client.get(f"/desk/jobs/{job.pk}/result.zip").status_code == 404
    assert client.get(f"/desk/jobs/{job.pk}/").status_code == 404


def test_a_killed_worker_s_job_is_taken_up_where_it_was_left(press, seat):
    job = started(seat)
    press.dies_at = 4
    with pytest.raises(Kill):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.made) == ("running", 3)
    press.dies_at = None
    assert jobs.sweep() == 0  # it moved a moment ago: somebody may still be at it
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        assert jobs.sweep() == 1
    job.refresh_from_db()
    assert job.state == "done"
    assert press.made == [1, 2, 3, 4, 5]  # nothing twice


def test_running_what_is_done_does_nothing(press, seat):
    job = started(seat)
    assert jobs.run(job.pk)
    assert not jobs.run(job.pk)
    assert press.made == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_never_make_the_same_job(press, seat):
    job = started(seat, 2)
    key = int(str(job.pk).replace("-", "")[:15], 16)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            assert not jobs.run(job.pk)
            assert press.made == []
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    finally:
        other.close()
    assert jobs.run(job.pk)


def test_a_cancelled_job_stops_at_the_next_file_and_leaves_nothing(
    press, seat, django_capture_on_commit_callbacks
):
    job = started(seat)

    def stop(number):
        if number == 2:
            jobs.cancel(job, by=seat)

    press.during = stop
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert press.made == [1, 2]
    assert not jobs._folder(job).exists()
    with pytest.raises(Refused, match="已取消，不能取消"):
        jobs.cancel(job, by=seat)


def test_a_failed_job_says_where_and_goes_on_when_asked(press, seat, client):
    job = started(seat)
    press.fails_at = 3
    jobs.run(job.pk)
    client.force_login(seat.user)
    page = client.get(f"/desk/jobs/{job.pk}/").content.decode()
    assert "第 3 份没有生成" in page
    press.fails_at = None
    client.post(f"/desk/jobs/{job.pk}/resume/")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, press.made) == ("done", [1, 2, 3, 4, 5])


def test_the_same_request_is_one_job_and_a_third_has_to_wait(press, seat):
    assert started(seat) == started(seat)
    started(seat, 6)
    with pytest.raises(Refused, match="已有 2 个任务在进行"):
        started(seat, 7)
    with pytest.raises(Refused, match="没有可以生成的内容"):
        jobs.start("press", title="空", asked={"count": 0}, by=SeatFactory())


def test_results_are_cleared_away_after_seven_days(press, seat):
    job = started(seat)
    jobs.run(job.pk)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        jobs.sweep()
    job.refresh_from_db()
    assert job.state == "expired"
    assert not jobs._folder(job).exists()


def test_the_page_asks_for_itself_only_while_there_is_something_to_see(press, seat, client):
    job = started(seat)
    client.force_login(seat.user)
    assert 'hx-trigger="every 2s"' in client.get(f"/desk/jobs/{job.pk}/").content.decode()
    jobs.run(job.pk)
    part = client.get(f"/desk/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in part
    assert "<html" not in part
    assert "下载压缩包" in part
    assert "十份" in client.get("/desk/jobs/").content.decode()
