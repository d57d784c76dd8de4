"""nbgrader's autograde, careful with what students hand in.

Stock nbgrader 0.9.6 is kept but for four things. A submission without a readable notebook is
turned away at the door with a message for the instructor, and the earlier result stays. A run
that fails on the way puts the earlier result back. A notebook with cells deleted or copied, or
with edited settings, is graded all the same. So is a folder or a file that patterns or UTF-8 miss.
"""

import contextlib
import shutil
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import (
    api,
    autogradeapp,
    dbapp,
    generateassignmentapp,
    generatefeedbackapp,
    zipcollectapp,
)
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Type

from course.grading.editions import edition, given, sources
from course.grading.execute import master_of
from course.grading.folders import AnyFolder, CarefulFeedback, CarefulRelease
from course.grading.masters import masters
from course.grading.reading import AnyEncoding, careful_import, existing_timestamp
from course.grading.recording import keep_verdicts
from course.grading.replaced import careful
from course.grading.restoring import restored
from course.grading.submissions import Submission, shown
from course.grading.turning_away import NO_NAME, fault
from course.grading.verdicts import Verdict


class TurnedAway(NbGraderException):
    """Some submissions could not be graded; each has been named."""


class CarefulAutograde(AnyFolder, Autograde):
    """Grade what can be graded; say of the rest which file of which student is wrong, and why."""

    exporter_class = Type(AnyEncoding, klass=Exporter).tag(config=True)

    def init_notebooks(self) -> None:
        self.turned_away: dict[str, str] = self._look_at_submissions()
        try:
            super().init_notebooks()
        except NbGraderException:
            if not self.turned_away:
                raise
        for folder in self.turned_away:
            self.assignments.pop(folder, None)

    def convert_notebooks(self) -> None:
        with TemporaryDirectory() as kept:
            self._kept = Path(kept)
            self._begun: list[str] = []
            try:
                super().convert_notebooks()
            finally:
                self._put_back()
                self.turned_away |= dict.fromkeys(self._begun, BROKE_OFF)
                self._report()
        if self.turned_away:
            raise TurnedAway("Some submissions could not be graded.")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Stock nbgrader removes the earlier result here, before it has a new one."""
        earlier = Path(self._format_dest(assignment_id, student_id))
        if earlier.is_dir():
            shutil.copytree(earlier, self._kept / student_id / assignment_id)
        begins = super().init_destination(assignment_id, student_id)
        if begins:
            self._begun.append(self._format_source(assignment_id, student_id))
        return begins

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """Stock nbgrader's last step with a submission."""
        super().set_permissions(assignment_id, student_id)
        about = assignment_id, student_id, self._seen, self._edition, self._said
        for note in keep_verdicts(*about):
            self.log.warning("Student '%s': %s.", student_id, note)
        self._begun.remove(self._format_source(assignment_id, student_id))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Stock nbgrader copies what a link leads to, be it another student's."""
        self._said: list[Verdict] = []
        super().init_assignment(assignment_id, student_id)
        source = Path(self._format_source(assignment_id, student_id))
        submission = Submission(student_id, source)  # as it is now: it is not converted yet
        notebooks = submission.notebooks([master.name for master in self._masters])
        self._seen = submission.seen(notebooks, submission.files())
        result = Path(self._format_dest(assignment_id, student_id))
        for path in source.rglob("*"):
            if path.is_symlink():
                (result / path.relative_to(source)).unlink(missing_ok=True)

    def write_single_notebook(self, output: str, resources: dict[str, Any]) -> None:
        """Stock nbgrader's step after each conversion, of which the second one has verdicts."""
        super().write_single_notebook(output, resources)
        if said := resources["nbgrader"].get("said"):
            self._said += said

    @cached_property
    def _masters(self):
        """The released notebooks: the same ones for all students."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            return tuple(masters(gradebook, self.coursedir.assignment_id))

    @cached_property
    def _edition(self):
        return edition(self._masters, sources(self._masters), given(self.coursedir))

    def _put_back(self):
        for copy in self._kept.glob("*/*"):
            earlier = Path(self._format_dest(copy.name, copy.parent.name))
            if not earlier.exists():
                self.log.warning("Putting the earlier result back: %s", earlier)
                shutil.copytree(copy, earlier)

    def _look_at_submissions(self):
        """The folders that cannot be graded, each with the reason."""
        names = self._expected_notebooks()
        excluded = self.coursedir.student_id_exclude.split(",")
        faults = {str(f): fault(f, names) for f in self.folders() if f.parent.name not in excluded}
        return {folder: text for folder, text in faults.items() if text}

    def _expected_notebooks(self):
        name = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                notebooks = gradebook.find_assignment(name).notebooks
            except MissingEntry:  # stock nbgrader says what to do
                return []
            names = [f"{notebook.name}.ipynb" for notebook in notebooks]
        if not names:  # stock nbgrader says so when it has recorded what bars the release for ever
            self.log.error(UNRELEASED, name, name)
            raise NbGraderException("There is nothing to grade with.")
        return names

    def _report(self):
        for folder, text in self.turned_away.items():
            student = shown(Path(folder).parent.name)
            if self.create_student and text != NO_NAME:  # so that a table of grades names them
                with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                    gradebook.update_or_create_student(student)
            self.log.error("NOT GRADED: student '%s'. %s Earlier grades stay.", student, text)


UNRELEASED = (
    "The gradebook has no notebook of the assignment %r. Release it first: "
    "nbgrader generate_assignment %s --force"
)
BROKE_OFF = "Grading stopped early; the messages above say where."


class CommandsAutograde(CarefulAutograde):
    """The same as a command, which has done its work when it has named what cannot be graded."""

    def start(self) -> None:
        with contextlib.suppress(TurnedAway):
            super().start()


class RestoreCells(NbGraderPreprocessor):
    """Give each cell back what was released with it, and put missing checks back.

    Stock nbgrader gives no points at all where a check and its answer were deleted together,
    where a cell's settings were edited, or where a cell was copied.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        ids = resources["nbgrader"]
        said = partial(self.log.warning, "Student '%s': %s", ids["student"])
        return restored(nb, master_of(ids), said), resources


def install() -> None:
    """Make nbgrader's commands and the formgrader's buttons take the care that is taken here."""
    autogradeapp.Autograde, api.Autograde = CommandsAutograde, CarefulAutograde
    generateassignmentapp.GenerateAssignment = api.GenerateAssignment = CarefulRelease
    generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = CarefulFeedback
    CourseDirectory.get_existing_timestamp = existing_timestamp
    collecting = zipcollectapp.ZipCollectApp
    collecting._clear_existing_files = careful(collecting._clear_existing_files)
    importing = dbapp.DbGenericImportApp
    importing.start = careful_import(importing.start)
