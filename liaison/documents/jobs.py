"""Many documents as one job (批量任务): made by the worker, file by file, resumed after any kill.

Each file lies under its own number as soon as it is whole, so that whoever takes the job up again
goes on where it was left. An advisory lock, which a killed worker's connection gives back by itself,
keeps two workers from making the same job.
"""

import logging
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.documents.models import Job
from liaison.errors import Refused

_log = logging.getLogger(__name__)
#: A job nobody has touched for so long is taken up again.
LOST_AFTER = timedelta(minutes=2)
#: Results are kept so long, then cleared away: what is personal does not lie about.
KEPT_FOR = timedelta(days=7)
#: One seat may have so many jobs under way.
MOST_OPEN = 2
_END = {
    Job.State.DONE: "job.done",
    Job.State.FAILED: "job.failed",
    Job.State.CANCELLED: "job.cancel",
}


@dataclass(frozen=True)
class Work:
    """How a kind of job is done.

    items(asked): what is to be made, in order, the same each time: (number of the thing, name of its
    file). make(asked, number): the file's content.
    """

    items: Callable[[dict], Sequence[tuple[int, str]]]
    make: Callable[[dict, int], bytes]


_works: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """Make `kind` of job known; called in an AppConfig.ready."""
    _works[kind] = work


@transaction.atomic
def start(kind: str, *, title: str, asked: dict[str, Any], by: Seat) -> Job:
    """提出批量任务; the worker begins after the commit.

    The same request while one like it is under way gives back that one. Raises Refused when there
    is nothing to make, or the seat has too many jobs under way.
    """
    mine = Job.objects.visible_to(by).unfinished()  # type: ignore[attr-defined]
    Seat.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    twin = mine.filter(kind=kind, asked=asked).order_by("asked_at", "pk").first()
    if twin is not None:
        return twin
    if mine.count() >= MOST_OPEN:
        raise Refused(f"您已有 {MOST_OPEN} 个任务在进行，请等完成或取消后再提出。")
    total = len(_works[kind].items(asked))
    if not total:
        raise Refused("范围内没有可以生成的内容。")
    job = Job.objects.create(
        kind=kind, title=title, asked=asked, asked_by=by, asked_at=clock.now(), total=total
    )
    chain.record("job.start", by=by, about=job, facts={"name": title, "rows": total})
    transaction.on_commit(partial(_kick, job), robust=True)
    return job


@transaction.atomic
def cancel(job: Job, *, by: Seat) -> Job:
    """取消: the worker stops at the next file; what was made is cleared away."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.is_open:
        raise Refused(f"任务{job.get_state_display()}，不能取消。")
    _end(job, Job.State.CANCELLED, by=by)
    return job


@transaction.atomic
def resume(job: Job, *, by: Seat) -> Job:
    """继续: a job that failed goes on where it was left."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state != Job.State.FAILED:
        raise Refused("只有未完成的任务可以继续。")
    job.state, job.ended_at, job.reason = Job.State.WAITING, None, ""
    job.save(update_fields=["state", "ended_at", "reason"])
    chain.record("job.resume", by=by, about=job)
    transaction.on_commit(partial(_kick, job), robust=True)
    return job


def run(pk) -> bool:
    """Make what is still missing of a job. Whether this call worked on it: not when another does."""
    with _alone(pk) as is_alone:
        job = Job.objects.unfinished().filter(pk=pk).first() if is_alone else None  # type: ignore[attr-defined]
        if job is None:
            return False
        try:
            _work_on(job)
        except Exception:
            _log.exception("job %s failed after %s of %s", job.pk, job.made, job.total)
            with transaction.atomic():
                reason = f"第 {job.made + 1} 份没有生成，请点“继续”；仍不成功请联系系统管理员。"
                _end(job, Job.State.FAILED, reason=reason)
        return True


def sweep() -> int:
    """Take up jobs nobody works on, and clear away old results. Returns how many were worked on."""
    now = clock.now()
    for old in Job.objects.filter(state=Job.State.DONE, ended_at__lt=now - KEPT_FOR):
        shutil.rmtree(_folder(old), ignore_errors=True)
        Job.objects.filter(pk=old.pk).update(state=Job.State.EXPIRED)
    lost = Job.objects.unfinished().exclude(beaten_at__gt=now - LOST_AFTER)  # type: ignore[attr-defined]
    waiting = lost.filter(asked_at__lt=now - timedelta(seconds=30))
    return sum(run(pk) for pk in waiting.order_by("asked_at", "pk").values_list("pk", flat=True))


def result(job: Job) -> Path | None:
    """The zip file of a job that is done; None otherwise."""
    path = _folder(job) / "result.zip"
    return path if job.state == Job.State.DONE and path.exists() else None


# -- inside -------------------------------------------------------------------------------------
def _work_on(job: Job) -> None:
    work, folder = _works[job.kind], _folder(job)
    folder.mkdir(parents=True, exist_ok=True)
    items = work.items(job.asked)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, total=len(items))
    job.total = len(items)
    for place, (number, _) in enumerate(items, start=1):
        part = folder / f"{number}.part"
        if not part.exists():
            _write(part, work.make(job.asked, number))
        job.made = place
        if not _beat(job):
            shutil.rmtree(folder, ignore_errors=True)
            return
    _pack(folder, items)
    with transaction.atomic():
        _end(job, Job.State.DONE)


def _beat(job: Job) -> bool:
    """Tell how far it has got; False when it was cancelled meanwhile."""
    running = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)
    return bool(running.update(made=job.made, beaten_at=clock.now()))


def _pack(folder: Path, items: Sequence[tuple[int, str]]) -> None:
    packed = folder / "result.tmp"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for number, name in items:
            archive.write(folder / f"{number}.part", name)
    os.replace(packed, folder / "result.zip")
    for number, _ in items:
        (folder / f"{number}.part").unlink()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a kill in the middle leaves no half file under the name."""
    unfinished = path.with_suffix(".tmp")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)


def _end(job: Job, state: str, *, by: Seat | None = None, reason: str = "") -> None:
    rows = Job.objects.unfinished().filter(pk=job.pk)  # type: ignore[attr-defined]
    if not rows.update(state=state, ended_at=clock.now(), reason=reason, made=job.made):
        return
    job.state = state
    chain.record(_END[Job.State(state)], by=by, about=job, facts={"rows": job.made})
    if state == Job.State.CANCELLED:
        transaction.on_commit(partial(shutil.rmtree, _folder(job), ignore_errors=True))


def _folder(job: Job) -> Path:
    return Path(settings.MEDIA_ROOT) / "jobs" / str(job.pk)


@contextmanager
def _alone(pk) -> Iterator[bool]:
    """Whether nobody else works on the job: a lock of this connection, gone when it goes."""
    key = int(str(pk).replace("-", "")[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        got = cursor.fetchone()[0]
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _kick(job: Job) -> None:
    from liaison.documents import tasks

    try:
        tasks.run_job.delay(str(job.pk))
    except Exception as error:  # the sweep takes up what was not kicked; the request has succeeded
        _log.warning("job %s not kicked: %s", job.pk, error)
