"""The pictures of the appendix on NumPy: sums added by hand, copies where NumPy makes them."""

import itertools

import numpy as np
import pytest

from course.figures import appendix_numpy as pictures
from course.figures.svg import draw_svg

SOLD = np.array([[2, 1], [1, 3], [0, 6]])  # (3, 2)
COLUMN, ROW = np.array([[0], [10], [20]]), np.array([1, 2])  # (3, 1), (2,)


def drawn(figure):
    """Each text of the picture with its place, from the top down and from left to right."""
    found = [(t.get_text(), t.get_position()) for axes in figure.axes for t in axes.texts]
    return sorted(found, key=lambda entry: (-entry[1][1], entry[1][0]))


def values(figure):
    """The numbers in the picture, as `drawn` orders them."""
    return [text for text, _ in drawn(figure) if text.lstrip("−").isdigit()]


def test_sums_stand_in_their_direction():
    """By hand: 3 and 10 down the rows, 3, 4 and 6 along the columns."""
    figure, said = pictures.two_directions(SOLD)
    assert values(figure) == ["2", "1", "3", "1", "3", "4", "0", "6", "6", "3", "10"]
    assert "one for each column: 3 and 10" in said and "one for each row: 3, 4, 6" in said


def test_the_arrows_point_along_their_axes():
    """Axis 0 straight down, axis 1 straight to the right."""
    figure, _ = pictures.two_directions(SOLD)
    arrows = [p for p in figure.axes[0].patches if hasattr(p, "get_arrowstyle")]
    # The head of an arrow has most of its points, so their middle lies on the head's side.
    ways = [path[1:].mean(axis=0) - path[0] for path in (p.get_path().vertices for p in arrows)]
    turns = {tuple(turn) for turn in (np.sign(ways) * _longer(ways)).astype(int).tolist()}
    assert turns == {(1, 0), (0, -1)}


def _longer(ways):
    """1 for the longer of each way's two parts, 0 for the other."""
    return (np.abs(ways) == np.abs(ways).max(axis=1, keepdims=True)).astype(int)


def test_stretched_cells_are_those_that_numpy_copies():
    """Real cells: the column's three and the row's two; the sum is added by hand."""
    figure, said = pictures.stretched(COLUMN, ROW)
    assert values(figure)[:6] == ["0", "0", "1", "2", "1", "2"]
    assert values(figure)[-6:] == ["20", "20", "1", "2", "21", "22"]
    dashed = [p for p in figure.axes[0].patches if p.get_linestyle() not in ("solid", "-")]
    assert len(dashed) == (3 * 2 - 3) + (3 * 2 - 2)
    assert "its rows are 1 and 2; 11 and 12; 21 and 22" in said


def test_a_view_changes_the_table_and_a_copy_does_not():
    """As a slice of NumPy's own does."""
    table = SOLD.copy()
    table[0][0] = 99
    figure, said = pictures.view_and_copy(SOLD, 0, 99)
    assert f"the table reads {pictures.rows_aloud(table)}" in said
    assert said.endswith("the table still reads 2 and 1; 1 and 3; 0 and 6.")
    assert values(figure) == [
        "99",
        "1",
        "1",
        "3",
        "0",
        "6",
        "2",
        "1",
        "99",
        "1",
        "1",
        "3",
        "0",
        "6",
    ]


def all_pictures():
    return {
        "two_directions": pictures.two_directions(SOLD),
        "stretched": pictures.stretched(COLUMN, ROW),
        "view_and_copy": pictures.view_and_copy(SOLD, 0, 99),
    }


@pytest.mark.parametrize("name", ["two_directions", "stretched", "view_and_copy"])
def test_nothing_touches_and_both_themes_can_be_drawn(name):
    """No two texts overlap, none sticks out, every colour is the table's."""
    figure, said = all_pictures()[name]
    assert draw_svg(figure, said).startswith("<svg")
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in figure.axes[0].texts if t.get_text()]
    assert not [1 for a, b in itertools.combinations(boxes, 2) if a.overlaps(b)]
    width, height = figure.bbox.size
    assert all(0 <= b.x0 and b.x1 <= width and 0 <= b.y0 and b.y1 <= height for b in boxes)
