"""The instructor's page on settings: each command on it runs, and each setting is taken."""

import re
import subprocess
import sys

import pytest
import yaml
from chapter_text import read_page

from course.plan import read
from course.site import ready

pytestmark = pytest.mark.whole

TEXT = read_page("settings").words
BOXES = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)
# Commands in the text, and who runs them. Those in boxes are run here.
ELSEWHERE = {
    "make book": "tests/course/site builds books by what it calls",
    "make serve": "tests/course/site/test_serve.py",
    "make book SOLUTIONS=no": "tests/course/site/test_solutions.py",
    "make lateness": "tests/course/grading/test_guide.py",
    "make release": "tests/course/grading/test_guide.py",
    "make check": "it is what runs most tests",
    "make proof": "it is what runs the long ones",
}


def boxes(kind):
    return [text for name, text in BOXES if name == kind]


def test_each_command_is_run_somewhere():
    """In a box, and here; or by the test that is named."""
    spoken = set(re.findall(r"`(make [^`]+)`", TEXT))
    shown = {line for text in boxes("sh") for line in text.splitlines()}
    assert spoken - shown == set(ELSEWHERE)
    assert shown == {"make dates", "make ready"}
    assert {kind for kind, _ in BOXES} == {"sh", "yaml", "text"}


@pytest.fixture
def course(new_course):
    """A course that has decided what the page shows, and a site that may be published."""
    course = new_course()
    settings = {"html": {}}
    for text in boxes("yaml"):
        settings |= yaml.safe_load(text)
    (course.root / "_config.yml").write_text(yaml.safe_dump(settings))
    for name in ("affine", "forward"):
        (course.root / "exercises" / name).mkdir(parents=True)
    site = course.root / ready.SITE
    site.mkdir(parents=True)
    told = '{"version": "0.1.0", "solutions": "with", "stand_in": [], "missing": [],'
    told += ' "not_made": []}'
    (site / ready.FILE).write_text(told)
    return course


@pytest.mark.parametrize("line", ["make dates", "make ready"])
def test_commands_run(course, root, line):
    make = f"make -f {root}/Makefile -o .venv/ready RUN={sys.executable}"
    done = subprocess.run(
        ["sh", "-c", line.replace("make", make, 1)],
        cwd=course.root,
        env=course.env | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    said = {"make dates": "2 of 2 dates changed.", "make ready": "may be published"}
    assert said[line] in done.stdout


def test_settings_are_taken(course):
    """As the text under the box tells them."""
    plan = read(course.root)
    assert sorted(plan.dates) == ["affine", "forward"]
    assert plan.late == {"grace_hours": 6, "share_per_day": 0.1, "cap": 0.5}
    assert plan.attempts == "best"


def test_the_table_names_settings_that_are_there(root):
    """Each key of `_config.yml` that the page speaks of is one of its lines, or commented there."""
    text = (root / "_config.yml").read_text("utf-8")
    for row in re.findall(r"^\|[^|]+\|([^|]*`_config\.yml`[^|]*)\|", TEXT, re.M):
        for words in re.findall(r"`([^`]+)`", row)[1:]:
            for key in words.split(": "):
                assert re.search(rf"^[ #]*{key}:", text, re.M), key
