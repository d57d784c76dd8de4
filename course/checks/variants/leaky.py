"""A ReLU that leaks: a tenth of each sum that is not above zero gets through.

Leaky ReLU: z where z > 0, and 0.1 z elsewhere; its slope is 1 where z > 0, and 0.1 elsewhere.
"""

from dataclasses import replace

import numpy as np

from course.checks import activations, backprop
from course.checks.answers import Misconception
from course.checks.backprop.backward import backward_with
from course.checks.variants import with_answers
from reference_impl import layers

LEAK = 0.1


def leaky_relu(z):
    """z where z > 0, and a tenth of it elsewhere."""
    return np.where(z > 0, z, LEAK * z)


def leaky_slope(z):
    """1 where z > 0, and a tenth elsewhere."""
    return np.where(z > 0, 1.0, LEAK)


def _written_in(z):
    z[z <= 0] *= LEAK
    return z


RELU = replace(
    activations.ASSIGNMENT.answers["relu"],
    reference=leaky_relu,
    todo="Pass on what is above zero, and a tenth of the rest.",
    misconceptions=(
        Misconception(
            "no leak",
            layers.relu,
            "Nothing gets through below zero. That is the ReLU of the chapter. The one of this "
            "task leaks: a sum of -3 passes on a tenth of itself.",
        ),
        Misconception(
            "leak everywhere",
            lambda z: LEAK * z,
            "Every sum became a tenth, those above zero too. A neuron that is awake passes on all "
            "of its sum.",
        ),
        Misconception(
            "leak of a hundredth",
            lambda z: np.where(z > 0, z, 0.01 * z),
            "A hundredth gets through. Many people choose that. This task asks for a tenth.",
        ),
        Misconception(
            "leak without its sign",
            lambda z: np.where(z > 0, z, -LEAK * z),
            "What leaks has lost its sign. A tenth of -3 is below zero too.",
        ),
        Misconception(
            "a tenth for all who sleep",
            lambda z: np.where(z > 0, z, LEAK),
            "A sleeping neuron passes on the number 0.1, whatever its sum was. It should pass on a "
            "tenth of its own sum, and that differs from neuron to neuron.",
        ),
        Misconception(
            "upside down",
            lambda z: np.minimum(z, LEAK * z),
            "The sums below zero come through whole, and those above became a tenth. The two sides "
            "have changed places.",
        ),
        Misconception(
            "leak written into z",
            _written_in,
            "The numbers are right. But you wrote them into z itself, and on the way back somebody "
            "will want to know what the sums were.",
        ),
    ),
)

SLOPE = replace(
    activations.ASSIGNMENT.answers["relu_slope"],
    reference=leaky_slope,
    todo="Say how steep the leaky ReLU is at each z: 1 above zero, a tenth elsewhere.",
    misconceptions=(
        Misconception(
            "no leak",
            lambda z: (z > 0).astype(float),
            "You say 0 where z is not above zero. The ReLU of the chapter is flat there. This one "
            "leaks a tenth, so a tenth is how steep it is.",
        ),
        Misconception(
            "awake at zero",
            lambda z: np.where(z >= 0, 1.0, LEAK),
            "Look at the entries where z is exactly 0. The curve has a corner there, and this "
            "course counts it to the left side.",
        ),
        Misconception(
            "mean at zero",
            lambda z: np.where(z == 0, (1 + LEAK) / 2, leaky_slope(z)),
            "Where z is exactly 0 you say something between the two slopes. That is what a nudge "
            "to both sides says of a corner. This course takes the slope of the left side.",
        ),
        Misconception(
            "value for slope",
            leaky_relu,
            "That is the activation itself, how high the curve is. The question is how steep it "
            "is, and on each side it is equally steep everywhere.",
        ),
        Misconception(
            "asleep for awake",
            lambda z: np.where(z < 0, 1.0, LEAK),
            "The two sides have changed places. The gentle slope is the one on the left.",
        ),
        Misconception(
            "asleep for awake and at zero",
            lambda z: np.where(z > 0, LEAK, 1.0),
            "You say 1 on the left, and at zero as well. The gentle slope belongs there; the curve "
            "climbs steeply on the right.",
        ),
        Misconception(
            "leak of a hundredth",
            lambda z: np.where(z > 0, 1.0, 0.01),
            "You gave the left side a slope of a hundredth. This task leaks a tenth.",
        ),
    ),
)


def _blame_overwritten(dA, z):
    dA[z <= 0] *= LEAK
    return dA


RELU_BACKWARD = replace(
    backprop.ASSIGNMENT.answers["relu_backward"],
    reference=lambda dA, z: dA * leaky_slope(z),
    todo="Pass on the blame dA where z is above zero, and a tenth of it elsewhere.",
    misconceptions=(
        Misconception(
            "no leak",
            layers.relu_backward,
            "A sleeping neuron passes on nothing. So it is with the ReLU of the chapter. This one "
            "leaked a tenth on the way there, so a tenth of the blame is on its way back.",
        ),
        Misconception(
            "awake at zero",
            lambda dA, z: np.where(z >= 0, dA, LEAK * dA),
            "Look at the entries where z is exactly 0. The curve has a corner there, and this "
            "course takes the slope of its left side.",
        ),
        Misconception(
            "mean at zero",
            lambda dA, z: np.where(z == 0, (1 + LEAK) / 2, leaky_slope(z)) * dA,
            "Where z is exactly 0 you pass on something between the two. The corner has no slope "
            "of its own; this course takes the one of its left side.",
        ),
        Misconception(
            "no mask",
            lambda dA, z: dA,
            "All the blame comes through, asleep or not. z says which neurons were asleep, and you "
            "have not used it.",
        ),
        Misconception(
            "a tenth for everybody",
            lambda dA, z: LEAK * dA,
            "Only a tenth of the blame comes through, everywhere. A neuron that was awake passes "
            "on all of it.",
        ),
        Misconception(
            "mask from the blame",
            lambda dA, z: leaky_relu(dA),
            "You let positive blame through and a tenth of negative blame. Whether a neuron was "
            "awake is for its z to say; the sign of the blame has nothing to do with it.",
        ),
        Misconception(
            "value for slope",
            lambda dA, z: dA * leaky_relu(z),
            "You multiplied by what the ReLU gave out. Going back you need its slope, and that of "
            "an awake neuron is the same whether z is 0.1 or 100.",
        ),
        Misconception(
            "slope without blame",
            lambda dA, z: leaky_slope(z),
            "That is the slope, and it is right. The chain rule multiplies it by the blame that "
            "arrives from above.",
        ),
        Misconception(
            "asleep for awake",
            lambda dA, z: np.where(z < 0, dA, LEAK * dA),
            "The neurons have changed places: the sleeping ones pass on all of their blame. Turn "
            "the comparison round.",
        ),
        Misconception(
            "blame overwritten",
            _blame_overwritten,
            "The numbers are right. But you wrote the tenths into dA itself, and whoever handed "
            "you dA may still need it.",
        ),
    ),
)


def forward(params, X):
    """The pass of the notebook: two hidden layers of leaky ReLU, a linear output."""
    cache = {"a0": X}
    for i in (1, 2, 3):
        cache[f"z{i}"] = cache[f"a{i - 1}"] @ params[f"W{i}"] + params[f"b{i}"]
        if i < 3:
            cache[f"a{i}"] = leaky_relu(cache[f"z{i}"])
    return cache


def _leaking(case):
    """The same case, with the notes of a pass that leaks."""

    def draw(rng):
        params, cache, y = case.draw(rng)
        return params, forward(params, cache["a0"]), y

    return replace(case, draw=draw)


def backward_through(slope):
    """A `backward` whose ReLU has this slope: slope(z)."""
    return backward_with(through_relu=lambda blame, cache, i: blame * slope(cache[f"z{i}"]))


# What has nothing to do with the ReLU goes wrong in the same way, between ReLUs that leak.
_ELSEWHERE = (
    ("own output for input", {"dW": lambda cache, dz, i: cache[f"a{min(i, 2)}"].T @ dz}),
    ("weights untransposed", {"through_weights": lambda dz, params, i: dz @ params[f"W{i}"]}),
    ("half", {"slope_of_loss": lambda y_hat, y: (y_hat - y) / y.size}),
    ("undivided", {"slope_of_loss": lambda y_hat, y: 2 * (y_hat - y)}),
    ("reversed", {"slope_of_loss": lambda y_hat, y: 2 * (y - y_hat) / y.size}),
    ("db averaged", {"db": lambda dz: dz.mean(axis=0)}),
)


def _leaky_mask(blame, cache, i):
    return blame * leaky_slope(cache[f"z{i}"])


def _elsewhere(answer):
    hints = {slip.name: slip.hint for slip in answer.misconceptions}
    return [
        Misconception(name, backward_with(through_relu=_leaky_mask, **step), hints[name])
        for name, step in _ELSEWHERE
    ]


_PLAIN = backprop.ASSIGNMENT.answers["backward"]
BACKWARD = replace(
    _PLAIN,
    reference=backward_through(leaky_slope),
    parts=tuple(replace(part, cases=tuple(map(_leaking, part.cases))) for part in _PLAIN.parts),
    misconceptions=(
        Misconception(
            "no leak",
            backward_through(lambda z: z > 0),
            "The sleeping neurons pass on nothing. The ReLUs of this network leak a tenth, so a "
            "tenth of the blame gets back through them.",
        ),
        Misconception(
            "no mask",
            backward_through(np.ones_like),
            "The hidden layers are treated as if they were always awake. Between two affine steps "
            "the blame has to get back through a ReLU.",
        ),
        Misconception(
            "awake at zero",
            backward_through(lambda z: np.where(z >= 0, 1.0, LEAK)),
            "Somewhere a z is exactly 0, and you let all the blame through there. This course "
            "counts the corner to its left side, where a tenth gets through.",
        ),
        Misconception(
            "value for slope",
            backward_through(leaky_relu),
            "At the ReLU you multiplied by what it gave out. Going back you need its slope, and "
            "that is the same for every neuron that was awake.",
        ),
        *_elsewhere(_PLAIN),
    ),
)

CHANGED = {
    "activations": with_answers(activations.ASSIGNMENT, RELU, SLOPE),
    "backprop": with_answers(backprop.ASSIGNMENT, RELU_BACKWARD, BACKWARD),
}
