"""A class of invented students and what the checks said of them, for the reports to a teacher."""

from course.grading.reports.people import Class
from course.grading.verdicts import RIGHT, WRONG, Grading, Verdict, keep, path


def verdict(grade_id, state=RIGHT, *, part="", points=None, **more):
    """What a check said: `answer-part`, as the notebook calls it; two points if it is right."""
    answer = grade_id.removesuffix(f"-{part}") if part else grade_id.partition("-")[0]
    got = (2.0 if state == RIGHT else 0.0) if points is None else points
    return Verdict(grade_id, answer, part or grade_id.partition("-")[2], got, 2.0, state, **more)


def slipped(grade_id, name, words=""):
    """A wrong answer with a known mistake."""
    return verdict(grade_id, WRONG, misconception=name, words=words)


def grading(*verdicts, notebook="1"):
    """The grading of one notebook."""
    return Grading("2026-03-02T10:00:00", notebook, "e", verdicts)


def group(gradings, absent=(), waiting=()):
    """A class: {student: [grading, ...]}, those who handed in nothing, and those not graded."""
    names = {name: name for name in sorted([*gradings, *absent, *waiting])}
    return Class(names, gradings, frozenset(waiting))


def kept(root, assignment, gradings):
    """Lay the gradings where the grader keeps them."""
    for student, all_of_them in gradings.items():
        for one in all_of_them:
            keep(path(root / "classroom/verdicts", assignment, student), one)
