"""A whole class goes through the back-propagation assignment, and each gets the score it earned."""

import html
import re
import shutil

import nbformat
import pytest

from course.checks.answers import grade_id
from course.checks.backprop import ASSIGNMENT

pytestmark = pytest.mark.whole

NAME = ASSIGNMENT.name
ANSWERS = ASSIGNMENT.answers

# Each answer with the parts that it fails; it passes the others.
HALF_RIGHT = {
    "relu_backward": (("at zero",), "return dA * (z >= 0)"),
    "mse_grad": (("several columns",), "return 2 * (y_hat - y) / len(y)"),
    "affine_backward": (("db",), "return dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)"),
    "gradient_check": (
        ("any shape",),
        "nudged = numerical_gradient(f, x)\nreturn max(abs(gradient - nudged)) / max(abs(nudged))",
    ),
    "backward": (
        ("hidden layers", "at zero"),
        'dz3 = 2 * (cache["z3"] - y) / y.size\n'
        'found = {"dW3": cache["a2"].T @ dz3, "db3": dz3.sum(axis=0)}\n'
        'return found | {"d" + name: 0 * params[name] for name in ("W1", "b1", "W2", "b2")}',
    ),
}
# No factor 2 anywhere: the known slip called "half", and what is built on it.
SLIP = next(slip for slip in ANSWERS["mse_grad"].misconceptions if slip.name == "half")
# A right answer that makes noise, some of it by a handler that was set up before the check.
SETUP = "import logging\nimport sys\nimport warnings\n\nlogging.basicConfig()\n\n\n"
NOISY = """
logging.warning("a log line")
warnings.warn("a warning", stacklevel=1)
print("a line", file=sys.stderr)
np.exp(np.array([1e4])) - np.exp(np.array([1e4]))
return dA * (z > 0)
"""

HALF_WRONG = {grade_id(name, part) for name, (parts, _) in HALF_RIGHT.items() for part in parts}


def points_of(*names):
    """The points of all parts of these answers."""
    ids = [grade_id(name, part.name) for name in names for part in ANSWERS[name].parts]
    return sum(ASSIGNMENT.points[i] for i in ids)


def builders(name):
    """An answer and all that build on it."""
    return {name} | {other.name for other in ANSWERS.values() if name in other.builds_on}


ALL = sum(ASSIGNMENT.points.values())
EXPECTED = {
    "perfect": ALL,
    "blank": 0,
    "half": ALL - sum(ASSIGNMENT.points[wrong] for wrong in HALF_WRONG),
    "slip": ALL - points_of(*builders("mse_grad")),
    "syntax": ALL - points_of("backward"),
    "loop": ALL - points_of("gradient_check"),
    "noisy": ALL,
}


def with_body(notebook, name, body):
    """A solution cell with another body under its `def` line and docstring."""
    cell = next(c for c in notebook.cells if c.metadata.nbgrader.get("grade_id") == name)
    head = cell.source.split("    ### BEGIN SOLUTION")[0]
    return head + "\n".join(f"    {line}" for line in body.strip().split("\n"))


@pytest.fixture(scope="module")
def submissions(root, fill):
    """What the seven students hand in, each written into the exercise as released."""
    solution = nbformat.read(root / f"solutions/{NAME}/{NAME}.ipynb", as_version=4)
    exercise = nbformat.read(root / f"exercises/{NAME}/{NAME}.ipynb", as_version=4)
    settings = [cell.metadata.get("nbgrader", {}) for cell in solution.cells]
    right = {
        s["grade_id"]: cell.source
        for s, cell in zip(settings, solution.cells, strict=True)
        if s.get("solution")
    }

    def handed_in(**bodies):
        ids = {name: f"{name}-answer" for name in bodies}
        changed = {ids[name]: with_body(solution, ids[name], bodies[name]) for name in bodies}
        return fill(exercise, right | changed)

    return {
        "perfect": handed_in(),
        "blank": exercise,
        "half": handed_in(**{name: body for name, (_, body) in HALF_RIGHT.items()}),
        "slip": handed_in(mse_grad="return (y_hat - y) / y.size"),
        "syntax": handed_in(backward="return {'dW1': (1}"),
        "loop": handed_in(gradient_check="while True:\n    pass"),
        "noisy": fill(
            handed_in(),
            {"relu_backward-answer": SETUP + with_body(solution, "relu_backward-answer", NOISY)},
        ),
    }


@pytest.fixture(scope="module")
def course(new_course, root, submissions):
    """The class, graded, with feedback."""
    course = new_course()
    shutil.copytree(root / "solutions", course.root / "solutions")
    course.run("generate_assignment", NAME)
    for student, notebook in submissions.items():
        course.submit(student, NAME, notebook)
    # The endless loop is met in three cells; a real class waits longer (see nbgrader_config.py).
    course.autograde(NAME, "--JailedExecute.cell_seconds=5")
    course.run("generate_feedback", NAME)
    return course


@pytest.fixture(scope="module")
def feedback(course):
    """The text of each student's feedback, without tags or line breaks."""
    folder = course.root / "classroom/feedback"
    pages = {s: (folder / s / NAME / f"{NAME}.html").read_text() for s in EXPECTED}
    return {student: plain(page) for student, page in pages.items()}


def plain(page):
    return squeeze(html.unescape(re.sub(r"<[^>]+>", "", page)))


def squeeze(text):
    return " ".join(text.split())


def test_each_gets_the_score_it_earned(course):
    """The export holds the exact expected score of each submission, out of all points."""
    rows = course.exported()
    assert {student: float(row["score"]) for student, row in rows.items()} == EXPECTED
    assert {float(row["max_score"]) for row in rows.values()} == {sum(ASSIGNMENT.points.values())}


def test_the_scores_tell_the_submissions_apart():
    """A perfect submission beats the others, and a faulty one keeps what was right."""
    scores = dict(EXPECTED)
    assert scores.pop("perfect") == scores.pop("noisy") > max(scores.values())
    assert scores.pop("blank") == 0 < min(scores.values())


def test_half_right_loses_the_wrong_parts_alone(course):
    """Of half-right answers the faulty part scores nothing and each other part its points."""
    assert set(HALF_RIGHT) == set(ANSWERS), "an answer has no half-right version"
    assert all(len(parts) < len(ANSWERS[name].parts) for name, (parts, _) in HALF_RIGHT.items())
    grades = course.grades("half", NAME)
    for name, points in ASSIGNMENT.points.items():
        assert grades[name] == (0 if name in HALF_WRONG else points, False)


def test_the_slip_is_named_in_the_feedback(feedback):
    """A known mistake brings its own hint into the student's feedback, and into nobody else's."""
    hint = squeeze(SLIP.hint)
    assert hint in feedback["slip"]
    assert not [s for s in feedback if s != "slip" and hint in feedback[s]]


def test_a_loop_is_stopped_and_said(feedback):
    """The feedback of an endless loop says that time ran out."""
    assert "This cell took longer than its time" in feedback["loop"]


def test_noise_costs_nothing(course):
    """A right answer that warns, logs and writes to stderr has all its points."""
    grades = course.grades("noisy", NAME)
    for part in ANSWERS["relu_backward"].parts:
        assert grades[grade_id("relu_backward", part.name)] == (part.points, False)


def test_a_stub_fails_with_a_message_in_the_feedback(feedback):
    """Each check of a blank exercise tells the learner what to write."""
    for item in ASSIGNMENT.items:
        assert squeeze(f"{item.name} is not written yet. {item.todo}") in feedback["blank"]


def test_a_stub_fails_with_a_message_when_validated(course):
    """`nbgrader validate` of a blank exercise fails each check and prints the same messages."""
    said = squeeze(course.run("validate", *course.sockets, f"exercises/{NAME}/{NAME}.ipynb"))
    assert f"VALIDATION FAILED ON {len(ASSIGNMENT.points)} CELL(S)!" in said
    for item in ASSIGNMENT.items:
        parts = len(ANSWERS[item.name].parts) if item.name in ANSWERS else 1
        assert said.count(squeeze(f"{item.name} is not written yet. {item.todo}")) == parts
