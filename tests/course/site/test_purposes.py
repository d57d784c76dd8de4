"""What the assignments are for is taken from the instructors' texts, and a lack is named."""

import pytest
from masters import ASSIGNMENTS

from course.site.teach.purposes import SHOWN, told

TEXT = """\
# Sums: for the instructor

## Purpose

They add.

## Time

An hour.

## Points

None.

## The usual errors

They subtract.
"""


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_assignment_tells(name, root):
    title, parts = told((root / "solutions" / name / "instructor.md").read_text("utf-8"))
    assert title
    assert all(parts[one].strip() for one in SHOWN)


def test_a_part_ends_where_the_next_begins():
    title, parts = told(TEXT)
    assert title == "Sums"
    assert [parts[one].strip() for one in SHOWN] == ["They add.", "An hour.", "They subtract."]


@pytest.mark.parametrize("lacking", ["## Time", "# Sums: for the instructor"])
def test_what_is_missing_is_named(lacking):
    """Planted: a heading that is not there."""
    with pytest.raises(ValueError, match=lacking.split()[1].replace("Sums:", "first line")):
        told(TEXT.replace(lacking, "Words."))
