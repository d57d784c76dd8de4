"""Grade many submissions at once: by processes of this machine, or by a Dask cluster's.

Results come as they are ready. A process that is lost takes nothing with it: what it was at is
begun again, and given up only if it is lost twice.
"""

import concurrent.futures
import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial

from course.grading.graded import Graded, Job, grade, use
from course.grading.jail import Nursery
from course.grading.turning_away import Unreadable

AHEAD = 2  # submissions for each process that wait for their turn: memory does not grow with more
SECONDS_TO_ANSWER = 5  # for a cluster


@dataclass(frozen=True)
class Failed:
    """Why a submission could not be graded."""

    reason: str


@dataclass(frozen=True)
class Pool:
    """What grades: new executors, and how many submissions at once one of them is for."""

    new: Callable[[], Executor]
    count: int


class NoCluster(Exception):
    """The cluster can't be used; the message says why, and what to do."""


def processes() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local(count: int, nursery: Nursery) -> Pool:
    """So many processes of this machine, which share a nursery."""
    fork = multiprocessing.get_context("fork")
    new = partial(ProcessPoolExecutor, count, fork, initializer=_begin, initargs=(nursery,))
    nursery.wait()
    return Pool(new, count)


def _begin(nursery):
    """A process of the pool begins. It ends with its parent, who hears what keys are hit."""
    use(nursery)
    gc.freeze()  # what is there already is no garbage
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent():
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The processes of a Dask cluster. NoCluster where it can't be used."""
    try:
        from distributed import Client
        from distributed.comm import get_address_host
    except ImportError:
        raise NoCluster(NOT_INSTALLED) from None
    try:
        get_address_host(address)  # ValueError for what is none
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(NO_ANSWER.format(address=address, reason=error)) from None
    with client:
        count = sum(client.nthreads().values())
        if not count:
            raise NoCluster(f"The cluster at {address} has no workers. Start some: dask worker.")
        yield Pool(partial(client.get_executor, pure=False), count)


NOT_INSTALLED = (
    "A cluster is asked by the package distributed, which is not installed here. Install it with "
    "the course: pip install 'neural-networks-for-the-math-averse[cluster]'"
)
NO_ANSWER = (
    "No cluster answers at {address} ({reason}). The scheduler says its address when it starts: "
    "dask scheduler. Without --cluster the processors of this machine do the work."
)


def graded(jobs: Iterable[Job], pool: Pool) -> Iterator[tuple[Job, Graded | Failed]]:
    """Each job with what came of it, in the order in which they end."""
    waiting = iter(jobs)
    while True:
        lost = yield from _until_it_breaks(waiting, pool)
        if not lost:
            return
        for job in lost:  # one of them is to blame: each gets a process to itself
            yield job, _alone(job, pool)


def _until_it_breaks(waiting, pool):
    """Results, until all are there or a process is lost: then the jobs that were begun."""
    begun: dict[Future, Job] = {}
    with _executor(pool) as executor:
        while True:
            for job in itertools.islice(waiting, pool.count * AHEAD - len(begun)):
                begun[_submitted(executor, job)] = job
            if not begun:
                return []
            done, _ = concurrent.futures.wait(begun, return_when=concurrent.futures.FIRST_COMPLETED)
            if any(map(_is_lost, done)):
                return list(begun.values())
            for future in done:
                yield begun.pop(future), _result(future)


@contextlib.contextmanager
def _executor(pool):
    executor = pool.new()
    try:
        yield executor
    finally:
        executor.shutdown(wait=False)


def _submitted(executor, job):
    """A future result, of which may be known already that there is none: a process was lost."""
    try:
        return executor.submit(grade, job)
    except BrokenProcessPool as error:
        broken: Future = Future()
        broken.set_exception(error)
        return broken


def _is_lost(future):
    return not future.cancelled() and isinstance(future.exception(), BrokenProcessPool)


def _alone(job, pool):
    with _executor(pool) as executor:
        return _result(executor.submit(grade, job))


def _result(future):
    try:
        return future.result()
    except BrokenProcessPool:
        return Failed("the process that graded it was lost, twice")
    except CancelledError:
        return Failed("the cluster was lost")
    except Unreadable as error:
        return Failed(str(error))
    except Exception as error:  # the others are graded all the same
        return Failed(f"{type(error).__name__}: {str(error).partition(os.linesep)[0]}")
