"""Write what was graded: the notebook into its folder, the scores into nbgrader's gradebook.

The gradebook then holds what nbgrader's own autograde would have put there. One process does this,
a submission in one transaction.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook

from course.grading import verdicts
from course.grading.graded import Scores
from course.grading.masters import Master
from course.grading.submissions import Submission, digest, paths
from course.grading.verdicts import Verdict

Names = dict[str, str]
READ_ONLY = 0o444
UNFINISHED = ".grading-"
FOLDER = Path("classroom", "verdicts")  # of the course's folder, in which all commands run


def cell_names(gradebook: Gradebook, assignment: str) -> Names:
    """The names of an assignment's cells by their numbers in the gradebook."""
    notebooks = gradebook.find_assignment(assignment).notebooks
    return {
        cell.id: cell.name
        for one in notebooks
        for cell in [*one.grade_cells, *one.solution_cells, *one.task_cells]
    }


def entered(gradebook: Gradebook, assignment: str) -> set[str]:
    """The students of whom a gradebook has a submission of an assignment."""
    about = SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id
    return {one for (one,) in gradebook.db.query(SubmittedAssignment.student_id).filter(about)}


def record(submission: SubmittedAssignment, scores: dict[str, Scores], names: Names) -> None:
    """Put the scores of a submission's notebooks into the gradebook.

    A score that a person gave stays, and waits for that person again. A notebook that was not
    handed in has no points, as nbgrader has it.
    """
    for notebook in submission.notebooks:
        notebook.late_submission_penalty = None
        if notebook.name in scores:
            _record(notebook, scores[notebook.name], names)
        else:
            for grade in notebook.grades:
                grade.auto_score, grade.needs_manual_grade = 0, False


def _record(notebook: SubmittedNotebook, scores: Scores, names: Names) -> None:
    for grade in notebook.grades:
        name = names[grade.cell_id]
        if name in scores.points:
            grade.auto_score = scores.points[name]
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    for comment in notebook.comments:
        name = names[comment.cell_id]
        if name in scores.answered:
            comment.auto_comment = None if scores.answered[name] else "No response."


def keep_verdicts(
    submission: Submission, every: tuple[Master, ...], edition: str, said: list[Verdict]
) -> None:
    """Keep what the checks said of a submission, for the reports on the class."""
    notebooks = digest(submission.notebooks([master.name for master in every]))
    grading = verdicts.Grading(submission.time(), notebooks, edition, tuple(said))
    verdicts.keep(verdicts.path(FOLDER, every[0].assignment, submission.student), grading)


@contextlib.contextmanager
def folder_of_result(final: Path) -> Iterator[Path]:
    """A folder that takes the place of an earlier result when all is in it, and not before."""
    final.parent.mkdir(parents=True, exist_ok=True)
    for half in final.parent.glob(f"{UNFINISHED}*"):  # its batch was killed
        shutil.rmtree(half)
    with tempfile.TemporaryDirectory(dir=final.parent, prefix=UNFINISHED) as made:
        new = Path(made, "new")
        new.mkdir()
        yield new
        if final.exists():
            final.rename(Path(made, "old"))
        new.rename(final)


def copy(source: Path, folder: Path, ignored: Collection[str]) -> None:
    """Copy all but notebooks into a folder, in the place of what is there."""
    for path in paths(source, [*ignored, "*.ipynb"]):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copyfile(path, target)
        target.chmod(READ_ONLY)


def write(folder: Path, notebooks: dict[str, str]) -> None:
    """Notebooks by their names, to be read and not written to."""
    for name, text in notebooks.items():
        path = folder / f"{name}.ipynb"
        path.write_text(text, "utf-8")
        path.chmod(READ_ONLY)
