"""The instructor's page on settings: each command on it runs, and each setting is taken."""

import re
import sys

import pytest
import yaml
from chapter_text import read_page
from page_boxes import Terminal, boxes, walk

from course.plan import read
from course.site import ready

pytestmark = pytest.mark.whole

PAGE = read_page("settings")


@pytest.fixture
def course(new_course):
    """A course that has decided what the page shows, and a site that may be published."""
    course = new_course()
    settings = {"html": {}}
    for box in boxes(PAGE):
        if box.kind == "yaml":
            settings |= yaml.safe_load("\n".join(box.lines))
    (course.root / "_config.yml").write_text(yaml.safe_dump(settings))
    for name in ("affine", "forward"):
        (course.root / "exercises" / name).mkdir(parents=True)
    site = course.root / ready.SITE
    site.mkdir(parents=True)
    told = '{"version": "0.1.0", "solutions": "with", "stand_in": [], "missing": [],'
    told += ' "not_made": []}'
    (site / ready.FILE).write_text(told)
    return course


def test_commands_run(course, root):
    """Each of its boxes, and what they say."""
    make = f"make -f {root}/Makefile -o .venv/ready RUN={sys.executable}"
    env = course.env | {"PYTHONPATH": str(root)}
    commands = [box for box in boxes(PAGE) if box.kind == "sh"]
    with Terminal(course.root, env, f'make() {{ command {make} "$@"; }}') as terminal:
        said = "".join(box.said for box in walk(commands, terminal))
    assert "2 of 2 dates changed." in said and "may be published" in said


def test_settings_are_taken(course):
    """As the text under the box tells them."""
    plan = read(course.root)
    assert sorted(plan.dates) == ["affine", "forward"]
    assert plan.late == {"grace_hours": 6, "share_per_day": 0.1, "cap": 0.5}
    assert plan.attempts == "best"


def test_a_slip_in_the_file_stops_nbgrader_before_it_writes_anything(new_course):
    """It went on without any of the settings, and left a table of grades without a student."""
    course = new_course()
    (course.root / "_config.yml").write_text("title: Neural networks: spring\n")
    grades = course.root / "classroom/grades.csv"
    grades.parent.mkdir(exist_ok=True)
    grades.write_text("assignment,student_id,score\naffine,ada,18\n")
    said = course.run("export", "--to=classroom/grades.csv", status=1)
    assert "_config.yml, line 1: mapping values are not allowed here" in said
    assert "Traceback" not in said and "ada" in grades.read_text()
    assert not (course.root / "gradebook.db").exists()


def test_the_table_names_settings_that_are_there(root):
    """Each key of `_config.yml` that the page speaks of is one of its lines, or commented there."""
    text = (root / "_config.yml").read_text("utf-8")
    for row in re.findall(r"^\|[^|]+\|([^|]*`_config\.yml`[^|]*)\|", PAGE.words, re.M):
        for words in re.findall(r"`([^`]+)`", row)[1:]:
            for key in words.split(": "):
                assert re.search(rf"^[ #]*{key}:", text, re.M), key
