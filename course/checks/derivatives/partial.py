"""The slope along one parameter of several, by a step of that one to each side.

`f` takes an array of parameters x of shape (n,) and returns a number; `place` counts from 0.
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.bent import ToNumber, whole
from course.checks.inputs import ArrayDraw, bent_function, halves, normal, told
from reference_impl import example


def partial(f: ToNumber, x: np.ndarray, place: int, h: float) -> float:
    """The slope of f along the parameter at `place`, by a step of h to each side."""
    nudge = np.zeros(x.shape)
    nudge[place] = h
    return (f(x + nudge) - f(x - nudge)) / (2 * h)


W2 = example.W2.ravel()  # (2,)


@told("x[0]**2 * x[1]")
def square_times(x: np.ndarray) -> float:
    x = whole(x, (2,))
    return float(x[0] ** 2 * x[1])


@told("(4 * x[0] + 0 * x[1] + 1 - 5)**2, the first bottle's loss as W2 moves")
def loss_of_W2(x: np.ndarray) -> float:
    x = whole(x, (2,))
    return float((4 * x[0] + 0 * x[1] + 1 - 5) ** 2)


def parameters_case(name: str, n: int, at: int, h: float, draw: ArrayDraw = halves) -> Case:
    return Case(name, lambda rng: (bent_function(rng, n), draw(rng, n), at, h))


def whole_numbers(rng: np.random.Generator, n: int) -> np.ndarray:
    """Different whole numbers, in an array that holds nothing else."""
    return rng.permutation(np.arange(1, n + 1))


def _nudged(x, place, h):
    """As most learners write it: in an array of whole numbers the nudge is cut off."""
    x = x.copy()
    x[place] += h
    return x


def _central(f, x, place, h):
    return (f(_nudged(x, place, h)) - f(_nudged(x, place, -h))) / (2 * h)


def _not_put_back(f, x, place, h):
    x[place] += h
    up = f(x)
    x[place] -= 2 * h
    return (up - f(x)) / (2 * h)


def _back_to_the_start(f, x, place, h):
    x = x.copy()
    x[place] += h
    up = f(x)
    x[place] -= h
    return (up - f(x)) / (2 * h)


def _set_to(f, x, place, h):
    up, down = x.copy(), x.copy()
    up[place] = h
    down[place] = -h
    return (f(up) - f(down)) / (2 * h)


def _nudge_alone(f, x, place, h):
    nudge = np.zeros(x.shape)
    nudge[place] = h
    return (f(nudge) - f(-nudge)) / (2 * h)


MISCONCEPTIONS = (
    Misconception(
        "all parameters at once",
        lambda f, x, place, h: (f(x + h) - f(x - h)) / (2 * h),
        "`x + h` changes every parameter at the same time, so what comes out is all their slopes "
        "added up. Change the parameter at `place`, and leave the others where they are.",
    ),
    Misconception(
        "counted from 1",
        lambda f, x, place, h: _central(f, x, place - 1, h),
        "You change the parameter before the one that was asked for. Python counts from 0, and so "
        "does `place`: 0 is the first.",
    ),
    Misconception(
        "always the first",
        lambda f, x, place, h: _central(f, x, 0, h),
        "You change the first parameter, whichever was asked for. `place` says which one it is.",
    ),
    Misconception(
        "all the slopes",
        lambda f, x, place, h: np.array([_central(f, x, i, h) for i in range(len(x))]),
        "You give the slope of every parameter. Only one was asked for, the one at `place`, and "
        "the answer is one number. Keep the rest for the chapter on gradients.",
    ),
    Misconception(
        "half the way",
        lambda f, x, place, h: (f(_nudged(x, place, h)) - f(_nudged(x, place, -h))) / h,
        "Your slope is twice too large. From the parameter's lower end to its upper end it is one "
        "h down and one h up.",
    ),
    Misconception(
        "one side only",
        lambda f, x, place, h: (f(_nudged(x, place, h)) - f(x)) / h,
        "You raise the parameter and compare with leaving it alone. Lower it as well, by the same "
        "amount, and compare those two.",
    ),
    Misconception(
        "back to the start",
        _back_to_the_start,
        "You raised the parameter by h and then lowered it by h, and that is where it started. To "
        "be h below the start, it has to go down by more than that.",
    ),
    Misconception(
        "not put back",
        _not_put_back,
        "The number may look right, but the parameter stays where your last nudge left it. The "
        "next slope would be taken at another place. Nudge a copy, or put the parameter back.",
    ),
    Misconception(
        "set to h",
        _set_to,
        "`up[place] = h` forgets where the parameter was: it is at h and at -h now, near zero. "
        "Nudging adds to what is there.",
    ),
    Misconception(
        "the nudge without the parameters",
        _nudge_alone,
        "You called f with the nudge alone, and all the other parameters at zero. Add the nudge "
        "to x, and call f with that.",
    ),
    Misconception(
        "whole numbers stay whole",
        _central,
        "An array of whole numbers cuts off what comes after the point, without an error: put 3.5 "
        "into it, and it keeps 3. Make your copy an array of floats first.",
    ),
)

PARTIAL = Answer(
    name="partial",
    inputs=("f", "x", "place", "h"),
    outputs=("slope",),
    reference=partial,
    parts=(
        Part(
            "two parameters",
            points=2,
            outputs=("slope",),
            cases=(
                Case("the first", lambda rng: (square_times, np.array([3.0, 4.0]), 0, 0.5)),
                Case("the second", lambda rng: (square_times, np.array([3.0, 4.0]), 1, 0.25)),
                Case("the weight of the active neuron", lambda rng: (loss_of_W2, W2, 0, 0.5)),
                Case("the weight of the inactive one", lambda rng: (loss_of_W2, W2, 1, 0.5)),
                Case("elsewhere", lambda rng: (loss_of_W2, np.array([3.0, 4.0]), 0, 0.5)),
            ),
            twins=False,
        ),
        Part(
            "many parameters",
            points=1,
            outputs=("slope",),
            cases=(
                parameters_case("the third of 3", 3, 2, 0.5),
                parameters_case("the second of 4", 4, 1, 0.25),
                parameters_case("the first of 5", 5, 0, 1.0),
                parameters_case("the sixth of 7", 7, 5, 0.001, normal),
            ),
            twins=False,
        ),
        Part(
            "whole numbers",
            points=1,
            outputs=("slope",),
            cases=(
                Case("the first of 2", lambda rng: (square_times, np.array([3, 4]), 0, 0.5)),
                Case("the second of 2", lambda rng: (square_times, np.array([3, 4]), 1, 0.5)),
                parameters_case("the third of 4", 4, 2, 0.25, whole_numbers),
                parameters_case("the second of 3", 3, 1, 0.5, whole_numbers),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Step up and down as before, with the one parameter at `place`, in copies of x.",
    builds_on=("central_difference",),
)
