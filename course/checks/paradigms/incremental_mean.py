"""`incremental_mean` keeps the mean of all rewards up to date when one more comes in.

Shapes: a mean, a count and a reward are one number each.
"""

from course.checks.answers import Answer, Case, Misconception, Part
from course.checks.inputs import halves
from course.checks.paradigms.pencil import fixed_case
from reference_impl import bandit


def reward_case(count: int) -> Case:
    """An old mean, and a reward that misses it by some number and an eighth: others each time."""

    def inputs(rng):
        mean, reward = (halves(rng, 2 * count)[:2] + [0.0, 0.125]).tolist()
        return mean, count, reward

    return Case(f"reward number {count}", inputs)


FEW_CASES = (
    fixed_case("the second reward of the chapter", 4.0, 2, 2.0),
    fixed_case("the third reward of the chapter", 3.0, 3, 6.0),
    *(reward_case(5), reward_case(7), reward_case(12)),
)

EDGE_CASES = (
    fixed_case("the first reward of the chapter", 0.0, 1, 4.0),
    fixed_case("a hope of 5, and then the first reward", 5.0, 1, 1.0),
    reward_case(1000),
    fixed_case("a mean of 0 that two rewards have made", 0.0, 3, 6.0),
    fixed_case("a reward of 0", 4.0, 5, 0.0),
)

MISCONCEPTIONS = (
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
        "You took this reward out of the count before you divided. It counts like the others. "
        "With the very first reward you would be dividing by 0.",
    ),
    Misconception(
        "weights turned round",
        lambda mean, count, reward: (mean + (count - 1) * reward) / count,
        "The new reward got the weight of all the old ones together, and they got the weight of "
        "one. Exchange the two.",
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
        "You added a part of the reward. What counts is the miss, by how much the reward "
        "differs from the old mean. A reward equal to the mean should not move it at all.",
    ),
    Misconception(
        "two for all",
        lambda mean, count, reward: (mean + reward) / count,
        "You added two numbers and divided by `count`. But the old mean stands for all the "
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
        "The mean moves away from the reward. After a reward that was better than the mean it "
        "should go up.",
    ),
    Misconception(
        "the step alone",
        lambda mean, count, reward: (reward - mean) / count,
        "That is how far the mean has to move. Now move it, starting from the old mean.",
    ),
    Misconception(
        "whole steps only",
        lambda mean, count, reward: mean + (reward - mean) // count,
        "`//` divides and then rounds down to a whole number. The mean may have decimals, so "
        "divide with a single `/`.",
    ),
)

INCREMENTAL_MEAN = Answer(
    name="incremental_mean",
    inputs=("mean", "count", "reward"),
    outputs=("new",),
    reference=bandit.incremental_mean,
    parts=(
        Part("a few rewards", points=1, outputs=("new",), cases=FEW_CASES),
        Part("first and thousandth", points=1, outputs=("new",), cases=EDGE_CASES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Move the old mean towards the reward, by a part of the miss: one part in `count`.",
)
