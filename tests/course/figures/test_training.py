"""The pictures of the chapter on training show the measurements that they are given."""

import numpy as np
import pytest

from course.figures import training
from reference_impl.training import minibatches


@pytest.mark.parametrize("rows, size", [(10, 4), (12, 4), (3, 5)])
def test_batches_are_those_of_the_reference(rows, size):
    """As many plates as batches, of the same sizes, the short one last."""
    figure, said = training.two_loops(rows, size, epochs=1)
    X = np.zeros((rows, 1))
    dealt = [len(batch) for batch, _ in minibatches(X, X, size, np.random.default_rng(0))]
    drawn = [text.get_text() for text in figure.axes[0].texts]
    assert [text for text in drawn if text.isdigit()] == [str(n) for n in dealt]
    assert ", ".join(map(str, dealt)) in said


def test_rates_draws_each_curve():
    """Each line is the list that it was given."""
    losses = {0.1: [9.0, 4.0, 1.0], 0.01: [9.0, 8.0, 7.5]}
    figure, said = training.rates(losses)
    for line, curve in zip(figure.axes[0].lines, losses.values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), curve)
    assert "rate 0.1 goes from 9.0 to 1.00; rate 0.01 goes from 9.0 to 7.50" in said


def test_starts():
    """The words give each line's end."""
    _, said = training.starts({"small": [1e-3] * 9 + [2e-8], "He": [1.0] * 10})
    assert "small ends at 2e−08; He ends at 1" in said


def test_the_best_epoch_is_marked():
    """The square stands at the lowest validation error, epochs counted from 1."""
    figure, said = training.learnt_by_heart([3, 2, 1, 0.5], [3.0, 1.5, 2.0, 2.5])
    (square,) = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 1]
    assert (square.get_xdata()[0], square.get_ydata()[0]) == (2, 1.5)
    assert "falls to 1.50 at epoch 2" in said and "climbs to 2.50" in said


def test_workers():
    """The words give the shares and the whole."""
    _, said = training.workers([1 / 3, 5.0], [3, 1], 1.5)
    assert "the worker with 3 finds 0.3333 and the worker with 1 finds 5" in said
    assert "that is 1.5 together" in said
