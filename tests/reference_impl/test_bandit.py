"""The bandit and epsilon-greedy, held to exact probabilities, np.mean and a published testbed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planting import planted
from scipy.stats import binomtest, chi2, chisquare, kstest

from reference_impl import bandit

# A right implementation with another seed falls below this once in a million runs.
RARE = 1e-6


def machine(module, means, seed=0):
    return module.Bandit(means, np.random.default_rng(seed))


def check_pull(module):
    rewards = {arm: [] for arm in range(2)}
    both = machine(module, [-3.0, 5.0])
    for _ in range(2000):
        for arm, seen in rewards.items():
            seen.append(both.pull(arm))
    noise = np.concatenate([np.array(rewards[0]) + 3, np.array(rewards[1]) - 5])
    assert kstest(noise, "norm").pvalue > RARE
    # The squares of 4,000 draws from normal(0, 1) add up to a chi-square with 4,000 degrees.
    assert RARE < chi2.cdf(np.sum(noise**2), 4000) < 1 - RARE


def check_choice(module):
    values, rng = [0.0, 2.0, 2.0, 1.0], np.random.default_rng(0)
    assert {module.epsilon_greedy(values, 0, rng) for _ in range(2000)} == {1}

    def counts(epsilon):
        arms = [module.epsilon_greedy(values, epsilon, rng) for _ in range(4000)]
        return np.bincount(arms, minlength=4)

    assert chisquare(counts(1)).pvalue > RARE  # each arm 1/4
    # With epsilon 0.2, the best comes 0.8 + 0.2/4 of the time, each other 0.2/4.
    seen = counts(0.2)
    assert chisquare(seen, 4000 * np.array([0.05, 0.85, 0.05, 0.05])).pvalue > RARE
    assert binomtest(int(seen[1]), 4000, 0.85).pvalue > RARE


def check_running_mean(module, rewards):
    mean = 123.0  # the first reward takes the place of whatever stood there
    for count, reward in enumerate(rewards, start=1):
        mean = module.incremental_mean(mean, count, reward)
        np.testing.assert_allclose(mean, np.mean(rewards[:count]), rtol=0, atol=1e-12)


def check_play(module):
    means = np.array([0.5, -1.0, 2.0])
    played = module.play(machine(module, means), 0.3, 400, np.random.default_rng(1))
    arms, rewards, regret, values = played
    assert played.arms is arms and played.rewards is rewards
    assert played.regret is regret and played.values is values
    assert arms.shape == rewards.shape == regret.shape == (400,) and values.shape == (3,)
    assert set(arms) == {0, 1, 2}
    for arm in range(3):
        np.testing.assert_allclose(values[arm], rewards[arms == arm].mean(), rtol=0, atol=1e-12)
    # By hand: arm 0 costs 1.5 against the best, arm 1 costs 3, arm 2 nothing.
    np.testing.assert_allclose(regret, np.cumsum(np.array([1.5, 3, 0])[arms]), rtol=1e-13)
    # The same two generators, pulled in the same order, pay the same: play adds no draws.
    again = machine(module, means)
    np.testing.assert_array_equal(rewards, [again.pull(arm) for arm in arms])


def check_greedy_start(module):
    """Values start at 0: a greedy player leaves an arm below 0, and stays with one above."""
    rng = np.random.default_rng(0)
    sour, sweet = machine(module, [-50.0, -40.0, -30.0]), machine(module, [50.0, 90.0])
    assert module.play(sour, 0, 6, rng).arms.tolist() == [0, 1, 2, 2, 2, 2]
    assert module.play(sweet, 0, 6, rng).arms.tolist() == [0, 0, 0, 0, 0, 0]


def check_testbed(module):
    """Sutton and Barto's 10-armed testbed: 1,000 steps, means from normal(0, 1), seeds 0 to 59.

    Measured on seeds 0 to 299, sixty at a time: always greedy lost 2.0 to 2.7 times as much as
    epsilon 0.1, always random 6.0 to 7.6 times.
    """
    regrets = {0: [], 0.1: [], 1: []}
    late_rewards = []
    for seed in range(60):
        means = np.random.default_rng(seed).normal(size=10)
        for epsilon, ends in regrets.items():
            rng = np.random.default_rng([seed, 1])
            played = module.play(machine(module, means, [seed, 2]), epsilon, 1000, rng)
            ends.append(played.regret[-1])
            if epsilon == 0:
                late_rewards.append(played.rewards[-500:].mean())
    greedy, curious, random = (np.mean(regrets[epsilon]) for epsilon in (0, 0.1, 1))
    assert greedy > 1.5 * curious
    assert random > 4 * curious
    # Their section 2.3: greedy gets about 1 a step. The standard error of the sixty is 0.08.
    assert abs(np.mean(late_rewards) - 1) < 0.3


def test_pull_pays_normal_rewards():
    """An arm pays normal(its mean, 1), at the 1e-6 level of a Kolmogorov-Smirnov test."""
    check_pull(bandit)


def test_choice_has_the_exact_probabilities():
    """Epsilon 0 never explores, 1 is uniform, 0.2 explores as often as the formula says."""
    check_choice(bandit)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=50))
def test_running_mean_is_the_mean(rewards):
    """After each reward the incremental mean is np.mean of the rewards so far."""
    check_running_mean(bandit, rewards)


def test_play_keeps_true_records():
    """Values are each arm's mean reward, regret is what the arms chosen cost by their means."""
    check_play(bandit)


def test_values_start_at_zero():
    """A greedy player tries each arm only while its value, 0 at first, is the highest."""
    check_greedy_start(bandit)


@pytest.mark.whole
def test_testbed():
    """On the 10-armed testbed, epsilon 0.1 loses less than always greedy or always random."""
    check_testbed(bandit)


@given(
    means=st.lists(st.floats(-5, 5), min_size=1, max_size=6),
    epsilon=st.floats(0, 1),
    seed=st.integers(0, 2**32 - 1),
)
def test_regret_never_falls(means, epsilon, seed):
    """Regret starts at 0 or above and never falls; with one arm it stays 0."""
    rng = np.random.default_rng(seed)
    regret = bandit.play(bandit.Bandit(means, rng), epsilon, 20, rng).regret
    assert np.all(np.diff(regret, prepend=0) >= 0)
    assert len(means) > 1 or not regret.any()


def test_random_play_loses_what_chance_says():
    """With epsilon 1, each arm's share of the pulls is even, so the regret per step is known."""
    means = np.array([0.0, 1.0, 3.0])
    regret = bandit.play(machine(bandit, means), 1, 3000, np.random.default_rng(0)).regret[-1]
    costs = 3 - means  # their mean is 5/3 a step; five standard errors are allowed
    assert abs(regret - 3000 * costs.mean()) < 5 * costs.std() * np.sqrt(3000)


def test_same_seeds_same_play():
    """The same two generator states give the same play; another player's seed another one."""
    first, second, other = (
        bandit.play(machine(bandit, [0.0, 1.0]), 0.5, 50, np.random.default_rng(seed))
        for seed in (7, 7, 8)
    )
    for ours, theirs in zip(first, second, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert first.arms.tolist() != other.arms.tolist()


def test_inputs_are_untouched():
    """The means and values given are neither changed nor kept to be changed later."""
    means = np.array([0.0, 1.0])
    held = machine(bandit, means)
    bandit.play(held, 0.5, 20, np.random.default_rng(0))
    assert means.tolist() == [0.0, 1.0]
    means[0] = 9
    assert held.means.tolist() == [0.0, 1.0]
    values = np.array([1.0, 0.0])
    values.setflags(write=False)  # a change would raise
    bandit.epsilon_greedy(values, 0.5, np.random.default_rng(0))


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda rng: bandit.Bandit([], rng), r"means has shape \(0,\); expected one number an arm"),
        (lambda rng: bandit.Bandit([[1.0]], rng), r"means has shape \(1, 1\); expected"),
        (lambda rng: bandit.Bandit([0, np.nan], rng), r"means holds 1 NaN .* first at \(1,\)"),
        (lambda rng: bandit.Bandit([np.inf], rng), "means holds 1 NaN or infinite"),
        (lambda rng: bandit.Bandit([1, 2], rng).pull(2), "arm is 2; expected .* from 0 to 1"),
        (lambda rng: bandit.Bandit([1, 2], rng).pull(-1), "arm is -1; expected .* from 0 to 1"),
        (lambda rng: bandit.Bandit([1, 2], rng).pull(0.0), "arm is 0.0; expected a whole number"),
        (lambda rng: bandit.epsilon_greedy([1, 2], 1.1, rng), r"epsilon is 1.1; .* from 0 to 1"),
        (lambda rng: bandit.epsilon_greedy([1, 2], -0.1, rng), "epsilon is -0.1; expected"),
        (lambda rng: bandit.epsilon_greedy([1, 2], np.nan, rng), "epsilon is nan; expected"),
        (lambda rng: bandit.epsilon_greedy([], 0.1, rng), r"values has shape \(0,\); expected"),
        (lambda rng: bandit.epsilon_greedy([1, np.nan], 0.1, rng), "values holds 1 NaN"),
        (lambda rng: bandit.incremental_mean(0, 0, 1), "count is 0; expected a whole number"),
        (lambda rng: bandit.play(bandit.Bandit([1], rng), 0.1, 0, rng), "steps is 0; expected"),
        (lambda rng: bandit.play(bandit.Bandit([1], rng), 2, 9, rng), "epsilon is 2; expected"),
    ],
)
def test_refuses(call, message):
    """Bad arms, chances and counts are refused with what was given and what was expected."""
    with pytest.raises(ValueError, match=message):
        call(np.random.default_rng(0))


def check_fixed_running_mean(module):
    check_running_mean(module, [4.0, 1.0, -2.5])


RANDOM_TIE = "rng.choice(np.flatnonzero(values == values.max()))"


@pytest.mark.whole
@pytest.mark.parametrize(
    "check, old, new",
    [
        (check_pull, "self.means[arm], 1.0", "self.means[arm], 1.2"),
        (check_pull, "self.means[arm], 1.0", "self.means[0], 1.0"),
        (check_choice, "rng.random() < epsilon", "rng.random() > epsilon"),
        (check_choice, "int(np.argmax(values))", f"int({RANDOM_TIE})"),
        (check_choice, "int(np.argmax(values))", "int(np.flatnonzero(values == values.max())[-1])"),
        (check_choice, "rng.integers(len(values))", "rng.integers(len(values) - 1)"),
        (
            check_choice,
            "int(rng.integers(len(values)))",
            "int(rng.choice(np.delete(range(len(values)), np.argmax(values))))",
        ),
        (check_fixed_running_mean, "(reward - mean) / count", "(reward - mean) / (count + 1)"),
        (check_fixed_running_mean, "mean + (reward - mean)", "mean + reward"),
        (check_play, "counts[arm], rewards[t])", "counts[arm] + 1, rewards[t])"),
        (check_play, "bandit.means.max() - bandit.means[arms]", "bandit.means.max() - rewards"),
        (check_play, "np.cumsum(", "np.array("),
        (check_play, "bandit.means.max() -", "values.max() -"),
        (check_play, "Play(arms, rewards, regret, values)", "Play(arms, regret, rewards, values)"),
        (check_greedy_start, "np.zeros(n_arms), np", "np.full(n_arms, 99.0), np"),
        (check_greedy_start, "np.zeros(n_arms), np", "np.full(n_arms, -99.0), np"),
        (check_greedy_start, "values[arm] = incremental", "values[0] = incremental"),
        (check_testbed, "rng.random() < epsilon", "rng.random() > epsilon"),
        (check_choice, "int(np.argmax(values))", "int(np.argmin(values))"),
    ],
)
def test_planted_fault_is_refused(check, old, new):
    """Each check refuses the module with one fault planted in its source."""
    with pytest.raises(AssertionError):
        check(planted(bandit, old, new))
