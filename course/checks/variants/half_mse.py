"""Half the mean squared error as the loss: the mean over all entries of (y_hat - y)^2, over 2.

Some books put the half there so that the slope has no 2. Every gradient is halved with it.
"""

import numpy as np

from course.checks import backprop, forward
from course.checks.answers import Misconception
from course.checks.variants import through, with_answers
from reference_impl import losses


def halved(function):
    """The same function with each number that it returns halved; what it does besides stays."""

    def half(*arguments):
        result = function(*arguments)
        if isinstance(result, dict):
            return {name: value / 2 for name, value in result.items()}
        return result / 2 if isinstance(result, (float, np.ndarray)) else result

    return half


MSE = through(
    halved,
    forward.ASSIGNMENT.answers["mse"],
    without=("half", "root", "sum"),
    plus=(
        Misconception(
            "half forgotten",
            losses.mse,
            "Your loss is twice what it should be. The course from which you know it may have no "
            "half in front. This task has one, and it counts.",
        ),
        Misconception(
            "halved twice",
            lambda y_hat, y: losses.mse(y_hat, y) / 4,
            "The half is there twice. One of the two is enough: half of the mean of the squares.",
        ),
        Misconception(
            "half of the sum",
            lambda y_hat, y: losses.mse(y_hat, y) * y.size / 2,
            "You took half of the sum of the squares, and did not divide by how many there are. So "
            "the loss of 32 bottles looks 32 times as bad as that of one.",
        ),
    ),
)

MSE_GRAD = through(
    halved,
    backprop.ASSIGNMENT.answers["mse_grad"],
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
        "undivided": "This is the slope of half the sum of the squares. The loss is half their "
        "mean, so each prediction moves it less. See by what factor you are too large, and count "
        "the entries.",
    },
)


def _halved_on_the_way(params, cache, y):
    gradients = backprop.ASSIGNMENT.answers["backward"].reference(params, cache, y)
    return {name: value / 2 ** (4 - int(name[-1])) for name, value in gradients.items()}


BACKWARD = through(
    halved,
    backprop.ASSIGNMENT.answers["backward"],
    without=("half", "bare error"),
    plus=(
        Misconception(
            "half forgotten",
            backprop.ASSIGNMENT.answers["backward"].reference,
            "Every gradient is twice what it should be, so look at the first step: the loss of "
            "this task has a half in front.",
        ),
        Misconception(
            "halved at every layer",
            _halved_on_the_way,
            "The gradients are halved once more at each layer. The half belongs to the loss, and "
            "the blame brings it along from there.",
        ),
    ),
)


CHANGED = {
    "forward": with_answers(forward.ASSIGNMENT, MSE),
    "backprop": with_answers(backprop.ASSIGNMENT, MSE_GRAD, BACKWARD),
}
