"""Whatever a student hands in: it is said what is wrong, the others are graded, nothing is lost."""

import contextlib
import shutil

import nbformat
import pytest
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory

from course.grading import release
from course.grading.autograde import CarefulAutograde
from course.grading.execute import JailedExecute

NAME = "count"
WORDS = ("one", "two", "three")
RIGHT = {word: f"def {word}():\n    return {i}" for i, word in enumerate(WORDS, start=1)}
RIGHT["words"] = "Because one came first."
FULL = 6.0  # three answers, two points each; the words wait for a person
BEFORE, AFTER = "2026-01-01 10:00:00 UTC", "2026-01-02 10:00:00 UTC"

NO_NOTEBOOK = "count.ipynb is damaged or is not a notebook"
# What arrives instead of a good notebook: its content, the file's name, what is said about it.
UNREADABLE = {
    "corrupt": ("this is not a notebook", "count.ipynb", NO_NOTEBOOK),
    "cutoff": (lambda good: nbformat.writes(good)[:1000], "count.ipynb", NO_NOTEBOOK),
    "emptyfile": ("", "count.ipynb", NO_NOTEBOOK),
    "otherjson": ("[1, 2]", "count.ipynb", NO_NOTEBOOK),
    "nocells": ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "count.ipynb", NO_NOTEBOOK),
    "picture": (b"\x89PNG\xff\xfe\x00", "count.ipynb", NO_NOTEBOOK),
    "missing": ("my notes", "notes.txt", "the folder holds notes.txt"),
    "wrongname": (nbformat.writes, "Count (1).ipynb", "the folder holds Count (1).ipynb"),
    "emptyfolder": (None, None, "the folder is empty"),
    "nofolder": (None, None, "there is a file where the folder should be"),
}


def ids(notebook):
    return {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}


def without(*names):
    def damage(notebook):
        notebook.cells = [c for name, c in ids(notebook).items() if name not in names]

    return damage


def edit_checks(notebook):
    for word in WORDS:
        ids(notebook)[f"{word}-check"].source = "pass"
    ids(notebook)["two"].source = "def two():\n    return 22"


def edit_settings(notebook):
    cells = ids(notebook)
    cells["one-check"].metadata.nbgrader.update(points=100, grade=False)
    del cells["two-check"].metadata.nbgrader["points"]
    cells["three-check"].metadata.nbgrader.schema_version = 1
    cells["three"].metadata.nbgrader.update(locked=True, solution=False)


def copy_cells(notebook):
    check = {**ids(notebook)["one-check"], "id": "copied-check"}
    answer = {**ids(notebook)["two"], "id": "copied-answer", "source": "def two():\n    return 22"}
    notebook.cells.insert(1, nbformat.from_dict(answer))
    notebook.cells.append(nbformat.from_dict(check))


def save_as_before_ids(notebook):
    """Older Jupyters give cells no ids; a check is missing here too."""
    without("two-check")(notebook)
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]


def write_to_stderr(notebook):
    noisy = "import sys\n\ndef one():\n    print('a warning', file=sys.stderr)\n    return 1"
    ids(notebook)["one"].source = noisy


def lose_settings(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader")


# What happens to a perfect notebook, and the score that it still earns.
ODD = {
    "nochecks": (without("one-check", "two-check", "three-check"), FULL),
    "nomiddle": (without("two", "two-check"), FULL - 2),
    "noend": (without("three", "three-check", "words"), FULL - 2),
    "nothing": (without("title", *RIGHT, "one-check", "two-check", "three-check"), 0.0),
    "editedchecks": (edit_checks, FULL - 2),
    "editedsettings": (edit_settings, FULL),
    "nosettings": (lose_settings, FULL),
    "copied": (copy_cells, FULL),
    "oldformat": (save_as_before_ids, FULL),
    "noisy": (write_to_stderr, FULL),
}


def odd(kind, good, fill):
    notebook = fill(good, {})
    ODD[kind][0](notebook)
    return notebook


def hand_in(course, student, kind, good, at=None):
    content, name, _ = UNREADABLE[kind]
    content = content(good) if callable(content) else content
    folder = course.submit(student, NAME, content, name, at)
    if kind == "nofolder":
        shutil.rmtree(folder)
        folder.write_text("a file in the folder's place")


@pytest.fixture(scope="module")
def good(course, fill):
    """A perfect submission, written into the exercise as released."""
    return fill(course.exercise(NAME), RIGHT)


@pytest.fixture(scope="module")
def graded(course, good, fill):
    """Two rounds. Those called old-... are graded in the first and hand in bad files after it."""
    old = [f"old-{kind}" for kind in (*UNREADABLE, "exit")]
    for student in old:
        course.submit(student, NAME, good, at=BEFORE)
    course.autograde(NAME, "--no-execute")  # gives full points at once
    course.first = {student: course.autograded(student, NAME) for student in old}
    for kind in UNREADABLE:
        hand_in(course, f"old-{kind}", kind, good, AFTER)
        hand_in(course, f"new-{kind}", kind, good)
    course.submit("old-exit", NAME, fill(good, {"one": "import os\nos._exit(0)"}), at=AFTER)
    for kind in ODD:
        course.submit(kind, NAME, odd(kind, good, fill))
    for student in ("aaa", "zzz"):
        course.submit(student, NAME, good, at=BEFORE)
    course.said = course.autograde(NAME)
    return course


@pytest.fixture
def again(graded, caplog):
    """Grade once more in this process: again(student=..., force=...) gives what is said."""
    config = release.load_config(graded.root)

    def grade(force=False, **which):
        course = CourseDirectory(config=config, root=str(graded.root), assignment_id=NAME, **which)
        converter = CarefulAutograde(coursedir=course, config=config, force=force)
        with contextlib.suppress(NbGraderException):
            converter.start()
        return caplog.text

    return grade


@pytest.mark.parametrize("kind", UNREADABLE)
@pytest.mark.parametrize("when", ["old", "new"])
def test_it_is_said_which_file_of_which_student(graded, kind, when):
    """A submission that cannot be graded is reported in one line with student, file and reason."""
    student = f"{when}-{kind}"
    lines = [line for line in graded.said.splitlines() if f"student '{student}'" in line]
    assert len(lines) == 1
    assert "NOT GRADED" in lines[0]
    assert f"classroom/submitted/{student}/{NAME}/{NAME}.ipynb" in lines[0]
    assert UNREADABLE[kind][2] in lines[0]


@pytest.mark.parametrize("kind", UNREADABLE)
def test_no_earlier_grade_is_lost(graded, kind):
    """A student with a grade who hands in a bad file keeps grade, time and graded notebook."""
    student = f"old-{kind}"
    assert graded.scores()[student] == FULL
    assert graded.time_of(student, NAME) == BEFORE
    assert graded.autograded(student, NAME) == graded.first[student]


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_bad_file_alone_earns_no_zero(graded, kind):
    """A student whose only file is bad is not in the gradebook: nobody has graded anything."""
    assert f"new-{kind}" not in graded.scores()


@pytest.mark.parametrize("student", ["aaa", "zzz"])
def test_the_others_are_graded(graded, student):
    """Students before and after the bad files get their grades."""
    assert graded.scores()[student] == FULL


@pytest.mark.parametrize("kind", ODD)
def test_odd_notebooks_are_graded(graded, kind):
    """Deleted checks are put back, edited ones overwritten; copies and noise cost nothing."""
    assert graded.scores()[kind] == ODD[kind][1]


@pytest.mark.parametrize("student", ["aaa", "editedsettings", "nochecks"])
def test_graded_cells_have_the_settings_that_were_released(graded, student):
    """Each cell's points and kind are the exercise's own after grading, whatever came in."""
    before = ids(graded.exercise(NAME))
    after = ids(nbformat.reads(graded.autograded(student, NAME), as_version=4))
    assert before.keys() == after.keys()
    for name in before:
        settings = [{"task": False, **cell[name].metadata.nbgrader} for cell in (before, after)]
        for each in settings:
            del each["checksum"]  # of the text, which holds the hidden test after grading
        assert settings[0] == settings[1]


def test_a_deleted_answer_in_words_waits_for_a_person(graded):
    """A question that was deleted is put back with a note, for a person to see."""
    assert graded.grades("noend", NAME)["words"] == (0, True)
    assert "was missing from the submission" in graded.autograded("noend", NAME)


def test_a_run_that_breaks_off_takes_no_earlier_result_with_it(
    graded, again, good, fill, monkeypatch
):
    """If a resubmission can't be run to its end, the earlier grade and graded notebook stay."""

    def break_off(*arguments, **options):
        raise RuntimeError("no more processes")

    before = graded.autograded("zzz", NAME)
    graded.submit("zzz", NAME, fill(good, {"one": "pass"}), at=AFTER)
    monkeypatch.setattr(JailedExecute, "preprocess", break_off)
    said = again(student_id="zzz")
    assert "NOT GRADED: student 'zzz'. Grading stopped early" in said
    assert graded.scores()["zzz"] == FULL
    assert graded.autograded("zzz", NAME) == before


def test_an_answer_that_ends_python_costs_its_own_points(graded):
    """A resubmission that ends its own process is graded: all but that answer."""
    assert graded.scores()["old-exit"] == FULL - 2
    assert "_exit" in graded.autograded("old-exit", NAME)


def test_feedback_still_works(graded):
    """Feedback on the earlier result can still be written."""
    graded.run("generate_feedback", NAME, "--student=old-corrupt")
    page = graded.root / f"classroom/feedback/old-corrupt/{NAME}/{NAME}.html"
    assert f"<strong>{FULL:g} of 10 points</strong>" in page.read_text()


def test_a_forced_run_loses_nothing_either(graded, again):
    """With --force the same message comes, and the graded notebook stays."""
    assert "NOT GRADED: student 'old-corrupt'" in again(student_id="old-corrupt", force=True)
    assert graded.autograded("old-corrupt", NAME) == graded.first["old-corrupt"]


def test_a_student_left_out_is_not_reported(again):
    """A student excluded by the instructor is neither graded nor reported."""
    said = again(student_id="*-corrupt", student_id_exclude="old-corrupt")
    assert "student 'new-corrupt'" in said
    assert "old-corrupt" not in said


def test_a_student_who_handed_in_nothing(graded, again):
    """A name that nobody handed in under is an error that shows where nbgrader looked."""
    looked = f"{graded.root}/classroom/submitted/nobody/{NAME}"
    assert f"No notebooks were matched by '{looked}'" in again(student_id="nobody")


def test_an_unknown_student(graded, good):
    """Where students must be registered, a stranger is named and the others are graded."""
    graded.submit("aaa", NAME, good, at=AFTER)
    graded.submit("aa-stranger", NAME, good)
    said = graded.autograde(NAME, "--Autograde.create_student=False", "--student=aa*", status=1)
    assert "No student with ID 'aa-stranger' exists in the database" in said
    assert f"error processing assignment: {graded.root}/classroom/submitted/aa-stranger" in said
    assert "aa-stranger" not in graded.scores()
    assert graded.scores()["aaa"] == FULL and graded.time_of("aaa", NAME) == AFTER


def test_stock_nbgrader_needs_the_care(graded, new_course, good, fill):
    """Without our settings such files lose a graded notebook, a batch and students' points."""
    stock = new_course()
    shutil.copytree(graded.root, stock.root, dirs_exist_ok=True)
    settings = stock.root / "nbgrader_config.py"
    for ours, theirs in (
        ("autograde.install()", ""),
        ("c.Autograde.sanitize_preprocessors", "ignored"),
        ("c.Autograde.autograde_preprocessors", "ignored"),
    ):
        assert ours in settings.read_text()
        settings.write_text(settings.read_text().replace(ours, theirs))
    for kind in ("copied", "noisy"):
        stock.submit(f"xx-{kind}", NAME, odd(kind, good, fill))
    stock.autograde(NAME, "--student=xx-*", status=1)
    assert stock.scores()["xx-copied"] == 0
    assert "xx-noisy" not in stock.scores(), "a copied cell of another's has stopped the batch"
    stock.autograde(NAME, "--student=xx-noisy")
    assert stock.scores()["xx-noisy"] == FULL - 2
    stock.submit("xx-corrupt", NAME, good, at=BEFORE)
    stock.autograde(NAME, "--student=xx-corrupt")
    stock.submit("xx-corrupt", NAME, "this is not a notebook", at=AFTER)
    stock.autograde(NAME, "--student=xx-corrupt", status=1)
    assert stock.time_of("xx-corrupt", NAME) == AFTER, "the old grade looks as if it came late"
    with pytest.raises(FileNotFoundError):
        stock.autograded("xx-corrupt", NAME)
