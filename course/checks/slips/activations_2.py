"""Slips in softmax, and in softmax at a temperature.

Shapes: Z (n, k), the scores; P (n, k), the probabilities, each row adding up to 1.
"""

import numpy as np

from course.checks.answers import Misconception


def _row_sum(Z):
    return Z.sum(axis=1, keepdims=True)  # (n, 1)


def _row_max(Z):
    return Z.max(axis=1, keepdims=True)  # (n, 1)


def _softmax(Z, largest=_row_max, total=_row_sum):
    """Softmax with one of its steps exchanged."""
    votes = np.exp(Z - largest(Z))  # (n, k)
    return votes / total(votes)


def _in_place(Z):
    Z -= _row_max(Z)
    votes = np.exp(Z)
    return votes / _row_sum(votes)


def _log_softmax(Z):
    shifted = Z - _row_max(Z)
    return shifted - np.log(_row_sum(np.exp(shifted)))


SOFTMAX = (
    Misconception(
        "nothing taken away",
        lambda Z: _softmax(Z, largest=lambda Z: 0),
        "e to the thousand is too big for a computer, e to minus a thousand is 0, and dividing by "
        "either goes wrong. Only differences count. So move each row before you take exponentials.",
    ),
    Misconception(
        "one maximum for the whole table",
        lambda Z: _softmax(Z, largest=np.max),
        "You take the largest number of the whole table away from every row. A row of very low "
        "scores then turns into zeros, and 0 is divided by 0. Each row has a largest of its own.",
    ),
    Misconception(
        "down the columns",
        lambda Z: _softmax(
            Z, lambda Z: Z.max(axis=0, keepdims=True), lambda e: e.sum(axis=0, keepdims=True)
        ),
        "Your columns add up to 1. A row is one bottle and its scores, so the rows should. Look at "
        "the axis.",
    ),
    Misconception(
        "shares of the whole table",
        lambda Z: _softmax(Z, np.max, np.sum),
        "All the numbers of your table together add up to 1. Every bottle deserves a whole 1 of "
        "its own: share out row by row.",
    ),
    Misconception(
        "sum without keepdims",
        lambda Z: _softmax(Z, total=lambda e: e.sum(axis=1)),
        "The sums of the rows became a flat array, and NumPy lays it along the columns. With as "
        "many rows as columns it even runs, and divides by the sums of the wrong rows.",
    ),
    Misconception(
        "maximum without keepdims",
        lambda Z: _softmax(Z, largest=lambda Z: Z.max(axis=1)),
        "The largest scores of the rows became a flat array, and NumPy lays it along the columns. "
        "So the first column loses the first row's largest. Keep them standing, as a column.",
    ),
    Misconception(
        "no keepdims at all",
        lambda Z: _softmax(Z, lambda Z: Z.max(axis=1), lambda e: e.sum(axis=1)),
        "A maximum and a sum along a row leave a flat array behind, and NumPy lays it along the "
        "columns. Both need keepdims, so that each stays with its own row.",
    ),
    Misconception(
        "no keepdims and nothing taken away",
        lambda Z: _softmax(Z, lambda Z: 0, lambda e: e.sum(axis=1)),
        "The sums of the rows lie along the columns, so most entries are divided by the sum of "
        "another row. Mend that with keepdims, and then think of scores of a thousand.",
    ),
    Misconception(
        "shares without the exponential",
        lambda Z: Z / _row_sum(Z),
        "You took shares of the scores themselves. A score may be negative, and nobody has fewer "
        "votes than none. Something has to make them positive first.",
    ),
    Misconception(
        "votes not shares",
        lambda Z: np.exp(Z - _row_max(Z)),
        "The votes are right: the largest in each row is 1. Now turn them into shares, so that "
        "each row adds up to 1.",
    ),
    Misconception(
        "winner takes all",
        lambda Z: (Z == _row_max(Z)).astype(float),
        "The largest score gets everything. That is the hard choice. Softmax is soft: it leaves "
        "something for the others.",
    ),
    Misconception(
        "taken away the wrong way round",
        lambda Z: np.exp(_row_max(Z) - Z) / _row_sum(np.exp(_row_max(Z) - Z)),
        "The lowest score gets the largest share, so a sign is turned. Which is taken away from "
        "which? After it, the largest score should be 0 and the others below.",
    ),
    Misconception(
        "the mean for the maximum",
        lambda Z: _softmax(Z, largest=lambda Z: Z.mean(axis=1, keepdims=True)),
        "You took the row's mean away. That changes nothing on paper, and does not protect you: a "
        "score far above the mean still overflows. Nothing is above the largest.",
    ),
    Misconception(
        "divided by the largest",
        lambda Z: np.exp(Z / _row_max(Z)) / _row_sum(np.exp(Z / _row_max(Z))),
        "You divided by the largest score to keep the numbers small. That changes the differences, "
        "and they are all that softmax looks at. Move the scores, don't shrink them.",
    ),
    Misconception(
        "each score by itself",
        lambda Z: (1 + np.tanh(Z / 2)) / 2,
        "That is a sigmoid of each score. In softmax the classes compete: what one gains, the "
        "others lose, and a row adds up to 1.",
    ),
    Misconception(
        "its logarithm",
        _log_softmax,
        "You return the logarithms of the shares. They are useful, and a later chapter wants them. "
        "Here the shares themselves are asked for.",
    ),
    Misconception(
        "scores overwritten",
        _in_place,
        "The shares are right, and Z is not what it was: `-=` took the largest away inside it. "
        "Give the moved scores a name of their own.",
    ),
)


def _refusing(softmax_at):
    """The same mistake by somebody who does refuse a temperature of zero or less."""

    def wrong(Z, temperature):
        if temperature <= 0:
            raise ValueError(f"The temperature has to be above zero, and it is {temperature}.")
        return softmax_at(Z, temperature)

    return wrong


def _right(Z, temperature):
    return _softmax(Z / temperature)


def _divided_in_place(Z, temperature):
    Z /= temperature
    return _softmax(Z)


def _refuses_zero_alone(Z, temperature):
    if temperature == 0:
        raise ValueError("The temperature is zero.")
    return _right(Z, temperature)


def _refuses_negative_alone(Z, temperature):
    if temperature < 0:
        raise ValueError("The temperature is below zero.")
    return _right(Z, temperature)


def _refuses_cold(Z, temperature):
    if temperature < 1:
        raise ValueError("The temperature is too low.")
    return _right(Z, temperature)


def _asserts(Z, temperature):
    if not temperature > 0:
        raise AssertionError("The temperature has to be above zero.")
    return _right(Z, temperature)


SOFTMAX_AT = (
    Misconception(
        "temperature inverted",
        _refusing(lambda Z, temperature: _softmax(Z * temperature)),
        "Heat makes your answers surer, and cold makes them shy. It should be the other way round: "
        "a large temperature brings the scores closer together.",
    ),
    Misconception(
        "temperature after softmax",
        _refusing(lambda Z, temperature: _softmax(Z) / temperature),
        "You divided the probabilities by the temperature, so a row no longer adds up to 1. It is "
        "the scores that are made colder or warmer, before anything else.",
    ),
    Misconception(
        "temperature without effect",
        _refusing(lambda Z, temperature: _softmax(Z)),
        "The temperature changes nothing. Perhaps you never used it. Or you added it to every "
        "score, or divided every vote by it: softmax looks through both.",
    ),
    Misconception(
        "power without new shares",
        _refusing(lambda Z, temperature: _softmax(Z) ** (1 / temperature)),
        "You raised the finished probabilities to a power. The idea is good, and afterwards a row "
        "no longer adds up to 1. Changing the scores first is shorter.",
    ),
    Misconception(
        "nothing taken away",
        _refusing(lambda Z, temperature: _softmax(Z / temperature, largest=lambda Z: 0)),
        "Scores of a thousand overflow again. You have a softmax that doesn't; hand the divided "
        "scores to that.",
    ),
    Misconception(
        "largest taken away too early",
        _refusing(lambda Z, temperature: _softmax(Z / temperature, largest=lambda _: _row_max(Z))),
        "You divided the scores and then took away the largest of the undivided ones. After the "
        "step the largest has to be 0, or large numbers overflow again.",
    ),
    Misconception(
        "scores overwritten",
        _refusing(_divided_in_place),
        "The numbers are right. But `/=` wrote the divided scores into Z itself, so the next "
        "temperature would start from these.",
    ),
    Misconception(
        "nothing refused",
        _right,
        "You take any temperature. Zero can't be divided by, and one below zero would call the "
        "worst class the best. Raise the error; to print or return a message is not enough.",
    ),
    Misconception(
        "zero alone refused",
        _refuses_zero_alone,
        "You refuse 0, and let a temperature below 0 through. It runs without an error and turns "
        "the order of the classes round.",
    ),
    Misconception(
        "zero let through",
        _refuses_negative_alone,
        "You refuse what is below 0, and 0 itself gets through. Look at your comparison: what does "
        "it say at exactly 0?",
    ),
    Misconception(
        "cold refused",
        _refuses_cold,
        "You refuse temperatures between 0 and 1 as well. Those are cold and quite allowed; they "
        "make softmax surer.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You refuse, with an AssertionError. That is for your own mistakes, and Python can be told "
        "to skip it. For somebody else's wrong value raise a ValueError.",
    ),
)
