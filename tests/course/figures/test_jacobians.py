"""The pictures of the chapter on Jacobians show tables that nudging gives too."""

import numpy as np
from drawn import texts

from course.figures import jacobians
from reference_impl import example, layers


def nudged(f, x):
    """The Jacobian of f at x, sideways into the imaginary: (numbers out, numbers in)."""
    steps = 1e-30j * np.eye(len(x))
    return np.stack([np.imag(f(x + step)) / 1e-30 for step in steps], axis=1)


def test_the_weights_on_their_side():
    """The right table is the slope of the sums by nudging; the same entry is marked in both."""
    figure, said = jacobians.on_its_side(example.W1)
    drawn = [text for text in texts(figure) if text[-1] in "0123456789"]
    assert drawn == ["1", "−1", "2", "1", "1", "2", "−1", "1"]
    by_nudging = nudged(lambda x: x @ example.W1 + example.b1, example.x[0])
    np.testing.assert_array_equal(by_nudging, [[1, 2], [-1, 1]])
    thick = [patch for patch in figure.axes[0].patches if patch.get_linewidth() > 3]
    assert len(thick) == 2
    assert "W, with" in said and "1 and −1; 2 and 1" in said and "1 and 2; −1 and 1" in said


def test_a_table_that_is_not_square():
    """Two numbers in and three out: three rows, one for each output."""
    W = np.arange(6.0).reshape(2, 3)
    figure, said = jacobians.on_its_side(W)
    assert "number in: 0 and 3; 1 and 4; 2 and 5" in said
    assert {"1st out", "2nd out", "3rd out"} <= set(texts(figure))


def test_the_square_leans():
    """The edges land where nudges of 1 take the sums; by hand."""
    figure, said = jacobians.leaning_square(example.W1, example.b1, example.x)
    assert texts(figure) == ["", "(1, 0)", "", "(0, 1)", "", "(1, −1)", "", "(2, 1)"]
    stars = [axes.lines[-1].get_xydata()[0].tolist() for axes in figure.axes]
    assert stars == [[2, 1], [4, -0.5]]
    assert "(4, −½), (5, −1½), (7, −½), (6, ½)" in said


def test_tables_are_those_of_nudging():
    """Each step's table, at the place that the forward pass gave it."""
    z, a = example.by_hand["z1"][0], example.by_hand["a1"][0]
    y_hat = example.by_hand["y_hat"][0]
    steps = (
        (lambda x: x @ example.W1 + example.b1, example.x[0]),
        (lambda z: z * (z.real > 0), z),
        (lambda a: a @ example.W2 + example.b2, a),
        (lambda y_hat: (y_hat - example.y[0]) ** 2, y_hat),
    )
    for table, (step, at) in zip(jacobians.tables(), steps, strict=True):
        np.testing.assert_allclose(table, nudged(step, at), atol=1e-14)


def test_trips_agree_with_the_reference():
    """Blame at the measurements is what the layers' own ways back give; a nudge meets it there."""
    blame_z = layers.relu_backward(example.by_hand["d_y_hat"] @ example.W2.T, example.by_hand["z1"])
    blame_x = layers.affine_backward_input(blame_z, example.W1)[0]
    for nudge in ([1, 0], [0, 1], [3, -2]):
        nudges, blames = jacobians.trips(jacobians.tables(), nudge)
        np.testing.assert_array_equal(blames[0], blame_x)
        assert nudges[-1] == blame_x @ nudge


def test_two_trips():
    """What goes down and what comes up, as worked out by hand."""
    figure, said = jacobians.two_trips([1, 0])
    assert "1 and 0, then 1 and −1, then 1 and 0, then ½, then −2. On the right" in said
    assert "1, then −4, then −2 and −12, then −2 and 0, then −2 and −4." in said
    assert {"−12", "−4", "½", "−2", "ReLU", "square"} <= set(texts(figure))


def test_multiplications():
    """Bars as long as their numbers, with the numbers beside them."""
    figure, said = jacobians.multiplications({"long\nway": 12_000, "short way": 30})
    assert [bar.get_width() for bar in figure.axes[0].patches] == [12_000, 30]
    assert texts(figure) == ["12,000", "30"]
    assert "long way: 12,000; short way: 30" in said
