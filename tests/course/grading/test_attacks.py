"""Notebooks that attack the grader gain nothing, read nothing, and harm nobody.

Each is a solved backprop notebook in which one answer is not written; the attacks stand in
`attacks/`, one batch grades all of them beside two honest students. What no wall can hide is how
long a thing takes: two notebooks side by side share the processor's caches and its time, and a
patient one could learn from that what runs beside it. Nothing here is kept secret by time, and none
of it is tried. Nor can a jail know whose thoughts a right answer holds: one that was copied from
the book, or typed in by hand for the inputs of a check, is an answer like any other.
"""

import json
import re
from pathlib import Path

import nbformat
import pytest
from attacked_course import (
    FULL,
    HONEST,
    NAME,
    Heard,
    grade,
    hand_in,
    is_fair,
    marks_in,
    outputs,
    points,
    release,
)
from attacks import attacks
from nbgrader_course import Course

pytestmark = pytest.mark.whole

ATTACKS = attacks()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with all attacks handed in and graded, beside two honest students."""
    with Heard() as heard:
        course = Course(tmp_path_factory.mktemp("course"))
        course.heard = heard
        release(course)
        hand_in(course, ATTACKS)
        course.before = everything_below(course.root)
        course.said = grade(course)
        yield course


def everything_below(root):
    """Every path in a course, but for what grading makes, and the bytes of its files."""
    made = {
        root / "classroom" / name for name in ("autograded", "verdicts", "graded", "gradebook.db")
    }
    return {
        path: path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in root.rglob("*")
        if not made & {path, *path.parents}
    }


def test_the_honest_have_all(course):
    assert [points(course, student) for student in HONEST] == [FULL, FULL]


@pytest.mark.parametrize("name", ATTACKS)
def test_it_got_as_far_as_it_could(course, name):
    """An attack that did not run proves nothing."""
    said = outputs(course.autograded(name, NAME))
    assert re.search(ATTACKS[name].ran, said), said


@pytest.mark.parametrize("name", ATTACKS)
def test_it_gains_nothing_and_loses_nothing_else(course, name):
    assert is_fair(ATTACKS[name], points(course, name)), points(course, name)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_reads_no_hidden_byte(course, name):
    """Nothing of the tests, the gradebook, the grader or another student comes out."""
    said = outputs(course.autograded(name, NAME)) + verdicts(course, name).read_text()
    assert not marks_in(said)


def verdicts(course, name):
    return course.root / "classroom/verdicts" / NAME / f"{name}.json"


def test_every_one_is_graded(course):
    """No attack ends the batch, nor keeps its own notebook from being graded."""
    assert "NOT GRADED" not in course.said
    assert f"{len(ATTACKS) + len(HONEST)} graded." in course.said


def test_nothing_else_has_changed(course):
    """No file of the course, or in the folders that all may write to, and nobody has called."""
    assert everything_below(course.root) == course.before
    assert not list(Path("/tmp").glob("pwned*")) + list(Path("/dev/shm").glob("pwned*"))
    assert not course.heard.anybody()


def test_no_process_is_left(course):
    """The jail mounts a folder of the grader's; whoever sees it is in there."""
    mounts = [mounts_of(path) for path in Path("/proc").glob("[0-9]*")]
    assert any(mounts)
    assert not [text for text in mounts if course.home.name in text]


def mounts_of(path):
    try:
        return (path / "mountinfo").read_text()
    except (FileNotFoundError, ProcessLookupError, OSError):  # it has ended
        return ""


def test_what_is_kept_can_be_read(course):
    """Each notebook is one, each verdict can be read, and no text in them is half a letter."""
    for name in ATTACKS:
        nbformat.validate(nbformat.reads(course.autograded(name, NAME), as_version=4))
        assert len(json.loads(verdicts(course, name).read_text("utf-8"))) == 1
        assert len(course.autograded(name, NAME)) < 10_000_000
