"""`epsilon_greedy` chooses an arm: any at all now and then, and else the one that looks best.

Shapes: values (n_arms,); an arm and epsilon are one number each.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves
from reference_impl import bandit


class Draws(NamedTuple):
    """What a generator is about to deal, and what it meets."""

    luck: float  # what rng.random() gives
    arm: int  # what rng.integers gives after that
    early: int  # what rng.integers would give at once
    late: float  # and rng.random after that
    best: int  # the arm that looks best
    last: int  # the last arm

    @property
    def elsewhere(self) -> bool:
        """An arm drawn by lot, sooner or later, is not the best."""
        return self.best not in (self.arm, self.early)


def pull_case(
    name: str,
    n: int,
    epsilon: float,
    wanted: Callable[[Draws], bool] = lambda draws: draws.elsewhere,
    **more: Any,
) -> Case:
    """A pull whose draws are of a certain kind, so that each mistake shows whatever the seed."""

    def inputs(rng):
        values = beliefs(rng, n, **more)
        return values, epsilon, generator(rng, values, wanted)

    return Case(name, inputs)


def beliefs(
    rng: np.random.Generator, n: int, best: int | None = None, tie: bool = False, shift: float = 0.0
) -> np.ndarray:
    """What n arms seem to pay; neither the first nor the last is best, or the last ties."""
    values = halves(rng, n) + shift  # (n,)
    top, place = int(np.argmax(values)), best or int(rng.integers(1, n - 1))
    values[[top, place]] = values[[place, top]]
    if tie:
        values[-1] = values[place]
    return values


def generator(
    rng: np.random.Generator, values: np.ndarray, wanted: Callable[[Draws], bool]
) -> np.random.Generator:
    """A generator with such draws before it as are `wanted`."""
    n, best = len(values), int(np.argmax(values))
    while True:
        seed = int(rng.integers(2**32))
        dealt = np.random.default_rng(seed)
        luck, arm = dealt.random(), int(dealt.integers(n))
        dealt = np.random.default_rng(seed)
        early, late = int(dealt.integers(n)), dealt.random()
        if wanted(Draws(luck, arm, early, late, best, n - 1)):
            return np.random.default_rng(seed)


def greedy_case(name: str, *values: float) -> Case:
    """A pull by a player who is never curious, whatever the draw."""
    return Case(name, lambda rng: (np.array(values), 0.0, np.random.default_rng(rng.integers(99))))


MORE = (5, 8, 9)  # arms


def lots_fall_later(draws: Draws) -> bool:
    """A lot that is drawn among the best after the first draw falls on another than the first."""
    return draws.arm >= draws.last / 2 + 1


def lot_is_best(draws: Draws) -> bool:
    """The lot falls on the arm that looks best, and not at once."""
    return draws.arm == draws.best != draws.early


def lot_is_last(draws: Draws) -> bool:
    """The lot falls on the last arm, and not at once."""
    return draws.arm == draws.last != draws.early


NEVER_CASES = (
    greedy_case("the two arms of the chapter", 1.0, 0.0),
    pull_case("4 arms", 4, 0.0),
    pull_case("5 arms, a small draw", 5, 0.0, lambda draws: draws.luck < 0.1 and draws.elsewhere),
    pull_case("4 arms, all of them below zero", 4, 0.0, shift=-10.0),
)

BEST_CASES = (
    greedy_case("4 arms, two of them best", 0.0, 2.0, 2.0, 1.0),
    pull_case("3 arms, two of them best", 3, 0.0, lambda d: d.arm == d.early == d.last, tie=True),
    pull_case("6 arms, two of them best", 6, 0.0, lambda d: d.arm == 0, tie=True),
    *(pull_case(f"{n} arms, two of them best", n, 0.0, lots_fall_later, tie=True) for n in MORE),
)

ALWAYS_CASES = (
    pull_case("3 arms", 3, 1.0, lambda d: d.luck > 0.1 and d.arm not in (d.best, d.early)),
    pull_case(
        "4 arms, and the best is drawn",
        *(4, 1.0, lambda d: d.arm == d.best != d.early),
        best=1,
    ),
    pull_case(
        "4 arms, and the last is drawn",
        *(4, 1.0, lambda d: d.arm == d.last != d.early),
        best=2,
    ),
    pull_case("7 arms", 7, 1.0),
    *(pull_case(f"{n} arms, and the best is drawn", n, 1.0, lot_is_best) for n in MORE),
    *(pull_case(f"{n} arms, and the last is drawn", n, 1.0, lot_is_last) for n in MORE),
)

BETWEEN_CASES = (
    pull_case("4 arms, draw above epsilon", 4, 0.25, lambda d: d.luck > 0.75 and d.elsewhere),
    pull_case(
        "4 arms, draw below epsilon",
        *(4, 0.5, lambda d: 0.1 < d.luck < 0.5 and d.late < 0.5 and d.elsewhere),
    ),
    pull_case("5 arms, draw below epsilon", 5, 0.75, lambda d: d.luck < 0.75 and d.elsewhere),
    pull_case("8 arms, draw below epsilon", 8, 0.25, lambda d: d.luck < 0.25 and d.elsewhere),
    pull_case("9 arms, draw above epsilon", 9, 0.5, lambda d: d.luck > 0.5 and d.elsewhere),
)


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


def _common_pot(values, epsilon, rng):
    if np.random.random() < epsilon:
        return int(np.random.randint(len(values)))
    return _greedy(values, rng)


def _arm_first(values, epsilon, rng):
    arm = _any(values, rng)
    return arm if rng.random() < epsilon else _greedy(values, rng)


def _no_lot(values, epsilon, rng):
    return _any(values, rng) if epsilon > 0.5 else _greedy(values, rng)


MISCONCEPTIONS = (
    Misconception(
        "nothing drawn",
        _no_lot,
        "You look at epsilon, and nothing is drawn to decide. epsilon is a chance: with a half, "
        "the same player tries something in one pull and nothing in the next. So a number has to "
        "be drawn for each pull, and that one is compared with epsilon.",
    ),
    Misconception(
        "always greedy",
        lambda values, epsilon, rng: _greedy(values, rng),
        "This player never tries anything. epsilon says how often to try any arm at all, and you "
        "have not used it.",
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
        "with an epsilon of 1 she never does. It should be the other way round.",
    ),
    Misconception(
        "the upper end",
        _player(explores=lambda luck, epsilon: luck > 1 - epsilon),
        "It tries as often as it should, but on other pulls than ours. So that two runs can be "
        "compared, the exercise says when to try: if the draw is below epsilon.",
    ),
    Misconception(
        "one in ten for ever",
        _player(explores=lambda luck, epsilon: luck < 0.1),
        "One time in ten was the chapter's example. Here epsilon is given to you, and it may be "
        "anything from 0 to 1.",
    ),
    Misconception(
        "ties to the last arm",
        _player(greedy=lambda values, rng: len(values) - 1 - int(np.argmax(values[::-1]))),
        "Where two arms look equally good, you took the later one. A tie goes to the lowest "
        "number.",
    ),
    Misconception(
        "ties at random",
        _player(greedy=lambda values, rng: int(rng.choice(_best(values)))),
        "Where two arms look equally good, you chose one of them at random. Many people do, and "
        "for good reasons. In this course a tie goes to the lowest number.",
    ),
    Misconception(
        "all that tie",
        _player(greedy=lambda values, rng: _best(values)),
        "You returned a list of all the arms that look best, even if it is a list of one. A "
        "player can pull only one arm: choose the lowest number.",
    ),
    Misconception(
        "pay for arm",
        _player(greedy=lambda values, rng: float(values.max())),
        "That is how much the best arm seems to pay. The question is which arm it is, so return "
        "its number. max gives the value, argmax its place.",
    ),
    Misconception(
        "any pay for any arm",
        _player(explore=lambda values, rng: float(rng.choice(values))),
        "When it tries something, it returns what an arm seems to pay. Return the number of an "
        "arm.",
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
        "The last arm is never tried. `rng.integers(4)` gives 0, 1, 2 or 3: it stops before that "
        "number, and you took 1 off as well.",
    ),
    Misconception(
        "drawn from np.random",
        _common_pot,
        "You drew from np.random, which all programs share. Draw from the generator that you were "
        "given, rng, and others can repeat your game.",
    ),
    Misconception(
        "arm from np.random",
        _player(explore=lambda values, rng: int(np.random.randint(len(values)))),
        "The first draw is from rng, and the arm is from np.random, which all programs share. "
        "Take both from rng.",
    ),
    Misconception(
        "a new generator each time",
        lambda values, epsilon, rng: _player()(values, epsilon, np.random.default_rng(0)),
        "You made a generator of your own, inside, and it begins again with every call. So each "
        "call draws the same number. Use the rng that you were given; it goes on where it "
        "stopped.",
    ),
    Misconception(
        "arm drawn first",
        _arm_first,
        "An arm is drawn before it is known whether one will be tried. The shares come out right, "
        "and the draws are not those of the exercise: first rng.random(), and only after that, if "
        "one is to be tried, an arm.",
    ),
)

EPSILON_GREEDY = Answer(
    name="epsilon_greedy",
    inputs=("values", "epsilon", "rng"),
    outputs=("arm",),
    reference=bandit.epsilon_greedy,
    parts=(
        Part("epsilon 0", points=1, outputs=("arm",), cases=(*NEVER_CASES, *BEST_CASES)),
        Part("above 0", points=1, outputs=("arm",), cases=(*ALWAYS_CASES, *BETWEEN_CASES)),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Draw rng.random(). Below epsilon: any arm, by rng.integers. If not: the best by values.",
)
