"""Grading again: only what changed, manual marks stay, and whose score moved is said."""

import os
import shutil
from datetime import timedelta

import nbformat
import pytest

from course.grading import jail, telling
from course.grading.grade import main

NAME, OTHER = "count", "again"


def grade(course, *arguments):
    """Run the batch as its command; what it says."""
    return course.grade(*arguments).stdout


def results(course):
    """When each graded notebook was written."""
    notebooks = (course.root / "classroom/autograded").glob("*/*/*.ipynb")
    return {path.parts[-3:-1]: path.stat().st_mtime_ns for path in notebooks}


@pytest.fixture(scope="module")
def course(new_course, small_solution, fill):
    """Two assignments; ada has all right, bob says 3 where the check wants more than 0 and 2."""
    course = new_course()
    for name in (NAME, OTHER):
        course.add_solution(small_solution, name)
        course.run("generate_assignment", name)
        course.submit("ada", name, small_solution)
        course.submit("bob", name, fill(small_solution, {"two": "def two():\n    return 3"}))
    course.first = grade(course, NAME) + grade(course, OTHER)
    return course


@pytest.fixture(scope="module")
def marked(course):
    """A person has given ada two points for her words."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 2, False
        gradebook.db.commit()
    return course


@pytest.fixture(scope="module")
def mended(marked, small_solution):
    """The check of `two` has been mended: it is content with 3 as well."""
    solution = nbformat.from_dict(small_solution)
    for cell in solution.cells:
        cell.source = cell.source.replace("assert two() == 2", "assert two() in (2, 3)")
    path = marked.root / "solutions" / NAME / f"{NAME}.ipynb"
    nbformat.write(solution, path)
    marked.run("generate_assignment", NAME, "--force")
    marked.before = results(marked)
    marked.said = grade(marked, NAME)
    marked.nothing = grade(marked, OTHER)
    return marked


def test_all_are_graded_the_first_time(course):
    """Both, in both assignments, and nothing was odd."""
    assert course.first == "2 graded.\n2 graded.\n"


def test_whose_score_moved_is_said_and_by_how_much(mended):
    """Bob gains the two points of the check that was mended; ada has what she had."""
    assert mended.said == "2 graded.\nMOVED: bob had 4 and has 6 points.\n"
    assert mended.grades("bob", NAME)["two-check"][0] == 2


def test_a_persons_mark_stays_and_waits_for_the_person(mended):
    """As nbgrader has it: whoever marked looks again."""
    assert mended.grades("ada", NAME)["words"] == (2, True)


def test_what_did_not_change_is_left_alone(mended):
    """The other assignment, whose check is as it was."""
    after = results(mended)
    changed = {who for who, time in after.items() if time != mended.before[who]}
    assert changed == {("ada", NAME), ("bob", NAME)}
    assert mended.nothing == f"{OTHER}: nothing to do, all that was handed in is graded.\n"


def test_only_who_hands_in_anew_is_graded(mended, small_solution):
    """Another notebook of bob's, and one of a student who was not there before."""
    mended.submit("bob", NAME, small_solution)
    mended.submit("cleo", NAME, small_solution)
    said = grade(mended, NAME)
    assert said == "2 graded; 1 were graded before and have not changed.\n"
    assert mended.scores()["cleo"] == 6
    assert grade(mended, NAME) == f"{NAME}: nothing to do, all that was handed in is graded.\n"


def test_a_release_that_was_forgotten_is_noticed(mended, fill):
    """Graded too early, with the old check; then nothing but the gradebook changes."""
    folder = mended.submit("dan", NAME, fill(mended.exercise(NAME), {"two": "def two(): return 4"}))
    solution = mended.root / "solutions" / NAME / f"{NAME}.ipynb"
    solution.write_text(solution.read_text().replace("in (2, 3)", "in (2, 3, 4)"))
    assert grade(mended, NAME) == "1 graded; 3 were graded before and have not changed.\n"
    mended.run("generate_assignment", NAME, "--force")
    assert grade(mended, NAME) == "4 graded.\nMOVED: dan had 0 and has 2 points.\n"
    shutil.rmtree(folder.parent)


def test_what_was_graded_is_graded_again_on_demand(mended):
    """`--again`, and no score moves."""
    assert grade(mended, NAME, "--again") == "3 graded.\n"


def test_another_time_is_graded_again(mended):
    """Somebody writes down when it was handed in: it may have been late."""
    folder = mended.root / "classroom/submitted/bob" / NAME
    (folder / "timestamp.txt").write_text("2026-01-02 10:00:00 UTC")
    assert grade(mended, NAME) == "1 graded; 2 were graded before and have not changed.\n"


def test_extensions_are_those_of_the_table(mended):
    """A line that was taken out no longer counts for who is graded again, and a slip is said."""
    table = mended.root / "classroom/extensions.csv"
    with mended.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-01-01 10:00:00")
    more = []
    for line in (f"bob, {NAME}, 3", f"bbo,{NAME},3"):
        table.write_text(f"student,assignment,days\n{line}\n")
        said = grade(mended, NAME, "--students", "bob", "--again")
        with mended.gradebook() as gradebook:
            more.append(gradebook.find_submission(NAME, "bob").extension)
    with mended.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=None)
    table.unlink()
    assert more == [timedelta(days=3), None]
    assert "NOT IN THE GRADEBOOK: student bbo, which extensions.csv names." in said


def test_a_time_that_is_none_is_said(mended):
    """With what it says, and how a time is written; the time before is no longer the folder's."""
    file = mended.root / "classroom/submitted/bob" / NAME / "timestamp.txt"
    file.write_text("yesterday evening")
    said = grade(mended, NAME)
    assert "ODD: bob: timestamp.txt says 'yesterday evening', which is no time" in said
    assert "2027-01-17 09:00 UTC" in said
    with mended.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "bob").timestamp is None
    file.write_text("2026-01-02 10:00:00 UTC")
    assert "ODD" not in grade(mended, NAME)


def test_nobody_of_that_name_is_said(mended):
    """A pattern that fits nobody is a slip of the hand."""
    said = mended.grade(NAME, "--students", "zzz", status=1).stderr
    assert said == f"Of those who have handed in {NAME} nobody is called 'zzz'.\n"


def test_a_command_that_is_said_can_be_pasted(capsys):
    """A shell waits for the other half of an apostrophe for ever."""
    telling.of_strangers(["Conan O'Brien"])
    command = """nbgrader db student add 'Conan O'"'"'Brien' --first-name=... --last-name=...\n"""
    assert capsys.readouterr().out.endswith(f"added by: {command}")


def test_to_stop_it_while_it_loads_is_no_error(monkeypatch, capsys, tmp_path):
    """Ctrl+C in the first seconds, too, says what it says later."""

    def stopped(*arguments):
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jail, "place_given", stopped)
    assert main([NAME]) == 130
    assert capsys.readouterr().err.startswith("Stopped. What was graded is kept")


def test_a_lost_result_is_made_anew(mended):
    """Somebody removed a graded notebook."""
    shutil.rmtree(mended.root / "classroom/autograded/ada" / NAME)
    assert grade(mended, NAME) == "1 graded; 2 were graded before and have not changed.\n"


def test_whoever_cannot_be_graded_is_named_everywhere(mended):
    """A damaged notebook, and a file where a folder should be: the others are graded."""
    mended.submit("dot", NAME, "this is no notebook")
    folder = mended.root / "classroom/submitted/eli"
    folder.mkdir()
    (folder / NAME).write_text("a file in the folder's place")
    lines = grade(mended, NAME).splitlines()
    assert [line.partition(" in")[0].partition(" (")[0] for line in lines] == [
        "0 graded; 3 were graded before and have not changed.",
        f"NOT GRADED: student 'dot'. The file {mended.root}/classroom/submitted/dot/{NAME}/"
        f"{NAME}.ipynb is damaged or is not a notebook",
        f"NOT GRADED: student 'eli'. There is no file {folder}/{NAME}/{NAME}.ipynb; there is a "
        "file where the folder should be. Rename or ask for it. Earlier grades stay.",
    ]
    assert {"dot", "eli"} <= mended.exported().keys()


def test_what_the_gradebook_does_not_know_is_said(course):
    """And what to do about it: release it, or spell it as one of those that there are."""
    there = sorted(path.name for path in (course.root / "solutions").iterdir())
    assert course.grade("nothing", status=1).stderr == (
        f"There is no assignment 'nothing'. There are: {', '.join(there)}.\n"
    )
    (course.root / "solutions/later").mkdir()
    assert course.grade("later", status=1).stderr == (
        "The gradebook has no notebook of the assignment 'later'. Release it first: "
        "nbgrader generate_assignment later --force\n"
    )


@pytest.mark.parametrize("status", [1, 0])
def test_a_date_alone_is_no_release(course, small_solution, status):
    """nbgrader refuses a release for ever once anything is recorded: so nothing is, by either."""
    name = f"dated-{status}"
    course.add_solution(small_solution, name)
    course.submit("ada", name, small_solution)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(name, duedate="2027-01-15 17:00:00")
    said = course.grade(name, status=1).stderr if status else course.autograde(name, status=1)
    assert f"nbgrader generate_assignment {name} --force" in said
    course.run("generate_assignment", name, "--force")
    assert grade(course, name) == "1 graded.\n"


def test_whom_the_roster_does_not_have_is_said(mended):
    """Where there is one: without it everybody is known by the folder alone, and none is odd."""
    assert "ROSTER" not in grade(mended, NAME, "--again")
    mended.run("db", "student", "add", "bob", "--last-name=Babbage")
    said = grade(mended, NAME, "--again")
    assert "NOT IN THE ROSTER: ada. Graded all the same." in said
    assert "nbgrader db student add ada --first-name=" in said and "ROSTER: bob" not in said
    assert "ROSTER" not in grade(mended, NAME)  # of those who were graded before, it was said then


def test_a_file_beside_it_counts_too(mended, fill):
    """A student forgot a table, and the teacher adds it; then a table that all get is changed."""
    reads = {"two": "value = int(open('two.txt').read())\n\ndef two():\n    return value"}
    folder = mended.submit("fay", NAME, fill(mended.exercise(NAME), reads))
    grade(mended, NAME)
    assert mended.grades("fay", NAME)["two-check"][0] == 0
    (folder / "two.txt").write_text("2")
    said = grade(mended, NAME)
    assert "\n1 graded; " in f"\n{said}" and "MOVED: fay had 0 and has 2 points." in said
    (mended.root / "solutions" / NAME / "two.txt").write_text("5")
    said = grade(mended, NAME)
    assert "before and have not changed" not in said
    assert "MOVED: fay had 2 and has 0 points." in said


def test_names_in_another_encoding(mended, fill):
    """Of a folder: it is named, by both commands. Of a file: it lies where its notebook runs."""
    counts = "import os\n\n\ndef two():\n    return 1 + ('.txt' in ''.join(os.listdir()))"
    folder = mended.submit("gus", NAME, fill(mended.exercise(NAME), {"two": counts}))
    os.close(os.open(os.fsencode(folder) + b"/M\xfcller.txt", os.O_CREAT))
    odd = os.fsencode(mended.root / "classroom/submitted") + b"/M\xfcller"
    os.makedirs(odd + b"/" + NAME.encode())
    named = "NOT GRADED: student 'M\\xfcller'. The folder's name is not in UTF-8"
    assert named in grade(mended, NAME)
    assert mended.grades("gus", NAME)["two-check"][0] == 2
    assert named in mended.autograde(NAME)
    shutil.rmtree(odd)
