"""The assignment on weights times what comes in: what is right, known mistakes, points.

Shapes: X (n, d_in), W (d_in, d_out), b (d_out,); X_train (n, d), X_test (m, d); y_hat (n, 1).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal
from course.checks.slips.affine import AFFINE, DIFFERENCES, PRODUCT_SHAPE
from course.checks.slips.affine_2 import STANDARDISE
from reference_impl import data, example, layers


def bottles_case(name, X, shift):
    """Bottles of the running example, with its biases or with none."""
    return Case(name, lambda rng: (X, example.W1, shift * example.b1))


def affine_case(name, n, d_in, d_out, shift, draw=halves):
    def inputs(rng):
        return draw(rng, n, d_in), draw(rng, d_in, d_out), shift * draw(rng, d_out)

    return Case(name, inputs)


def affine_cases(shift):
    return (
        bottles_case("the first bottle", example.x, shift),
        bottles_case("the four bottles", example.X4, shift),
        affine_case("3 rows, 3 in, 3 out", 3, 3, 3, shift),
        affine_case("5 rows, 4 in, 3 out", 5, 4, 3, shift),
        affine_case("7 rows, 5 in, 9 out", 7, 5, 9, shift, normal),
    )


LAYER = Answer(
    name="affine",
    inputs=("X", "W", "b"),
    outputs=("Z",),
    reference=layers.affine,
    parts=(
        Part("weighed", 1, ("Z",), affine_cases(shift=0.0)),
        Part("weighed and shifted", 1, ("Z",), affine_cases(shift=1.0)),
    ),
    misconceptions=AFFINE,
    todo="Weigh the numbers of each row, add them up, and add each neuron's bias.",
)


def product_shape(left, right):
    """The shape of the product of two arrays with these shapes."""
    if left[1] != right[0]:
        raise ValueError(f"Rows of {left[1]} meet columns of {right[0]}.")
    return left[0], right[1]


def sizes(rng):
    """Four different sizes, none of them 1 or 2."""
    return rng.choice(np.arange(3, 12), 4, replace=False).tolist()


def shapes_case(name, pair, refused=False):
    """A case with the shapes that `pair(a, b, c, d)` makes of four different sizes."""
    return Case(name, lambda rng: pair(*sizes(rng)), refused)


SQUARES = Case("two squares", lambda rng: ((3, 3), (3, 3)))
SHAPES = Answer(
    name="product_shape",
    inputs=("left", "right"),
    outputs=("sizes",),
    reference=product_shape,
    parts=(
        Part(
            "they fit",
            points=2,
            outputs=("sizes",),
            cases=(
                Case("the chapter's first pair", lambda rng: ((4, 2), (2, 3))),
                Case("one bottle of the example", lambda rng: ((1, 2), (2, 2))),
                SQUARES,
                Case("the wine network", lambda rng: ((1, 11), (11, 64))),
                shapes_case("three different sizes", lambda a, b, c, d: ((a, b), (b, c))),
            ),
        ),
        Part(
            "they do not fit",
            points=2,
            outputs=("sizes",),
            cases=(
                Case("the same pair turned round", lambda rng: ((2, 3), (4, 2)), refused=True),
                SQUARES,
                shapes_case("equal rows", lambda a, b, c, d: ((a, b), (a, c)), refused=True),
                shapes_case("equal columns", lambda a, b, c, d: ((a, b), (c, b)), refused=True),
                shapes_case("equal outer sizes", lambda a, b, c, d: ((a, b), (c, a)), refused=True),
                shapes_case("nothing equal", lambda a, b, c, d: ((a, b), (c, d)), refused=True),
            ),
        ),
    ),
    misconceptions=PRODUCT_SHAPE,
    todo="Compare the inner sizes; if they agree, return the outer ones.",
)


def differences(y_hat, y):
    """Prediction minus score, as a column, whichever way y came."""
    return y_hat - y.reshape(-1, 1)  # (n, 1)


def scores_case(name, draw, *shape):
    """Predictions and scores from `draw(rng)`, the scores in the given shape."""

    def inputs(rng):
        y_hat, y = draw(rng)
        return y_hat, y.reshape(shape)

    return Case(name, inputs)


def scores_cases(*shape):
    """The same bottles, with y as a column or flat."""
    three = np.array([[3.0], [4.0], [8.0]]), np.array([[5.0], [2.0], [6.0]])
    return (
        scores_case("the three bottles", lambda rng: three, *shape),
        scores_case("the four bottles", lambda rng: (FOUR_PREDICTED, example.y4), *shape),
        scores_case("7 bottles", lambda rng: (halves(rng, 7, 1), halves(rng, 7, 1)), *shape),
        scores_case("9 bottles", lambda rng: (normal(rng, 9, 1), normal(rng, 9, 1)), *shape),
    )


FOUR_PREDICTED = example.by_hand_4["y_hat"]  # (4, 1)
DIFFERENCE = Answer(
    name="differences",
    inputs=("y_hat", "y"),
    outputs=("difference",),
    reference=differences,
    parts=(
        Part("y as a column", 1, ("difference",), scores_cases(-1, 1)),
        Part("y flat", 3, ("difference",), scores_cases(-1)),
    ),
    misconceptions=DIFFERENCES,
    todo="Take the scores from the predictions, bottle by bottle: n numbers, as a column.",
)


ACID = np.array([2, 4, 4, 4, 5, 5, 7, 9.0]).reshape(-1, 1)  # (8, 1)
FOUR = np.array([[1, 100], [1, 300], [5, 100], [5, 300.0]])  # (4, 2)


def table_case(name, n, m, d, draw=halves):
    """n training and m test rows of d columns, each column with a size and a place of its own."""

    def inputs(rng):
        X = draw(rng, n + m, d) * 10.0 ** np.arange(d) + 4 * np.arange(1, d + 1)  # (n + m, d)
        return X[:n], X[n:]

    return Case(name, inputs)


def still_case(name, moving_in_test):
    """A third column that is the same in every training row."""

    def inputs(rng):
        X_train, X_test = halves(rng, 5, 3), halves(rng, 4, 3)
        X_train[:, 2] = X_train[0, 2]
        if not moving_in_test:
            X_test[:, 2] = X_train[0, 2]
        return X_train, X_test

    return Case(name, inputs, refused=True)


TABLES = (
    Case("the four rows of the task", lambda rng: (FOUR, np.array([[4.0, 350], [9, 200]]))),
    Case("the eight acids", lambda rng: (ACID, np.array([[1.0], [10]]))),
    table_case("3 and 4 rows of 3", 3, 4, 3),
    table_case("5 and 4 rows of 3", 5, 4, 3),
    table_case("9 and 7 rows of 4", 9, 7, 4, normal),
)
RULER = Answer(
    name="standardise",
    inputs=("X_train", "X_test"),
    outputs=("train", "test"),
    reference=data.standardize,
    parts=(
        Part("training rows", 2, ("train",), TABLES),
        Part("test rows", 2, ("test",), TABLES),
        Part(
            "a still column",
            points=1,
            outputs=(),
            cases=(
                still_case("the third column is still", moving_in_test=False),
                still_case("the third column is still in training", moving_in_test=True),
                Case("a single test row", lambda rng: (FOUR, np.array([[4.0, 350]]))),
                table_case("no still column", 3, 4, 3),
            ),
        ),
    ),
    misconceptions=STANDARDISE,
    todo="Take each column's mean and deviation from X_train, and measure both tables with them.",
)

ASSIGNMENT = Assignment(
    "affine",
    (
        Prediction("predict_loss", 1, "Put your guess after `return`."),
        LAYER,
        SHAPES,
        DIFFERENCE,
        RULER,
        SelfMarked("late_bottles", 4),
    ),
)
check = Check(ASSIGNMENT)
