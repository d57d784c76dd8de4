"""The wine assignment: what is right, which mistakes are known, what they are worth.

Shapes: rows (n, d + 1), the score last; X_train (n, d), y_train (n, 1), X_test (m, d);
W1 (d, hidden), b1 (hidden,), W2 (hidden, 1), b2 (1,).
"""

import numpy as np

from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.checker import Check
from course.checks.inputs import halves, normal, with_zeros
from course.checks.slips.wine import PREPARE, TWINS
from course.checks.slips.wine_2 import BASELINES, STEP
from course.checks.slips.wine_3 import PREDICT_QUALITY
from course.checks.wine_tables import (
    CORNERS,
    bottles,
    pencil,
    pipeline_case,
    predict_quality,
    prepare,
    repeated,
    stand_in,
    whole_table,
)
from reference_impl import example, training
from reference_impl.baselines import always_the_mean, least_squares

ROWS_4 = np.hstack([example.X4, example.y4])  # (4, 3)
ROWS_5 = ROWS_4[[0, 1, 0, 2, 3]]  # (5, 3): the third repeats the first


def twins(train, test):
    """For each row of test: does it stand in train?"""
    seen = {tuple(row) for row in train.tolist()}
    return [tuple(row) in seen for row in test.tolist()]


def twins_case(name, n, d, draw=halves):
    """n rows to look in; of the other four, the first and the last have a twin there."""

    def inputs(rng):
        table = draw(rng, n + 2, d)
        train, strangers = table[2:], table[:2]
        return train, np.vstack([train[-1:], strangers, train[:1]])

    return Case(name, inputs)


def nearly_case(name, n, d, draw=halves):
    """A twin, and rows that come close: another score, the numbers shuffled, a patchwork."""

    def inputs(rng):
        train = draw(rng, n, d)
        close = np.array([train[0], train[1], train[2][::-1], np.diag(train[:d])])  # (4, d)
        close[1, -1] += 0.25
        return train, np.vstack([close, train[0]])

    return Case(name, inputs)


TWIN = Answer(
    name="twins",
    inputs=("train", "test"),
    outputs=("twin",),
    reference=twins,
    parts=(
        Part(
            "twins",
            points=1,
            outputs=("twin",),
            cases=(
                Case("of the four bottles", lambda rng: (ROWS_4[:3], ROWS_4[[3, 0]])),
                Case("3 rows of 3", lambda rng: (ROWS_4[:3], ROWS_4[[1, 0, 3]])),
                Case("nobody to compare with", lambda rng: (ROWS_4[:0], ROWS_4[:3])),
                twins_case("7 rows of 3", 7, 3),
                twins_case("9 rows of 5", 9, 5, normal),
            ),
        ),
        Part(
            "nearly twins",
            points=1,
            outputs=("twin",),
            cases=(
                Case(
                    "two rows of the chapter",
                    lambda rng: (np.array([[1.0, 2], [3, 4]]), np.array([[3.0, 4], [4, 3]])),
                ),
                nearly_case("6 rows of 3", 6, 3),
                nearly_case("8 rows of 4", 8, 4),
            ),
        ),
    ),
    misconceptions=TWINS,
    todo="Say for each row of `test` whether the very same row stands in `train`.",
)


def table_case(name, n, d, n_test, repeats=False, nearly=False):
    """A table of n different bottles to prepare, and an order for them."""

    def inputs(rng):
        left = bottles(rng, n, d, nearly)
        return repeated(left) if repeats else left, rng.permutation(n), n_test

    return Case(name, inputs)


RULER = ("X_train", "X_test", "mean", "std")
ONCE_CASES = (
    Case("the four bottles", lambda rng: (ROWS_4, np.array([2, 0, 3, 1]), 2)),
    table_case("6 rows of 3 and a score", 6, 3, 3),
    table_case("9 rows of 4 and a score", 9, 4, 2),
    table_case("12 rows of 5 and a score, one for the exam", 12, 5, 1),
)
PREPARE_ANSWER = Answer(
    name="prepare",
    inputs=("rows", "order", "n_test"),
    outputs=("X_train", "X_test", "y_train", "y_test", "mean", "std"),
    reference=prepare,
    parts=(
        Part("deal", 1, ("y_train", "y_test"), ONCE_CASES),
        Part("ruler", 1, RULER, ONCE_CASES),
        Part(
            "repeats",
            points=1,
            outputs=("y_train", "y_test", *RULER),
            cases=(
                table_case("7 rows, no repeats", 7, 3, 3),
                Case(
                    "the four bottles, one twice", lambda rng: (ROWS_5, np.array([2, 0, 3, 1]), 2)
                ),
                table_case("9 rows and repeats", 9, 3, 3, repeats=True),
                table_case("10 rows and repeats, one nearly", 10, 4, 3, repeats=True, nearly=True),
            ),
        ),
    ),
    misconceptions=PREPARE,
    todo="Drop the repeats, deal by `order`, and measure with the mean and spread of the lessons.",
    builds_on=("twins",),
)


def lessons_case(name, n, d, m, draw=halves):
    """n bottles to learn from, m to guess, in columns that do not lie around zero."""

    def inputs(rng):
        X = draw(rng, n + m, d) + np.arange(1, d + 1)
        return X[m:], draw(rng, n, 1) + 0.125, X[:m]

    return Case(name, inputs)


BASELINE_CASES = (
    Case(
        "four bottles on a line",
        lambda rng: (CORNERS[:, :2], CORNERS[:, 2:], np.array([[3.0, 2], [0, 0], [1, 2]])),
    ),
    lessons_case("12 rows of 3, 3 to guess", 12, 3, 3),
    lessons_case("15 rows of 4, 6 to guess", 15, 4, 6),
    lessons_case("24 rows of 5, 7 to guess", 24, 5, 7, normal),
)
OPPONENTS = Answer(
    name="baselines",
    inputs=("X_train", "y_train", "X_test"),
    outputs=("always_mean", "by_line"),
    reference=lambda X_train, y_train, X_test: (
        always_the_mean(y_train, X_test),
        least_squares(X_train, y_train, X_test),
    ),
    parts=(
        Part("the mean", 1, ("always_mean",), BASELINE_CASES),
        Part(
            "the line",
            points=2,
            outputs=("by_line",),
            cases=(
                Case(
                    "every bottle got a 5",
                    lambda rng: (CORNERS[:, :2], np.full((4, 1), 5.0), np.array([[7.0, 3]])),
                ),
                *BASELINE_CASES,
            ),
        ),
    ),
    misconceptions=BASELINES,
    todo="Return two columns of guesses for X_test: the mean of y_train, and the best line.",
)


def step_case(name, d, hidden, rate, decay, draw=halves):
    """A network, gradients for it, and the settings of a step; some weights are zero."""

    def inputs(rng):
        shapes = {"W1": (d, hidden), "b1": (hidden,), "W2": (hidden, 1), "b2": (1,)}
        params = {key: draw(rng, *shape) for key, shape in shapes.items()}
        params["W1"] = with_zeros(params["W1"])
        gradients = {f"d{key}": draw(rng, *shape) for key, shape in shapes.items()}
        return params, gradients, rate, decay

    return Case(name, inputs)


STEP_CASES = (
    Case(
        "the first bottle",
        lambda rng: (
            example.network().params,
            {name: example.by_hand[name] for name in ("dW1", "db1", "dW2", "db2")},
            *(0.5, 1.0),
        ),
    ),
    step_case("3 in, 3 hidden", 3, 3, 0.25, 0.5),
    step_case("5 in, 4 hidden", 5, 4, 0.5, 3.0),
    step_case("4 in, 3 hidden, no leash", 4, 3, 0.25, 0.0),
    step_case("7 in, 5 hidden", 7, 5, 0.02, 0.3, normal),
)
LEASH = Answer(
    name="step",
    inputs=("params", "gradients", "learning_rate", "weight_decay"),
    outputs=("W1", "W2", "b1", "b2"),
    reference=training.step,
    parts=(
        Part("weights", 1, ("W1", "W2"), STEP_CASES),
        Part("biases", 1, ("b1", "b2"), STEP_CASES),
    ),
    misconceptions=STEP,
    todo="Move each parameter downhill, and pull the weights, not the biases, towards zero.",
    keyed=True,
)


PLAIN_CASES = (
    pipeline_case("9 rows of 3, 3 hidden", 9, 3, 3, 3, 4),
    pipeline_case("10 rows of 4, 3 hidden", 10, 4, 3, 3, 3),
    pipeline_case("14 rows of 5, 4 hidden", 14, 5, 4, 3, 4),
)
LEAK_CASES = (
    pipeline_case("9 rows of 3, 3 hidden", 9, 3, 3, 3, 4),
    pipeline_case("the same lessons, another exam", 9, 3, 3, 3, 4, exam="another"),
    pipeline_case("the same lessons, other scores in the exam", 9, 3, 3, 3, 4, exam="tempting"),
    Case("six bottles, one twice", pencil),
    pipeline_case("repeats, one nearly", 12, 4, 3, 4, 3, repeats=True),
    pipeline_case("repeats, another exam", 12, 4, 3, 4, 3, repeats=True, exam="another"),
)
SCORE_CASES = (
    pipeline_case("9 rows of 3, 3 hidden", 9, 3, 3, 3, 4, exam="tempting"),
    Case("six bottles, one twice", pencil),
    Case("the stand-in for the wine table", lambda rng: whole_table(stand_in(), rng)),
)
PIPELINE = Answer(
    name="predict_quality",
    inputs=(
        "rows", "order", "n_test", "params", "epochs",
        "batch_size", "learning_rate", "weight_decay",
    ),
    outputs=("mean", "std", "losses", "guesses", "rmse"),
    reference=predict_quality,
    parts=(
        Part("ruler", 1, ("mean", "std"), PLAIN_CASES),
        Part("trajectory", 2, ("losses",), PLAIN_CASES),
        Part("no leak", 1, ("mean", "std", "losses", "guesses"), LEAK_CASES),
        Part("score", 1, ("mean", "std", "losses", "guesses", "rmse"), SCORE_CASES),
    ),
    misconceptions=PREDICT_QUALITY,
    todo="Prepare the table, train for each order in `epochs`, guess, and judge all three.",
    keyed=True,
    builds_on=("prepare", "baselines", "step"),
)  # fmt: skip

ASSIGNMENT = Assignment(
    "wine",
    (
        Prediction("predict_twins", 1, "Put your guess after `return`."),
        *(TWIN, PREPARE_ANSWER, OPPONENTS, LEASH, PIPELINE),
        SelfMarked("four_claims", 4),
    ),
)
check = Check(ASSIGNMENT)
