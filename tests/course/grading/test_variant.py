"""`python -m course.grading.variant` makes a course with other numbers and other tasks."""

import re
import shutil

import nbformat
import pytest
from masters import ASSIGNMENTS, VARIANTS, Master

from course.grading import variant
from course.grading.release import ReleaseError, load_config

pytestmark = pytest.mark.whole

YEAR = 2027
SETUP = 'check = check.variant("{task}", seed=2027)'


@pytest.fixture(scope="module")
def spring(root, tmp_path_factory):
    """Next spring's course: in each assignment that a task changes, one of them."""
    folder = tmp_path_factory.mktemp("courses") / "spring"
    variant.make(root, folder, YEAR, dict(VARIANTS.keys()))
    return folder


def read(folder, room, name):
    return nbformat.read(folder / room / name / f"{name}.ipynb", as_version=4)


def sources(notebook):
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in notebook.cells}


def test_it_is_a_whole_course(spring):
    """Every assignment, its instructor's text and nbgrader's settings; the exercises are made.

    And the book, which its own `make book` builds (test_own_page.py does); nothing of this one's.
    """
    for name in ASSIGNMENTS:
        assert (spring / "solutions" / name / "instructor.md").is_file()
        assert (spring / "exercises" / name / f"{name}.ipynb").is_file()
        assert not list((spring / "exercises" / name).glob("instructor*"))
    for name in ("nbgrader_config.py", "Makefile", "_toc.yml", "chapters/index.md", ".ci/run"):
        assert (spring / name).is_file()
    assert not {".git", ".venv", "_build"} & {path.name for path in spring.iterdir()}


def test_only_the_numbers_and_the_changed_cells_differ(root, spring):
    """The seed is in the setup and in each hidden test; a task changes the cells that it names."""
    tasks = dict(VARIANTS.keys())
    for name in ASSIGNMENTS:
        old, new = sources(read(root, "solutions", name)), sources(read(spring, "solutions", name))
        patch = {}
        if name in tasks:
            patch = variant.patch_of(root / "solutions" / name, tasks[name])
            assert SETUP.format(task=tasks[name]) in new["setup"]
        assert old.keys() == new.keys()
        for cell in old.keys() - patch.keys() - {"setup"}:
            seeds = [int(seed) for seed in re.findall(r"seed=(\d+)\)", old[cell])]
            assert [int(seed) for seed in re.findall(r"seed=(\d+)\)", new[cell])] == [
                seed + YEAR for seed in seeds
            ]
            assert re.sub(r"seed=\d+", "", old[cell]) == re.sub(r"seed=\d+", "", new[cell])
        for cell, source in patch.items():
            assert source != old[cell] and new[cell] == source


def test_what_students_get_says_so_and_gives_nothing_away(spring):
    """The released setup has the year and the task; hidden tests and solutions stay behind."""
    for name, task in dict(VARIANTS.keys()).items():
        released = sources(read(spring, "exercises", name))
        assert SETUP.format(task=task) in released["setup"]
        assert not re.search("HIDDEN|SOLUTION", "".join(released.values()))


@pytest.mark.parametrize("name", ["backprop"])
def test_graded_by_nbgrader_last_years_answers_lose_points(root, new_course, fill, name):
    """This year's solution earns full marks, last year's what did not change, a stub nothing."""
    course, task = new_course(), "half_mse"
    shutil.rmtree(course.root)
    variant.make(root, course.root, YEAR, {name: task})
    course.run("generate_assignment", name, "--force")
    this = Master(VARIANTS[name, task], task).written
    last = Master(ASSIGNMENTS[name]).written
    exercise = course.exercise(name)
    course.submit("ada", name, fill(exercise, this))
    course.submit("bob", name, fill(exercise, last))
    course.submit("zoe", name, exercise)
    course.autograde(name)
    worth = ASSIGNMENTS[name].points
    ada, bob, zoe = (course.grades(student, name) for student in ("ada", "bob", "zoe"))
    assert all(ada[cell] == (worth[cell], False) for cell in worth)
    lost = {cell for cell in worth if bob[cell] != ada[cell]}
    assert lost == {cell for cell in worth if cell.startswith(("mse_grad-", "backward-"))}
    assert all(bob[cell][0] == 0 for cell in lost)
    assert not any(score for score, _ in zoe.values())


def test_a_folder_in_use_is_left_alone(root, tmp_path):
    """A gradebook may be in it."""
    (tmp_path / "gradebook.db").write_bytes(b"grades")
    with pytest.raises(ReleaseError, match="is not empty"):
        variant.make(root, tmp_path, YEAR, {})
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


def test_a_file_is_no_folder_to_write_to(root, tmp_path):
    """It is refused as a folder in use is."""
    (tmp_path / "spring").write_text("notes")
    with pytest.raises(ReleaseError, match="is not empty"):
        variant.make(root, tmp_path / "spring", YEAR, {})


@pytest.mark.parametrize("seed", ["0", "-3", "x", "1.5"])
def test_a_seed_that_changes_nothing_is_refused(root, tmp_path, monkeypatch, capsys, seed):
    """With 0 the hidden numbers stay the published ones; below it no check can draw any."""
    monkeypatch.chdir(root)
    with pytest.raises(SystemExit):
        variant.main([str(tmp_path / "spring"), f"--seed={seed}"])
    assert f"{seed!r} is no whole number above zero" in capsys.readouterr().err
    assert not (tmp_path / "spring").exists()


def test_two_tasks_for_one_assignment_are_refused(root, tmp_path, monkeypatch, capsys):
    """The last one alone would be made, and the other left out without a word."""
    monkeypatch.chdir(root)
    tasks = ["backprop=leaky", "affine=columns", "backprop=half_mse"]
    assert variant.main([str(tmp_path / "spring"), "--seed=2027", "--task", *tasks]) == 1
    said = capsys.readouterr().err
    assert said.endswith("backprop can have one task, and not both leaky and half_mse.\n")
    assert not (tmp_path / "spring").exists()


def test_a_variant_cannot_be_given_a_task(root, tmp_path):
    """The cells that a task changes stay with the first course, and that is said."""
    shutil.copytree(
        root / "solutions/affine",
        tmp_path / "affine",
        ignore=shutil.ignore_patterns(variant.PATCHES),
    )
    with pytest.raises(ReleaseError, match=r"no .*columns\.ipynb, so columns can't be made"):
        variant.patch_of(tmp_path / "affine", "columns")


def test_a_folder_inside_would_be_published(root, tmp_path):
    """It is refused, with a name that would do."""
    with pytest.raises(ReleaseError, match=r"inside this course.* such as \.\./spring\.$"):
        variant.make(root, root / "classroom/spring", YEAR, {})
    assert not (root / "classroom/spring").exists()


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ({"backpropagation": "leaky"}, "no assignment backpropagation. There are: activations"),
        ({"backprop": "third_mse"}, "no variant 'third_mse'. There are: half_mse"),
        ({"affine": "leaky"}, "leaky does not change affine"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_written(root, tmp_path, tasks, message):
    with pytest.raises(ReleaseError, match=message):
        variant.make(root, tmp_path / "spring", YEAR, tasks)
    assert not (tmp_path / "spring").exists()


def test_a_cell_that_the_master_lost_is_named():
    """A renamed cell would otherwise keep last year's words."""
    master = Master(ASSIGNMENTS["backprop"])
    with pytest.raises(ReleaseError, match="leaky changes the cell relu-task, and backprop has no"):
        variant.vary(master.notebook, "backprop", YEAR, "leaky", {"relu-task": "words"})


def test_the_command_says_what_it_made(root, tmp_path, monkeypatch, capsys):
    """One line for each assignment, or one line that says why there is none."""
    monkeypatch.chdir(root)
    spring = str(tmp_path / "spring")
    assert variant.main([spring, "--seed", "2027", "--task", "backprop=leaky"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "backprop: seed 2027, leaky" in said and "affine: seed 2027" in said
    assert said[-1].endswith(f" Go on there: cd {spring}")
    assert variant.main([spring, "--seed", "2027"]) == 1
    assert capsys.readouterr().err.startswith("Nothing is made: ")
    assert variant.main([f"{spring}2", "--seed", "2027", "--task", "leaky"]) == 1
    assert "Write it as assignment=task" in capsys.readouterr().err


def test_folders_elsewhere_stay_as_they_are(root, tmp_path):
    """Private solutions, by the setting of credit.md, and exercises: the new course has its own."""
    old, new, private = tmp_path / "old", tmp_path / "new", tmp_path / "private"
    shutil.copytree(root / "solutions/affine", private / "solutions/affine")
    old.mkdir()
    settings = (root / "nbgrader_config.py").read_text()
    for name, place in (("source", "solutions"), ("release", "handouts")):
        settings += f'\nc.CourseDirectory.{name}_directory = "{private / place}"'
    (old / "nbgrader_config.py").write_text(settings)
    variant.make(old, new, YEAR, {})
    for room in ("solutions", "exercises"):
        assert f"check.variant(seed={YEAR})" in sources(read(new, room, "affine"))["setup"]
    unvaried = sources(read(root, "solutions", "affine"))
    assert sources(read(private, "solutions", "affine")) == unvaried
    assert not (private / "handouts").exists()
    assert load_config(new).CourseDirectory.source_directory == "solutions"


def test_what_lies_beside_a_solution_comes_along(root, tmp_path):
    """A table for the students, words for the site and the instructor; not the variants' cells.

    And what the teacher has decided.
    """
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(root / "solutions/backprop", old / "solutions/backprop")
    shutil.copy(root / "nbgrader_config.py", old)
    (old / "solutions/backprop/table.csv").write_text("1,2\n")
    decided = "course:\n  late:\n    cap: 0.5\n  dates:\n    backprop: 2027-01-15 18:00\n"
    (old / "_config.yml").write_text(decided)
    variant.make(old, new, YEAR, {})
    assert load_config(new).GradualLateness.cap == 0.5
    beside = {path.name for path in (new / "solutions/backprop").iterdir()}
    assert beside == {"backprop.ipynb", "explained.yml", "instructor.md", "table.csv"}
    assert (new / "exercises/backprop/table.csv").is_file()
