"""Grade all that was handed in for an assignment, as nbgrader's autograde does, and many at once.

One process writes to the gradebook; others run the notebooks. What was graded with the same checks
before is left alone, so a batch that was stopped goes on where it stopped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets.config import Config

from course.grading import pool, verdicts
from course.grading.editions import edition, given, sources
from course.grading.execute import settings_of
from course.grading.extensions import days_for, read
from course.grading.graded import Graded, Job, Settings
from course.grading.jail import require
from course.grading.lateness import LatePenalties
from course.grading.ledger import Note
from course.grading.masters import masters
from course.grading.reading import existing_timestamp
from course.grading.recording import (
    FOLDER,
    Part,
    copy,
    entered,
    folder_of_result,
    keep_verdicts,
    name,
    parts,
    record,
    rostered,
    write,
)
from course.grading.release import CONFIG, subfolders
from course.grading.submissions import Seen, Submission
from course.grading.turning_away import NO_NAME, closed, missing

NO_TIME = (
    "timestamp.txt says {said!r}, which is no time, so it counts as in time; write it as "
    "2027-01-17 09:00 UTC"
)
GONE = "Its notebook was not there when it was to be read. Say it once more"


class BatchError(Exception):
    """Nothing can be graded; the message says why, and what to do."""


@dataclass
class Case:
    """What became of a submission: whether it is graded, the score before and now, what was odd."""

    student: str
    graded: bool
    before: float | None = None
    score: float = 0.0
    notes: list[str] = field(default_factory=list)


class Batch:
    """The submissions of an assignment that are to be graded."""

    def __init__(self, root: Path, config: Config, assignment: str, students: str = "*") -> None:
        self._root, self._config = root, config
        self._assignment, self._students = assignment, students
        self._course = CourseDirectory(config=config, root=str(root), assignment_id=assignment)
        self._note = Note(assignment, self._file())
        with self._gradebook() as gradebook:
            try:
                self.masters = tuple(masters(gradebook, assignment))
                self._entered = entered(gradebook, assignment)
                self._rostered = rostered(gradebook)
            except MissingEntry:
                raise BatchError(self._unknown()) from None
        if not self.masters:  # a date alone was entered; what is graded now would bar the release
            raise BatchError(self._unknown())
        ours = sources(self.masters)
        self._note.look([root / CONFIG, self._released(), *ours])
        self._given = given(self._course)
        self.edition = edition(self.masters, ours, self._given)
        self._seen: dict[str, Seen] = {}  # of those who are being graded: what was read of them
        self._late = LatePenalties(config=config)
        self._extensions = read(Path(self._late.extensions))
        if not settings_of(config).unsafe:
            require()

    def _unknown(self):
        """What to do about an assignment of which the gradebook has no notebook."""
        name = self._assignment
        known = sorted(subfolders(self._root / self._config.CourseDirectory.source_directory))
        if name in known:
            return (
                f"The gradebook has no notebook of the assignment {name!r}. Release it first: "
                f"nbgrader generate_assignment {name} --force"
            )
        return f"There is no assignment {name!r}. There are: {', '.join(known)}."

    def _gradebook(self):
        return Gradebook(self._course.db_url, self._course.course_id)

    def submissions(self) -> list[Submission]:
        """What the chosen students handed in."""
        above = self._folder(self._course.submitted_directory, "student").parents[1]
        self._note.look(single=[above])  # before each is read: who comes later is not graded
        there = sorted(above.iterdir()) if above.is_dir() else []
        self._note.look(single=there)
        excluded = self._course.student_id_exclude.split(",")
        found = [
            Submission(one.name, self._folder(self._course.submitted_directory, one.name))
            for one in there
            if fnmatchcase(one.name, self._students) and one.name not in excluded
        ]
        found = [one for one in found if _is_there(one.folder)]
        self._note.look(one.folder for one in found)
        return found

    def _folder(self, directory, student):
        return self._root / self._course.format_path(directory, student, self._assignment)

    def _released(self):
        return self._folder(self._course.source_directory, ".")

    def result(self, student: str) -> Path:
        """Where a student's graded notebooks lie."""
        return self._folder(self._course.autograded_directory, student)

    def is_graded(self, submission: Submission) -> bool:
        """Has the same, with the same beside it, handed in at the same time, been graded with the
        same checks?"""
        file = verdicts.path(FOLDER, self._assignment, submission.student)
        try:
            earlier = verdicts.load(file)
            if not earlier or not self.result(submission.student).is_dir():
                return False
            seen = submission.seen(submission.notebooks(self._names()), submission.files())
        except (OSError, verdicts.Damaged):  # which is said when it is graded
            return False
        if submission.student not in self._entered:  # the gradebook is another one
            return False
        last = earlier[-1]
        same = seen == Seen(last.notebook, last.beside, last.submitted)
        return same and last.edition == self.edition

    def note(self, found: list[Submission]) -> None:
        """All that was found is graded: note it, so that the next batch knows it at once."""
        made = [FOLDER / self._assignment, *(self.result(one.student) for one in found)]
        self._note.write(made, [one.student for one in found])

    def _file(self):
        """The file of the gradebook, if it is one."""
        address = make_url(self._course.db_url)
        is_file = address.drivername == "sqlite"
        return str(Path(str(address.database)).absolute()) if is_file else ""

    def _names(self):
        return [master.name for master in self.masters]

    def turned_away(self, found: list[Submission]) -> dict[str, str]:
        """Who can't be graded, as they are called, and why. The gradebook gets to know of them, so
        that a table of grades names them."""
        away = {one.called: text for one in found if (text := self._fault(one))}
        with self._gradebook() as gradebook:
            name(gradebook, [one.student for one in found if one.student in away])
        return away

    def _fault(self, submission):
        """Why a submission can't be graded as it lies; None if it can."""
        if submission.called != submission.student:
            return NO_NAME
        paths = (submission.folder / f"{name}.ipynb" for name in self._names())
        try:
            return next(filter(None, map(missing, paths)), None)
        except OSError as error:
            return closed(error)

    def strangers(self, students: Iterable[str]) -> list[str]:
        """Whom a roster does not have, where there is one."""
        return [one for one in students if self._rostered and one not in self._rostered]

    def grade(
        self,
        wanted: list[Submission],
        by: pool.Pool,
        settings: Settings,
    ) -> Iterator[Case]:
        """Grade submissions; each, as soon as it is written down."""
        folders = {one.student: one for one in wanted}
        odd: list[Case] = []
        jobs = self._jobs(wanted, settings, odd)
        with self._gradebook() as gradebook:
            gradebook.db().expire_on_commit = False  # nobody else changes what is read again
            name(gradebook, folders)
            every = parts(gradebook, self._assignment)
            for job, result in pool.graded(jobs, by):
                if isinstance(result, Graded):
                    yield self._recorded(gradebook, every, folders[job.student], result)
                else:
                    yield Case(job.student, False, notes=[result.reason])
        yield from odd

    def _jobs(self, wanted, settings, odd):
        """What is to be done, read when its turn comes; what can't be read by then is odd."""
        for one in wanted:
            try:
                job = self._job(one, settings)
                if len(job.notebooks) == len(self.masters):
                    yield job
                else:  # they were there when the batch began
                    odd.append(Case(one.student, False, notes=[self._fault(one) or GONE]))
            except OSError as error:
                odd.append(Case(one.student, False, notes=[closed(error)]))

    def _job(self, submission: Submission, settings: Settings) -> Job:
        notebooks, files = submission.notebooks(self._names()), submission.files()
        self._seen[submission.student] = submission.seen(notebooks, files)
        folder, files = str(submission.folder), files | self._given
        return Job(submission.student, folder, self.masters, notebooks, files, settings)

    def _recorded(self, gradebook, every, submission, result):
        try:
            return self._record(gradebook, every, submission, result)
        except (FileNotFoundError, PermissionError) as error:
            return Case(submission.student, False, notes=[closed(error)])

    def _record(
        self, gradebook: Gradebook, every: list[Part], submission: Submission, result: Graded
    ) -> Case:
        student = submission.student
        with folder_of_result(self.result(student)) as new:
            for source in (submission.folder, self._released()):
                copy(source, new, self._course.ignore)
            write(new, result.notebooks)
        when = existing_timestamp(self._course, str(submission.folder))
        scores = result.scores
        entry, before = record(gradebook, self._assignment, student, when, scores, every)
        self._take_off(gradebook, entry, student)
        seen = self._seen.pop(student)
        said = keep_verdicts(self._assignment, student, seen, self.edition, result.verdicts)
        notes = [*result.notes, *said]
        if when is None and seen.submitted:
            notes.append(NO_TIME.format(said=seen.submitted))
        return Case(student, True, before, entry.score, notes)

    def _take_off(self, gradebook, entry, student):
        """What lateness costs, by nbgrader's own step; most are on time and need none."""
        has_more = days_for(self._extensions, student, self._assignment) is not None
        # A line that was taken out of the table holds until the step has seen it.
        if has_more or entry.extension or entry.total_seconds_late > 0:
            for notebook in entry.notebooks:
                ids = {"notebook": notebook.name, "assignment": self._assignment}
                ids |= {"student": student, "db_url": self._course.db_url}
                self._late.preprocess(new_notebook(), {"nbgrader": ids})
            gradebook.db.expire_all()


def _is_there(folder):
    try:
        return folder.exists()
    except OSError:  # it can't be looked at, which is said when it is graded
        return True
