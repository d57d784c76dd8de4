"""The choice of the weight decay: by a validation set, and the test set is opened once.

Shapes: X (n, d) and y (n, 1), the last n_validation rows of which are the validation set;
X_test (m, d), y_test (m, 1); decays, a few numbers, none of them twice.
"""

from collections.abc import Callable, Sequence

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import normal, told
from reference_impl.losses import rmse

Model = Callable[[np.ndarray], np.ndarray]
FIT = "a function: (X, y, weight_decay) -> model, and model(X) gives a column of predictions"
DECAYS = (0.0, 0.03, 0.1, 0.3, 1.0, 3.0)


def choose(
    fit: Callable[[np.ndarray, np.ndarray, float], Model],
    X: np.ndarray,
    y: np.ndarray,
    n_validation: int,
    X_test: np.ndarray,
    y_test: np.ndarray,
    decays: Sequence[float],
) -> tuple[float, float]:
    """The weight decay that does best on the validation set, and then the test error."""
    errors = by_validation(fit, X, y, n_validation, decays)
    best = decays[int(np.argmin(errors))]
    return best, rmse(fit(X, y, best)(X_test), y_test)


def by_validation(
    fit: Callable, X: np.ndarray, y: np.ndarray, n_validation: int, decays: Sequence[float]
) -> list[float]:
    """The validation error of each decay, after training on the rows before."""
    n = len(X) - n_validation
    return [rmse(fit(X[:n], y[:n], decay)(X[n:]), y[n:]) for decay in decays]


@told(FIT)
def shrunk_mean(X: np.ndarray, y: np.ndarray, weight_decay: float) -> Model:
    """The mean of y, made smaller by the decay, for every row."""
    _check_shapes(X, y)
    guess = y.mean() / (1 + weight_decay)
    return lambda X: np.full((len(X), 1), guess)


@told(FIT)
def shrunk_line(X: np.ndarray, y: np.ndarray, weight_decay: float) -> Model:
    """Least squares with weight decay; its bias does not decay."""
    _check_shapes(X, y)
    X_mean, y_mean = X.mean(axis=0), y.mean()
    left = (X - X_mean).T @ (X - X_mean) / len(X) + weight_decay * np.eye(X.shape[1])
    W = np.linalg.solve(left, (X - X_mean).T @ (y - y_mean) / len(X))  # (d, 1)
    return lambda X: (X - X_mean) @ W + y_mean


def _check_shapes(X, y):
    if np.ndim(X) != 2 or np.shape(y) != (len(X), 1):
        raise ValueError(
            f"fit was called with X of shape {np.shape(X)} and y of shape {np.shape(y)}. It takes "
            "X (n, d) and y (n, 1), as many rows of the one as of the other."
        )


def _first_of(errors, decays):
    return decays[int(np.argmin(errors))]


def _choices(fit, X, y, n_validation, X_test, y_test, decays):
    """What the validation set would choose, then the training set, then other mistakes."""
    n = len(X) - n_validation
    models = [fit(X[:n], y[:n], decay) for decay in decays]
    whole = [fit(X, y, decay) for decay in decays]
    after = [fit(X[n_validation:], y[n_validation:], decay) for decay in decays]
    front = X[:n_validation], y[:n_validation]
    tables = (
        (models, X[n:], y[n:]),
        (models, X[:n], y[:n]),
        (models, X_test, y_test),
        (whole, X[n:], y[n:]),
        (after, *front),
    )
    errors = [[rmse(model(A), b) for model in trained] for trained, A, b in tables]
    worst = decays[int(np.argmax(errors[0]))]
    return [*(_first_of(these, decays) for these in errors), worst]


def drawn(rng: np.random.Generator, n: int, d: int, n_validation: int, n_test: int) -> tuple:
    """Few rows and much noise."""
    X, X_test, W = normal(rng, n, d), normal(rng, n_test, d), normal(rng, d, 1)
    y, y_test = (A @ W / d + 2 * normal(rng, len(A), 1) + 5 for A in (X, X_test))
    return shrunk_line, X, y, n_validation, X_test, y_test, rng.permutation(DECAYS).tolist()


def drawn_case(name: str, *sizes: int) -> Case:
    """Drawn until each mistake would choose another decay than the right one."""

    def inputs(rng):
        while True:
            given = drawn(rng, *sizes)
            right, by_training, *others = _choices(*given)
            worst, last = others[-1], given[-1][-1]
            if right not in (by_training, *others, last) and worst != by_training:
                return given

    return Case(name, inputs)


CASES = (
    Case(
        "four rows, followed with a pencil",
        lambda rng: (
            *(shrunk_mean, np.zeros((4, 1)), np.array([[6.0], [2], [2], [2]]), 2),
            *(np.zeros((2, 1)), np.array([[2.0], [1]]), [0, 1, 3]),
        ),
    ),
    Case(
        "the same rows, in thousands",
        lambda rng: (
            *(shrunk_mean, np.zeros((4, 1)), np.array([[6e3], [2e3], [2e3], [2e3]]), 2),
            *(np.zeros((2, 1)), np.array([[2e3], [1e3]]), [0, 3]),
        ),
    ),
    # Here each of the mistakes chooses a decay of its own; few of a thousand draws are so telling.
    Case("14 rows, always the same", lambda rng: drawn(np.random.default_rng(1468), 14, 4, 5, 3)),
    drawn_case("12 rows of 3, 4 for validation", 12, 3, 4, 5),
    drawn_case("14 rows of 4, 5 for validation", 14, 4, 5, 3),
    drawn_case("18 rows of 5, 6 for validation", 18, 5, 6, 4),
)


def _chosen(by):
    """A `choose` that chooses by something else, and then does what is right."""

    def wrong(fit, X, y, n_validation, X_test, y_test, decays):
        best = by(fit, X, y, n_validation, X_test, y_test, decays)
        return best, rmse(fit(X, y, best)(X_test), y_test)

    return wrong


def _told(error):
    """A `choose` that chooses rightly and returns another error."""

    def wrong(fit, X, y, n_validation, X_test, y_test, decays):
        errors = by_validation(fit, X, y, n_validation, decays)
        best = _first_of(errors, decays)
        return best, error(fit, X, y, n_validation, X_test, y_test, decays, best)

    return wrong


def _every_error(*given):
    fit, X, y, _, X_test, y_test, decays = given
    return choose(*given)[0], [rmse(fit(X, y, decay)(X_test), y_test) for decay in decays]


MISCONCEPTIONS = (
    Misconception(
        "chosen by the test set",
        _chosen(
            lambda fit, X, y, n, A, b, decays: _first_of(
                [rmse(fit(X[:-n], y[:-n], decay)(A), b) for decay in decays], decays
            )
        ),
        "The decay was chosen by its error on the test set. After that choice the test error is "
        "too good to be true, because the luckiest candidate won. Which rows are for choosing?",
    ),
    Misconception(
        "chosen by the test set after a fit to all rows",
        _chosen(
            lambda fit, X, y, n, A, b, decays: _first_of(
                [rmse(fit(X, y, decay)(A), b) for decay in decays], decays
            )
        ),
        "Each candidate was trained on all the rows of X, and then the test set chose between "
        "them. The validation rows were for choosing, and for that they had to be kept out of the "
        "training.",
    ),
    Misconception(
        "chosen by the training set",
        _chosen(
            lambda fit, X, y, n, A, b, decays: _first_of(
                [rmse(fit(X[:-n], y[:-n], decay)(X[:-n]), y[:-n]) for decay in decays], decays
            )
        ),
        "The decay was chosen by the error on the very rows that were trained on. No decay at all "
        "always wins there. Ask rows that the training has not seen.",
    ),
    Misconception(
        "validation rows among the training rows",
        _chosen(
            lambda fit, X, y, n, A, b, decays: _first_of(
                [rmse(fit(X, y, decay)(X[-n:]), y[-n:]) for decay in decays], decays
            )
        ),
        "Each candidate was trained on all of X, the validation rows among them, and then tested "
        "on those rows. It knows them by then. Train on the rows before them.",
    ),
    Misconception(
        "validation rows from the front",
        _chosen(
            lambda fit, X, y, n, A, b, decays: _first_of(
                [rmse(fit(X[n:], y[n:], decay)(X[:n]), y[:n]) for decay in decays], decays
            )
        ),
        "The first rows were held back for validation. It is the last n_validation of them.",
    ),
    Misconception(
        "largest error wins",
        _chosen(
            lambda fit, X, y, n, A, b, decays: decays[
                int(np.argmax(by_validation(fit, X, y, n, decays)))
            ]
        ),
        "You kept the candidate with the largest validation error. A small error is better.",
    ),
    Misconception(
        "last candidate fitted again",
        _told(
            lambda fit, X, y, n, A, b, decays, best: rmse(fit(X, y, decays[-1])(A), b),
        ),
        "The decay is right, but the model that was tested was trained with the last candidate. "
        "After a loop its variable still holds the last value. Train with the best one.",
    ),
    Misconception(
        "not trained again",
        _told(
            lambda fit, X, y, n, A, b, decays, best: rmse(fit(X[:-n], y[:-n], best)(A), b),
        ),
        "The decay is right, but the model that was tested was trained without the validation "
        "rows. Once the choice is made they are free: train once more, on all of X.",
    ),
    Misconception(
        "trained again on the validation rows alone",
        _told(
            lambda fit, X, y, n, A, b, decays, best: rmse(fit(X[-n:], y[-n:], best)(A), b),
        ),
        "The last training used only the validation rows. All the rows of X are asked for.",
    ),
    Misconception(
        "validation error returned",
        _told(
            lambda fit, X, y, n, A, b, decays, best: min(by_validation(fit, X, y, n, decays)),
        ),
        "The second number is the smallest validation error. It is the smallest of several, so "
        "some of it is luck. The test set was not used for choosing, and its error is asked for.",
    ),
    Misconception(
        "root forgotten",
        _told(lambda fit, X, y, n, A, b, decays, best: rmse(fit(X, y, best)(A), b) ** 2),
        "The second number is the mean squared error. Take its root, which is in points.",
    ),
    Misconception(
        "a test error for each candidate",
        _every_error,
        "A list of test errors came back, one for each candidate. The test set is for one model, "
        "the one that you have chosen.",
    ),
    Misconception(
        "error before decay",
        lambda *given: choose(*given)[::-1],
        "Both are right, and they have changed places. The decay comes first.",
    ),
)

CHOOSE = Answer(
    name="choose",
    inputs=("fit", "X", "y", "n_validation", "X_test", "y_test", "decays"),
    outputs=("best", "error"),
    reference=choose,
    parts=(
        Part("by validation", points=1, outputs=("best",), cases=CASES),
        Part("test once", points=1, outputs=("best", "error"), cases=CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Choose the decay by the validation rows, train again on all of X, then test once.",
)
