"""The page that goes back to a student: points and words together, in one file that needs nothing.

It loads nothing and runs nothing, and a browser is told so too: whoever opens it, a student without
a network or a teacher who is logged in to the grading machine, is safe from what is in it.
"""

from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.filters import Highlight2HTML
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets import default

from course.grading import hidden
from course.grading.markup import Outline, from_markdown
from course.grading.outputs import shown
from course.grading.questions import NOT_GRADED, WAITS, Question, number, question
from course.grading.recording import NO_RESPONSE

UNDER_A_QUESTION = 3  # the level of a question's own heading


class FeedbackPage(Exporter):
    """Write a graded notebook as a page for the student who handed it in."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self):
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own exporters of text
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[str, Any]:
        """nbconvert's step: the page, and what was learned on the way."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        hidden.release(nb, self.config)
        return page(nb, resources["nbgrader"]), resources


def page(notebook: NotebookNode, about: dict[str, Any]) -> str:
    """The whole page of a notebook that has its marks and no hidden test any more."""
    questions = [question(cell, place) for place, cell in enumerate(notebook.cells)]
    outline = Outline(under=1, last=2)
    parts = [part(*pair, outline) for pair in zip(notebook.cells, questions, strict=True)]
    asked = [one for one in questions if one]
    return TEMPLATES.get_template("feedback.html.j2").render(
        about=about,
        questions=asked,
        parts=parts,
        score=number(about["score"]),
        most=number(about["max_score"]),
        penalty=number(about["late_penalty"]),
        waiting=sum_of(asked, WAITS),
        ungraded=sum_of(asked, NOT_GRADED),
    )


def sum_of(questions: list[Question], state: str) -> str:
    """The points of all questions in that state; empty if there are none."""
    points = [one.most for one in questions if one.state == state]
    return number(sum(points)) if points else ""


def part(cell: NotebookNode, asked: Question | None, outline: Outline) -> dict[str, Any]:
    """What the page shows of a cell."""
    if asked:
        outline.last = UNDER_A_QUESTION
    is_check = is_grade(cell) and not is_solution(cell) and cell.cell_type == "code"
    within = Outline(UNDER_A_QUESTION, UNDER_A_QUESTION) if asked else outline
    return {
        "question": asked,
        "answer": is_solution(cell),
        "check": is_check,
        "source": written(cell, within),
        "outputs": said_by_a_check(cell) if is_check else said_by(cell),
        "comment": comment(cell),
        "anchor": f"comment-{cell.metadata.nbgrader.grade_id}" if comment(cell) else "",
    }


def written(cell: NotebookNode, outline: Outline) -> Markup:
    """The cell's own text: Python in colours, words set, anything else as it stands."""
    if cell.cell_type == "code":
        return Markup(COLOURS(cell.source)) if cell.source.strip() else Markup()
    if cell.cell_type == "markdown":
        return Markup(from_markdown(cell.source, cell.get("attachments"), outline))
    return Markup("<pre>{}</pre>").format(cell.source)


def said_by(cell: NotebookNode) -> list[Markup]:
    """What a cell showed."""
    return [*filter(None, map(shown, cell.get("outputs", ())))]


def said_by_a_check(cell: NotebookNode) -> list[Markup]:
    """What a check said: each line once, for it runs twice, and no points: they stand above."""
    said = [output for output in cell.outputs if output.output_type != "execute_result"]
    for output in said:
        if output.output_type == "stream":
            output.text = "\n".join(line for line, _ in groupby(output.text.splitlines()))
    return [*filter(None, map(shown, said))]


def comment(cell: NotebookNode) -> Markup:
    """What a person wrote about an answer; empty if nobody did."""
    if not (is_solution(cell) or is_task(cell)):
        return Markup()
    said = cell.metadata.nbgrader.get("comment")
    if said == NO_RESPONSE:  # by nbgrader itself
        return Markup()
    outline = Outline(UNDER_A_QUESTION, UNDER_A_QUESTION)
    return Markup(from_markdown(said, outline=outline)) if said else Markup()


COLOURS = Highlight2HTML(pygments_lexer="ipython3")
TEMPLATES = Environment(
    loader=PackageLoader("course.grading"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
