"""Slips in choosing an arm, and in keeping its mean up to date.

Shapes: values (n_arms,); an arm, a mean, a count and a reward are one number each.
"""

import numpy as np

from course.checks.answers import Misconception


def _greedy(values, rng):
    return int(np.argmax(values))


def _any(values, rng):
    return int(rng.integers(len(values)))


def _player(explores=lambda luck, epsilon: luck < epsilon, explore=_any, greedy=_greedy):
    """An `epsilon_greedy` with one of its pieces exchanged."""

    def epsilon_greedy(values, epsilon, rng):
        return (explore if explores(rng.random(), epsilon) else greedy)(values, rng)

    return epsilon_greedy


def _best(values):
    return np.flatnonzero(values == values.max())  # (how many tie,)


def _others(values, rng):
    return int(rng.choice(np.delete(np.arange(len(values)), np.argmax(values))))


def _best_above_zero(values, rng):
    best, most = 0, 0
    for arm, value in enumerate(values):
        if value > most:
            best, most = arm, value
    return best


def _common_pot(values, epsilon, rng):
    if np.random.random() < epsilon:
        return int(np.random.randint(len(values)))
    return _greedy(values, rng)


def _arm_first(values, epsilon, rng):
    arm = _any(values, rng)
    return arm if rng.random() < epsilon else _greedy(values, rng)


def _no_lot(values, epsilon, rng):
    return _any(values, rng) if epsilon > 0.5 else _greedy(values, rng)


EPSILON_GREEDY = (
    Misconception(
        "no lot drawn",
        _no_lot,
        "You look at epsilon, and nothing is drawn to decide. epsilon is a chance: with a half, "
        "the same player tries something in one pull and nothing in the next. So a number has to "
        "be drawn for each pull, and that one is compared with epsilon.",
    ),
    Misconception(
        "always greedy",
        lambda values, epsilon, rng: _greedy(values, rng),
        "This player never tries anything. epsilon says how often to try any arm at all, and you "
        "have not asked it.",
    ),
    Misconception(
        "always random",
        lambda values, epsilon, rng: _any(values, rng),
        "This player never uses what she has learned. Any arm at all is for the share of pulls "
        "that epsilon gives; for the rest, values says which arm looks best.",
    ),
    Misconception(
        "epsilon turned round",
        _player(explores=lambda luck, epsilon: luck > epsilon),
        "The two halves have changed places. With an epsilon of 0 this player always tries, and "
        "with an epsilon of 1 she never does. It should be the other way about.",
    ),
    Misconception(
        "the upper end",
        _player(explores=lambda luck, epsilon: luck > 1 - epsilon),
        "It tries as often as it should, on other draws than ours. So that two runs can be "
        "compared, the exercise says on which side to try: where the draw is below epsilon.",
    ),
    Misconception(
        "one in ten for ever",
        _player(explores=lambda luck, epsilon: luck < 0.1),
        "One time in ten was the chapter's example. Here epsilon is handed to you, and it may be "
        "anything from 0 to 1.",
    ),
    Misconception(
        "ties to the last arm",
        _player(greedy=lambda values, rng: len(values) - 1 - int(np.argmax(values[::-1]))),
        "Where two arms look equally good, you took the later one. A tie goes to the lowest "
        "number.",
    ),
    Misconception(
        "ties by lot",
        _player(greedy=lambda values, rng: int(rng.choice(_best(values)))),
        "Where two arms look equally good, you drew lots between them. Many do, and it has its "
        "merits. In this course a tie goes to the lowest number.",
    ),
    Misconception(
        "all that tie",
        _player(greedy=lambda values, rng: _best(values)),
        "You gave back a list of all the arms that look best, even if it is a list of one. A "
        "player has one hand free: choose the lowest number.",
    ),
    Misconception(
        "pay for arm",
        _player(greedy=lambda values, rng: float(values.max())),
        "That is how much the best arm seems to pay. The question is which arm it is, so give "
        "back its number. max gives the value, argmax its place.",
    ),
    Misconception(
        "any pay for any arm",
        _player(explore=lambda values, rng: float(rng.choice(values))),
        "When it tries something, it gives back what an arm seems to pay. Give back the number "
        "of an arm.",
    ),
    Misconception(
        "best starts at 0",
        _player(greedy=_best_above_zero),
        "On a bad evening every arm looks as if it costs you money, and then nothing beats the 0 "
        "that you started from. One of them is still the least bad.",
    ),
    Misconception(
        "only among the others",
        _player(explore=_others),
        "When it tries, it leaves out the arm that looks best. Any arm at all means that one as "
        "well.",
    ),
    Misconception(
        "the last arm never",
        _player(explore=lambda values, rng: int(rng.integers(len(values) - 1))),
        "The last arm is never tried. `rng.integers(4)` gives 0, 1, 2 or 3: it stops before the "
        "number by itself, and you stopped once more.",
    ),
    Misconception(
        "the common pot",
        _common_pot,
        "You drew from np.random, which all programs share. Draw from the generator that you "
        "were handed, rng, and others can repeat your evening.",
    ),
    Misconception(
        "arm from the common pot",
        _player(explore=lambda values, rng: int(np.random.randint(len(values)))),
        "The first draw is from rng, and the arm is from np.random, which all programs share. "
        "Take both from rng.",
    ),
    Misconception(
        "a new generator each time",
        lambda values, epsilon, rng: _player()(values, epsilon, np.random.default_rng(0)),
        "You made a generator of your own, inside, and it begins again with every call. So each "
        "lot is the same lot. Use the rng that you were handed; it goes on where it stopped.",
    ),
    Misconception(
        "arm before lot",
        _arm_first,
        "An arm is drawn before it is known whether anyone will try one. The shares come out "
        "right, and the draws are not those of the exercise: first rng.random(), and only then, "
        "if it comes to that, an arm.",
    ),
)

INCREMENTAL_MEAN = (
    Misconception(
        "halfway",
        lambda mean, count, reward: (mean + reward) / 2,
        "You went halfway from the old mean to the reward. That is right for the second reward "
        "only. Later the old mean stands for many rewards, and the new one is one among them.",
    ),
    Misconception(
        "one too many",
        lambda mean, count, reward: mean + (reward - mean) / (count + 1),
        "You counted this reward once more. The count that you are given includes it already.",
    ),
    Misconception(
        "one too few",
        lambda mean, count, reward: mean + (reward - mean) / (count - 1),
        "You took this reward out of the count before you divided. It has come in and counts like "
        "the others. With the very first reward you would be dividing by 0.",
    ),
    Misconception(
        "weights turned round",
        lambda mean, count, reward: (mean + (count - 1) * reward) / count,
        "The new reward got the weight of all the old ones together, and they got the weight of "
        "one. Turn them round.",
    ),
    Misconception(
        "the last reward alone",
        lambda mean, count, reward: reward,
        "That is the new reward itself, and the old ones are forgotten. The mean moves towards it "
        "by a part of the way.",
    ),
    Misconception(
        "old mean not taken off",
        lambda mean, count, reward: mean + reward / count,
        "You added a part of the reward. What counts is the surprise, by how much the reward "
        "misses the old mean. A reward equal to the mean should not move it at all.",
    ),
    Misconception(
        "two for all",
        lambda mean, count, reward: (mean + reward) / count,
        "You added two numbers and shared among `count`. But the old mean stands for all the "
        "earlier rewards, not for one of them.",
    ),
    Misconception(
        "brackets missing",
        lambda mean, count, reward: mean + reward - mean / count,
        "Python divides before it subtracts, so only the second mean was divided. The difference "
        "needs brackets round it.",
    ),
    Misconception(
        "the wrong way",
        lambda mean, count, reward: mean + (mean - reward) / count,
        "The mean runs away from the reward. After a reward that was better than the mean it "
        "should go up.",
    ),
    Misconception(
        "the step alone",
        lambda mean, count, reward: (reward - mean) / count,
        "That is by how much the mean has to move. Now move it: you began somewhere.",
    ),
    Misconception(
        "whole steps only",
        lambda mean, count, reward: mean + (reward - mean) // count,
        "`//` divides and then rounds down to a whole number. The mean may have a rest, so use "
        "one stroke.",
    ),
)
