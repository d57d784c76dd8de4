"""The page's k-means is the reference's, to 1e-9."""

import numpy as np
import pytest

from reference_impl import kmeans

MODULE = "kmeans.js"


@pytest.mark.parametrize("seed", range(5))
def test_rounds(in_node, seed):
    """Three rounds on random points: labels, centres and the sum of squared distances."""
    rng = np.random.default_rng(seed)
    points, centers = rng.normal(size=(30, 2)), rng.normal(size=(4, 2))
    given = {"points": points.tolist(), "centres": centers.tolist()}
    told = in_node(MODULE, ROUNDS, given)
    for labels, moved, total in told:
        expected = kmeans.assign(points, centers)
        assert labels == expected.tolist()
        assert total == pytest.approx(kmeans.inertia(points, expected, centers), abs=1e-9)
        centers = kmeans.update(points, expected, centers)
        np.testing.assert_allclose(moved, centers, rtol=0, atol=1e-9)


ROUNDS = """(() => {
  let centres = given.centres;
  return [1, 2, 3].map(() => {
    const labels = maths.assign(given.points, centres);
    const total = maths.inertia(given.points, labels, centres);
    centres = maths.move(given.points, labels, centres);
    return [labels, centres, total];
  });
})()"""


def test_tie_and_empty_group(in_node):
    """A tie goes to the first centre, and a centre without points stays where it is."""
    given = {"points": [[1, 0]], "centres": [[0, 0], [2, 0]]}
    labels = in_node(MODULE, "maths.assign(given.points, given.centres)", given)
    moved = in_node(MODULE, "maths.move(given.points, [0], given.centres)", given)
    assert (labels, moved) == ([0], [[1, 0], [2, 0]])
