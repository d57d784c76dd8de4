"""Find a student's folder whatever it is called: stock nbgrader takes names for patterns."""

import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from traitlets import List, Type

from course.grading.feedback import FeedbackPage
from course.grading.questions import Marks

if TYPE_CHECKING:  # what a class with this mixin also is
    from nbgrader.converters.base import BaseConverter
else:
    BaseConverter = object

LEFT = (
    "NOT IN THE GRADEBOOK: %s, with %s, so there is no feedback. If the student has left, delete "
    "the folder; if not, grade first."
)


class AnyFolder(BaseConverter):
    """For nbgrader's converters: any name that the system allows, of a student or of the course."""

    def init_notebooks(self) -> None:
        """Stock nbgrader's, for folders that its patterns do not match."""
        name = self.coursedir.assignment_id
        folders = [self._format_source(name, student) for student in self._students()]
        found = {folder: self._notebooks(folder) for folder in folders}
        self.assignments = {folder: notebooks for folder, notebooks in found.items() if notebooks}
        self.notebooks: list[str] = []
        if not self.assignments:
            super().init_notebooks()  # says what was looked for

    def folders(self) -> list[Path]:
        """What the chosen students handed in for the assignment, sorted."""
        paths = [
            Path(self._format_source(self.coursedir.assignment_id, student))
            for student in self._students()
        ]
        return [path for path in paths if path.exists()]

    def _students(self):
        """The names of the chosen folders; the instructor's own has none but a dot."""
        wanted = self.coursedir.student_id
        if wanted == ".":
            return [wanted]
        every = Path(self._format_source("assignment", "student")).parents[1]
        there = sorted(os.listdir(every)) if every.is_dir() else []
        return [name for name in there if name == wanted or fnmatchcase(name, wanted)]

    def _notebooks(self, folder):
        if not os.path.isdir(folder):
            return []
        pattern = self.coursedir.notebook_id + ".ipynb"
        names = [name for name in sorted(os.listdir(folder)) if fnmatchcase(name, pattern)]
        return [os.path.join(folder, name) for name in names]

    def _format_source(self, assignment_id, student_id, escape=False):
        """Where it lies; as an expression it takes names of several lines too."""
        path = super()._format_source(assignment_id, student_id, escape)
        return "(?s)" + path if escape else path


class CarefulFeedback(AnyFolder, GenerateFeedback):
    """nbgrader's feedback, for students with any name, as a page of the course's own."""

    exporter_class = Type(FeedbackPage, klass=Exporter).tag(config=True)
    preprocessors = List([Marks]).tag(config=True)

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether to go on: not for whoever is not in the gradebook, such as a student who left."""
        try:
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                gradebook.find_submission(assignment_id, student_id)
        except MissingEntry:
            self.log.warning(LEFT, student_id, assignment_id)
            return False
        return super().init_destination(assignment_id, student_id)


class CarefulRelease(AnyFolder, GenerateAssignment):
    """nbgrader's release, in a course folder with any name."""
