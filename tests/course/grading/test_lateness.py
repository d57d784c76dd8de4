"""Lateness costs what the rule says, and one student can be given more time."""

from datetime import datetime

import pytest
from points_given import give
from traitlets import TraitError

from course.grading import extend, lateness
from course.grading.lateness import DAY, GradualLateness
from course.grading.reading import time_of

NAME = "count"
DUE = "2026-01-01 10:00:00"
SETTINGS = """
c.AssignLatePenalties.plugin_class = "course.grading.lateness.GradualLateness"
c.GradualLateness.share_per_day = 0.25
c.LatePenalties.extensions = str(CLASSROOM / "extensions.csv")
steps = c.Autograde.autograde_preprocessors
stock = "nbgrader.preprocessors.AssignLatePenalties"
if stock in steps:
    steps[steps.index(stock)] = "course.grading.lateness.LatePenalties"
"""
HOUR = 60 * 60
# The settings, the seconds late, and what is taken of 8 points.
RULES = {
    "by default nothing": ({}, 9 * DAY, 0),
    "on time": ({"share_per_day": 0.1}, 0, None),
    "one second": ({"share_per_day": 0.1}, 1, 0.8),
    "a whole day": ({"share_per_day": 0.1}, DAY, 0.8),
    "a second more": ({"share_per_day": 0.1}, DAY + 1, 1.6),
    "the end of the grace": ({"share_per_day": 0.1, "grace_hours": 6}, 6 * HOUR, None),
    "a second after it": ({"share_per_day": 0.1, "grace_hours": 6}, 6 * HOUR + 1, 0.8),
    "days begin after it": ({"share_per_day": 0.1, "grace_hours": 6}, DAY + 6 * HOUR, 0.8),
    "a part of a second": ({"share_per_day": 0.1, "grace_hours": 0.5}, HOUR / 2 + 0.001, 0.8),
    "ten days": ({"share_per_day": 0.1}, 10 * DAY, 8),
    "never more than all": ({"share_per_day": 0.4}, 400 * DAY, 8),
    "the cap": ({"share_per_day": 0.1, "cap": 0.5}, 400 * DAY, 4),
    "below the cap": ({"share_per_day": 0.1, "cap": 0.5}, 5 * DAY, 4),
    "all at once": ({"share_per_day": 1}, 1, 8),
}


@pytest.mark.parametrize("rule", RULES)
def test_rules(rule):
    """Grace, a share for each day begun, and a cap, at their edges."""
    settings, late, taken = RULES[rule]
    assert GradualLateness(**settings).late_submission_penalty("ada", 8, late) == taken


@pytest.mark.parametrize("score", [0, 0.5])
def test_no_more_is_taken_than_was_reached(score):
    """The share is of the score, so that nobody falls below zero."""
    rule = GradualLateness(share_per_day=1)
    assert rule.late_submission_penalty("ada", score, 3 * DAY) == score


@pytest.mark.parametrize(
    "setting", [{"grace_hours": -1}, {"share_per_day": 1.1}, {"share_per_day": -0.1}, {"cap": 2}]
)
def test_settings_that_mean_nothing_are_refused(setting):
    """A share is between none and all."""
    with pytest.raises(TraitError):
        GradualLateness(**setting)


# What a file of the time may say, and the hour and minute in UTC. The first is nbgrader's own.
MOMENTS = {
    "2027-07-17 09:00:00.123456 UTC": "09:00",
    "2027-07-17 09:00": "09:00",
    "2027-07-17 09:00:59\r\n": "09:00",
    "2027-07-17T09:00Z": "09:00",
    "2027-07-17T09:00:00.5+02:00": "07:00",
    "2027-07-17 09:00 +0200": "07:00",
    "2027-07-17 09:00 -05": "14:00",
    "2027-07-17 09:00 utc": "09:00",
    "2027-07-17 09:00 GMT": "09:00",
    "2027-07-17 09:00 EST": "14:00",
    "2027-01-17 09:00 CET": "08:00",
    "2027-07-17 09:00 Europe/Berlin": "07:00",
    "2027-01-17 09:00 Europe/Berlin": "08:00",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_times(text):
    """A zone is an offset, a place, or letters of which the zone database is sure."""
    assert time_of(text).strftime("%Y-%m-%d %H:%M") == f"{text[:10]} {MOMENTS[text]}"


def test_parts_of_a_second():
    """nbgrader writes them, and may ask which of two was the later."""
    assert time_of("2027-07-17 09:00:00.25 UTC") == datetime(2027, 7, 17, 9, 0, 0, 250_000)


# Each of them was read as some time, and most as a wrong one.
NO_MOMENTS = [
    "2027-01-17 9:00 PM",
    "2027-01-17 09:00 PM",
    "2027-01-17 09:00 PST",
    "2027-07-17 09:00 CEST",
    "2027-07-17 09:00 CET",  # which is not the clock of that day
    "2027-07-17 09:00 BST",
    "2027-01-17 09:00 MEZ",
    "2027-01-17 09:00 UTC+1",
    "2027-01-17 09:00 +1",
    "2027-01-17 09:00 Berlin",
    "2027-01-17 18:00 Uhr",
    "03.01.2027 09:00",
    "01/03/2027 09:00",
    "17 January 2027, 09:00",
    "Sun Jan 17 09:00:00 CET 2027",
    "2027-01-17",
    "9:00",
]


@pytest.mark.parametrize("text", [*NO_MOMENTS, "2027-02-30 09:00", "2027-01-17 09:00 ../UTC", ""])
def test_a_time_that_is_not_sure_is_none(text):
    """Whoever grades is told of it; a guess would be late, or in time, without a word."""
    assert time_of(text) is None


@pytest.fixture(scope="module")
def course(new_course, small_solution):
    """Two assignments, of which one has a date."""
    course = new_course()
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + SETTINGS)
    for name in (NAME, "free"):
        course.add_solution(small_solution, name)
        course.release_here(name)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=DUE)
    return course


@pytest.fixture
def run(course, monkeypatch, capsys):
    """Run one of the commands in the course's folder: what it prints, and its exit status."""
    monkeypatch.chdir(course.root)

    def command(module, *arguments):
        status = module.main(list(arguments))
        said = capsys.readouterr()
        return said.out + said.err, status

    return command


@pytest.fixture
def handed_in(course):
    """Ada was two days late with 4 points, Bob one second, Carl has not handed in."""
    with course.gradebook() as gradebook:
        for name in ("ada", "bob", "carl"):
            gradebook.add_student(name)
        give(gradebook, NAME, "ada", {"one-check": 2, "two-check": 2}, at="2026-01-03 10:00:00")
        give(gradebook, NAME, "bob", {"one-check": 2, "two-check": 2}, at="2026-01-01 10:00:01")
    yield
    with course.gradebook() as gradebook:
        for name in ("ada", "bob", "carl"):
            gradebook.remove_student(name)
    (course.root / "classroom/extensions.csv").unlink(missing_ok=True)


def penalties(course):
    with course.gradebook() as gradebook:
        submissions = gradebook.assignment_submissions(NAME)
        return {one.student.id: one.late_submission_penalty for one in submissions}


def extension(course, student):
    with course.gradebook() as gradebook:
        return gradebook.find_submission(NAME, student).extension


def test_what_nobody_has_is_said(run):
    """And what comes first, for whoever does it before grading."""
    assert run(lateness, NAME) == (f"Nobody's {NAME} is graded: make grade ASSIGNMENT={NAME}\n", 0)


def test_reckoned_anew(course, run, handed_in):
    """The command says whose penalty changed; a second time nothing does."""
    assert run(lateness, NAME) == (
        "ada: the penalty was 0 and is 2\nbob: the penalty was 0 and is 1\n"
        "2 of 2 penalties changed.\n",
        0,
    )
    assert penalties(course) == {"ada": 2, "bob": 1}
    assert run(lateness, NAME) == ("0 of 2 penalties changed.\n", 0)


def test_an_extension_holds_at_once(course, run, handed_in):
    """It takes the penalty of a graded submission away, and giving it back brings it back."""
    run(lateness, NAME)
    said, status = run(extend, "ada", NAME, "--days", "1.5")
    assert (said, status) == ("count: the penalty was 2 and is 1\nada, count: 1.5 days more\n", 0)
    assert penalties(course) == {"ada": 1, "bob": 1}
    run(extend, "ada", NAME, "--days", "2")
    assert penalties(course) == {"ada": 0, "bob": 1}
    said, _ = run(extend, "ada", NAME, "--remove")
    assert said == "count: the penalty was 0 and is 2\nNobody has more time.\n"
    assert penalties(course) == {"ada": 2, "bob": 1}
    assert extension(course, "ada") is None


def test_an_accommodation_is_for_all_assignments(course, run, handed_in):
    """It holds where there is a date, one for one assignment stands before it, both are listed."""
    run(lateness, NAME)
    said, _ = run(extend, "ada", "--all", "--days", "3")
    assert said == (
        "count: the penalty was 2 and is 0\nfree has no date, so nobody is late.\n"
        "ada, all assignments: 3 days more\n"
    )
    run(extend, "ada", NAME, "--days", "0")
    assert penalties(course)["ada"] == 2
    listed = "ada, all assignments: 3 days more\nada, count: 0 days more\n"
    assert run(extend, "--list") == (listed, 0)
    run(extend, "ada", NAME, "--remove")
    assert penalties(course)["ada"] == 0
    run(extend, "ada", "--all", "--remove")
    assert penalties(course)["ada"] == 2


def test_what_is_not_graded_stays_so(course, run, handed_in):
    """An extension for who has not handed in makes no submission, which would look like a zero."""
    said, status = run(extend, "carl", NAME, "--days", "3")
    assert (said, status) == ("carl, count: 3 days more\n", 0)
    assert "carl" not in penalties(course)


REFUSED = {
    ("nobody", NAME, "--days", "3"): "The gradebook has no student nobody. Import the roster",
    ("ada", "cuont", "--days", "3"): "no assignment cuont. It has: count, free.",
    ("ada", NAME, "--remove"): "ada, count has no days that could go.",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_mistakes_change_nothing(course, run, handed_in, arguments):
    """A name that is not there is said, with what is."""
    said, status = run(extend, *arguments)
    assert status == 1
    assert REFUSED[arguments] in said
    assert run(extend, "--list") == ("Nobody has more time.\n", 0)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ada", "--days", "3"),
        ("ada", NAME, "--all", "--days", "3"),
        ("ada", NAME),
        ("ada", NAME, "--days", "-1"),
        ("ada", NAME, "--days", "nan"),
        ("ada", NAME, "--days", "soon"),
    ],
)
def test_the_command_says_what_it_needs(run, arguments):
    """A line that leaves out, or says twice, what is meant is not guessed at."""
    with pytest.raises(SystemExit) as stopped:
        run(extend, *arguments)
    assert stopped.value.code == 2


TABLES = {
    "name,days\nada,3\n": "The first line of",
    "student,assignment,days\nada,count,soon\n": "a line that is not student, assignment",
    "student,assignment,days\nada,count\n": "a line that is not student, assignment",
    "student,assignment,days\nada,count,-2\n": "a line that is not student, assignment",
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("command", [(extend, "--list"), (lateness, NAME)])
def test_a_table_that_was_spoiled_is_said(course, run, handed_in, table, command):
    """Nobody is graded by half a table."""
    (course.root / "classroom/extensions.csv").write_text(table)
    said, status = run(*command)
    assert status == 1
    assert TABLES[table] in said
    assert penalties(course) == {"ada": 0, "bob": 0}


RIGHT = {
    "one": "def one():\n    return 1",
    "two": "def two():\n    return 2",
}


def test_grading(course, fill):
    """In nbgrader's own run, time by the zone that the file says or else UTC, on both sides of it.

    Ada has an extension from before, Bob an accommodation; others have what the rule says.
    """
    good = fill(course.exercise(NAME), RIGHT)
    times = {
        "exact": DUE,
        "second": "2026-01-01 10:00:01",
        "utc": "2026-01-01 10:00:00 UTC",
        "east": "2026-01-01 12:00:00 +0200",
        "iso": "2026-01-01T11:00:01+01:00",
        "untimed": None,
        "ada": "2026-01-03 10:00:00",
        "bob": "2026-01-03 10:00:01 UTC",
    }
    for student, time in times.items():
        course.submit(student, NAME, good, at=time)
        course.submit(student, "free", good, at=time)
    table = f"student,assignment,days\nada,{NAME},2\nbob,*,2\n"
    (course.root / "classroom/extensions.csv").write_text(table)
    said = course.autograde(NAME, "--no-execute")
    assert "bob> is 1.0 seconds late" in said.replace(" for bob>", "bob>")
    late = {"second", "iso", "bob"}
    exported = course.exported()
    lost = {student: row["late_submission_penalty"] for student, row in exported.items()}
    full = float(exported["exact"]["raw_score"])
    assert lost == {s: str(full / 4 if s in late else 0.0) for s in times}
    course.autograde("free", "--no-execute", "--student=bob")
