"""`update` corrects the weights and the bias after one row, if the row was a mistake.

Shapes: x (1, d), y one number, -1 or +1, w and new_w (d, 1), b and new_b (1,).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import ArrayDraw, normal
from course.checks.perceptron import rule
from course.checks.perceptron.draws import drawn_until, marks
from course.checks.perceptron.tables import BOTTLES, column


def update(x: np.ndarray, y: float, w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One correction, if it takes one: the new w (d, 1) and b (1,)."""
    wrong = rule.wrong(y, x @ w + b)  # (1, 1)
    return rule.corrected(x, y, w, b) if wrong else (w, b)


NOTHING = np.zeros((2, 1)), np.zeros(1)  # the neuron that knows nothing

RIGHT, BORDER, MISTAKE = 1, 0, -1  # the sign of label times sum


def update_case(
    name: str, d: int, label: int, sign: int, draw: ArrayDraw = marks, far: int = 0
) -> Case:
    """A row and a neuron with that sign of label times sum, and another one without the bias.

    A sum that is `far` from zero takes more than one correction to be right.
    """

    def drawn(rng):
        x, w = draw(rng, 1, d), draw(rng, d, 1)
        z = label * sign * (far + rng.integers(1.0, 5.0, 1))  # (1,), what the sum shall be
        if sign:
            w = w * -np.sign(z * (x @ w))  # the measurements alone say the opposite
        return x, label, w, z - (x @ w)[0]

    return Case(name, drawn_until(lambda x, y, w, b: b.any() and w.any(), drawn))


def _update_with(wrong=rule.wrong, bill=lambda x, w, b: x @ w + b, corrected=rule.corrected):
    """An `update` with one of its steps exchanged."""

    def update(x, y, w, b):
        z = bill(x, w, b)[0, 0]
        return corrected(x, y, w, b) if wrong(y, z) else (w, b)

    return update


def _in_place(x, y, w, b):
    w += y * x.T
    b += y
    return w, b


def _until_right(x, y, w, b):
    while rule.wrong(y, (x @ w + b)[0, 0]):
        w, b = rule.corrected(x, y, w, b)
    return w, b


def _by_the_difference(x, y, w, b):
    difference = y - rule.says(x @ w + b)[0, 0]
    return w + difference * x.T, b + difference


MISCONCEPTIONS = (
    Misconception(
        "right answers corrected",
        _update_with(wrong=lambda y, z: True),
        "A right answer was corrected as well. The rule learns from mistakes alone, so ask first "
        "whether this is one.",
    ),
    Misconception(
        "right and wrong exchanged",
        _update_with(wrong=lambda y, z: y * z > 0),
        "You correct the right answers and leave the mistakes alone. When label and sum agree, "
        "what sign has their product?",
    ),
    Misconception(
        "the border is right",
        _update_with(wrong=lambda y, z: y * z < 0),
        "A row exactly on the border came back untouched. Its sum is 0, so label times sum is 0 "
        "too, and that counts as a mistake. From all zeros nothing would ever be learnt.",
    ),
    Misconception(
        "judged by the answer",
        _update_with(wrong=lambda y, z: rule.says(z) != y),
        "You compare the answer with the label. On the border the answer is a no, so with the "
        "label -1 that looks right. The rule is stricter: it looks at the sum itself, and a sum "
        "of 0 counts as a mistake.",
    ),
    Misconception(
        "label minus answer",
        _by_the_difference,
        "You moved by the label minus the answer. With -1 and +1 that is 2 or -2, so each step is "
        "twice as long (and on the border sometimes none). Books that do so use 0 and 1. The "
        "label by itself has the right sign and the right size.",
    ),
    Misconception(
        "the wrong way",
        _update_with(corrected=lambda x, y, w, b: (w - y * x.T, b - y)),
        "The correction goes the wrong way and makes the mistake worse. A bottle that should be "
        "poured is added; one that should be sent back is taken away.",
    ),
    Misconception(
        "always added",
        _update_with(corrected=lambda x, y, w, b: (w + x.T, b + 1)),
        "The row is added whatever its label says. With the label -1 it has to be taken away. "
        "The label is a sign that you can multiply by.",
    ),
    Misconception(
        "label left out for the weights",
        _update_with(corrected=lambda x, y, w, b: (w + x.T, b + y)),
        "The bias goes the way of the label, and the row is added to the weights whatever the "
        "label says. Both need it: with the label -1 the row is taken away.",
    ),
    Misconception(
        "label left out for the bias",
        _update_with(corrected=lambda x, y, w, b: (w + y * x.T, b + 1)),
        "The weights go the way of the label, and the bias always goes up. With the label -1 it "
        "has to come down by 1.",
    ),
    Misconception(
        "corrected until it is right",
        _until_right,
        "You went on correcting the same row until its answer was right. The rule takes one step "
        "for a mistake and goes on to the next row: `if`, not `while`.",
    ),
    Misconception(
        "bias left alone",
        _update_with(corrected=lambda x, y, w, b: (w + y * x.T, b)),
        "The weights are corrected and the bias is not. It goes the same way as they do, by 1 "
        "each time.",
    ),
    Misconception(
        "bias takes the row",
        _update_with(corrected=lambda x, y, w, b: (w + y * x.T, b + y * x)),
        "The measurements have got into the bias, and now it is as wide as the row. In the sum "
        "the bias is multiplied by nothing, so no measurement belongs in its correction.",
    ),
    Misconception(
        "bias left out of the sum",
        _update_with(bill=lambda x, w, b: x @ w),
        "The bias is missing from the sum by which you judge. So some mistakes are taken for "
        "right, and some right answers for mistakes.",
    ),
    Misconception(
        "row not made a column",
        _update_with(corrected=lambda x, y, w, b: (w + y * x, b + y)),
        "You added a row to a column, and NumPy made a grid of the two without an error. Make the "
        "row a column first.",
    ),
    Misconception(
        "weights as a list",
        _update_with(corrected=lambda x, y, w, b: (w[:, 0] + y * x[0], b + y)),
        "The new weights are right, in a flat list. They came as a column, and the next product "
        "needs one.",
    ),
    Misconception(
        "written over",
        _update_with(corrected=_in_place),
        "The numbers are right, and you wrote them into the arrays that you were given. The "
        "caller may need the old weights, to compare, and they are gone.",
    ),
)

UPDATE = Answer(
    name="update",
    inputs=("x", "y", "w", "b"),
    outputs=("new_w", "new_b"),
    reference=update,
    parts=(
        Part(
            "after a mistake",
            points=1,
            outputs=("new_w", "new_b"),
            cases=(
                Case("bottle B", lambda rng: (BOTTLES[1:2], -1, column(2, 1), np.ones(1))),
                update_case("3 measurements, label 1", 3, 1, MISTAKE),
                update_case("4 measurements, label -1", 4, -1, MISTAKE),
                update_case("7 measurements, label 1", 7, 1, MISTAKE, normal),
                update_case("3 measurements, far wrong", 3, -1, MISTAKE, far=150),
                update_case("4 measurements, far wrong", 4, 1, MISTAKE, far=150),
            ),
        ),
        Part(
            "when it was right",
            points=1,
            outputs=("new_w", "new_b"),
            cases=(
                Case("bottle A", lambda rng: (BOTTLES[:1], 1, column(6, -3), np.ones(1))),
                Case("hardly right", lambda rng: (np.ones((1, 2)), 1, column(0.5, 0), np.zeros(1))),
                update_case("3 measurements, label -1", 3, -1, RIGHT),
                update_case("4 measurements, label 1", 4, 1, RIGHT),
                update_case("7 measurements, label -1", 7, -1, RIGHT, normal),
            ),
        ),
        Part(
            "on the border",
            points=1,
            outputs=("new_w", "new_b"),
            cases=(
                Case("bottle A, from nothing", lambda rng: (BOTTLES[:1], 1, *NOTHING)),
                Case("bottle C, from nothing", lambda rng: (BOTTLES[2:3], -1, *NOTHING)),
                update_case("3 measurements, label -1", 3, -1, BORDER),
                update_case("4 measurements, label 1", 4, 1, BORDER),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Correct w and b if label times sum is not above zero; else return them as they were.",
)
