"""Slips in finding a slope: by nudging a number, by nudging one dial of several.

`f` takes a number, or an array of dials of shape (n,), and returns a number.
"""

import numpy as np

from course.checks.answers import Misconception

H = 1e-5  # what a learner writes who takes no notice of the h that is given

CENTRAL_DIFFERENCE = (
    Misconception(
        "half the way",
        lambda f, x, h: (f(x + h) - f(x - h)) / h,
        "Your slope is twice too large. From x - h up to x + h you have walked further than h.",
    ),
    Misconception(
        "one side only",
        lambda f, x, h: (f(x + h) - f(x)) / h,
        "You step up and compare with staying put. The curve bends away on that side, so the "
        "slope leans. Step down by the same amount, too, and compare the two ends.",
    ),
    Misconception(
        "the other side only",
        lambda f, x, h: (f(x) - f(x - h)) / h,
        "You compare staying put with a step down, and nobody steps up. That leans to one side "
        "wherever the curve bends. Compare the two ends, one step up and one step down.",
    ),
    Misconception(
        "one step for two",
        lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
        "You divide by the way of two steps and take only one. What is subtracted stands at x "
        "itself; it should stand a step below.",
    ),
    Misconception(
        "divided by 2 times h",
        lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "Python reads `/ 2 * h` from the left: divided by 2, and then multiplied by h. What you "
        "divide by needs brackets of its own.",
    ),
    Misconception(
        "brackets missing on top",
        lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
        "Python divides before it subtracts, so only the second f was divided. The rise needs "
        "brackets round it.",
    ),
    Misconception(
        "no brackets at all",
        lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
        "You wrote the fraction as one says it, and Python reads it in its own order: it divides "
        "and multiplies first, and subtracts last. What stands above the line needs brackets, and "
        "what stands below it needs a pair, too.",
    ),
    Misconception(
        "turned round",
        lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
        "The sign is turned round. If f is higher after the step up, the slope is positive.",
    ),
    Misconception(
        "a step of its own",
        lambda f, x, h: (f(x + H) - f(x - H)) / (2 * H),
        "You take a step of a hundred-thousandth, whatever step is asked for. It is a good "
        "choice, and not yours to make: whoever calls the function hands you an h.",
    ),
    Misconception(
        "h squared",
        lambda f, x, h: (f(x + h) - f(x - h)) / h**2,
        "You divide by h times h. The way from one end to the other is h and once more h, and "
        "those two add up.",
    ),
    Misconception(
        "rise without run",
        lambda f, x, h: f(x + h) - f(x - h),
        "That is how far f rises from one end to the other. A slope is how far it rises for "
        "each one that x moves, so the length of the way comes in, too.",
    ),
    Misconception(
        "height nudged",
        lambda f, x, h: ((f(x) + h) - (f(x) - h)) / (2 * h),
        "Your slope is 1, whatever f does. You add h to what comes out of f. Nudge what goes in, "
        "and let f answer.",
    ),
    Misconception(
        "the bend",
        lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
        "That formula has a similar name and another job: it tells how fast the slope itself "
        "changes. For the slope, f at the place in the middle is not needed at all.",
    ),
)


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


def _same_array_twice(f, x, place, h):
    up = x
    up[place] += h
    down = x
    down[place] -= h
    return (f(up) - f(down)) / (2 * h)


def _set_to(f, x, place, h):
    up, down = x.copy(), x.copy()
    up[place] = h
    down[place] = -h
    return (f(up) - f(down)) / (2 * h)


def _nudge_alone(f, x, place, h):
    nudge = np.zeros(x.shape)
    nudge[place] = h
    return (f(nudge) - f(-nudge)) / (2 * h)


PARTIAL = (
    Misconception(
        "all dials at once",
        lambda f, x, place, h: (f(x + h) - f(x - h)) / (2 * h),
        "`x + h` turns every dial at the same time, so what comes out is all their slopes added "
        "up. Turn the dial at `place`, and leave the others where they are.",
    ),
    Misconception(
        "counted from 1",
        lambda f, x, place, h: _central(f, x, place - 1, h),
        "You turn the dial before the one that was asked for. Python counts from 0, and so does "
        "`place`: 0 is the first dial.",
    ),
    Misconception(
        "always the first",
        lambda f, x, place, h: _central(f, x, 0, h),
        "You turn the first dial, whichever was asked for. `place` says which one it is.",
    ),
    Misconception(
        "all the slopes",
        lambda f, x, place, h: np.array([_central(f, x, i, h) for i in range(len(x))]),
        "You give the slope of every dial. Only one was asked for, the one at `place`, and the "
        "answer is one number. Keep the rest for the chapter on gradients.",
    ),
    Misconception(
        "half the way",
        lambda f, x, place, h: (f(_nudged(x, place, h)) - f(_nudged(x, place, -h))) / h,
        "Your slope is twice too large. From the dial's lower end to its upper end it is one h "
        "down and one h up.",
    ),
    Misconception(
        "one side only",
        lambda f, x, place, h: (f(_nudged(x, place, h)) - f(x)) / h,
        "You turn the dial up and compare with leaving it alone. Turn it down as well, by the "
        "same amount, and compare those two.",
    ),
    Misconception(
        "back to the start",
        _back_to_the_start,
        "You turned the dial up by h and then down by h, and that is where it stood at first. To "
        "be h below the start, it has to go down by more than that.",
    ),
    Misconception(
        "not put back",
        _not_put_back,
        "The number may look right, but the dial stands where your last nudge left it. Whoever "
        "asks next asks about another place. Nudge a copy, or put the dial back.",
    ),
    Misconception(
        "one array with two names",
        _same_array_twice,
        "The slope came out as zero. `up = x` gives the same array a second name, so turning up "
        "and turning down undo each other. Each nudge needs a copy of its own.",
    ),
    Misconception(
        "set to h",
        _set_to,
        "`up[place] = h` forgets where the dial stood: it is at h and at -h now, near zero. "
        "Nudging adds to what is there.",
    ),
    Misconception(
        "the nudge without the dials",
        _nudge_alone,
        "f was asked about the nudge alone, with all the other dials at zero. The nudge comes on "
        "top of x, and x has to be in there.",
    ),
    Misconception(
        "whole numbers stay whole",
        _central,
        "An array of whole numbers cuts off what comes after the point, without a word: put 3.5 "
        "into it, and it keeps 3. Make your copy an array of floats first.",
    ),
)
