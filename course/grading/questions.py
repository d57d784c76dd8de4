"""What a student got for each question, and what still waits."""

import ast
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task

PASSED, NOT_PASSED, IN_PART = "passed", "not passed", "in part"
BY_HAND, WAITS, NOT_GRADED = "marked by a person", "waits for a person", "not graded"


@dataclass(frozen=True)
class Question:
    """One line of the table: `anchor` is its place on the page."""

    anchor: str
    name: str
    score: float
    most: float
    state: str

    @property
    def points(self) -> str:
        """Its points in words; without a score where nobody has given one."""
        most = f"{number(self.most)} {'point' if self.most == 1 else 'points'}"
        return most if self.state in (WAITS, NOT_GRADED) else f"{number(self.score)} of {most}"


class Marks(GetGrades):
    """nbgrader's preprocessor that puts points into the notebook, and who gave them."""

    def _get_score(self, cell, resources):
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["by_hand"] = grade.manual_score is not None
        cell.metadata.nbgrader["given"] = grade.manual_score is not None or (
            grade.auto_score is not None
        )


def question(cell: NotebookNode, number: int) -> Question | None:
    """The question that a cell with points answers; None for a cell without."""
    if not (is_grade(cell) or is_task(cell)):
        return None
    marks = cell.metadata.nbgrader
    return Question(f"question-{number}", name(cell), marks.score, marks.points, state(cell))


def state(cell: NotebookNode) -> str:
    """What became of a question, in the words of the page."""
    marks = cell.metadata.nbgrader
    if not marks.given:
        return WAITS if is_solution(cell) or is_task(cell) else NOT_GRADED
    if marks.by_hand:
        return BY_HAND
    if any(output.output_type == "error" for output in cell.get("outputs", ())):
        return NOT_PASSED
    if marks.score >= marks.points:
        return PASSED
    return IN_PART if marks.score > 0 else NOT_PASSED


def name(cell: NotebookNode) -> str:
    """What a check is called with, such as "mse_grad, one column"; else the cell's own name."""
    try:
        calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    except SyntaxError:  # words, or a magic line
        calls = []
    given = [arg for call in calls[:1] for arg in call.args]
    words = [str(arg.value) for arg in given if isinstance(arg, ast.Constant)]
    if cell.cell_type == "code" and words and len(words) == len(given):
        return ", ".join(words)
    return cell.metadata.nbgrader.grade_id


def number(points: float) -> str:
    """Points as people write them: 2 and not 2.0."""
    return f"{round(points, 2):g}"
