"""Slips in the two opponents who cost nothing, and in a step on a leash.

Shapes: X_train (n, d), y_train (n, 1), X_test (m, d), guesses (m, 1); a parameter and its
gradient have the same shape.
"""

import numpy as np

from course.checks.answers import Misconception


def with_one(X):
    """X with a column of ones behind it."""
    return np.column_stack([X, np.ones(len(X))])


def line_through(X, y):
    """The weights of the best line, the bias last."""
    return np.linalg.lstsq(with_one(X), y)[0]


def means(y_train, X):
    """The mean of the training scores for each row of X."""
    return np.full((len(X), 1), np.mean(y_train))


def no_bias(X_train, y_train, X_test):
    """The best line that has to go through zero."""
    return X_test @ np.linalg.lstsq(X_train, y_train)[0]


def _right(X_train, y_train, X_test):
    return means(y_train, X_test), with_one(X_test) @ line_through(X_train, y_train)


def _with_mean(guess):
    """Baselines whose first column is another guess, made from the training scores."""

    def wrong(X_train, y_train, X_test):
        return guess(X_train, y_train, X_test), _right(X_train, y_train, X_test)[1]

    return wrong


def _with_line(guess):
    """Baselines whose second column is another guess."""

    def wrong(X_train, y_train, X_test):
        return means(y_train, X_test), guess(X_train, y_train, X_test)

    return wrong


def _ones_changed_places(X_train, y_train, X_test):
    in_front = np.column_stack([np.ones(len(X_test)), X_test])
    return in_front @ line_through(X_train, y_train)


def _mean_for_bias(X_train, y_train, X_test):
    weights = np.linalg.lstsq(X_train, y_train - y_train.mean())[0]
    return X_test @ weights + y_train.mean()


BASELINES = (
    Misconception(
        "one number",
        _with_mean(lambda X_train, y_train, X_test: y_train.mean()),
        "The mean is right, and it is one number. Every bottle of the exam wants a guess of its "
        "own, even when all the guesses are alike: a column.",
    ),
    Misconception(
        "a guess for each lesson",
        lambda X_train, y_train, X_test: _right(X_train, y_train, X_train),
        "There is a guess for each bottle of the lessons. Their scores are known. It is the exam "
        "that wants guesses.",
    ),
    Misconception(
        "flat columns",
        lambda *given: tuple(guess[:, 0] for guess in _right(*given)),
        "The guesses are right, and they lie flat. Make them columns, as the scores are. Subtract "
        "a column from a flat array and you get a grid.",
    ),
    Misconception(
        "median for mean",
        _with_mean(lambda X_train, y_train, X_test: means(np.median(y_train), X_test)),
        "You took the median, the score in the middle. Of all single numbers it is the mean that "
        "makes the squared errors smallest.",
    ),
    Misconception(
        "whole points only",
        _with_mean(lambda X_train, y_train, X_test: np.round(means(y_train, X_test))),
        "The mean was rounded to a whole score. No taster says five and a half, but a guess may, "
        "and it is less wrong.",
    ),
    Misconception(
        "line before mean",
        lambda *given: _right(*given)[::-1],
        "Both columns are right, and they have changed places. The mean comes first.",
    ),
    Misconception(
        "no bias",
        _with_line(no_bias),
        "Your line has no bias: a bottle whose measurements are all zero gets a zero from it, "
        "whatever the tasters say. A column of ones makes the bias one more weight.",
    ),
    Misconception(
        "bias found and lost",
        _with_line(lambda A, y, B: B @ line_through(A, y)[:-1]),
        "The line was found with its bias, and the guesses were made without. What you did to "
        "X_train before the fit has to be done to X_test, too.",
    ),
    Misconception(
        "ones in another place",
        _with_line(_ones_changed_places),
        "The ones stand behind one table and in front of the other, so each weight meets the wrong "
        "column. Build both tables in the same way.",
    ),
    Misconception(
        "mean for bias",
        _with_line(_mean_for_bias),
        "You found the weights without a bias and added the mean score. That is right only where "
        "each column has a mean of zero. Let the fit find the bias.",
    ),
)


def step_by(new_weight, new_bias=lambda b, db, rate, decay: b - rate * db):
    """A step that treats weights by the one formula and biases by the other."""

    def step(params, gradients, learning_rate, weight_decay):
        return {
            name: (new_weight if name.startswith("W") else new_bias)(
                value, gradients[f"d{name}"], learning_rate, weight_decay
            )
            for name, value in params.items()
        }

    return step


def _pulled(w, dw, rate, decay):
    return w - rate * (dw + decay * w)


def overwritten(params, gradients, learning_rate, weight_decay):
    """A step inside the arrays that were given."""
    for name in params:
        pull = weight_decay * params[name] if name.startswith("W") else 0
        params[name] -= learning_rate * (gradients[f"d{name}"] + pull)
    return params


all_pulled = step_by(_pulled, _pulled)
unleashed = step_by(lambda w, dw, rate, decay: w - rate * dw)


STEP = (
    Misconception(
        "biases on the leash",
        all_pulled,
        "The biases were pulled as well. A bias has to lift the guess to where the scores are, and "
        "a leash would only hold it down. It belongs on the weights alone.",
    ),
    Misconception(
        "pushed away",
        step_by(lambda w, dw, rate, decay: w - rate * (dw - decay * w)),
        "The weights are pushed away from zero: a large one grows and goes on growing. That is a "
        "leash with the wrong sign.",
    ),
    Misconception(
        "leash without the rate",
        step_by(lambda w, dw, rate, decay: w - rate * dw - decay * w),
        "The pull was not multiplied by the rate. It joins the gradient, as one more reason to "
        "move, and the rate says how far to go for all the reasons together.",
    ),
    Misconception(
        "uphill",
        step_by(
            lambda w, dw, rate, decay: w + rate * (dw + decay * w),
            lambda b, db, rate, decay: b + rate * db,
        ),
        "You added the step. The gradient points uphill, and you want to go down.",
    ),
    Misconception(
        "no leash",
        unleashed,
        "The step is right for a network without a leash: weight_decay was not used. What should "
        "happen to a weight whose gradient is zero?",
    ),
    Misconception(
        "twice the leash",
        step_by(lambda w, dw, rate, decay: w - rate * (dw + 2 * decay * w)),
        "The pull is twice as strong as asked. The 2 comes from books that add the squares of the "
        "weights to the loss and take the slope. Here the pull is weight_decay times the weight.",
    ),
    Misconception(
        "shrunk after the step",
        step_by(lambda w, dw, rate, decay: (w - rate * dw) * (1 - rate * decay)),
        "You took the step first and pulled at what came of it. The pull is worked out from the "
        "weight as it was, like the gradient.",
    ),
    Misconception(
        "the same pull for all",
        step_by(lambda w, dw, rate, decay: w - rate * (dw + decay * np.sign(w))),
        "Each weight is pulled by the same amount, whatever its size. A leash that stretches pulls "
        "more on who has gone further: weight_decay times the weight.",
    ),
    Misconception(
        "no rate",
        step_by(lambda w, dw, rate, decay: w - (dw + decay * w), lambda b, db, rate, decay: b - db),
        "The learning rate was not used, so these are giant strides.",
    ),
    Misconception(
        "the stride alone",
        step_by(
            lambda w, dw, rate, decay: -rate * (dw + decay * w),
            lambda b, db, rate, decay: -rate * db,
        ),
        "That is how far each parameter moves. What is asked for is where it stands afterwards.",
    ),
    Misconception(
        "biases stand still",
        step_by(_pulled, lambda b, db, rate, decay: b.copy()),
        "The biases did not move. They are not pulled, but they go downhill like everybody else.",
    ),
    Misconception(
        "overwritten",
        overwritten,
        "The numbers are right, and the old parameters are gone: `-=` writes into the array that "
        "you were given. Make a new array, and put it into a new dictionary.",
    ),
)
