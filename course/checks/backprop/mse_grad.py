"""How fast the mean squared error moves with each prediction.

Shapes: y_hat, y and d_y_hat (n, d_out).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.half_mse import halved
from course.checks.inputs import halves, normal
from course.checks.variants import through
from reference_impl import example, losses


def _overwrites_prediction(y_hat, y):
    y_hat -= y
    return 2 * y_hat / y.size


MISCONCEPTIONS = (
    Misconception(
        "half",
        lambda y_hat, y: (y_hat - y) / y.size,
        "Every entry is half of what it should be. The slope of a square brings a number down in "
        "front; some books hide it by writing a half into the loss, and ours has none.",
    ),
    Misconception(
        "undivided",
        lambda y_hat, y: 2 * (y_hat - y),
        "This is the slope of the sum of the squares. The loss is their mean, so each prediction "
        "moves it less. See by what factor your slopes are too large, and count the entries.",
    ),
    Misconception(
        "bare error",
        lambda y_hat, y: y_hat - y,
        "That is the error itself. Squaring it and taking the mean each leave a number behind "
        "when you take the slope, and both are missing.",
    ),
    Misconception(
        "rows only",
        lambda y_hat, y: 2 * (y_hat - y) / len(y),
        "You divided by the number of rows. The mean was over every entry, and with several "
        "columns there are more entries than rows.",
    ),
    Misconception(
        "columns only",
        lambda y_hat, y: 2 * (y_hat - y) / y.shape[1],
        "You divided by the number of columns. Bottles are rows here, and the mean was over "
        "every entry.",
    ),
    Misconception(
        "four for ever",
        lambda y_hat, y: 2 * (y_hat - y) / 4,
        "You divided by 4, which was right for the four bottles of the example. The next batch "
        "may have another number of entries; the array knows how many.",
    ),
    Misconception(
        "reversed",
        lambda y_hat, y: 2 * (y - y_hat) / y.size,
        "Every sign is turned round. If a prediction that is too high goes up further, the loss "
        "rises, so its slope is positive.",
    ),
    Misconception(
        "the loss itself",
        lambda y_hat, y: np.mean((y_hat - y) ** 2),
        "That is how wrong the predictions are, one number. The gradient says for each prediction "
        "how fast that number moves with it, so there is one entry for each.",
    ),
    Misconception(
        "averaged away",
        lambda y_hat, y: 2 * np.mean(y_hat - y),
        "You took the mean of the slopes. Each prediction keeps its own; of the mean in the loss "
        "only the division is left, and nothing is added up.",
    ),
    Misconception(
        "prediction overwritten",
        _overwrites_prediction,
        "The numbers are right, and y_hat is gone: `-=` wrote the error into it. Give the "
        "difference a name of its own.",
    ),
)

MSE_GRAD = Answer(
    name="mse_grad",
    inputs=("y_hat", "y"),
    outputs=("d_y_hat",),
    reference=losses.mse_grad,
    parts=(
        Part(
            "one column",
            points=1,
            outputs=("d_y_hat",),
            cases=(
                Case("the four bottles", lambda rng: (example.by_hand_4["y_hat"], example.y4)),
                Case("7 rows", lambda rng: (halves(rng, 7, 1), halves(rng, 7, 1))),
                Case("9 rows", lambda rng: (normal(rng, 9, 1), normal(rng, 9, 1))),
            ),
        ),
        Part(
            "several columns",
            points=1,
            outputs=("d_y_hat",),
            cases=(
                Case("3 rows of 3", lambda rng: (halves(rng, 3, 3), halves(rng, 3, 3))),
                Case("1 row of 3", lambda rng: (halves(rng, 1, 3), halves(rng, 1, 3))),
                Case("5 rows of 4", lambda rng: (halves(rng, 5, 4), halves(rng, 5, 4))),
                Case("5 rows of 7", lambda rng: (normal(rng, 5, 7), normal(rng, 5, 7))),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Say how fast the loss moves with each prediction: 2 (y_hat - y) over how many there are.",
)


HALVED = through(
    halved,
    MSE_GRAD,
    without=("half", "bare error"),
    plus=(
        Misconception(
            "half forgotten",
            losses.mse_grad,
            "Every entry is twice what it should be. The slope of a square brings a 2 down in "
            "front, and the half of this loss takes it away again.",
        ),
        Misconception(
            "halved twice",
            lambda y_hat, y: losses.mse_grad(y_hat, y) / 4,
            "Every entry is half of what it should be. The half of the loss and the 2 of the "
            "square cancel; after that nothing is left to halve.",
        ),
    ),
    hints={
        "undivided": (
            "This is the slope of half the sum of the squares. The loss is half their mean, so "
            "each prediction moves it less. See by what factor your slopes are too large, and "
            "count the entries."
        ),
    },
    todo="Say how fast the loss moves with each prediction: (y_hat - y) over how many there are.",
)
