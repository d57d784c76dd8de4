"""k-means, held to scikit-learn's, and its start to the exact k-means++ probabilities."""

import warnings
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planting import planted
from scipy.stats import chisquare
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances_argmin

from reference_impl import kmeans


def blobs(seed):
    """Rows around a few places, off centre, and a k to look for."""
    rng = np.random.default_rng(seed)
    places = rng.uniform(-5, 15, size=(4, 3))
    X = places[rng.integers(4, size=80)] + rng.normal(size=(80, 3))
    return X, int(rng.integers(2, 7))


def scikit_learn(X, start, rounds=100):
    """What scikit-learn's KMeans makes of the same rows and the same start."""
    k = len(start)
    return KMeans(k, init=start, n_init=1, algorithm="lloyd", tol=0, max_iter=rounds).fit(X)


def check_assign(module):
    centers = [[1.0, 0], [-1, 0], [0, 1], [-9, 0]]
    assert module.assign([[0, 0], [0, 0.5], [-1, 1], [-5, 0]], centers).tolist() == [0, 2, 1, 1]
    for seed in range(5):
        X, k = blobs(seed)
        labels = module.assign(X, X[:k])
        assert labels.shape == (80,) and labels.dtype.kind == "i"
        np.testing.assert_array_equal(labels, pairwise_distances_argmin(X, X[:k]))


def check_update(module):
    X = np.array([[1.0, 2], [3, 6], [0, 5]])
    centers = np.array([[7.0, 7], [8, 8], [9, 9]])
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fault may warn; the values decide
        moved = module.update(X, np.array([2, 2, 0]), centers)
    np.testing.assert_array_equal(moved, [[0, 5], [8, 8], [2, 4]])
    np.testing.assert_array_equal(centers, [[7, 7], [8, 8], [9, 9]])


def check_inertia(module):
    # Squared gaps by hand: 9 + 16 for the first row, 1 + 0 for the second.
    given = module.inertia([[3, 4], [1, 1]], [1, 0], [[0, 1], [0, 0]])
    assert isinstance(given, float) and given == 26.0


def check_start(module):
    """At the 1e-6 level: a right sampler with another seed fails once in a million runs."""
    X = np.array([[0.0], [1.0], [3.0]])
    # By hand, (first, second): a third for the first, then squared distance over their sum.
    exact = {
        (0, 1): 1 / 30, (0, 3): 9 / 30,
        (1, 0): 1 / 15, (1, 3): 4 / 15,
        (3, 0): 9 / 39, (3, 1): 4 / 39,
    }  # fmt: skip
    rng = np.random.default_rng(0)
    drawn = [tuple(module.kmeans_plus_plus(X, 2, rng).ravel()) for _ in range(6000)]
    seen = Counter(drawn)
    assert set(seen) <= set(exact)
    counts = [seen[pair] for pair in exact]
    assert chisquare(counts, 6000 * np.array(list(exact.values()))).pvalue > 1e-6


def check_start_third_centre(module):
    """Rows 0, 1, 4, 100: the third centre goes by the distance to the NEAREST of the first two."""
    X = np.array([[0.0], [1.0], [4.0], [100.0]])
    rng = np.random.default_rng(0)
    starts = [tuple(module.kmeans_plus_plus(X, 3, rng).ravel()) for _ in range(3000)]
    thirds = [third for first, second, third in starts if (first, second) == (0, 100)]
    counts = [thirds.count(1.0), thirds.count(4.0)]
    assert sum(counts) == len(thirds) > 500
    assert chisquare(counts, len(thirds) * np.array([1 / 17, 16 / 17])).pvalue > 1e-6


def check_start_runs_out(module):
    """Two different rows, three centres: the third is any row, at the 1e-6 level."""
    X = np.array([[0.0], [0.0], [5.0]])
    rng = np.random.default_rng(0)
    thirds = [float(module.kmeans_plus_plus(X, 3, rng)[2, 0]) for _ in range(3000)]
    assert chisquare([thirds.count(0.0), thirds.count(5.0)], [2000, 1000]).pvalue > 1e-6


@cache  # for every planted fault the same
def expected_of(seed):
    """What scikit-learn's KMeans makes of the blobs of a seed."""
    X, k = blobs(seed)
    return scikit_learn(X, kmeans.kmeans_plus_plus(X, k, np.random.default_rng(seed)))


def check_like_scikit_learn(module):
    for seed in range(20):
        X, k = blobs(seed)
        expected = expected_of(seed)
        centers, labels, history = module.kmeans(X, k, np.random.default_rng(seed))
        np.testing.assert_array_equal(labels, expected.labels_)
        np.testing.assert_allclose(centers, expected.cluster_centers_, rtol=0, atol=1e-10)
        np.testing.assert_allclose(history[-1], expected.inertia_, rtol=1e-12)


def check_rounds(module):
    """Cut short after 1, 2 and 3 rounds, still scikit-learn's; history has one entry a round."""
    X, k = np.random.default_rng(11).normal(size=(120, 2)), 6
    start = kmeans.kmeans_plus_plus(X, k, np.random.default_rng(4))
    full = module.kmeans(X, k, np.random.default_rng(4))[2]
    assert len(full) == scikit_learn(X, start).n_iter_ > 4
    for rounds in (1, 2, 3):
        centers, labels, history = module.kmeans(X, k, np.random.default_rng(4), rounds)
        expected = scikit_learn(X, start, rounds)
        np.testing.assert_array_equal(labels, expected.labels_)
        np.testing.assert_allclose(centers, expected.cluster_centers_, rtol=0, atol=1e-10)
        assert history == full[: rounds + 1]
        assert history[-1] == kmeans.inertia(X, labels, centers)


def test_assign():
    """Each row gets its nearest centre, as scikit-learn says; a tie goes to the lowest number."""
    check_assign(kmeans)


def test_update():
    """A centre moves to its rows' mean; one without rows stays; the old centres stay as given."""
    check_update(kmeans)


def test_inertia():
    """Inertia is the sum of squared distances to the row's own centre."""
    check_inertia(kmeans)


@pytest.mark.whole
def test_start_has_the_exact_probabilities():
    """The first two centres come as often as the k-means++ formula says."""
    check_start(kmeans)


@pytest.mark.whole
def test_start_uses_the_nearest_centre():
    """The third centre goes by the distance to the nearest centre so far."""
    check_start_third_centre(kmeans)


@pytest.mark.whole
def test_start_with_more_centres_than_places():
    """Where every row lies on a centre, the next one is any row."""
    check_start_runs_out(kmeans)
    centers, labels, history = kmeans.kmeans(np.ones((4, 2)), 3, np.random.default_rng(0))
    assert centers.tolist() == [[1, 1]] * 3 and labels.tolist() == [0] * 4 and history == [0, 0]


def test_groups_equal_scikit_learn():
    """From the same start, labels, centres and inertia are scikit-learn's."""
    check_like_scikit_learn(kmeans)


def test_rounds_equal_scikit_learn():
    """Stopped early, the labels belong to the centres, and both are scikit-learn's."""
    check_rounds(kmeans)


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(1, 40), d=st.integers(1, 4), data=st.data())
def test_inertia_never_rises(seed, n, d, data):
    """No round makes the inertia larger, beyond rounding; the last round finds nothing to do."""
    rng = np.random.default_rng(seed)
    X = rng.integers(-4, 5, size=(n, d)) / 2  # coarse, so that rows repeat and distances tie
    k = data.draw(st.integers(1, n))
    centers, labels, history = kmeans.kmeans(X, k, rng)
    rounding = 1e-13 * n * d  # each of the n * d squares is at most 64
    assert np.all(np.diff(history) <= rounding)
    assert np.array_equal(labels, kmeans.assign(X, centers))
    assert np.allclose(kmeans.update(X, labels, centers), centers, rtol=0, atol=1e-12)


def test_one_group_and_a_group_for_each_row():
    """k = 1 gives the mean of all rows; k = n leaves nothing unexplained."""
    X, _ = blobs(3)
    centers, labels, _ = kmeans.kmeans(X, 1, np.random.default_rng(0))
    np.testing.assert_array_equal(centers, [X.mean(axis=0)])
    assert not labels.any()
    assert kmeans.kmeans(X, len(X), np.random.default_rng(0))[2][-1] == 0


def test_inputs_are_untouched():
    """No function changes the arrays it is given, nor hands them back as its own."""
    X, k = blobs(0)
    centers, labels = X[:k].copy(), kmeans.assign(X, X[:k])
    for array in (X, centers, labels):
        array.setflags(write=False)  # a change would raise
    kmeans.kmeans(X, k, np.random.default_rng(0))
    kmeans.inertia(X, labels, centers)
    assert not np.shares_memory(kmeans.update(X, labels, centers), centers)
    assert not np.shares_memory(kmeans.kmeans_plus_plus(X, 1, np.random.default_rng(0)), X)


def test_same_seed_same_groups():
    """The same generator state gives the same groups."""
    X, k = blobs(5)
    runs = [kmeans.kmeans(X, k, np.random.default_rng(8)) for _ in range(2)]
    assert runs[0][0].tolist() == runs[1][0].tolist() and runs[0][2] == runs[1][2]


ROWS = np.arange(6.0).reshape(3, 2)


@pytest.mark.parametrize(
    "X, k, rounds, message",
    [
        (ROWS, 0, 9, "k is 0; expected a whole number above zero"),
        (ROWS, 2.0, 9, "k is 2.0; expected a whole number"),
        (ROWS, 4, 9, r"k is 4, but X has 3 row\(s\); expected k from 1 to 3"),
        (ROWS[0], 1, 9, r"X has shape \(2,\); expected two dimensions"),
        (ROWS * np.nan, 1, 9, "X holds 6 NaN or infinite"),
        (ROWS + np.inf, 1, 9, "X holds 6 NaN or infinite"),
        (ROWS[:0], 1, 9, "X is empty"),
        (ROWS, 2, 0, "max_iterations is 0; expected a whole number above zero"),
    ],
)
def test_kmeans_refuses(X, k, rounds, message):
    """Bad rows, a k that cannot be and no rounds are refused with what was expected."""
    with pytest.raises(ValueError, match=message):
        kmeans.kmeans(X, k, np.random.default_rng(0), rounds)


@pytest.mark.parametrize(
    "labels, centers, message",
    [
        ([0, 1, 0], [[1.0, 2, 3]], r"centers has shape \(1, 3\); expected 2 column"),
        ([0, 1, 0], [1.0, 2], r"centers has shape \(2,\); expected two dimensions"),
        ([0, 1, 0], [[np.nan, 2]], "centers holds 1 NaN"),
        ([0, 2, 0], ROWS[:2], r"values \[0 2\]; expected \(3,\), whole numbers from 0 to 1"),
        ([0, -1, 0], ROWS[:2], r"values \[-1  0\]; expected"),
        ([0, 0.5, 0], ROWS[:2], r"values \[0.  0.5\]; expected"),
        ([0, 1], ROWS[:2], r"labels has shape \(2,\) and values"),
        ([[0], [1], [0]], ROWS[:2], r"labels has shape \(3, 1\) and values"),
    ],
)
@pytest.mark.parametrize("function", [kmeans.update, kmeans.inertia])
def test_labels_and_centres_are_refused(function, labels, centers, message):
    """Labels or centres that do not fit the rows are refused with what was expected."""
    with pytest.raises(ValueError, match=message):
        function(ROWS, labels, centers)


def test_assign_refuses():
    """Centres of another width are refused, not stretched."""
    with pytest.raises(ValueError, match=r"centers has shape \(2, 1\); expected 2 column"):
        kmeans.assign(ROWS, [[1.0], [2.0]])


NEAREST = "np.argmin(_squared_distances(X, centers), axis=1)"
HIGHEST_TIE = "len(centers) - 1 - np.argmin(_squared_distances(X, centers)[:, ::-1], axis=1)"
ABSOLUTE = "np.sum(np.abs(X[:, None, :] - centers), axis=2)"
CHANCES = "nearest / nearest.sum() if nearest.any() else None"
SPREAD_OUT = "_squared_distances(X, centers).min(axis=1)"


@pytest.mark.whole
@pytest.mark.parametrize(
    "check, old, new",
    [
        (check_assign, NEAREST, HIGHEST_TIE),
        (check_assign, "np.sum((X[:, None, :] - centers) ** 2, axis=2)", ABSOLUTE),
        (check_update, "np.unique(labels)", "range(len(centers))"),
        (check_update, "centers.copy()", "np.zeros_like(centers)"),
        (check_update, "centers.copy()", "centers"),
        (check_update, "mean(axis=0)", "sum(axis=0)"),
        (check_update, "mean(axis=0)", "mean()"),
        (check_inertia, "(X - centers[labels]) ** 2", "np.abs(X - centers[labels])"),
        (check_inertia, "np.sum((X - centers[labels])", "np.mean((X - centers[labels])"),
        (check_start, CHANCES, "np.sqrt(nearest) / np.sqrt(nearest).sum()"),
        (check_start, CHANCES, "None"),
        (check_start, CHANCES, "nearest == nearest.max()"),
        (check_start, "X[[rng.integers(len(X))]]", "X[:1].copy()"),
        (check_start_third_centre, SPREAD_OUT, SPREAD_OUT.replace("min", "max")),
        (check_start_third_centre, SPREAD_OUT, SPREAD_OUT.replace("min", "sum")),
        (check_start_third_centre, SPREAD_OUT, "_squared_distances(X, centers[-1:])[:, 0]"),
        (check_start_runs_out, "else None", "else np.eye(len(X))[0]"),
        (check_like_scikit_learn, "np.array_equal(labels, before)", "True"),
        (check_like_scikit_learn, "centers = update(X, labels, centers)", "centers = X[:k]"),
        (check_rounds, "return centers, labels", "return centers, before"),
        (check_rounds, "range(max_iterations)", "range(max_iterations + 1)"),
        (check_rounds, "np.array_equal(labels, before)", "False"),
        (check_rounds, "history = [inertia(X, labels, centers)]", "history = []"),
    ],
)
def test_planted_fault_is_refused(check, old, new):
    """Each check refuses the module with one fault planted in its source."""
    with pytest.raises(AssertionError):
        check(planted(kmeans, old, new))
