"""Grade many submissions at once: by processes of this machine, or by a Dask cluster's.

Results come as they are ready. A process that is lost takes nothing with it: what it was at is
begun again, and given up only if it is lost twice.
"""

import concurrent.futures
import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from course.grading.graded import Graded, Job, grade

RETRIES = 1  # of a cluster, for a submission at which a worker was lost
AHEAD = 2  # submissions for each process that wait for their turn: memory does not grow with more


@dataclass(frozen=True)
class Failed:
    """Why a submission could not be graded."""

    reason: str


def processes() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local(count: int) -> Callable[[], Executor]:
    """Executors of so many processes of this machine."""
    context = multiprocessing.get_context("fork")
    return lambda: ProcessPoolExecutor(count, mp_context=context)


def cluster(address: str) -> Callable[[], Executor]:
    """Executors of a Dask cluster. ImportError where `distributed` is not installed."""
    from distributed import Client

    client = Client(address)
    return lambda: client.get_executor(retries=RETRIES, pure=False)


def graded(
    jobs: Iterable[Job], new_executor: Callable[[], Executor], count: int
) -> Iterator[tuple[Job, Graded | Failed]]:
    """Each job with what came of it, in the order in which they end."""
    waiting = iter(jobs)
    while True:
        executor = new_executor()
        try:
            lost = yield from _until_it_breaks(executor, waiting, count)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        if not lost:
            return
        for job in lost:  # one of them is to blame: each gets a process to itself
            yield job, _alone(job, new_executor)


def _until_it_breaks(executor, waiting, count):
    """Results, until all are there or a process is lost: then the jobs that were begun."""
    begun: dict[Future, Job] = {}
    while True:
        for job in itertools.islice(waiting, count * AHEAD - len(begun)):
            begun[executor.submit(grade, job)] = job
        if not begun:
            return []
        done, _ = concurrent.futures.wait(begun, return_when=concurrent.futures.FIRST_COMPLETED)
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            return list(begun.values())
        for future in done:
            yield begun.pop(future), _result(future)


def _alone(job, new_executor):
    executor = new_executor()
    try:
        return _result(executor.submit(grade, job))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _result(future):
    try:
        return future.result()
    except BrokenProcessPool:
        return Failed("the process that graded it was lost, twice")
    except Exception as error:  # the others are graded all the same
        return Failed(f"{type(error).__name__}: {error}")
