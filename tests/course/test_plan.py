"""What an instructor decides in `_config.yml`: read as it was meant, or refused with an example."""

from datetime import datetime

import pytest
import yaml

from course.plan import LATE, Plan, read
from course.settings import SettingsError


@pytest.fixture
def course(tmp_path):
    """A function that writes the section `course` of a course with two assignments."""

    def write(text):
        for name in ("affine", "forward"):
            (tmp_path / "exercises" / name).mkdir(parents=True, exist_ok=True)
        lines = "".join(f"  {line}\n" for line in text.splitlines())
        (tmp_path / "_config.yml").write_text(f"title: Nets\ncourse:\n{lines}")
        return tmp_path

    return write


def test_each_setting_stands_in_the_file_to_be_changed(root, tmp_path):
    """And a course that says nothing has those that ship."""
    assert read(tmp_path) == Plan()
    assert read(root)
    said = yaml.safe_load((root / "_config.yml").read_text("utf-8"))["course"]
    assert set(said) == {"id", "timezone", "dates", "late", "attempts"}
    assert set(said["late"]) == set(LATE)


@pytest.mark.parametrize("text", ["2027-01-15 18:00", "2027-01-15 18:00:00", "'2027-01-15T18:00'"])
def test_a_date_in_the_zone_that_was_named(course, text):
    """As YAML reads it, or as text; in winter Berlin is an hour before UTC."""
    plan = read(course(f"timezone: Europe/Berlin\ndates:\n  affine: {text}"))
    assert plan.due("affine") == "15 January 2027, 18:00 (Europe/Berlin)"
    assert plan.due_in_utc("affine") == datetime(2027, 1, 15, 17)
    assert plan.due("forward") == ""


def test_a_date_before_the_first_release(course):
    """Then there are solutions, and no exercises."""
    root = course("dates:\n  affine: 2027-01-15 18:00")
    (root / "exercises").rename(root / "solutions")
    assert read(root).due("affine")


def test_lateness_name_and_attempts(course):
    plan = read(course("id: spring\nlate:\n  grace_hours: 6\n  cap: 0.5\nattempts: best"))
    assert (plan.id, plan.attempts) == ("spring", "best")
    assert plan.late == {"grace_hours": 6.0, "share_per_day": 0.0, "cap": 0.5}


@pytest.mark.parametrize("text, words", [
    ("dates:\n  afine: 2027-01-15 18:00", "'afine'. There can be: affine, forward."),
    ("dates:\n  affine: 2027-01-15", "expected a date with its time, such as 2027-01-15 18:00"),
    ("dates:\n  affine: 15.1.2027 18:00", "affine is '15.1.2027 18:00'; expected a date"),
    ("dates:\n  affine: 1800", "affine is '1800'; expected a date"),
    ("dates: soon", "course: dates is 'soon'; expected lines below it"),
    ("timezone: Berlin", "'Berlin'; expected one like Europe/Berlin"),
    ("late:\n  cap: 50", "late: cap is 50; expected a number from 0 to 1."),
    ("late:\n  grace_hours: -1", "late: grace_hours is -1; expected a number from 0."),
    ("late:\n  cap: 'half'", "late: cap is 'half'; expected a number"),
    ("late:\n  cap: yes", "late: cap is True; expected a number"),
    ("late:\n  days: 3", "late has 'days'. There can be: grace_hours, share_per_day, cap."),
    ("attempts: first", "attempts is 'first'; expected latest or best."),
    ("date: {}", "course has 'date'. There can be: id, timezone, dates, late, attempts."),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(course, text, words):
    """With the file, the place, and what one looks like."""
    with pytest.raises(SettingsError) as refused:
        read(course(text))
    assert str(refused.value).startswith("_config.yml: course")
    assert words in str(refused.value)


@pytest.mark.parametrize("text, words", [
    ("title: Neural networks: spring\n", "line 1: mapping values are not allowed here. Words with"),
    ("title: Nets\ncourse:\n\tid: nets\n", "line 3: found character"),
    ("title: 'Nets\n", "line 2: found unexpected end of stream"),
    ("course:\n  dates:\n    affine: 2027-02-30 18:00:00\n", "can't be read: day is out of range"),
    ("- title: Nets\n", "has [{'title': 'Nets'}]; expected lines such as title: Nets"),
    ("Nets\n", "has 'Nets'; expected lines such as"),
    ("title: Nets \x07\n", "can't be read: "),
])  # fmt: skip
def test_what_is_not_yaml_is_refused(tmp_path, text, words):
    """With the file and, where YAML tells it, the line."""
    (tmp_path / "_config.yml").write_text(text)
    with pytest.raises(SettingsError) as refused:
        read(tmp_path)
    assert str(refused.value).startswith("_config.yml")
    assert words in str(refused.value)


def test_letters_of_another_time_are_refused(tmp_path):
    (tmp_path / "_config.yml").write_bytes("title: Übung\n".encode("latin-1"))
    with pytest.raises(SettingsError, match="_config.yml can't be read"):
        read(tmp_path)


def test_a_mark_at_the_beginning_is_no_letter(course):
    """As Windows' editor puts it there."""
    file = course("id: spring") / "_config.yml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read(file.parent).id == "spring"
