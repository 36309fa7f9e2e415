"""What the worker does with jobs that make many documents."""

from celery import shared_task

from liaison.documents import jobs


@shared_task
def run_job(pk) -> bool:
    """Make what is missing of one job, right after it was asked for."""
    return jobs.run(pk)


@shared_task
def sweep_jobs() -> int:
    """Take up what was left lying; returns how many."""
    return jobs.sweep()
