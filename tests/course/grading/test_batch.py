"""A batch gives the same each time, loses nothing to a process that dies, and goes on later."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
import small_class
from nbgrader_course import grading
from samples import seeds

pytestmark = pytest.mark.whole

EVERY = 8  # students


@pytest.fixture(scope="module")
def course(course, fill):
    """The small assignment, and what a class handed in."""
    with open(course.root / "nbgrader_config.py", "a") as file:
        file.write(small_class.SETTINGS)
    students = small_class.hand_in(course, course.exercise(small_class.NAME), fill)
    assert len(students) == EVERY
    return course


@pytest.fixture(scope="module")
def once(course):
    """What one undisturbed batch leaves behind."""
    small_class.grade(course, "--jobs", "1")
    return small_class.everything(course)


@pytest.fixture
def fresh(course, once):
    """The course, with nobody graded yet."""
    small_class.forget(course)
    return course


@pytest.mark.parametrize("turn", seeds(sample=2, everything=20))
def test_four_processes_leave_what_one_leaves(fresh, once, turn):
    """Nothing is lost, and nothing is in another order."""
    assert f"{EVERY} graded." in small_class.grade(fresh, "--jobs", "4")
    assert small_class.everything(fresh) == once


def test_no_processes_at_all_are_refused(course):
    """Before anything is loaded, and in words."""
    said = small_class.grade(course, "--jobs", "0", status=2)
    assert "argument --jobs: '0' is no whole number above zero" in said


def test_a_batch_that_was_killed_goes_on_where_it_stopped(fresh, once):
    """Nothing is lost or done twice, no process of its own stays, and no half of a result."""
    batch = _begun(fresh, "--jobs", "2")
    done = _wait_for(lambda: len(_kept(fresh)), 2)
    own = _processes_of(batch.pid)
    batch.kill()
    batch.communicate(timeout=60)
    _wait_for(lambda: not any(map(_runs, own)), True)
    kept = _kept(fresh)
    said = small_class.grade(fresh, "--jobs", "2")
    assert len(kept) >= done
    assert f"{EVERY - len(kept)} graded; {len(kept)} were graded before" in said
    assert small_class.everything(fresh) == once


def _kept(course):
    """The verdicts that are whole: one that is being written has another name until it is."""
    return list((course.root / "classroom/verdicts").rglob("*.json"))


def test_half_a_result_of_a_batch_that_was_killed_is_thrown_away(fresh, once):
    """It lies beside the whole one, where nbgrader would take it for an assignment."""
    half = fresh.root / f"classroom/autograded/ada/.grading-{small_class.NAME}"
    half.mkdir(parents=True)
    (half / "some.txt").write_text("some of it")
    small_class.grade(fresh, "--jobs", "1")
    assert small_class.everything(fresh) == once


@pytest.fixture
def notebook(fresh):
    """Ada's, which is put back afterwards; zed, who may come, is gone then."""
    submitted = fresh.root / "classroom/submitted"
    notebook = submitted / "ada" / small_class.NAME / f"{small_class.NAME}.ipynb"
    before = notebook.read_bytes()
    yield notebook
    notebook.write_bytes(before)
    shutil.rmtree(submitted / "zed")
    with fresh.gradebook() as gradebook:
        gradebook.remove_student("zed")


def test_what_comes_meanwhile_is_graded_by_the_next_one(fresh, notebook, fill):
    """Another notebook of one who is done, and one who is new: the batch ends well without."""
    exercise = fresh.exercise(small_class.NAME)
    batch = _begun(fresh, "--jobs", "1")
    _wait_for(lambda: len(_kept(fresh)), 1)
    notebook.write_text(nbformat.writes(fill(exercise, small_class.WRONG)))
    fresh.submit("zed", small_class.NAME, fill(exercise, small_class.RIGHT))
    said, _ = batch.communicate(timeout=120)
    assert batch.returncode == 0 and said.startswith(f"{EVERY} graded."), said
    said = small_class.grade(fresh)
    assert said.startswith(f"2 graded; {EVERY - 1} were graded before"), said
    assert "MOVED: ada had 6 and has 4 points." in said


def test_who_is_missing_in_the_gradebook_is_graded_again(fresh, once):
    """It was put back from an older copy, say, and the files say that all is done."""
    small_class.grade(fresh)
    with fresh.gradebook() as gradebook:
        gradebook.remove_submission(small_class.NAME, "ada")
    assert "1 graded; 7 were graded before" in small_class.grade(fresh)
    assert small_class.everything(fresh) == once
    assert "nothing to do" in small_class.grade(fresh)


def test_a_process_that_dies_takes_nothing_with_it(fresh, once):
    """What it was at is graded by another one."""
    batch = _begun(fresh, "--jobs", "2")
    _wait_for(lambda: len(_kept(fresh)), 1)
    os.kill(_pool(batch.pid)[0], signal.SIGKILL)
    said, _ = batch.communicate(timeout=120)
    assert batch.returncode == 0 and f"{EVERY} graded." in said, said
    assert small_class.everything(fresh) == once


def test_a_nursery_that_dies_takes_nothing_with_it(fresh, once):
    """Each process then builds one of its own."""
    batch = _begun(fresh, "--jobs", "2")
    _wait_for(lambda: len(_kept(fresh)), 1)
    os.kill(_children(batch.pid, "bwrap")[0], signal.SIGKILL)
    said, _ = batch.communicate(timeout=120)
    assert batch.returncode == 0 and f"{EVERY} graded." in said, said
    assert small_class.everything(fresh) == once


def test_who_stops_it_by_hand_is_told_that_it_goes_on(fresh, once):
    """Ctrl-C ends it in words, and what was graded is kept."""
    batch = _begun(fresh, "--jobs", "2", start_new_session=True)
    _wait_for(lambda: len(_kept(fresh)), 1)
    os.killpg(batch.pid, signal.SIGINT)
    said, _ = batch.communicate(timeout=120)
    assert batch.returncode == 130 and "Traceback" not in said, said
    assert "Stopped. What was graded is kept; the same command goes on." in said
    small_class.grade(fresh, "--jobs", "2")
    assert small_class.everything(fresh) == once


def _begun(course, *arguments, **settings):
    return subprocess.Popen(
        grading(small_class.NAME, *arguments),
        cwd=course.root,
        env=course.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **settings,
    )


def _wait_for(what, least):
    """Wait until it is as much, and give it; a minute is more than enough."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (found := what()) >= least:
            return found
        time.sleep(0.01)
    raise AssertionError("it never came")


def _children(pid, name):
    """The processes of that name which a process has begun."""
    every = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    return sorted(int(one.name) for one in every if _is_child(one, pid, name))


def _is_child(path, pid, name):
    try:
        own, _, rest = (path / "stat").read_text().rpartition(")")
    except (FileNotFoundError, ProcessLookupError):  # it has ended
        return False
    return int(rest.split()[1]) == pid and own.partition("(")[2].startswith(name)


def _pool(pid):
    return _children(pid, "python")


def _processes_of(pid):
    return [*_pool(pid), *_children(pid, "bwrap")]


def _runs(pid):
    return Path(f"/proc/{pid}").exists()
