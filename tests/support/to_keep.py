"""What a learner must not be given: solutions and hidden tests."""

import re

from course.site.source.solutions import SOLUTION

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)\n\s*### END HIDDEN TESTS", re.DOTALL)


def secrets(solution):
    """What an exercise must not hold: every solution and hidden test."""
    for cell in solution.cells:
        settings = cell.metadata.get("nbgrader", {})
        name = settings.get("grade_id")
        for body in SOLUTION.findall(cell.source):
            yield f"the solution of {name} is left in", body
        for test in HIDDEN.findall(cell.source):
            yield f"the hidden test of {name} is left in", test


def lines(text):
    """Whole lines without spaces, comments or empty ones, so that another layout hides nothing."""
    squeezed = (re.sub(r"#.*|\s+", "", line) for line in text.split("\n"))
    return "\n" + "".join(f"{line}\n" for line in squeezed if line)
