"""A jail in which the course lies open, for tests whose learners hand in the known mistakes."""

import contextlib
from unittest.mock import patch

from course.grading import graded, jail

EVERYTHING = (
    jail.GIVEN
    | {
        "course/checks": "*.py",
        "course/checks/mending": "*.py",
        "course/checks/mending/kinds": "*.py",
        "reference_impl": "*.py *.csv",
    }
    | {f"course/checks/{name}": "[!_]*.py" for name in jail.assignments(jail.CHECKS)}
)


@contextlib.contextmanager
def opened():
    """Within it, whatever is graded in this process can import answers and known mistakes."""
    with (
        patch.object(jail, "GIVEN", EVERYTHING),
        patch.object(jail, "NETWORK", "../reference_impl/network.py"),
        patch.dict(graded._nurseries, clear=True),
    ):
        try:
            yield
        finally:
            for nursery in graded._nurseries.values():
                nursery.close()


def slip(assignment, answer):
    """A cell that makes the first known mistake: what the checker compares with is handed in."""
    return (
        f"from course.checks.{assignment}.{answer} import {answer.upper()}\n"
        f"{answer} = {answer.upper()}.misconceptions[0].wrong\n"
    )
