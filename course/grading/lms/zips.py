"""`nbgrader zip_collect` for what Canvas, Moodle and others pack: whose each notebook is.

Canvas knows people by a number, which a roster tells in nbgrader's own column `lms_user_id`; Moodle
by name. Of several attempts of one student the latest is taken, and that is said.
"""

from collections import Counter
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import FileNameCollectorPlugin

from course.grading.lms.names import Handed, Person, plain, read

# What computers put beside a notebook.
LITTER = {".ipynb_checkpoints", "__MACOSX"}
UNKNOWN = (
    "%s knows %s as %s, and the gradebook has %s with that number: it is collected as student "
    "'%s'. Import a roster with the column lms_user_id, and collect again with --force."
)
STRANGER = (
    "Moodle names %s, and the gradebook has %s of that name: collected as student '%s'. Correct "
    "the name in the roster, import it, and collect again with --force."
)
# What Moodle leaves out of the names of folders and files.
LEFT_OUT = str.maketrans("", "", "&<>\"`|':\\/")
NAMESAKES = "Several people in Moodle are called %s: this one is collected as student '%s'."


class PlatformCollector(FileNameCollectorPlugin):
    """nbgrader's collector, which knows how Canvas and Moodle name files."""

    _found: dict[Path, dict[str, str]] | None = None

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Whose notebook a file is, and which; None for another file or an earlier attempt."""
        if self._found is None:
            self._found = self._look()
        return self._found.get(Path(submitted_file))

    def _look(self):
        """Look at all files at once: no single one tells if it is the latest attempt."""
        handed = self._handed()
        students = self._students({one.person for one in handed.values()})
        latest: dict[tuple[str, str], Path] = {}
        for path, one in sorted(handed.items(), key=lambda item: self._when(*item)):
            key = students[one.person], one.notebook
            if key in latest:
                later = "Student '%s' handed in several: %s is taken, and not %s."
                self.log.warning(later, key[0], self._place(path), self._place(latest[key]))
            latest[key] = path
        return {
            path: {"student_id": student, "file_id": notebook}
            for (student, notebook), path in latest.items()
        }

    def _handed(self):
        """The notebooks that were unpacked, and what their names tell."""
        course = self.parent.coursedir
        released = course.format_path(course.release_directory, ".", course.assignment_id)
        names = [path.stem for path in Path(released).glob("*.ipynb")]
        folder = self._folder(self.parent.extracted_directory)
        found = {path: self._place(path) for path in sorted(folder.rglob("*.ipynb"))}
        handed = {
            path: read(place, names, [course.assignment_id])
            for path, place in found.items()
            if not litter(place)
        }
        return {path: one for path, one in handed.items() if one}

    def _when(self, path: Path, one: Handed) -> tuple[int, float, int]:
        """What is larger for a later attempt: Canvas's number, the archive's time, the copy's."""
        top = self._place(path).parts[0]
        archive = self._folder(self.parent.archive_directory) / f"{top}.zip"
        return one.order, archive.stat().st_mtime if archive.exists() else 0.0, one.copy

    def _place(self, path):
        """Where a file lies among all that was unpacked: a name alone may be many students'."""
        return path.relative_to(self._folder(self.parent.extracted_directory))

    def _folder(self, step: str) -> Path:
        """Where nbgrader has the archives, or what was in them."""
        names = {"downloaded": self.parent.downloaded_directory, "collect_step": step}
        form = self.parent.collect_directory_structure
        course = self.parent.coursedir
        return Path(course.root, form.format(assignment_id=course.assignment_id, **names))

    def _students(self, people: set[Person]) -> dict[Person, str]:
        """The id of each person."""
        course = self.parent.coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            numbers = [(one.lms_user_id, one.id) for one in gradebook.students]
            ids = {one.id for one in gradebook.students}
            names = [(words(one.first_name, one.last_name), one.id) for one in gradebook.students]
        namesakes = Counter(one.name for one in people if one.platform == "Moodle")
        found = {}
        for one in sorted(people, key=lambda person: (person.name, person.number)):
            if one.platform == "Canvas":
                found[one] = self._by_number(one, numbers, ids)
            elif one.platform == "Moodle":
                found[one] = self._by_name(one, names, ids, namesakes[one.name])
            else:
                found[one] = one.name
        return found

    def _by_number(self, one, numbers, ids):
        known = [student for number, student in numbers if number == one.number]
        if len(known) == 1:
            return known[0]
        if known or one.number not in ids:
            about = one.platform, one.name or "someone", one.number
            self.log.warning(UNKNOWN, *about, len(known) or "nobody", one.number)
        return one.number

    def _by_name(self, one, names, ids, namesakes):
        if namesakes > 1:
            student = f"{one.name}_{one.number}"
            self.log.warning(NAMESAKES, one.name, student)
            return student
        known = [student for name, student in names if name == words(one.name)]
        if one.name not in ids and len(known) == 1:
            return known[0]
        if one.name not in ids and ids:  # without a roster, names are all that there is
            self.log.warning(STRANGER, one.name, len(known) or "nobody", one.name)
        return one.name


def words(*names: str | None) -> list[str]:
    """The words of a name as Moodle writes it in a zip; languages put first and last names in
    another order."""
    name = plain(" ".join(name or "" for name in names)).translate(LEFT_OUT)
    return sorted(name.casefold().replace(",", " ").split())


def litter(place: Path) -> bool:
    """Is it a copy that the student's computer made?"""
    return bool(LITTER & {*place.parts}) or place.name.startswith("._")
