"""Notebooks that attack the grader gain nothing, read nothing, and harm nobody.

Each is a solved backprop notebook in which one answer is not written; the attacks stand in
`attacks/`, one batch grades all of them beside two honest students. What no wall can hide is how
long a thing takes: two notebooks side by side share the processor's caches and its time, and a
patient one could learn from that what runs beside it. Nothing here is kept secret by time, and none
of it is tried. Nor can a jail know whose thoughts a right answer holds: one that was copied from
the book, or typed in by hand for the inputs of a check, is an answer like any other.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from attacks import MARK, UNWRITTEN, attacks
from masters import ASSIGNMENTS, Master
from nbgrader_course import Course

NAME = "backprop"
ATTACKS = attacks()
HONEST = "marked-bob", "ann"
SECONDS = 2  # for a cell: those that never end are stopped then
SECRET_SEED = "seed=20261"
SECRET = f'check("numerical_gradient", "any shape", {SECRET_SEED})'
STUB = "numerical_gradient-answer"
ROOT = Path(__file__).parents[3]



@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose hidden tests, files and people bear marks, with all attacks handed in."""
    with Heard() as heard:
        course = Course(tmp_path_factory.mktemp("course"))
        course.heard = heard
        release(course)
        hand_in(course)
        course.before = everything_below(course.root)
        course.said = grade(course)
        yield course


class Heard:
    """Services of this machine that nothing in the jail can reach."""

    def __enter__(self):
        self.port, *self._ends = 0, socket.socket(), socket.socket(socket.AF_UNIX)
        self._ends[0].bind(("127.0.0.1", 0))
        self.port = self._ends[0].getsockname()[1]
        self._ends[1].bind(f"\0course-{self.port}")
        for end in self._ends:
            end.listen()
            end.setblocking(False)
        return self

    def __exit__(self, *why):
        for end in self._ends:
            end.close()

    def anybody(self):
        """Has anybody called?"""
        for end in self._ends:
            with contextlib.suppress(BlockingIOError):
                end.accept()[0].close()
                return True
        return False


def release(course):
    master = nbformat.read(Master(ASSIGNMENTS[NAME]).path, as_version=4)
    for cell in master.cells:
        cell.source = cell.source.replace(SECRET, f"# {MARK}tests\n{SECRET}")
    course.add_solution(master, NAME)
    course.release_here(NAME)
    with open(course.root / "nbgrader_config.py", "a") as config:
        config.write(f"\nc.JailedExecute.cell_seconds = {SECONDS}\n")
    (course.root / "classroom" / f"{MARK}file.txt").write_text(f"{MARK}file")


def hand_in(course):
    exercise = course.exercise(NAME)
    solved = nbformat.from_dict(exercise)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in solved.cells}
    for name, source in Master(ASSIGNMENTS[NAME]).written.items():
        cells[name].source = source
    stub = next(c.source for c in exercise.cells if c.metadata.nbgrader.grade_id == STUB)
    with course.gradebook() as gradebook:
        gradebook.add_student("earlier", last_name=f"{MARK}gradebook")
    values = {"root": course.root, "port": course.heard.port}
    for name, attack in ATTACKS.items():
        folder = course.submit(name, NAME, attack.notebook(solved, stub, values))
        attack.place_files(folder)
    solved.cells[-1].source += f"\n\n{MARK}classmate"
    for name in HONEST:
        course.submit(name, NAME, solved)


def grade(course, *arguments):
    """What the command that grades says."""
    done = subprocess.run(
        [sys.executable, "-m", "course.grading.grade", NAME, *arguments],
        cwd=course.root,
        env=course.env
        | {"OF_THE_GRADER": f"{MARK}environment", "PYTHONPATH": str(ROOT)}
        | {"TMPDIR": str(course.home)},  # by which the jail's processes can be told from others'
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def everything_below(root):
    """Every path in a course, but for what grading makes, and the bytes of its files."""
    made = {root / "classroom" / name for name in ("autograded", "verdicts", "graded", "gradebook.db")}
    return {
        path: path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in root.rglob("*")
        if not made & {path, *path.parents}
    }


def outputs(course, student):
    """All that the cells of a graded notebook show, as text."""
    cells = nbformat.reads(course.autograded(student, NAME), as_version=4).cells
    return "\n".join(shown(output) for cell in cells for output in cell.get("outputs", ()))


def shown(output):
    said = [output.get("text", ""), *output.get("traceback", ()), *output.get("data", {}).values()]
    return "\n".join(map(str, said))


def points(course, student):
    return {name: score for name, (score, _) in course.grades(student, NAME).items()}


def honest(attack, full):
    """The points that an attack has a right to, by check."""
    lost = {*UNWRITTEN, *attack.lost}
    return {name: 0 if name in lost else score for name, score in full.items()}


def test_the_honest_have_all(course):
    full = {name: float(most) for name, most in ASSIGNMENTS[NAME].points.items()}
    assert [points(course, student) for student in HONEST] == [full, full]


@pytest.mark.parametrize("name", ATTACKS)
def test_it_got_as_far_as_it_could(course, name):
    """An attack that did not run proves nothing."""
    assert re.search(ATTACKS[name].ran, outputs(course, name)), outputs(course, name)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_gains_nothing_and_loses_nothing_else(course, name):
    attack, full = ATTACKS[name], points(course, "ann")
    if attack.lost == "own":
        got = points(course, name)
        assert all(got[check] <= full[check] for check in full if check not in UNWRITTEN)
        assert {got[check] for check in UNWRITTEN} == {0}
    else:
        assert points(course, name) == honest(attack, full)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_reads_no_hidden_byte(course, name):
    """Nothing of the tests, the gradebook, the grader or another student comes out."""
    said = outputs(course, name) + verdicts(course, name).read_text()
    assert not re.findall(f"{MARK}[a-z]+|{SECRET_SEED}", said)


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
