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
from course.grading.editions import edition, sources
from course.grading.execute import settings_of
from course.grading.extensions import days_for, read
from course.grading.graded import Graded, Job, Settings
from course.grading.jail import require
from course.grading.lateness import LatePenalties
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
from course.grading.submissions import Submission, digest, plain_files
from course.grading.turning_away import missing

NO_TIME = (
    "timestamp.txt says {said!r}, which is no time, so it counts as in time; write it as "
    "2027-01-17 09:00 UTC"
)


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
        with self._gradebook() as gradebook:
            try:
                self.masters = tuple(masters(gradebook, assignment))
                self._entered = entered(gradebook, assignment)
                self._rostered = rostered(gradebook)
            except MissingEntry:
                raise BatchError(self._unknown()) from None
        if not self.masters:  # a date alone was entered; what is graded now would bar the release
            raise BatchError(self._unknown())
        self._sources = sources(self.masters)
        self.edition = edition(self.masters, self._sources)
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
        above = self._above()
        names = sorted(path.name for path in above.iterdir()) if above.is_dir() else []
        excluded = self._course.student_id_exclude.split(",")
        found = [
            Submission(name, self._folder(self._course.submitted_directory, name))
            for name in names
            if fnmatchcase(name, self._students) and name not in excluded
        ]
        return [one for one in found if one.folder.exists()]

    def _folder(self, directory, student):
        return self._root / self._course.format_path(directory, student, self._assignment)

    def _released(self):
        return self._folder(self._course.source_directory, ".")

    def result(self, student: str) -> Path:
        """Where a student's graded notebooks lie."""
        return self._folder(self._course.autograded_directory, student)

    def is_graded(self, submission: Submission) -> bool:
        """Has the same, handed in at the same time, been graded with the same checks?"""
        file = verdicts.path(FOLDER, self._assignment, submission.student)
        earlier = verdicts.load(file)
        if not earlier or not self.result(submission.student).is_dir():
            return False
        if submission.student not in self._entered:  # the gradebook is another one
            return False
        last = earlier[-1]
        same = digest(submission.notebooks(self._names())) == last.notebook
        return same and last.submitted == submission.time() and last.edition == self.edition

    def lying(self) -> tuple[list[str], list[str], str]:
        """Files and whole folders, and single ones, that leave nothing to do as they lie; and the
        file of the gradebook, if it is one."""
        whole = [self._root / CONFIG, self._released(), FOLDER / self._assignment]
        whole += self._sources
        for one in self.submissions():
            whole += [one.folder, self.result(one.student)]
        above = self._above()
        address = make_url(self._course.db_url)
        file = str(address.database) if address.drivername == "sqlite" else ""
        return list(map(str, whole)), [str(above), *map(str, above.iterdir())], file

    def _above(self):
        return self._folder(self._course.submitted_directory, "student").parents[1]

    def _names(self):
        return [master.name for master in self.masters]

    def turned_away(self, submission: Submission) -> str | None:
        """Which of its notebooks is not there, and what is; None if they are."""
        paths = (submission.folder / f"{name}.ipynb" for name in self._names())
        return next(filter(None, map(missing, paths)), None)

    def strangers(self, students: Iterable[str]) -> list[str]:
        """Whom a roster does not have, where there is one."""
        return [one for one in students if self._rostered and one not in self._rostered]

    def name(self, students: Iterable[str]) -> None:
        """Let the gradebook know of students, so that a table of grades names them."""
        with self._gradebook() as gradebook:
            name(gradebook, students)

    def grade(
        self,
        wanted: list[Submission],
        by: pool.Pool,
        settings: Settings,
    ) -> Iterator[Case]:
        """Grade submissions; each, as soon as it is written down."""
        common = plain_files(self._released(), self._course.ignore)
        folders = {one.student: one for one in wanted}
        jobs = (self._job(one, common, settings) for one in wanted)
        with self._gradebook() as gradebook:
            gradebook.db().expire_on_commit = False  # nobody else changes what is read again
            name(gradebook, folders)
            every = parts(gradebook, self._assignment)
            for job, result in pool.graded(jobs, by):
                if isinstance(result, Graded):
                    yield self._record(gradebook, every, folders[job.student], result)
                else:
                    yield Case(job.student, False, notes=[result.reason])

    def _job(self, submission: Submission, common: dict[str, bytes], settings: Settings) -> Job:
        notebooks = submission.notebooks(self._names())
        files = submission.files() | common
        folder = str(submission.folder)
        return Job(submission.student, folder, self.masters, notebooks, files, settings)

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
        keep_verdicts(submission, self.masters, self.edition, result.verdicts)
        notes = result.notes
        if when is None and (said := submission.time()):
            notes = [*notes, NO_TIME.format(said=said)]
        return Case(student, True, before, entry.score, notes)

    def _take_off(self, gradebook, entry, student):
        """What lateness costs, by nbgrader's own step; most are on time and need none."""
        has_more = days_for(self._extensions, student, self._assignment) is not None
        if has_more or entry.total_seconds_late > 0:
            for notebook in entry.notebooks:
                ids = {"notebook": notebook.name, "assignment": self._assignment}
                ids |= {"student": student, "db_url": self._course.db_url}
                self._late.preprocess(new_notebook(), {"nbgrader": ids})
            gradebook.db.expire_all()
