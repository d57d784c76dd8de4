"""`python -m course.grading.release` makes exercises/ from solutions/, all of it or nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.grading import release


@pytest.fixture
def course(new_course, small_solution):
    course = new_course()
    course.add_solution(small_solution, "count")
    (course.root / "solutions/count/table.csv").write_text("1,2\n")
    return course


def everything(folder):
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_it_does_what_nbgrader_does(course):
    """A release writes the bytes that `nbgrader generate_assignment` writes."""
    release.release(course.root)
    ours = everything(course.root / "exercises")
    course.run("generate_assignment", "count", "--force")
    assert ours == everything(course.root / "exercises")
    assert set(ours) == {Path("count/count.ipynb"), Path("count/table.csv")}


def test_it_says_what_became_of_each_assignment(course, small_solution, monkeypatch, capsys):
    """Each assignment is named as new, unchanged, updated or removed, and unchanged ones rest."""
    exercises = course.root / "exercises"
    monkeypatch.chdir(course.root)

    def said():
        assert release.main() == 0
        return capsys.readouterr().out

    course.add_solution(small_solution, "again")
    assert said() == "again: new\ncount: new\n"
    shutil.rmtree(course.root / "solutions/again")
    (exercises / "count/table.csv").write_text("edited by hand")
    assert said() == "again: removed\ncount: updated\n"
    assert [p.name for p in exercises.iterdir()] == ["count"]
    before = everything(exercises), exercises.stat().st_ino
    assert said() == "count: unchanged\n"
    assert before == (everything(exercises), exercises.stat().st_ino)


def test_the_gradebook_is_left_alone(course):
    """A release neither makes a gradebook nor changes the one that is there."""
    release.release(course.root)
    assert everything(course.root / "classroom") == {}
    (course.root / "classroom/gradebook.db").write_bytes(b"grades")
    release.release(course.root)
    assert everything(course.root / "classroom") == {Path("gradebook.db"): b"grades"}


def test_the_instructors_files_stay_behind(course):
    """A file called instructor.md beside a solution does not reach the students."""
    (course.root / "solutions/count/instructor.md").write_text("answers")
    release.release(course.root)
    assert not (course.root / "exercises/count/instructor.md").exists()


def cut_off(path):
    path.write_text(path.read_text()[:500])


def change_cell(number, change):
    def damage(path):
        notebook = nbformat.read(path, as_version=4)
        change(notebook.cells[number - 1])
        nbformat.write(notebook, path)

    return damage


def set_source(text):
    return lambda cell: cell.update(source=text)


def set_metadata(**changes):
    return lambda cell: cell.metadata["nbgrader"].update(changes)


DAMAGE = {
    "cut off": (cut_off, "is not a notebook"),
    "no end": (
        change_cell(4, set_source("### BEGIN SOLUTION\nreturn 2")),
        "cell 4 ('two'): no end solution statement found",
    ),
    "no end of a test": (
        change_cell(5, set_source("### BEGIN HIDDEN TESTS\nassert two() == 2")),
        "cell 5 ('two-check'): No end hidden tests statement found",
    ),
    "test outside a check": (
        change_cell(1, set_source("### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS")),
        "cell 1 ('title'): Hidden test region detected in a non-grade cell",
    ),
    "one id twice": (
        change_cell(7, set_metadata(grade_id="two-check")),
        "cell 7 ('two-check'): an earlier cell has this grade_id too",
    ),
    "no points": (
        change_cell(3, lambda cell: cell.metadata["nbgrader"].pop("points")),
        "cell 3 ('one-check'): nbgrader cell 'one-check' does not have points",
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_broken_solution_changes_nothing_and_is_named(course, small_solution, kind):
    """A broken solution ends a release with its file and cell; every exercise stays as it was."""
    damage, message = DAMAGE[kind]
    course.add_solution(small_solution, "zebra")
    release.release(course.root)
    before = everything(course.root / "exercises")
    (course.root / "solutions/count/table.csv").write_text("new")
    damage(course.root / "solutions/zebra/zebra.ipynb")
    with pytest.raises(release.ReleaseError) as error:
        release.release(course.root)
    assert "solutions/zebra/zebra.ipynb" in str(error.value)
    assert message in str(error.value)
    assert before == everything(course.root / "exercises")
    assert everything(course.root / "classroom") == {}


def test_the_command_fails_without_a_traceback(course):
    """With a broken solution the command ends with status 1 and one message."""
    cut_off(course.root / "solutions/count/count.ipynb")
    command = [sys.executable, "-m", "course.grading.release"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing is released: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (course.root / "exercises").exists()


def test_a_failing_swap_is_undone(course, monkeypatch):
    """If the new exercises cannot take their place, the old ones are back."""
    release.release(course.root)
    before = everything(course.root / "exercises")
    (course.root / "solutions/count/table.csv").write_text("new")
    rename = Path.rename

    def fails_for_the_new_ones(path, target):
        if path.name == "fresh":
            raise OSError("no room")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new_ones)
    with pytest.raises(OSError, match="no room"):
        release.release(course.root)
    assert before == everything(course.root / "exercises")


@pytest.mark.parametrize("missing", ["solutions", "notebook", "settings"])
def test_nothing_to_release_is_said(course, missing):
    """Without settings, assignments or a notebook the message says which is missing."""
    (course.root / "solutions/count/count.ipynb").unlink()
    if missing == "solutions":
        (course.root / "solutions").rename(course.root / "elsewhere")
    if missing == "settings":
        (course.root / "nbgrader_config.py").unlink()
    expected = {
        "solutions": "There are no assignments in",
        "notebook": "There is no notebook in",
        "settings": "There is no nbgrader_config.py in",
    }
    with pytest.raises(release.ReleaseError, match=expected[missing]):
        release.release(course.root)
