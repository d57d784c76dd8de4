"""Solutions that are kept outside the repository, by the setting that "If the points count" has."""

import re

import nbformat
import pytest
from chapter_text import read_page
from page_boxes import boxes

from course.grading.release import release

pytestmark = pytest.mark.whole

NAME = "count"
(SETTING,) = next(box.lines for box in boxes(read_page("credit")) if box.kind == "python")


@pytest.fixture
def course(new_course, small_solution, tmp_path):
    """The setting as the page has it, with another folder."""
    course = new_course()
    (tmp_path / NAME).mkdir()
    nbformat.write(small_solution, tmp_path / NAME / f"{NAME}.ipynb")
    with open(course.root / "nbgrader_config.py", "a") as config:
        config.write("\n" + re.sub('".*"', repr(str(tmp_path)), SETTING) + "\n")
    return course


def test_they_are_released_and_graded_from_there(course):
    """An exercise that has no solution there goes, as the page says."""
    (course.root / "exercises/affine").mkdir(parents=True)
    assert release(course.root) == {"affine": "removed", NAME: "new"}
    course.run("generate_assignment", NAME, "--force")
    course.submit("ada", NAME, course.exercise(NAME))
    assert "1 graded." in course.grade(NAME).stdout
    assert not (course.root / "solutions").exists()
