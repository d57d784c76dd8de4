"""The decisions of `_config.yml` reach nbgrader: dates in the gradebook, lateness, attempts."""

import subprocess
import sys
from datetime import datetime

import pytest
import yaml

from course.grading import dates
from course.grading.release import load_config


@pytest.fixture
def course(new_course, monkeypatch):
    """A course with an assignment, and a function that writes what its teacher decides."""
    course = new_course()
    (course.root / "exercises/affine").mkdir(parents=True)
    monkeypatch.chdir(course.root)

    def decide(**said):
        (course.root / "_config.yml").write_text(yaml.safe_dump({"course": said}))

    course.decide = decide
    return course


def due(course):
    with course.gradebook() as gradebook:
        return gradebook.find_assignment("affine").duedate


def test_dates_are_put_into_the_gradebook(course, capsys):
    """Once, as nbgrader keeps them, and anew when they change."""
    course.decide(timezone="Europe/Berlin", dates={"affine": "2027-01-15 18:00"})
    assert dates.main() == 0
    said = capsys.readouterr().out
    assert "affine is due 15 January 2027, 18:00 (Europe/Berlin)\n1 of 1 dates changed.\n" in said
    assert due(course) == datetime(2027, 1, 15, 17)
    assert dates.main() == 0
    assert capsys.readouterr().out == "0 of 1 dates changed.\n"
    course.decide(timezone="UTC", dates={"affine": "2027-01-16 18:00"})
    assert dates.main() == 0
    assert due(course) == datetime(2027, 1, 16, 18)


def test_a_date_that_is_set_elsewhere_stays(course, capsys):
    """In Formgrader, say; an assignment that has none here is left alone."""
    assert dates.main() == 0
    assert "_config.yml has no dates. Under" in capsys.readouterr().out
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("affine", duedate=datetime(2027, 2, 1))
    assert dates.main() == 0
    assert due(course) == datetime(2027, 2, 1)


def test_a_date_that_cannot_be_meant(course, capsys):
    course.decide(dates={"affine": "tomorrow"})
    assert dates.main() == 1
    assert "No date is set: _config.yml: course: dates: affine" in capsys.readouterr().err


def test_lateness_name_and_attempts_are_nbgraders(course):
    """A line in nbgrader_config.py overrules them, as users of nbgrader expect."""
    course.decide(id="spring", late={"share_per_day": 0.1, "cap": 0.5}, attempts="best")
    config = load_config(course.root)
    assert config.CourseDirectory.course_id == "spring"
    assert config.GradualLateness == {"grace_hours": 0, "share_per_day": 0.1, "cap": 0.5}
    assert config.HonestExport.attempts == "best"
    with open(course.root / "nbgrader_config.py", "a") as file:
        file.write('c.HonestExport.attempts = "latest"\n')
    assert load_config(course.root).HonestExport.attempts == "latest"


def test_nbgrader_stops_at_a_setting_that_cannot_be_meant(course):
    """By itself it would go on without any of the settings, and grade by its own."""
    course.decide(attempts="first")
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "db", "assignment", "list"],
        cwd=course.root, env=course.env, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        "_config.yml: course: attempts is 'first'; expected latest or best."
    )
