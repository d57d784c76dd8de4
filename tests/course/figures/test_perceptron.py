"""The pictures of the chapter on the perceptron show corrections and borders done by hand."""

import numpy as np
import pytest
from drawn import texts

from course.figures import perceptron as pictures
from reference_impl import perceptron

X = np.array([[2, 1], [1, 4], [0, 2], [3, 2]])
Y = np.array([[1], [-1], [-1], [1]])
# With a pencil: round, row, z before, the two weights and the bias afterwards.
BY_HAND = [
    (1, 1, 0, 2, 1, 1), (1, 2, 7, 1, -3, 0), (1, 4, -3, 4, -1, 1),
    (2, 2, 1, 3, -5, 0), (2, 4, -1, 6, -3, 1),
]  # fmt: skip


def borders(axes):
    """The direction of each line that a panel draws from one edge to the other, and its ends."""
    ends = [line.get_xydata() for line in axes.lines if len(line.get_xydata()) == 2]
    return [(pair[1] - pair[0], pair) for pair in ends]


def arrows(axes):
    """Each arrow's way, from its foot on the line to its tip."""
    drawn = [text for text in axes.texts if getattr(text, "arrow_patch", None) is not None]
    return [np.array(text.xy) - np.array(text.get_position()) for text in drawn]


def test_corrections_are_those_by_hand():
    """And they end where `perceptron.fit` ends."""
    made = pictures.corrections(X, Y, epochs=10)
    found = [(*head, *w[:, 0], b[0]) for *head, w, b in made]
    assert found == BY_HAND
    w, b, mistakes = perceptron.fit(X, Y, epochs=10)
    np.testing.assert_array_equal(made[-1][-2], w)
    np.testing.assert_array_equal(made[-1][-1], b)
    assert mistakes == [3, 2, 0]


@pytest.mark.parametrize("seed", range(5))
def test_corrections_follow_fit_on_other_rows(seed):
    """Rows that no line parts, too: as many corrections a round, and the same last weights."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(-3, 4, (8, 2))
    labels = rng.choice([-1, 1], (8, 1))
    made = pictures.corrections(rows, labels, epochs=6)
    w, b, mistakes = perceptron.fit(rows, labels, epochs=6)
    counts = [sum(head[0] == epoch for head in made) for epoch in range(1, len(mistakes) + 1)]
    assert counts == mistakes
    np.testing.assert_array_equal(made[-1][3], w)
    np.testing.assert_array_equal(made[-1][4], b)


def test_the_question():
    """Four letters, and every bottle said with its place and its kind."""
    figure, said = pictures.question(X, Y)
    assert texts(figure) == ["A", "B", "C", "D"]
    assert "rings: A at (2, 1) and D at (3, 2)." in said
    assert "crosses: B at (1, 4) and C at (0, 2)." in said


def test_updates_draw_the_lines_by_hand():
    """In each panel z is zero all along the line, and the arrow is the weights' own direction."""
    figure, said = pictures.updates(X, Y)
    assert borders(figure.axes[0]) == []
    for axes, (_, row, _, w1, w2, b) in zip(figure.axes[1:], BY_HAND, strict=True):
        ((_, ends),) = borders(axes)
        np.testing.assert_allclose(ends @ [w1, w2] + b, 0, atol=1e-9)
        (way,) = arrows(axes)
        np.testing.assert_allclose(way / np.hypot(*way), np.array([w1, w2]) / np.hypot(w1, w2))
        (ring,) = [patch for patch in axes.patches if hasattr(patch, "radius")]
        assert tuple(ring.center) == tuple(X[row - 1])
    assert figure.axes[5].get_title("left") == "5. D: 6, −3; 1"
    assert "correction 2, by bottle B, gives the weights 1 and −3 and the bias 0" in said


def test_the_tinted_side_is_where_it_says_yes():
    """The tint covers the poured bottles of the last panel, and no other."""
    figure, _ = pictures.updates(X, Y)
    (side,) = [p for p in figure.axes[-1].patches if not hasattr(p, "radius")]
    assert [side.get_path().contains_point(point) for point in X] == [True, False, False, True]


def test_hyperplanes():
    """A point, a line and a sheet, each marked with a 2 on each of its axes."""
    figure, said = pictures.hyperplanes()
    drawn = texts(figure)
    assert drawn.count("2") == 1 + 2 + 3 and drawn.count("+") == 3
    assert {"1 measurement", "2 measurements", "3 measurements"} <= set(drawn)
    assert "it is a point, at 2 on a number line" in said


def test_each_try_at_the_lamp_has_one_corner_wrong():
    """The circled corner is the one that stands on the wrong side of the drawn line."""
    figure, said = pictures.lamp_tries()
    corners = {"at least one": (1, 1), "not both": (0, 0), "only the first": (0, 1)}
    corners["only the second"] = (1, 0)
    for axes in figure.axes:
        name = axes.get_title("left")
        (ring,) = [patch for patch in axes.patches if hasattr(patch, "radius")]
        assert tuple(ring.center) == corners[name]
        ((along, ends),) = borders(axes)
        (way,) = arrows(axes)
        assert abs(along @ way) < 1e-9
        says = [
            (np.array(corner) - ends[0]) @ way > 0 for corner in ((0, 0), (0, 1), (1, 0), (1, 1))
        ]
        wrong = [
            (a, b) for (a, b), yes in zip(np.ndindex(2, 2), says, strict=True) if yes != (a != b)
        ]
        assert wrong == [corners[name]]
        assert f"{name} is wrong at {corners[name]}" in said


def by_hand(first, second):
    """The lamp's two layers with a pencil: what the three neurons say."""
    some = 1 if 2 * first + 2 * second - 1 > 0 else -1
    not_both = 1 if -2 * first - 2 * second + 3 > 0 else -1
    return some, not_both, 1 if some + not_both - 1 > 0 else -1


def test_the_network_does_the_lamp():
    """Every weight and bias is drawn once, and what is drawn lights the lamp as it should."""
    figure, said = pictures.lamp_network()
    drawn = [text for text in texts(figure) if text.lstrip("−").isdigit()]
    assert sorted(drawn) == sorted(["2", "2", "−2", "−2", "−1", "3", "1", "1", "−1"])
    assert "not both, has the weights −2 and −2 and the bias 3" in said
    for first, second in np.ndindex(2, 2):
        hidden = pictures.layer(np.array([[first, second]]), pictures.W1, pictures.b1)
        out = pictures.layer(hidden, pictures.W2, pictures.b2)
        assert (*hidden[0], out[0, 0]) == by_hand(first, second)
        assert (out[0, 0] > 0) == (first != second)


def test_the_first_layer_moves_the_corners():
    """Four corners go to three places, those that the pencil gives."""
    figure, said = pictures.lamp_moved()
    points = [line.get_xydata()[0] for line in figure.axes[1].lines if len(line.get_xydata()) == 1]
    expected = [by_hand(first, second)[:2] for first, second in np.ndindex(2, 2)]
    assert [tuple(point) for point in points] == expected
    assert len(set(expected)) == 3
    assert "(0, 0) goes to (−1, +1)" in said and "(1, 1) goes to (+1, −1)" in said


@pytest.mark.parametrize(("bias", "right"), [(-3, 2), (-1, 4), (-1.5, 4), (0.5, 3), (2, 3)])
def test_right_answers(bias, right):
    """Counted with a pencil: too strict a neuron never lights it, too willing a one always does."""
    assert pictures.right_answers(bias) == right


def test_the_stairs_are_flat():
    """Three flat pieces and nothing between them."""
    figure, said = pictures.stairs()
    pieces = [line.get_ydata() for line in figure.axes[0].lines if len(line.get_ydata()) > 1]
    assert [set(piece) for piece in pieces] == [{2}, {4}, {3}]
    assert "2 then 4 then 3, flat everywhere, with jumps at −2 and 0" in said
