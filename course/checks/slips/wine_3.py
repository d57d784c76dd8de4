"""Slips in the whole pipeline: what leaks, what goes wrong in training, what the score is of.

Each mistake is the right pipeline with one piece exchanged.
Shapes: rows (n, d + 1), order (n,), X_train (n, d), y_train (n, 1), guesses (m, 1).
"""

import functools

import numpy as np

from course.checks.answers import Misconception
from course.checks.slips import wine, wine_2

right_step = wine_2.step_by(lambda w, dw, rate, decay: w - rate * (dw + decay * w))


def _forward(params, X):
    a1 = np.maximum(X @ params["W1"] + params["b1"], 0)  # (n, hidden)
    return a1, a1 @ params["W2"] + params["b2"]  # (n, 1)


def _blame(params, X, y):
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


def rmse(guess, y):
    """The root of the mean squared error."""
    return np.sqrt(np.mean((guess - y) ** 2))


def _scores(guesses, sides):
    """The exam's RMSE of the mean, of the line and of the network."""
    X_train, X_test, y_train, y_test = sides
    line = wine_2.with_one(X_test) @ wine_2.line_through(X_train, y_train)
    return [rmse(g, y_test) for g in (wine_2.means(y_train, X_test), line, guesses)]


def piped(
    prepare=wine.prepared,
    lessons=None,
    visits=lambda epochs, sides: epochs,
    batches=lambda visit, size: [visit[i : i + size] for i in range(0, len(visit), size)],
    step=right_step,
    fresh=False,
    loss_of=_of_all_rows,
    chosen=lambda path, sides: path[-1],
    scores=_scores,
):
    """The right pipeline, with what is given in place of its own pieces."""

    def wrong(rows, order, n_test, params, epochs, batch_size, learning_rate, weight_decay):
        *sides, mean, std = prepare(rows, order, n_test)
        X, y = lessons(rows, order, mean, std) if lessons else (sides[0], sides[2])
        start, losses, path = params, [], []
        for visit in visits(epochs, sides):
            params, found, counts = start if fresh else params, [], []
            for batch in batches(visit, batch_size):
                loss, gradients = _blame(params, X[batch], y[batch])
                params = step(params, gradients, learning_rate, weight_decay)
                found, counts = [*found, loss], [*counts, len(batch)]
            losses.append(loss_of(found, counts, functools.partial(_loss, params, *sides)))
            path.append(params)
        guesses = _forward(chosen(path, sides), sides[1])[1]  # (m, 1)
        scored = scores(guesses, sides)
        return {"mean": mean, "std": std, "losses": losses, "guesses": guesses, "rmse": scored}

    return wrong


def _all_dealt(rows, order, mean, std):
    left = wine.first_of_each(rows)[order]
    return (left[:, :-1] - mean) / std, left[:, -1:]


def _never_dealt(rows, order, mean, std):
    return _all_dealt(rows, np.arange(len(order)), mean, std)


def _with_exam(epochs, sides):
    n, m = len(sides[0]), len(sides[1])
    return [np.concatenate([visit, np.arange(n, n + m)]) for visit in epochs]


def _best_on_exam(path, sides):
    return min(path, key=lambda params: rmse(_forward(params, sides[1])[1], sides[3]))


def _exam_mean(guesses, sides):
    return [sides[3].std(), *_scores(guesses, sides)[1:]]


def _with_line(line):
    """Scores of which the second belongs to another line."""

    def scores(guesses, sides):
        mean, _, ours = _scores(guesses, sides)
        return [mean, rmse(line(*sides), sides[3]), ours]

    return scores


def _line_of_exam(X_train, X_test, y_train, y_test):
    return wine_2.with_one(X_test) @ wine_2.line_through(X_test, y_test)


def _grid(guesses, sides):
    return _scores(guesses, [*sides[:3], sides[3][:, 0]])


def _never_set_back(*given):
    """The losses of all the epochs so far, piled up."""
    found = piped()(*given)
    return found | {"losses": np.cumsum(found["losses"])}


def _judged_on_lessons(*given):
    """Everything right, and each of the three held against the bottles that it knows."""
    rows, order, n_test, params, *rest = given
    X, _, y, _, mean, std = wine.prepared(rows, order, n_test)
    kept = {}
    found = piped(chosen=lambda path, sides: kept.setdefault("last", path[-1]))(*given)
    return found | {"rmse": _scores(_forward(kept["last"], X)[1], (X, X, y, y))}


PREDICT_QUALITY = (
    Misconception(
        "repeats kept",
        piped(prepare=lambda *given: wine.prepared(*given, once=lambda rows: rows)),
        "The repeats went into the deal. Where one twin is in the lessons and the other sits the "
        "exam, the score is partly memory. Whatever it says, it does not count.",
    ),
    Misconception(
        "dropped after the deal",
        piped(prepare=wine.dropped_after),
        "Repeats were dropped on each side, after the deal. By then twins had been parted, one to "
        "the lessons and one to the exam, and nobody sees both any more.",
    ),
    Misconception(
        "ruler from all rows",
        piped(prepare=wine.ruler_of_all),
        "The ruler was made from all rows, so the exam helped to make it. The score hardly moves, "
        "and that is why nobody notices. It is still a leak, and it has no points.",
    ),
    Misconception(
        "ruler from the exam",
        piped(prepare=wine.ruler_of_the_exam),
        "The ruler was made from the exam. It is the lessons that make it; on the day of the exam "
        "it is finished.",
    ),
    Misconception(
        "a ruler for each side",
        piped(prepare=wine.two_rulers),
        "The lessons are measured right, and the exam has a ruler of its own. The network learnt "
        "to read the first one. Use it for both.",
    ),
    Misconception(
        "n minus one",
        piped(prepare=lambda *given: wine.prepared(*given, spread=wine.one_less)),
        "The spread divides by n - 1, as Pandas has it. `np.std` divides by n, and so does this "
        "course.",
    ),
    Misconception(
        "scores measured too",
        piped(prepare=wine.scores_measured),
        "You standardised the scores along with the measurements, so losses and guesses are no "
        "longer in points. Leave the scores as the tasters gave them.",
    ),
    Misconception(
        "taught from the undealt table",
        piped(lessons=_never_dealt),
        "The batches were taken from the table as it stood before the deal. An epoch's order "
        "numbers the lessons. By those numbers, the undealt table gives you bottles of the exam.",
    ),
    Misconception(
        "the exam among the lessons",
        piped(lessons=_all_dealt, visits=_with_exam),
        "The network was trained on every bottle, those of the exam as well. Ask it about them "
        "now and it will remember. That is what locking them away was for.",
    ),
    Misconception(
        "best epoch by the exam",
        piped(chosen=_best_on_exam),
        "You went back to the epoch that did best on the exam. Then the exam has chosen the "
        "weights, and it can't judge them any more. Guess with the last ones.",
    ),
    Misconception(
        "never shuffled",
        piped(visits=lambda epochs, sides: [np.arange(len(v)) for v in epochs]),
        "The lessons were visited in the same order each epoch. `epochs` holds an order for each.",
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
        "There was one step in each epoch, with all the lessons in it. Cut each order into "
        "batches, and take a step for each.",
    ),
    Misconception(
        "batches weigh the same",
        piped(loss_of=lambda found, counts, after: np.mean(found)),
        "You took the mean of the batches' losses. A last batch of one bottle then counts as much "
        "as a full one. Weigh each loss by the bottles that it is a mean of.",
    ),
    Misconception(
        "last batch speaks for all",
        piped(loss_of=lambda found, counts, after: found[-1]),
        "The loss of an epoch is that of its last batch here. It jumps about: a few bottles are a "
        "rumour. Collect them all.",
    ),
    Misconception(
        "total never set back",
        _never_set_back,
        "The first loss is right, and each later one has all the earlier ones in it. The running "
        "total belongs to one epoch: where does it have to begin again?",
    ),
    Misconception(
        "loss after the epoch",
        piped(loss_of=lambda found, counts, after: after()),
        "You measured all the lessons once more after each epoch. An honest number, and not this "
        "one: the loss of each batch is noted on the way, before its step.",
    ),
    Misconception(
        "fresh start each epoch",
        piped(fresh=True),
        "Each epoch began with the weights that were passed in, so the network forgot everything "
        "overnight. Carry on with the ones that it had.",
    ),
    Misconception(
        "leash forgotten",
        piped(step=wine_2.unleashed),
        "The network was trained without its leash. Hand weight_decay on to the step.",
    ),
    Misconception(
        "biases on the leash",
        piped(step=wine_2.all_pulled),
        "The biases were pulled towards zero as well. The leash is for the weights.",
    ),
    Misconception(
        "start overwritten",
        piped(step=wine_2.overwritten),
        "All the numbers are right, and the weights that you were given are no longer what they "
        "were. Whoever starts again from them starts from a trained network and doesn't know it.",
    ),
    Misconception(
        "root forgotten",
        piped(scores=lambda guesses, sides: np.square(_scores(guesses, sides))),
        "These are mean squared errors, in squared points. Take the root, and they are in points.",
    ),
    Misconception(
        "grid of errors",
        piped(scores=_grid),
        "A column of guesses met a flat array of scores, and NumPy compared each guess with every "
        "bottle. Keep both as columns.",
    ),
    Misconception(
        "mean of the exam",
        piped(scores=_exam_mean),
        "The first opponent says the mean of the exam's scores. Nobody has told him. He knows the "
        "lessons, like everybody else.",
    ),
    Misconception(
        "line through the exam",
        piped(scores=_with_line(_line_of_exam)),
        "The line was fitted to the exam. It has seen the answers, and no honest network will beat "
        "it. Fit it to the lessons.",
    ),
    Misconception(
        "line without bias",
        piped(scores=_with_line(lambda A, B, y_A, y_B: wine_2.no_bias(A, y_A, B))),
        "The line has no bias, so for a middling bottle it says zero points. An opponent who "
        "stands on one leg is easily beaten. Give it the column of ones.",
    ),
    Misconception(
        "judged on the lessons",
        _judged_on_lessons,
        "The three were judged on bottles that they have learnt from. Everybody is good at those.",
    ),
)
