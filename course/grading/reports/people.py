"""Who is in the class, and who has handed in."""

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from course.grading.gradebook import address
from course.grading.release import load_config
from course.grading.verdicts import Damaged, Grading, of_class


class NoReport(Exception):
    """There is nothing to report on; the message says what to do."""


@dataclass(frozen=True)
class Class:
    """Everybody's name by id, and the gradings of those who have any; `waiting` handed in too."""

    names: dict[str, str]
    gradings: dict[str, list[Grading]]
    waiting: frozenset[str] = frozenset()

    @property
    def absent(self) -> tuple[str, ...]:
        """Who has handed in nothing."""
        there = self.gradings.keys() | self.waiting
        return tuple(student for student in self.names if student not in there)


def of_course(root: Path, assignment: str) -> Class:
    """The class of the course in `root`, by its gradebook, its folders and its verdicts.

    Raises NoReport if nothing of the assignment was graded, or a file of verdicts is damaged.
    """
    gradings = _gradings(root / "classroom/verdicts", assignment)
    config = load_config(root)
    known = _in_gradebook(root, config)
    handed_in = _handed_in(root / config.CourseDirectory.submitted_directory, assignment)
    everybody = sorted(known.keys() | gradings.keys() | handed_in)
    names = {student: known.get(student, student) for student in everybody}
    return Class(names, gradings, frozenset(handed_in - gradings.keys()))


def _gradings(folder, assignment):
    try:
        gradings = {student: kept for student, kept in of_class(folder, assignment) if kept}
    except Damaged as error:
        raise NoReport(f"{error}: python -m course.grading.grade {assignment}") from error
    if not gradings:
        raise NoReport(
            f"Nothing of {assignment!r} has been graded: {folder / assignment} holds no verdicts. "
            f"Grade it first: python -m course.grading.grade {assignment}"
        )
    return gradings


def _in_gradebook(root, config):
    """Each student of the gradebook, as a person is called; a gradebook is not made for this."""
    file = root / "classroom/gradebook.db"
    place = config.CourseDirectory.db_url
    if place == address(file) and not file.exists():
        return {}
    with Gradebook(place, config.CourseDirectory.course_id) as gradebook:
        return {student.id: _called(student) for student in gradebook.students}


def _called(student):
    name = " ".join(filter(None, (student.first_name, student.last_name)))
    return f"{name} ({student.id})" if name else student.id


def _handed_in(folder, assignment):
    """Whoever has a folder for the assignment with a file in it."""
    return {
        path.parent.name
        for path in folder.glob("*/*")
        if path.name == assignment and path.is_dir() and any(path.iterdir())
    }
