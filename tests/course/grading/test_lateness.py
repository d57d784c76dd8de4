"""Lateness costs what the rule says, and one student can be given more time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from points_given import give
from traitlets import TraitError

from course.grading import extend, lateness
from course.grading.extensions import later
from course.grading.lateness import DAY, GradualLateness
from course.grading.reading import time_of
from course.grading.submissions import Submission

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


def test_a_zone_with_a_long_name_is_read_to_its_end(tmp_path):
    """From the file it was cut, and such a student counted as in time."""
    (tmp_path / "timestamp.txt").write_text("2027-01-17 09:00 America/Argentina/Buenos_Aires\n")
    assert time_of(Submission("ada", tmp_path).time()) == datetime(2027, 1, 17, 12)


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
    ("O'Brien", NAME, "--days", "3"): """by `nbgrader db student add 'O'"'"'Brien'`.""",
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
    "student,assignment,days\nada,count,3\nbob,count,1\nada,count,5\n": (
        "gives ada, count 3 days in one line and 5 in another: keep the one that holds"
    ),
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


def by_hand(course, *lines):
    """Write the table of extensions as a person does."""
    table = "\n".join(["student,assignment,days", *lines]) + "\n"
    (course.root / "classroom/extensions.csv").write_text(table)


def test_a_table_that_was_written_by_hand(course, run, handed_in):
    """Blanks around a cell, capitals in the first line, and empty rows, as Excel leaves them."""
    table = "Student; Assignment ;Days\r\n;;\r\nada; count; 2\r\nbob ;count;1\r\n;;\r\n"
    (course.root / "classroom/extensions.csv").write_bytes(("\ufeff" + table).encode())
    assert run(lateness, NAME) == ("0 of 2 penalties changed.\n", 0)
    listed = "ada, count: 2 days more\nbob, count: 1 day more\n"
    assert run(extend, "--list") == (listed, 0)


def test_a_line_that_was_taken_out_no_longer_counts(course, run, handed_in):
    """Nor does it where another line of the table stays."""
    by_hand(course, "ada,count,3", "bob,count,3")
    assert run(lateness, NAME) == ("0 of 2 penalties changed.\n", 0)
    by_hand(course, "ada,count,3")
    said = "bob: the penalty was 0 and is 1\n1 of 2 penalties changed.\n"
    assert run(lateness, NAME) == (said, 0)
    assert extension(course, "bob") is None


def test_without_a_table_what_nbgrader_holds_stays(course, run, handed_in):
    """Who gives extensions in nbgrader's own way has no table."""
    with course.gradebook() as gradebook:
        gradebook.grant_extension(NAME, "ada", days=2)
    run(lateness, NAME)
    assert penalties(course) == {"ada": 0, "bob": 1}


SLIP = (
    "NOT IN THE GRADEBOOK: {}, which extensions.csv names. Is it a slip? Nobody has those days.\n"
)


def test_names_that_nobody_bears_are_said(course, run, handed_in):
    """By both commands; the others' days hold all the same."""
    by_hand(course, "ada,cuont,3", "adda,count,3", "bob,count,1", "ada,*,0")
    slips = SLIP.format("assignment cuont") + SLIP.format("student adda")
    changed = "ada: the penalty was 0 and is 2\n1 of 2 penalties changed.\n"
    assert run(lateness, NAME) == (slips + changed, 0)
    said, status = run(extend, "--list")
    assert said.endswith("bob, count: 1 day more\n" + slips) and status == 0


# A date in Berlin, the days more, and the new date there. The clocks change on 25 October and on
# 28 March; in the night of October an hour comes twice.
ON_THE_CLOCK = [
    ("2026-10-23 18:00", 3, "2026-10-26 18:00"),
    ("2027-03-26 18:00", 3, "2027-03-29 18:00"),
    ("2027-03-26 18:00", 1.5, "2027-03-28 06:00"),
    ("2027-01-15 18:00", 3, "2027-01-18 18:00"),
    ("2026-10-25 02:30", 0, "2026-10-25 02:30"),
]


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize(("due", "days", "end"), ON_THE_CLOCK)
def test_days_are_those_of_the_course_zone(due, days, end, fold):
    """Where the clocks are changed on the way, the hour of the day stays."""
    zone = ZoneInfo("Europe/Berlin")
    local = datetime.fromisoformat(due).replace(tzinfo=zone, fold=fold)
    in_utc = local.astimezone(UTC).replace(tzinfo=None)
    new = (in_utc + later(in_utc, days, zone)).replace(tzinfo=UTC).astimezone(zone)
    assert (new.strftime("%Y-%m-%d %H:%M"), new.fold) == (end, local.fold if days == 0 else 0)


def test_the_zone_is_that_of_the_settings(course, run, handed_in):
    """Three days more end at the same hour, which is an hour later in UTC."""
    settings = course.root / "_config.yml"
    settings.write_text("course:\n  timezone: Europe/Berlin\n")
    by_hand(course, "ada,count,3")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-10-23 16:00:00")
    run(lateness, NAME)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=DUE)
    settings.unlink()
    assert extension(course, "ada").total_seconds() == 3 * DAY + HOUR


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
