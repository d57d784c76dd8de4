"""A layer of neurons: weigh the numbers of each row, add them up, add the biases.

Shapes: X (n, d_in), W (d_in, d_out), b (d_out,), Z (n, d_out).
"""

from dataclasses import replace

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.columns import parts_on_their_side
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import example, layers


def bottles_case(name: str, X: np.ndarray, shift: float) -> Case:
    """Bottles of the running example, with its biases or with none."""
    return Case(name, lambda rng: (X, example.W1, shift * example.b1))


def affine_case(
    name: str, n: int, d_in: int, d_out: int, shift: float, draw: ArrayDraw = halves
) -> Case:
    def inputs(rng):
        return draw(rng, n, d_in), draw(rng, d_in, d_out), shift * draw(rng, d_out)

    return Case(name, inputs)


def affine_cases(shift: float) -> tuple[Case, ...]:
    return (
        bottles_case("the first bottle", example.x, shift),
        bottles_case("the four bottles", example.X4, shift),
        affine_case("3 rows, 3 in, 3 out", 3, 3, 3, shift),
        affine_case("5 rows, 4 in, 3 out", 5, 4, 3, shift),
        affine_case("7 rows, 5 in, 9 out", 7, 5, 9, shift, normal),
    )


def _bias_for_each_input(X, W, b):
    return X @ W + X.shape[1] * b


def _other_bottles_left(X, W, b):
    Z = np.zeros((len(X), W.shape[1]))
    Z[0] = X[0] @ W + b
    return Z


MISCONCEPTIONS = (
    Misconception(
        "no bias",
        lambda X, W, b: X @ W,
        "The weighing is right, and b was never used. Each neuron has a number of its own that "
        "comes on top, whatever was measured.",
    ),
    Misconception(
        "bias twice",
        lambda X, W, b: X @ W + b + b,
        "The bias is in there twice. Did a sum begin at b, and then get b once more at the end?",
    ),
    Misconception(
        "bias for each input",
        _bias_for_each_input,
        "The bias came on top once for every number that went in. It belongs on the whole bill, "
        "once, and not on every item.",
    ),
    Misconception(
        "bias taken away",
        lambda X, W, b: X @ W - b,
        "You took the bias away. A threshold is taken away, and a bias is the same thing with "
        "its sign turned round.",
    ),
    Misconception(
        "grid turned over",
        lambda X, W, b: X @ W.T + b,
        "Each bottle met the rows of W in place of its columns, as `W.T` makes it. That fits only "
        "if W is square, and then each neuron weighs with weights that belong to others. W has a "
        "row for each number in and a column for each neuron; it can stay as it is.",
    ),
    Misconception(
        "W first",
        lambda X, W, b: W @ X + b,
        "That is the order of many textbooks, where an example is a column. Here each example is "
        "a row, so its row has to come first and meet the columns of W.",
    ),
    Misconception(
        "star for at",
        lambda X, W, b: X * W + b,
        "`*` multiplies entry by entry and adds nothing up. A neuron needs both: multiply pair by "
        "pair, then add. That is the matrix product.",
    ),
    Misconception(
        "bias as a column",
        lambda X, W, b: X @ W + b[:, None],
        "You made the bias a column, so it runs down the rows, one number for each bottle. It has "
        "one for each neuron, and neurons are columns. Flat, as it came, it is added to every "
        "row.",
    ),
    Misconception(
        "examples as columns",
        lambda X, W, b: W.T @ X.T + b[:, None],
        "Your numbers are right, in a table on its side: a column for each bottle. That is for a "
        "course where examples are columns. Here bottles go in as rows and come out as rows.",
    ),
    Misconception(
        "first bottle only",
        lambda X, W, b: X[0] @ W + b,
        "Only the first row of X has an answer. If there is a loop, see whether its `return` "
        "stands inside and ends it after one round.",
    ),
    Misconception(
        "other bottles left at zero",
        _other_bottles_left,
        "The first row is right and the others are still the zeros that you began with. A "
        "`return` inside a loop ends it in the first round; it has to be further to the left.",
    ),
)

AFFINE = Answer(
    name="affine",
    inputs=("X", "W", "b"),
    outputs=("Z",),
    reference=layers.affine,
    parts=(
        Part("weighed", points=1, outputs=("Z",), cases=affine_cases(shift=0.0)),
        Part("weighed and shifted", points=1, outputs=("Z",), cases=affine_cases(shift=1.0)),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Weigh the numbers of each row, add them up, and add each neuron's bias.",
)


def _first_bottle_only(X, W, b):
    return W @ X[:, :1] + b


def _others_left(X, W, b):
    Z = np.zeros((len(W), X.shape[1]))
    Z[:, :1] = _first_bottle_only(X, W, b)
    return Z


COLUMNS = replace(
    AFFINE,
    reference=lambda X, W, b: W @ X + b,
    parts=parts_on_their_side(AFFINE),
    todo="Weigh the numbers of each column, add them up, and add each neuron's bias.",
    misconceptions=(
        Misconception(
            "examples as rows",
            lambda X, W, b: X @ W + b,
            "That is the chapter's order, where a bottle is a row. Here it is a column, so W "
            "comes first and its rows meet the columns of X.",
        ),
        Misconception(
            "rows inside",
            lambda X, W, b: X.T @ W.T + b[:, 0],
            "Your numbers are right, in a table on its side: a row for each bottle. Here bottles "
            "go in as columns and come out as columns.",
        ),
        Misconception(
            "no bias",
            lambda X, W, b: W @ X,
            "The weighing is right, and b was never used. Each neuron has a number of its own that "
            "comes on top, whatever was measured.",
        ),
        Misconception(
            "bias twice",
            lambda X, W, b: W @ X + b + b,
            "The bias is in there twice. Did a sum begin at b, and then get b once more at the "
            "end?",
        ),
        Misconception(
            "bias taken away",
            lambda X, W, b: W @ X - b,
            "You took the bias away. A threshold is taken away, and a bias is the same thing with "
            "its sign turned round.",
        ),
        Misconception(
            "grid turned over",
            lambda X, W, b: W.T @ X + b,
            "Each bottle met the columns of W in place of its rows, as `W.T` makes it. That fits "
            "only if W is square. W has a row for each neuron here; it can stay as it is.",
        ),
        Misconception(
            "star for at",
            lambda X, W, b: W * X + b,
            "`*` multiplies entry by entry and adds nothing up. A neuron needs both: multiply "
            "pair by pair, then add. That is the matrix product.",
        ),
        Misconception(
            "bias as a row",
            lambda X, W, b: W @ X + b.T,
            "You made the bias a row, so it runs along the columns, one number for each bottle. "
            "It has one for each neuron, and neurons are rows here. As a column, as it came, it "
            "is added to every column.",
        ),
        Misconception(
            "first bottle only",
            _first_bottle_only,
            "Only the first column of X has an answer. If there is a loop, see whether its "
            "`return` stands inside and ends it after one round.",
        ),
        Misconception(
            "other bottles left at zero",
            _others_left,
            "The first column is right and the others are still the zeros that you began with. A "
            "`return` inside a loop ends it in the first round; it has to be further to the left.",
        ),
    ),
)
