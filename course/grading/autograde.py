"""nbgrader's autograde, careful with what students hand in.

Stock nbgrader 0.9.6 is kept but for four things. A submission without a readable notebook is
turned away at the door with a message for the instructor, and the earlier result stays. A run
that fails on the way puts the earlier result back. A notebook with cells deleted or copied, or
with edited settings, is graded all the same. So is a folder or a file that patterns or UTF-8 miss.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, Notebook
from nbgrader.apps import api, autogradeapp, dbapp, generateassignmentapp, generatefeedbackapp
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import OverwriteCells
from traitlets import Type

from course.grading.folders import AnyFolder, CarefulFeedback, CarefulRelease
from course.grading.reading import AnyEncoding, careful_import, decoded, existing_timestamp


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
            raise NbGraderException("Some submissions could not be graded.")

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
        self._begun.remove(self._format_source(assignment_id, student_id))

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
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                notebooks = gradebook.find_assignment(self.coursedir.assignment_id).notebooks
            except MissingEntry:  # stock nbgrader says what to do
                return []
            return [f"{notebook.name}.ipynb" for notebook in notebooks]

    def _report(self):
        for folder, text in self.turned_away.items():
            student = Path(folder).parent.name
            if self.create_student:  # so that a table of grades names them
                with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                    gradebook.update_or_create_student(student)
            self.log.error("NOT GRADED: student '%s'. %s Earlier grades stay.", student, text)


BROKE_OFF = "Grading broke off; the messages above say where."


def fault(folder: Path, names: list[str]) -> str | None:
    """What keeps a submission from being graded, and what to do about it; None if nothing does."""
    for path in (folder / name for name in names):
        try:
            if not path.is_file():
                return f"There is no file {path}; {_held(folder)}. Rename or ask for it."
            for cell in nbformat.reads(decoded(path.read_bytes()), as_version=4).cells:
                _ = cell.cell_type, cell.source, cell.metadata
        except Exception as error:  # whatever a student's file can provoke, the others are graded
            reason = (str(error) or type(error).__name__).splitlines()[0]
            return f"The file {path} is damaged or is no notebook ({reason}). Ask for a new copy."
    return None


def _held(folder):
    """What a folder holds beside the file of the time, which nbgrader puts there."""
    names = sorted({path.name for path in folder.iterdir()} - {"timestamp.txt"})
    return f"the folder holds {', '.join(names)}" if names else "the folder is empty"


def cell_settings(notebook: Notebook) -> dict[str, NotebookNode]:
    """The nbgrader metadata of each cell of a master notebook, by the cell's name."""
    grades = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    settings = {}
    for cell in notebook.source_cells:
        name = cell.name
        settings[name] = NotebookNode(
            schema_version=MetadataValidator.schema_version,
            grade_id=name,
            cell_type=cell.cell_type,
            grade=name in grades,
            solution=name in solutions,
            locked=cell.locked,
            task=name in tasks,
        )
        if name in grades | tasks:
            settings[name]["points"] = (grades | tasks)[name]
    return settings


class RestoreCells(OverwriteCells):
    """Give each cell back the settings that the gradebook knows, and put missing checks back.

    Stock nbgrader gives no points at all where a check and its answer were deleted together,
    where a cell's settings were edited, or where a cell was copied.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if cell_index == 0:  # once for a notebook: each look is several queries
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
            self._settings = cell_settings(notebook)
        settings = self._settings.get(cell.metadata.pop("nbgrader", {}).get("grade_id"))
        if settings is None:  # a student's own cell, or one of two copies
            return cell, resources
        cell.metadata["nbgrader"] = NotebookNode(settings)
        return super().preprocess_cell(cell, resources, cell_index)

    def report_change(self, name: str, attr: str, old: object, new: object) -> None:
        """A hidden test that comes back changes a checksum, in every notebook: no news."""
        if attr != "checksum":
            super().report_change(name, attr, old, new)

    def add_missing_grade_cells(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Put a missing check after the cell that it followed, or else at the end."""
        notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        before = None
        for source in notebook.source_cells:
            here = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
            if source.name in points and source.name not in here:
                student = resources["nbgrader"]["student"]
                self.log.warning("Student '%s': put back cell %s", student, source.name)
                cell = self.missing_cell_transform(
                    source, points[source.name], is_solution=source.name in solutions
                )
                if nb.nbformat_minor >= 5:  # older notebooks have no ids
                    cell["id"] = f"restored-{len(nb.cells)}"
                nb.cells.insert(here.index(before) + 1 if before in here else len(here), cell)
            before = source.name
        return nb, resources


def install() -> None:
    """Make nbgrader's commands and the formgrader's buttons take the care that is taken here."""
    autogradeapp.Autograde = api.Autograde = CarefulAutograde
    generateassignmentapp.GenerateAssignment = api.GenerateAssignment = CarefulRelease
    generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = CarefulFeedback
    CourseDirectory.get_existing_timestamp = existing_timestamp
    importing = dbapp.DbGenericImportApp
    importing.start = careful_import(importing.start)
