"""A class is graded by a Dask cluster, whose processes may die; who has none is told what to do."""

import builtins
import os
import signal
import threading
import time

import pytest
import small_class

from course.grading.pool import NoCluster, cluster

pytestmark = pytest.mark.whole

QUIET = {"dashboard_address": "127.0.0.1:0", "silence_logs": 50}


@pytest.fixture(scope="module")
def course(course, fill):
    """The small assignment, and what a class handed in."""
    small_class.hand_in(course, course.exercise(small_class.NAME), fill)
    return course


@pytest.fixture(scope="module")
def once(course):
    """What one undisturbed batch of this machine leaves behind."""
    small_class.grade(course, "--jobs", "1")
    return small_class.everything(course)


@pytest.fixture(scope="module")
def workers():
    """A cluster of two processes with two threads each."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=2, **QUIET) as workers:
        yield workers


@pytest.fixture
def fresh(course, once):
    small_class.forget(course)
    return course


def test_a_cluster_leaves_what_one_process_leaves(fresh, once, workers):
    """The gradebook, files and verdicts are the same."""
    said = small_class.grade(fresh, "--cluster", workers.scheduler_address)
    assert "8 graded." in said
    assert small_class.everything(fresh) == once


def test_a_worker_that_dies_takes_nothing_with_it(fresh, once, workers):
    """What it was at is graded by another one."""
    pids = [worker.pid for worker in workers.workers.values()]
    killer = threading.Thread(target=_kill_once_it_works, args=(fresh, pids[0]))
    killer.start()
    said = small_class.grade(fresh, "--cluster", workers.scheduler_address)
    killer.join()
    assert "8 graded." in said
    assert pids[0] not in [worker.pid for worker in workers.workers.values()]
    assert small_class.everything(fresh) == once


def _kill_once_it_works(course, pid):
    kept, end = course.root / "classroom/verdicts", time.monotonic() + 60
    while not any(path.is_file() for path in kept.rglob("*")) and time.monotonic() < end:
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)


def test_nobody_answers(course):
    """Where there is no cluster the message names the address, and nothing is graded."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    said = small_class.grade(course, "--again", "--cluster", "tcp://127.0.0.1:9", status=1)
    assert "No cluster answers at tcp://127.0.0.1:9" in said
    assert "Without --cluster the processors of this machine do the work." in said
    assert "Traceback" not in said


def test_no_address():
    """What is no address is not waited for."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with pytest.raises(NoCluster, match="No cluster answers at x://y .*known schemes"):
        with cluster("x://y"):
            pass


def test_a_cluster_without_workers(course):
    """It would never end."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(n_workers=0, **QUIET) as empty:
        with pytest.raises(NoCluster, match="has no workers. Start some: dask worker."):
            with cluster(empty.scheduler_address):
                pass


def test_the_package_is_missing(monkeypatch):
    """The message says what to install."""
    imported = builtins.__import__

    def without(name, *arguments):
        if name == "distributed":
            raise ImportError(name)
        return imported(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoCluster, match=r"pip install 'neural-networks.*\[cluster\]'"):
        with cluster("tcp://127.0.0.1:9"):
            pass
