"""The way back through an affine step: the gradient of what went in, of the weights and the biases.

Shapes: X and dX (n, d_in), W and dW (d_in, d_out), db (d_out,), dZ (n, d_out).
"""

from dataclasses import replace

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.columns import parts_on_their_side
from course.checks.four_bottles import A1_4, D_Y_HAT_4, Z1_4
from course.checks.inputs import ArrayDraw, halves, normal
from reference_impl import example, layers


def affine_case(name: str, n: int, d_in: int, d_out: int, draw: ArrayDraw = halves) -> Case:
    def inputs(rng):
        return draw(rng, n, d_out), draw(rng, n, d_in), draw(rng, d_in, d_out)

    return Case(name, inputs)


CASES = (
    Case("the four bottles, output layer", lambda rng: (D_Y_HAT_4, A1_4, example.W2)),
    Case(
        "the four bottles, hidden layer",
        lambda rng: (layers.relu_backward(D_Y_HAT_4 @ example.W2.T, Z1_4), example.X4, example.W1),
    ),
    affine_case("3 rows, 3 in, 3 out", 3, 3, 3),
    affine_case("1 row, 4 in, 3 out", 1, 4, 3),
    affine_case("5 rows, 4 in, 3 out", 5, 4, 3),
    affine_case("5 rows, 3 in, 1 out", 5, 3, 1),
    affine_case("7 rows, 5 in, 9 out", 7, 5, 9, normal),
)

MISCONCEPTIONS = (
    Misconception(
        "dW flipped",
        lambda dZ, X, W: (dZ @ W.T, dZ.T @ X, dZ.sum(axis=0)),
        "Your dW has its rows and columns the wrong way round. dW has W's own shape, one number "
        "for each weight, in the place of that weight.",
    ),
    Misconception(
        "dW untransposed",
        lambda dZ, X, W: (dZ @ W.T, X @ dZ, dZ.sum(axis=0)),
        "`X @ dZ` asks X for as many columns as there are rows. Write the shapes under each "
        "other: X is (n, d_in), dZ is (n, d_out), and n has to disappear.",
    ),
    Misconception(
        "dX untransposed",
        lambda dZ, X, W: (dZ @ W, X.T @ dZ, dZ.sum(axis=0)),
        "`dZ @ W` fits only if W is square, and even then it follows the wrong arrows. Going back, "
        "each gradient travels from an output to an input, so W has to be read the other way.",
    ),
    Misconception(
        "dX in the wrong order",
        lambda dZ, X, W: (W.T @ dZ, X.T @ dZ, dZ.sum(axis=0)),
        "`W.T @ dZ` is the order for a course where each example is a column. Here examples are "
        "rows, so dZ comes first: its rows are the bottles, and dX has a row for each bottle too.",
    ),
    Misconception(
        "dX flipped",
        lambda dZ, X, W: (W @ dZ.T, X.T @ dZ, dZ.sum(axis=0)),
        "Your dX is the transpose of what was asked for. It has X's own shape: a row for each "
        "bottle.",
    ),
    Misconception(
        "examples as columns",
        lambda dZ, X, W: (W.T @ dZ, dZ @ X.T, dZ.sum(axis=1, keepdims=True)),
        "These are the formulas for a course where each example is a column. Here each example is "
        "a row, so every product and every sum goes the other way round.",
    ),
    Misconception(
        "star for at",
        lambda dZ, X, W: (dZ * W.T, X.T * dZ, dZ.sum(axis=0)),
        "`*` multiplies entry by entry. To send the gradient along the arrows and add it up "
        "you need the matrix product, `@`.",
    ),
    Misconception(
        "dW divided again",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ / len(X), dZ.sum(axis=0)),
        "Your dW is n times too small. The loss was a mean, so dZ comes with that division in "
        "it already; dividing once more takes it twice.",
    ),
    Misconception(
        "db averaged",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)),
        "You took the mean of the rows. One bias served every bottle, so their gradients are "
        "added up; the division by n is in dZ already.",
    ),
    Misconception(
        "everything divided again",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ / len(X), dZ.mean(axis=0)),
        "dW and db are both n times too small. The loss was a mean, so dZ comes with that division "
        "in it already; dividing once more takes it twice.",
    ),
    Misconception(
        "db along the wrong axis",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum(axis=1)),
        "You added along the rows, which gives one number for each bottle. There is one bias for "
        "each neuron, and neurons are columns.",
    ),
    Misconception(
        "db as a row",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum(axis=0, keepdims=True)),
        "The numbers are right. With keepdims they are a matrix with one row, and b is flat.",
    ),
    Misconception(
        "db as one number",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ.sum()),
        "You added up everything. Each neuron has a bias of its own, so each column is added up "
        "by itself.",
    ),
    Misconception(
        "db not added up",
        lambda dZ, X, W: (dZ @ W.T, X.T @ dZ, dZ),
        "This is dZ as it came, with a row for each bottle. One bias served all the bottles, and "
        "where paths meet, gradients add up.",
    ),
    Misconception(
        "another order",
        lambda dZ, X, W: (X.T @ dZ, dZ @ W.T, dZ.sum(axis=0)),
        "dX and dW have changed places in the return line. The order asked for is dX, dW, db.",
    ),
)

AFFINE_BACKWARD = Answer(
    name="affine_backward",
    inputs=("dZ", "X", "W"),
    outputs=("dX", "dW", "db"),
    reference=layers.affine_backward,
    parts=tuple(Part(name, points=1, outputs=(name,), cases=CASES) for name in ("dW", "db", "dX")),
    misconceptions=MISCONCEPTIONS,
    todo="Send the gradient dZ back to what went in: return dX, dW and db.",
)


def _shared(
    dX=lambda dZ, X, W: W.T @ dZ,
    dW=lambda dZ, X, W: dZ @ X.T,
    db=lambda dZ: dZ.sum(axis=1, keepdims=True),
):
    """An `affine_backward` for columns with one of its steps exchanged."""
    return lambda dZ, X, W: (dX(dZ, X, W), dW(dZ, X, W), db(dZ))


COLUMNS = replace(
    AFFINE_BACKWARD,
    reference=_shared(),
    parts=parts_on_their_side(AFFINE_BACKWARD),
    misconceptions=(
        Misconception(
            "examples as rows",
            AFFINE_BACKWARD.reference,
            "These are the chapter's formulas, where each example is a row. Here each example is "
            "a column, so every product and every sum goes the other way round.",
        ),
        Misconception(
            "dW flipped",
            _shared(dW=lambda dZ, X, W: X @ dZ.T),
            "Your dW has its rows and columns the wrong way round. dW has W's own shape, one "
            "number for each weight, in the place of that weight.",
        ),
        Misconception(
            "dW untransposed",
            _shared(dW=lambda dZ, X, W: dZ @ X),
            "`dZ @ X` asks X for as many rows as there are bottles. Write the shapes under each "
            "other: dZ is (d_out, n), X is (d_in, n), and n has to disappear.",
        ),
        Misconception(
            "dX untransposed",
            _shared(dX=lambda dZ, X, W: W @ dZ),
            "`W @ dZ` fits only if W is square, and even then it follows the wrong arrows. Going "
            "back, each gradient travels from an output to an input, so W has to be read the other "
            "way.",
        ),
        Misconception(
            "dX flipped",
            _shared(dX=lambda dZ, X, W: dZ.T @ W),
            "Your dX is the transpose of what was asked for. It has X's own shape: a column for "
            "each bottle.",
        ),
        Misconception(
            "star for at",
            _shared(dX=lambda dZ, X, W: W.T * dZ, dW=lambda dZ, X, W: dZ * X.T),
            "`*` multiplies entry by entry. To send the gradient along the arrows and add it up "
            "you need the matrix product, `@`.",
        ),
        Misconception(
            "dW divided again",
            _shared(dW=lambda dZ, X, W: dZ @ X.T / X.shape[1]),
            "Your dW is n times too small. The loss was a mean, so dZ comes with that division in "
            "it already; dividing once more takes it twice.",
        ),
        Misconception(
            "db averaged",
            _shared(db=lambda dZ: dZ.mean(axis=1, keepdims=True)),
            "You took the mean of the columns. One bias served every bottle, so their gradients "
            "are added up; the division by n is in dZ already.",
        ),
        Misconception(
            "db along the wrong axis",
            _shared(db=lambda dZ: dZ.sum(axis=0, keepdims=True)),
            "You added down the columns, which gives one number for each bottle. There is one bias "
            "for each neuron, and neurons are rows here.",
        ),
        Misconception(
            "db flat",
            _shared(db=lambda dZ: dZ.sum(axis=1)),
            "The numbers are right, and they are no longer a column. b has the shape (d_out, 1) "
            "here, and so has db: `keepdims=True` keeps it a column.",
        ),
        Misconception(
            "db not added up",
            _shared(db=lambda dZ: dZ),
            "This is dZ as it came, with a column for each bottle. One bias served all the "
            "bottles, and where paths meet, gradients add up.",
        ),
        Misconception(
            "another order",
            lambda dZ, X, W: (dZ @ X.T, W.T @ dZ, dZ.sum(axis=1, keepdims=True)),
            "dX and dW have changed places in the return line. The order asked for is dX, dW, db.",
        ),
    ),
)
