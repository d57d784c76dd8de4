"""The whole pipeline: prepare a table, train a network for so many epochs, predict, and test.

Each mistake is the right pipeline with one piece exchanged.
Shapes: rows (r, d + 1), the score last; order (n + m,), of the rows that are no duplicates;
X_train (n, d), y_train (n, 1), X_test (m, d), predictions (m, 1); W1 (d, hidden), b1 (hidden,),
W2 (hidden, 1), b2 (1,).
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import normal
from course.checks.wine import decaying, mean_and_line, splitting
from course.checks.wine.prepare import prepare
from course.checks.wine.tables import CORNERS, bottles, first_of_each, repeated
from reference_impl import Arrays, data, example, initialise, losses
from reference_impl.baselines import always_the_mean, least_squares
from reference_impl.network import Network


class InTurn:
    """Hands out the given orders, one at a time, to who asks for a permutation."""

    def __init__(self, orders: Iterable[np.ndarray]) -> None:
        self.orders = iter(orders)

    def permutation(self, n: int) -> np.ndarray:
        """The next order, whatever n is."""
        return next(self.orders)


def predict_quality(
    rows: np.ndarray,
    order: np.ndarray,
    n_test: int,
    params: Arrays,
    epochs: list[np.ndarray],
    batch_size: int,
    learning_rate: float,
    weight_decay: float,
) -> dict[str, Any]:
    """The whole pipeline, by the network that comes with the book."""
    X_train, X_test, y_train, y_test, mean, std = prepare(rows, order, n_test)
    network = Network.from_params(params)
    rng: Any = InTurn(epochs)  # a generator, as far as training asks anything of one
    settings: dict[str, Any] = {"learning_rate": learning_rate, "weight_decay": weight_decay}
    settings |= {"epochs": len(epochs), "batch_size": batch_size, "progress": False}
    history = network.fit(X_train, y_train, rng, **settings)
    predictions = network.predict(X_test)  # (m, 1)
    baselines = always_the_mean(y_train, X_test), least_squares(X_train, y_train, X_test)
    return {
        "mean": mean,
        "std": std,
        "losses": history["training_loss"],
        "guesses": predictions,
        "rmse": [losses.rmse(y_hat, y_test) for y_hat in (*baselines, predictions)],
    }


def pipeline_case(
    name: str,
    n: int,
    d: int,
    hidden: int,
    n_test: int,
    batch_size: int,
    duplicates: bool = False,
    test: str | None = None,
) -> Case:
    """A small table, a network for it, and the orders of two epochs.

    `test` changes the test set and nothing else: "another" has other bottles, and in "tempting"
    the scores are what the network predicts after its first epoch.
    """

    def inputs(rng):
        left, order = bottles(rng, n, d, nearly=duplicates), rng.permutation(n)
        params = {
            "W1": normal(rng, d, hidden),
            "b1": normal(rng, hidden),
            "W2": normal(rng, hidden, 1),
            "b2": normal(rng, 1),
        }
        epochs = [rng.permutation(n - n_test) for _ in range(2)]
        settings = (batch_size, 0.03, 0.5)
        table, seats = repeated if duplicates else np.copy, order[-n_test:]
        if test == "another":
            left[seats] = bottles(rng, n_test, d) + 0.25
        if test == "tempting":
            early = predict_quality(table(left), order, n_test, params, epochs[:1], *settings)
            left[seats, -1:] = early["guesses"]
        return table(left), order, n_test, params, epochs, *settings

    return Case(name, inputs)


@functools.cache
def stand_in() -> np.ndarray:
    """The table that ships with the course, as rows of numbers."""
    return np.loadtxt(data.STAND_IN, delimiter=";", skiprows=1)  # (1599, 12)


def whole_table(rows: np.ndarray, rng: np.random.Generator) -> tuple:
    """The pipeline's inputs for a wine table: four hidden neurons, 15 epochs."""
    n, d = len(np.unique(rows, axis=0)), rows.shape[1] - 1
    order, n_test = rng.permutation(n), round(0.2 * n)
    params = {"W1": initialise.he(d, 4, rng), "b1": np.zeros(4)}
    params |= {"W2": initialise.he(4, 1, rng), "b2": np.zeros(1)}
    epochs = [rng.permutation(n - n_test) for _ in range(15)]
    return rows, order, n_test, params, epochs, 64, 0.05, 0.03


def pencil(*order: int) -> tuple:
    """Six bottles, one of them twice, and the running example's network."""
    rows = np.vstack([CORNERS[[0, 1, 0, 2, 3]], np.array([[3.0, 2, 7], [1, 0, 3]])])  # (7, 3)
    epochs = [np.array([0, 1, 2, 3]), np.array([3, 1, 0, 2])]
    return rows, np.array(order), 2, example.network().params, epochs, 4, 0.01, 0.5


PLAIN_CASES = (
    pipeline_case("9 rows of 3, 3 hidden", 9, 3, 3, 3, 4),
    pipeline_case("10 rows of 4, 3 hidden", 10, 4, 3, 3, 3),
    pipeline_case("14 rows of 5, 4 hidden", 14, 5, 4, 3, 4),
)
LEAK_CASES = (
    pipeline_case("9 rows of 3, 3 hidden", 9, 3, 3, 3, 4),
    pipeline_case("the same training set, another test set", 9, 3, 3, 3, 4, test="another"),
    pipeline_case(
        "the same training set, other scores in the test set", 9, 3, 3, 3, 4, test="tempting"
    ),
    Case("six bottles, one twice", lambda rng: pencil(1, 3, 0, 2, 5, 4)),
    Case("six bottles, one twice, split otherwise", lambda rng: pencil(1, 3, 0, 4, 2, 5)),
    pipeline_case("duplicates, one nearly", 12, 4, 3, 4, 3, duplicates=True),
    pipeline_case("duplicates, another test set", 12, 4, 3, 4, 3, duplicates=True, test="another"),
)
SCORE_CASES = (
    pipeline_case("9 rows of 3, 3 hidden", 9, 3, 3, 3, 4, test="tempting"),
    Case("six bottles, one twice", lambda rng: pencil(1, 3, 0, 2, 5, 4)),
    Case("the stand-in for the wine table", lambda rng: whole_table(stand_in(), rng)),
)


def _forward(params, X):
    a1 = np.maximum(X @ params["W1"] + params["b1"], 0)  # (n, hidden)
    return a1, a1 @ params["W2"] + params["b2"]  # (n, 1)


def _loss_and_gradients(params, X, y):
    """The loss of a batch and its gradients."""
    a1, y_hat = _forward(params, X)
    d_y_hat = 2 * (y_hat - y) / len(y)  # (n, 1)
    dz1 = d_y_hat @ params["W2"].T * (a1 > 0)  # (n, hidden)
    gradients = {"dW1": X.T @ dz1, "db1": dz1.sum(axis=0)}
    gradients |= {"dW2": a1.T @ d_y_hat, "db2": d_y_hat.sum(axis=0)}
    return np.mean((y_hat - y) ** 2), gradients


def _loss(params, X_train, X_test, y_train, y_test):
    return np.mean((_forward(params, X_train)[1] - y_train) ** 2)


def _of_all_rows(batch_losses, counts, after):
    return np.dot(batch_losses, counts) / sum(counts)


def rmse(y_hat: np.ndarray, y: np.ndarray) -> float:
    """The root of the mean squared error, of shapes that need not agree."""
    return np.sqrt(np.mean((y_hat - y) ** 2))


def _scores(predictions, sides):
    """The RMSE on the test set of the mean, of the line and of the network."""
    X_train, X_test, y_train, y_test = sides
    line = mean_and_line.with_one(X_test) @ mean_and_line.line_through(X_train, y_train)
    columns = (mean_and_line.means(y_train, X_test), line, predictions)
    return [rmse(y_hat, y_test) for y_hat in columns]


def _in_batches(visit, size):
    return [visit[i : i + size] for i in range(0, len(visit), size)]


right_step = decaying.step_by(decaying.decayed)


def piped(
    prepare: Callable = splitting.prepared,
    taught: Callable | None = None,
    visits: Callable = lambda epochs, sides: epochs,
    batches: Callable = _in_batches,
    step: Callable = right_step,
    fresh: bool = False,
    loss_of: Callable = _of_all_rows,
    chosen: Callable = lambda path, sides: path[-1],
    scores: Callable = _scores,
) -> Callable:
    """The right pipeline, with what is given in place of its own pieces."""

    def wrong(rows, order, n_test, params, epochs, batch_size, learning_rate, weight_decay):
        *sides, mean, std = prepare(rows, order, n_test)
        X, y = taught(rows, order, mean, std) if taught else (sides[0], sides[2])
        start, curve, path = params, [], []
        for visit in visits(epochs, sides):
            params, found, counts = start if fresh else params, [], []
            for batch in batches(visit, batch_size):
                loss, gradients = _loss_and_gradients(params, X[batch], y[batch])
                params = step(params, gradients, learning_rate, weight_decay)
                found.append(loss)
                counts.append(len(batch))
            curve.append(loss_of(found, counts, functools.partial(_loss, params, *sides)))
            path.append(params)
        predictions = _forward(chosen(path, sides), sides[1])[1]  # (m, 1)
        scored = scores(predictions, sides)
        return {"mean": mean, "std": std, "losses": curve, "guesses": predictions, "rmse": scored}

    return wrong


def _all_in_order(rows, order, mean, std):
    left = first_of_each(rows)[order]
    return (left[:, :-1] - mean) / std, left[:, -1:]


def _unsplit(rows, order, mean, std):
    return _all_in_order(rows, np.arange(len(order)), mean, std)


def _with_test_rows(epochs, sides):
    n, m = len(sides[0]), len(sides[1])
    return [np.concatenate([visit, np.arange(n, n + m)]) for visit in epochs]


def _best_on_test_set(path, sides):
    return min(path, key=lambda params: rmse(_forward(params, sides[1])[1], sides[3]))


def _test_mean(predictions, sides):
    return [sides[3].std(), *_scores(predictions, sides)[1:]]


def _against_line(line):
    """Scores of which the second belongs to another line."""

    def scores(predictions, sides):
        mean, _, ours = _scores(predictions, sides)
        return [mean, rmse(line(*sides), sides[3]), ours]

    return scores


def _line_of_test_set(X_train, X_test, y_train, y_test):
    return mean_and_line.with_one(X_test) @ mean_and_line.line_through(X_test, y_test)


def _grid(predictions, sides):
    return _scores(predictions, [*sides[:3], sides[3][:, 0]])


def _never_set_back(*given):
    """The losses of all the epochs so far, piled up."""
    found = piped()(*given)
    return found | {"losses": np.cumsum(found["losses"])}


def _judged_on_training_rows(*given):
    """Everything right, and each of the three tested on the bottles that it knows."""
    rows, order, n_test, params, *rest = given
    X, _, y, _, mean, std = splitting.prepared(rows, order, n_test)
    ended: list[Arrays] = []

    def last(path, sides):
        ended.append(path[-1])
        return path[-1]

    found = piped(chosen=last)(*given)
    return found | {"rmse": _scores(_forward(ended[0], X)[1], (X, X, y, y))}


MISCONCEPTIONS = (
    Misconception(
        "duplicates kept",
        piped(prepare=lambda *given: splitting.prepared(*given, once=lambda rows: rows)),
        "The duplicates went into the split. Where a row is in the training set and its twin in "
        "the test set, the score is partly memory. Whatever it says, it does not count.",
    ),
    Misconception(
        "dropped after the split",
        piped(prepare=splitting.dropped_after),
        "Duplicates were dropped on each side, after the split. By then twins had been parted, one "
        "to the training set and one to the test set, and neither side sees both.",
    ),
    Misconception(
        "mean and std of all rows",
        piped(prepare=splitting.statistics_of_all),
        "Mean and standard deviation were taken of all rows, those of the test set among them. "
        "The score hardly moves, and that is why nobody notices. It is still data leakage, and it "
        "gets no points.",
    ),
    Misconception(
        "mean and std of the test set",
        piped(prepare=splitting.statistics_of_the_test_set),
        "Mean and standard deviation were taken of the test set. Take those of the training set; "
        "they are fixed before you test.",
    ),
    Misconception(
        "a mean and std for each side",
        piped(prepare=splitting.statistics_of_each),
        "The training set is standardised right, and the test set with numbers of its own. The "
        "network learnt with the mean and deviation of the training set. Use them for both.",
    ),
    Misconception(
        "own mean for the test set",
        piped(prepare=splitting.own_mean),
        "The test set was shifted by its own mean and divided by the deviation of the training "
        "set. Mean and deviation both come from the training set.",
    ),
    Misconception(
        "n minus one",
        piped(prepare=lambda *given: splitting.prepared(*given, deviation=splitting.one_less)),
        "The deviation divides by n - 1, as pandas does. `np.std` divides by n, and so does this "
        "course.",
    ),
    Misconception(
        "scores standardised too",
        piped(prepare=splitting.scores_standardised),
        "You standardised the scores along with the measurements, so losses and predictions are "
        "no longer in points. Leave the scores as the tasters gave them.",
    ),
    Misconception(
        "taught from the unsplit table",
        piped(taught=_unsplit),
        "The batches were taken from the table as it was before the split. An epoch's order holds "
        "numbers of training rows. In the unsplit table the same numbers also pick test rows.",
    ),
    Misconception(
        "the test set among the training set",
        piped(taught=_all_in_order, visits=_with_test_rows),
        "The network was trained on every bottle, those of the test set as well. So it may "
        "remember them when it is tested. That is why they had to be kept apart.",
    ),
    Misconception(
        "best epoch by the test set",
        piped(chosen=_best_on_test_set),
        "You went back to the epoch that did best on the test set. Then the test set has chosen "
        "the weights, and its error is no longer honest. Predict with the last ones.",
    ),
    Misconception(
        "never shuffled",
        piped(visits=lambda epochs, sides: [np.arange(len(v)) for v in epochs]),
        "The training rows were visited in the same order each epoch. `epochs` holds an order for "
        "each.",
    ),
    Misconception(
        "tail dropped",
        piped(
            batches=lambda v, b: [v[i : i + b] for i in range(0, len(v) // b * b, b)] or [v],
        ),
        "The last short batch was left out. Its bottles are bottles too: take the step, and count "
        "the loss with as many bottles as there are in it.",
    ),
    Misconception(
        "one step an epoch",
        piped(batches=lambda visit, size: [visit]),
        "There was one step in each epoch, with all the training rows in it. Cut each order into "
        "batches, and take a step for each.",
    ),
    Misconception(
        "batches weigh the same",
        piped(loss_of=lambda found, counts, after: np.mean(found)),
        "You took the mean of the batches' losses. A last batch of one bottle then counts as much "
        "as a full one. Weigh each loss by the bottles that it is a mean of.",
    ),
    Misconception(
        "the last batch's loss",
        piped(loss_of=lambda found, counts, after: found[-1]),
        "The loss of an epoch is that of its last batch here. It jumps about, because a batch has "
        "few bottles. Use the losses of all batches.",
    ),
    Misconception(
        "total never set back",
        _never_set_back,
        "The first loss is right, and each later one has all the earlier ones in it. The total "
        "belongs to one epoch: where does it have to begin again?",
    ),
    Misconception(
        "loss after the epoch",
        piped(loss_of=lambda found, counts, after: after()),
        "You took the loss of all the training rows once more after each epoch. That is a good "
        "number, but another one: the loss of each batch is noted on the way, before its step.",
    ),
    Misconception(
        "fresh start each epoch",
        piped(fresh=True),
        "Each epoch began with the weights that were passed in, so the network forgot everything "
        "each time. Go on with the weights that it had.",
    ),
    Misconception(
        "decay forgotten",
        piped(step=decaying.undecayed),
        "The network was trained without weight decay. Pass weight_decay on to the step.",
    ),
    Misconception(
        "biases decayed too",
        piped(step=decaying.all_decayed),
        "The biases were made smaller as well. Weight decay is for the weights.",
    ),
    Misconception(
        "start overwritten",
        piped(step=decaying.overwritten),
        "All the numbers are right, and the weights that you were given are no longer what they "
        "were. Whoever starts from them again starts from a trained network without knowing it.",
    ),
    Misconception(
        "root forgotten",
        piped(scores=lambda *of: np.square(_scores(*of))),
        "These are mean squared errors, in squared points. Take the root, and they are in points.",
    ),
    Misconception(
        "grid of errors",
        piped(scores=_grid),
        "A column of predictions minus a flat array of scores is a grid: NumPy compared each "
        "prediction with every bottle. Keep both as columns.",
    ),
    Misconception(
        "mean of the test set",
        piped(scores=_test_mean),
        "The first baseline says the mean of the scores of the test set. It can't know that. It "
        "knows the training set, like the other two.",
    ),
    Misconception(
        "line through the test set",
        piped(scores=_against_line(_line_of_test_set)),
        "The line was fitted to the test set. It has seen the answers, so the comparison is not "
        "fair. Fit it to the training set.",
    ),
    Misconception(
        "line without bias",
        piped(scores=_against_line(lambda A, B, y_A, y_B: mean_and_line.no_bias(A, y_A, B))),
        "The line has no bias, so for an average bottle it says zero points. Such a baseline is "
        "too easy to beat. Give it the column of ones.",
    ),
    Misconception(
        "tested on the training set",
        _judged_on_training_rows,
        "The three were tested on bottles that they have learnt from, where the error is too "
        "small. Test them on the test set.",
    ),
)

PREDICT_QUALITY = Answer(
    name="predict_quality",
    inputs=(
        "rows",
        "order",
        "n_test",
        "params",
        "epochs",
        "batch_size",
        "learning_rate",
        "weight_decay",
    ),
    outputs=("mean", "std", "losses", "guesses", "rmse"),
    reference=predict_quality,
    parts=(
        Part("standardise", points=1, outputs=("mean", "std"), cases=PLAIN_CASES),
        Part("trajectory", points=2, outputs=("losses",), cases=PLAIN_CASES),
        Part("no leak", points=1, outputs=("mean", "std", "losses", "guesses"), cases=LEAK_CASES),
        Part(
            "score",
            points=1,
            outputs=("mean", "std", "losses", "guesses", "rmse"),
            cases=SCORE_CASES,
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Prepare the table, train for each order in `epochs`, predict, and test all three.",
    keyed=True,
    builds_on=("prepare", "baselines"),
)
