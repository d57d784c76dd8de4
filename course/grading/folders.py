"""Find a student's folder whatever it is called: stock nbgrader takes names for patterns."""

import os
from fnmatch import fnmatchcase
from pathlib import Path

from nbgrader.converters import GenerateFeedback


class AnyFolder:
    """For nbgrader's converters: any name that the system allows, of a student or of the course."""

    def init_notebooks(self):
        """Stock nbgrader's, for folders that its patterns do not match."""
        found = {str(folder): self._notebooks(folder) for folder in self.folders()}
        self.assignments = {folder: notebooks for folder, notebooks in found.items() if notebooks}
        self.notebooks = []
        if not self.assignments:
            super().init_notebooks()  # says what was looked for

    def folders(self):
        """What the chosen students handed in for the assignment, sorted."""
        every = Path(self._format_source("assignment", "student")).parents[1]
        students = sorted(os.listdir(every)) if every.is_dir() else []
        paths = [
            Path(self._format_source(self.coursedir.assignment_id, student))
            for student in students
            if self._is_chosen(student)
        ]
        return [path for path in paths if path.exists()]

    def _is_chosen(self, student):
        wanted = self.coursedir.student_id
        return student == wanted or fnmatchcase(student, wanted)

    def _notebooks(self, folder):
        if not folder.is_dir():
            return []
        pattern = self.coursedir.notebook_id + ".ipynb"
        return [str(path) for path in sorted(folder.iterdir()) if fnmatchcase(path.name, pattern)]

    def _format_source(self, assignment_id, student_id, escape=False):
        """Where it lies; as an expression it takes names of several lines too."""
        path = super()._format_source(assignment_id, student_id, escape)
        return "(?s)" + path if escape else path


class CarefulFeedback(AnyFolder, GenerateFeedback):
    """nbgrader's feedback, for students with any name."""
