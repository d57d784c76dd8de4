"""The n-armed bandit, a problem, and epsilon-greedy, one policy (a way to choose) for it.

Each arm of a slot machine pays around its own mean, which you don't know. You pull to earn, and
you pull to find out. An arm, chance or count that can't be, or a NaN, raises ValueError.
Source: R. Sutton and A. Barto, "Reinforcement Learning: An Introduction" (2018), chapter 2.

Sizes: n_arms arms, pulled `steps` times in all. means (n_arms,), values (n_arms,).
"""

from typing import NamedTuple

import numpy as np

from reference_impl.validate import check_finite, check_positive


class Bandit:
    """The problem: pulling an arm pays a draw from normal(mean of that arm, 1)."""

    def __init__(self, means: np.ndarray, rng: np.random.Generator) -> None:
        self.means: np.ndarray = _check_arms("means", means).copy()  # (n_arms,)
        self.rng = rng

    def pull(self, arm: int) -> float:
        """Pay the reward of one pull; raises ValueError for an arm that isn't there."""
        n_arms = len(self.means)
        # A negative index would pull an arm from the end without a word.
        if not isinstance(arm, (int, np.integer)) or not 0 <= arm < n_arms:
            raise ValueError(f"arm is {arm!r}; expected a whole number from 0 to {n_arms - 1}.")
        return float(self.rng.normal(self.means[arm], 1.0))


class Play(NamedTuple):
    """What happened: one entry a step, and what the player came to believe at the end."""

    arms: np.ndarray  # (steps,)
    rewards: np.ndarray  # (steps,)
    regret: np.ndarray  # (steps,), sum so far of best mean - mean of the arm chosen
    values: np.ndarray  # (n_arms,), mean reward seen of each arm, 0 before its first pull


def epsilon_greedy(values: np.ndarray, epsilon: float, rng: np.random.Generator) -> int:
    """Choose an arm: with probability epsilon any, else the best by `values` (ties: the lowest).

    Raises ValueError for an epsilon outside [0, 1], NaN or infinity in values, or no arms.
    """
    values = _check_arms("values", values)
    if not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon is {epsilon!r}; expected a probability, from 0 to 1.")
    if rng.random() < epsilon:
        return int(rng.integers(len(values)))
    return int(np.argmax(values))


def incremental_mean(mean: float, count: int, reward: float) -> float:
    """Bring a mean up to date: mean + (reward - mean) / count; `count` includes this reward."""
    check_positive("count", count, whole=True)
    return mean + (reward - mean) / count


def play(bandit: Bandit, epsilon: float, steps: int, rng: np.random.Generator) -> Play:
    """Pull arms by epsilon-greedy, from values of 0; returns a `Play`. `rng` is the player's."""
    check_positive("steps", steps, whole=True)
    n_arms = len(bandit.means)
    values, counts = np.zeros(n_arms), np.zeros(n_arms, dtype=int)  # (n_arms,) each
    arms, rewards = np.zeros(steps, dtype=int), np.zeros(steps)  # (steps,) each
    for t in range(steps):
        arm = epsilon_greedy(values, epsilon, rng)
        arms[t], rewards[t] = arm, bandit.pull(arm)
        counts[arm] += 1
        values[arm] = incremental_mean(values[arm], counts[arm], rewards[t])
    regret = np.cumsum(bandit.means.max() - bandit.means[arms])  # (steps,)
    return Play(arms, rewards, regret, values)


def _check_arms(name, values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError(f"{name} has shape {values.shape}; expected one number an arm: (n_arms,).")
    return check_finite(name, values)
