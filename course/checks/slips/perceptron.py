"""Slips in a neuron that says yes or no, in its correction, and in the stair lamp.

Shapes: X (n, d), x (1, d), w (d, 1), b (1,), y one number, -1 or +1.
"""

import numpy as np

from course.checks.answers import Misconception


def _says(z):
    return np.where(z > 0, 1, -1)


PREDICT = (
    Misconception(
        "yes on the border",
        lambda X, w, b: np.where(X @ w + b >= 0, 1, -1),
        "Look at the rows whose sum is exactly 0. This neuron wants to be convinced: a sum that "
        "is not above zero is a no.",
    ),
    Misconception(
        "neither yes nor no",
        lambda X, w, b: np.sign(X @ w + b),
        "`np.sign` has three answers, and for a sum of exactly 0 it says 0. A waiter has two: he "
        "pours it or he doesn't. What does this course say on the border?",
    ),
    Misconception(
        "0 for no",
        lambda X, w, b: np.where(X @ w + b > 0, 1, 0),
        "Your no is a 0. (`False` counts as 0 too, and `True` as 1.) A no is -1 here. The "
        "correction in the next task lives on that sign.",
    ),
    Misconception(
        "the bare sum",
        lambda X, w, b: X @ w + b,
        "You made out the bill and handed it over. The question was yes or no: is the sum above "
        "zero?",
    ),
    Misconception(
        "bias forgotten",
        lambda X, w, b: _says(X @ w),
        "The sum lacks its last item, the bias. Without it every border goes through the place "
        "where all measurements are 0.",
    ),
    Misconception(
        "bias taken away",
        lambda X, w, b: _says(X @ w - b),
        "The bias works against you: it was taken away, or stands on the far side of the `>`. It "
        "belongs to the sum like any other item.",
    ),
    Misconception(
        "yes and no exchanged",
        lambda X, w, b: np.where(X @ w + b > 0, -1, 1),
        "Your yes is a no and your no is a yes. In `np.where(question, this, that)` the first of "
        "the two is for those where the question is true.",
    ),
    Misconception(
        "a list for a column",
        lambda X, w, b: _says(X @ w + b).ravel(),
        "The answers are right, and they lie in one flat list. A column has a row for each "
        "bottle, and two dimensions. X @ w is one already.",
    ),
    Misconception(
        "lying down",
        lambda X, w, b: _says(w.T @ X.T + b),
        "The answers are right, in a row where a column should stand. One row of X goes in, one "
        "row with its answer comes out.",
    ),
)


def _wrong(y, z):
    return y * z <= 0


def _added(x, y, w, b):
    return w + y * x.T, b + y


def _update(wrong=_wrong, bill=lambda x, w, b: x @ w + b, corrected=_added):
    """An `update` with one of its steps exchanged."""

    def update(x, y, w, b):
        z = bill(x, w, b)[0, 0]
        return corrected(x, y, w, b) if wrong(y, z) else (w, b)

    return update


def _in_place(x, y, w, b):
    w += y * x.T
    b += y
    return w, b


def _none_if_right(x, y, w, b):
    return _added(x, y, w, b) if _wrong(y, (x @ w + b)[0, 0]) else None


def _by_the_difference(x, y, w, b):
    difference = y - _says(x @ w + b)[0, 0]
    return w + difference * x.T, b + difference


UPDATE = (
    Misconception(
        "right answers corrected",
        _update(wrong=lambda y, z: True),
        "A right answer was corrected as well. The rule learns from mistakes alone, so ask first "
        "whether this is one.",
    ),
    Misconception(
        "right and wrong exchanged",
        _update(wrong=lambda y, z: y * z > 0),
        "You correct the right answers and leave the mistakes alone. When label and sum agree, "
        "what sign has their product?",
    ),
    Misconception(
        "the border is right",
        _update(wrong=lambda y, z: y * z < 0),
        "A row exactly on the border came back untouched. Its sum is 0, so label times sum is 0 "
        "too, and that counts as a mistake. From all zeros you would never learn a thing.",
    ),
    Misconception(
        "judged by the answer",
        _update(wrong=lambda y, z: _says(z) != y),
        "You compare the answer with the label. On the border the answer is a no, so with the "
        "label -1 that looks right. The rule is stricter: it asks the sum itself, and a sum of 0 "
        "has convinced nobody.",
    ),
    Misconception(
        "label minus answer",
        _by_the_difference,
        "You moved by the label minus the answer. With -1 and +1 that is 2 or -2, so each step "
        "is twice as long (and on the border sometimes none). Books that do so use 0 and 1. The "
        "label alone has the right sign and the right size.",
    ),
    Misconception(
        "the wrong way",
        _update(corrected=lambda x, y, w, b: (w - y * x.T, b - y)),
        "The correction goes the wrong way and makes the mistake worse. A bottle that should be "
        "poured is added; one that should go back is taken away.",
    ),
    Misconception(
        "always added",
        _update(corrected=lambda x, y, w, b: (w + x.T, b + 1)),
        "The row is added whatever its label says. With the label -1 it has to be taken away. "
        "The label is a sign that you can multiply by.",
    ),
    Misconception(
        "bias left alone",
        _update(corrected=lambda x, y, w, b: (w + y * x.T, b)),
        "The weights are corrected and the bias is not. It goes the same way as they do, by 1 "
        "each time.",
    ),
    Misconception(
        "bias takes the row",
        _update(corrected=lambda x, y, w, b: (w + y * x.T, b + y * x)),
        "The measurements have got into the bias, and now it is as wide as the row. In the bill "
        "the bias is multiplied by nothing, so no measurement is on its account.",
    ),
    Misconception(
        "bias left out of the sum",
        _update(bill=lambda x, w, b: x @ w),
        "The bias is missing from the sum by which you judge. So some mistakes pass for right, "
        "and some right answers for mistakes.",
    ),
    Misconception(
        "row not stood up",
        _update(corrected=lambda x, y, w, b: (w + y * x, b + y)),
        "You added a row to a column, and NumPy made a grid of the two without a word. The row "
        "has to stand up first.",
    ),
    Misconception(
        "weights as a list",
        _update(corrected=lambda x, y, w, b: (w[:, 0] + y * x[0], b + y)),
        "The new weights are right, and they lie in a flat list. They came as a column, and "
        "whoever multiplies by them next expects one.",
    ),
    Misconception(
        "written over",
        _update(corrected=_in_place),
        "The numbers are right, and you wrote them into the arrays that you were given. Whoever "
        "kept the old weights to compare has lost them.",
    ),
    Misconception(
        "nothing for a right answer",
        _none_if_right,
        "After a mistake all is well. After a right answer nothing comes back: your `return` "
        "stands inside the `if`. Unchanged weights are an answer too.",
    ),
)

ONE_IS_UP = [[1.0, -1.0], [-1.0, 1.0]]  # (2, 2): only the first, only the second


def _lamp(W2, b2, no=-1):
    """A `stair_lamp` in which the last neuron listens to "only the first", "only the second"."""

    def lamp(X):
        first = _says(X @ ONE_IS_UP - 0.5)  # (n, 2)
        return np.where(first @ W2 + b2 > 0, 1, no)  # (n, 1)

    return lamp


def _one_neuron(w, b):
    return lambda X: _says(X @ w + b)


RIGHT_LAMP = _lamp([[1], [1]], 1)

STAIR_LAMP = (
    Misconception(
        "at least one",
        _one_neuron([[2], [2]], -1),
        'With both switches up your lamp is on. That is "at least one is up", and a single '
        "neuron can do it. On the stairs it has to be exactly one.",
    ),
    Misconception(
        "both up",
        _one_neuron([[2], [2]], -3),
        "Your lamp is on when both switches are up and never else. On the stairs, one up and one "
        "down lights it.",
    ),
    Misconception(
        "not both",
        _one_neuron([[-2], [-2]], 3),
        'With both switches down your lamp burns all night. "Not both" is one of the chapter\'s '
        "two, and it needs the other beside it.",
    ),
    Misconception(
        "on when they agree",
        lambda X: -RIGHT_LAMP(X),
        "Everything is turned round: your lamp is on when the two switches agree. Look at the "
        "signs of the last neuron's weights and its bias.",
    ),
    Misconception(
        "only the first",
        _one_neuron([[1], [-1]], -0.5),
        'With the second switch alone up, your lamp stays dark. What does "only the second" say '
        "there, and does the last neuron listen to it? A yes from either of the two is enough.",
    ),
    Misconception(
        "only the second",
        _one_neuron([[-1], [1]], -0.5),
        'With the first switch alone up, your lamp stays dark. What does "only the first" say '
        "there, and does the last neuron listen to it? A yes from either of the two is enough.",
    ),
    Misconception(
        "never on",
        _lamp([[1], [1]], -1),
        "Your lamp never comes on. Your last neuron may want two yeses, and these two never say "
        "yes together. Work out the last sum for a yes and a no, 1 and -1. Or the first two hand "
        "on their bare sums, which cancel: they have to say yes or no first.",
    ),
    Misconception(
        "never off",
        _lamp([[1], [1]], 3),
        "Your lamp never goes off. Follow the setting 0, 0 with a pencil: the first two should "
        "both say no, and two noes should leave the last sum below zero. Which of the three "
        "says yes?",
    ),
    Misconception(
        "0 for off",
        _lamp([[1], [1]], 1, no=0),
        "Your off is a 0. In this chapter a no is -1, from the last neuron as from the others.",
    ),
    Misconception(
        "a list for a column",
        lambda X: RIGHT_LAMP(X).ravel(),
        "The lamp is right, in one flat list. A column has a row for each setting, and two "
        "dimensions.",
    ),
    Misconception(
        "learnt by heart",
        lambda X: np.array([[-1], [1], [1], [-1]]),
        "You recite four answers without looking at X. The settings may come in another order, "
        "and more or fewer of them. Let the sums decide.",
    ),
)
