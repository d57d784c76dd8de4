"""Slips in cutting a table, and in the two moves of k-means.

Shapes: rows (n, d + 1), X (n, d), y (n, 1), centers (k, d), labels (n,).
"""

import numpy as np

from course.checks.answers import Misconception

SPLIT_ROWS = (
    Misconception(
        "flat y",
        lambda rows: (rows[:, :-1], rows[:, -1]),
        "The numbers are right, and y has lost its column: it has shape (n,). One index gives one "
        "column, laid flat. A slice, with a colon in it, gives a table that is one column wide.",
    ),
    Misconception(
        "label left among the measurements",
        lambda rows: (rows, rows[:, -1:]),
        "X is still the whole table, so the answers are among the questions. Whoever learns from "
        "this X has only to copy the last column.",
    ),
    Misconception(
        "first column for the label",
        lambda rows: (rows[:, 1:], rows[:, :1]),
        "You cut on the wrong side. The label stands in the last column, and you took the first.",
    ),
    Misconception(
        "rows for columns",
        lambda rows: (rows[:-1], rows[-1:]),
        "You cut off the last bottle. The first place between the square brackets counts rows, "
        "the second counts columns, and a lone colon there means all of them.",
    ),
    Misconception(
        "the last bottle for y",
        lambda rows: (rows[:-1], rows[-1]),
        "Your y is the last bottle, score and all, and X is the bottles before it. Square brackets "
        "without a comma count rows. Which columns to take is said after a comma.",
    ),
    Misconception(
        "two measurements for ever",
        lambda rows: (rows[:, :2], rows[:, 2:]),
        "That is right for the four bottles, which have two measurements. The next table has "
        "more. Count from the end: the label is the last column, however many there are.",
    ),
    Misconception(
        "one column lost",
        lambda rows: (rows[:, :-2], rows[:, -1:]),
        "A measurement is missing, the one beside the label. Python stops before the place "
        "that you name after the colon, so you need not step back yourself.",
    ),
    Misconception(
        "changed places",
        lambda rows: (rows[:, -1:], rows[:, :-1]),
        "X and y have changed places in the return line. The measurements come first.",
    ),
    Misconception(
        "y as a row",
        lambda rows: (rows[:, :-1], rows[:, -1:].T),
        "Your y is lying on its side: one row with all the labels in it. Each bottle has a row "
        "of its own, in X and in y alike.",
    ),
)


def _far(X, centers):
    return ((X[:, None, :] - centers) ** 2).sum(axis=2)  # (n, k)


def _smallest_kept(X, centers):
    labels, smallest, label = [], np.inf, 0
    for far in _far(X, centers):
        for j, squared in enumerate(far):
            if squared < smallest:
                smallest, label = squared, j
        labels.append(label)
    return labels


ASSIGN = (
    Misconception(
        "signed differences",
        lambda X, centers: (centers - X[:, None, :]).sum(axis=2).argmin(axis=1),
        "You added up the differences as they are, centre minus row, and the smallest of those "
        "sums is the most negative one. Distances have no sign: square each difference first.",
    ),
    Misconception(
        "signed differences the other way",
        lambda X, centers: (X[:, None, :] - centers).sum(axis=2).argmin(axis=1),
        "You added up the differences as they are, row minus centre, and the smallest of those "
        "sums is the most negative one. Distances have no sign: square each difference first.",
    ),
    Misconception(
        "added before squaring",
        lambda X, centers: ((X[:, None, :] - centers).sum(axis=2) ** 2).argmin(axis=1),
        "3 across and 3 down is not 0. You added the differences first, and plus and minus "
        "cancelled. By Pythagoras each one is squared by itself, and then they are added.",
    ),
    Misconception(
        "added down the columns",
        lambda X, centers: ((X[:, None, :] - centers) ** 2).sum(axis=1).argmin(axis=1),
        "The squares are right, and you added them up over the centres, which leaves one number "
        "for each measurement. You want one for each centre: try the other axis.",
    ),
    Misconception(
        "streets in place of air",
        lambda X, centers: np.abs(X[:, None, :] - centers).sum(axis=2).argmin(axis=1),
        "You added the differences without their signs: the way along the streets. We fly. Each "
        "difference is squared before it is added, so a long one counts for more.",
    ),
    Misconception(
        "the farthest centre",
        lambda X, centers: _far(X, centers).argmax(axis=1),
        "Every row joined the centre that is farthest away. Look for the smallest distance.",
    ),
    Misconception(
        "nearest row for each centre",
        lambda X, centers: _far(X, centers).argmin(axis=0),
        "You went through the centres and gave each its nearest row. The question comes from the "
        "other side: each row asks which centre is nearest, so there is an answer for every row.",
    ),
    Misconception(
        "no axis",
        lambda X, centers: _far(X, centers).argmin(),
        "You asked for the smallest of all the distances together, and got one number. Each row "
        "has a smallest of its own: tell argmin along which axis to look.",
    ),
    Misconception(
        "ties to the last centre",
        lambda X, centers: len(centers) - 1 - _far(X, centers)[:, ::-1].argmin(axis=1),
        "Where two centres are equally near, you took the later one. A tie goes to the lowest "
        "number. If you compare one after the other, ask what your comparison does with equals.",
    ),
    Misconception(
        "counted from 1",
        lambda X, centers: _far(X, centers).argmin(axis=1) + 1,
        "Every number is one too high. Python counts from 0: the first centre is number 0.",
    ),
    Misconception(
        "two centres for ever",
        lambda X, centers: (_far(X, centers)[:, 1] < _far(X, centers)[:, 0]).astype(int),
        "You compared the first two centres and no others. There are k of them, and k is 2 only "
        "in the pencil example.",
    ),
    Misconception(
        "two columns for ever",
        lambda X, centers: _far(X[:, :2], centers[:, :2]).argmin(axis=1),
        "You used the first two measurements, across and up. There may be three or eleven, and "
        "Pythagoras does not mind: square them all, add them all.",
    ),
    Misconception(
        "distance for number",
        lambda X, centers: _far(X, centers).min(axis=1),
        "These are the smallest distances themselves, squared. The question was which centre "
        "it is, not how far it is. min gives the value, argmin its place.",
    ),
    Misconception(
        "centre for number",
        lambda X, centers: centers[_far(X, centers).argmin(axis=1)],
        "You found the right centres and gave back where they are. Give back their numbers.",
    ),
    Misconception(
        "everybody to centre 0",
        lambda X, centers: np.zeros(len(X)),
        "Every row went to centre 0. There are two usual reasons. A sum without an axis makes one "
        "number of all the distances, so there is nothing to choose from. Or the smallest "
        "distance so far begins at 0, and no distance is ever below that.",
    ),
    Misconception(
        "smallest kept from row to row",
        _smallest_kept,
        "The first row is right. Then the next row has to beat the smallest distance of the row "
        "before. Each row begins anew, so the start belongs inside the loop over the rows.",
    ),
    Misconception(
        "only the first row",
        lambda X, centers: _far(X, centers).argmin(axis=1)[:1],
        "Only the first row got an answer. `return` ends the function at once, so if it stands "
        "inside the loop, there is no second turn. Move it to the left.",
    ),
)


def _each_group(move, without=lambda center: center):
    """An `update` with another way to move a centre, or another fate for one without rows."""

    def update(X, labels, centers):
        moved = np.zeros(centers.shape)  # (k, d)
        for j, center in enumerate(centers):
            own = X[labels == j]  # (rows of this group, d)
            moved[j] = move(own, center, X) if len(own) else without(center)
        return moved

    return update


def _mean(own, center, X):
    return own.mean(axis=0)


def _left_out(X, labels, centers):
    return np.array([X[labels == j].mean(axis=0) for j in np.unique(labels)])


def _in_place(X, labels, centers):
    centers[:] = _each_group(_mean)(X, labels, centers)
    return centers


def _first_alone(X, labels, centers):
    moved = centers.copy()
    moved[0] = _each_group(_mean)(X, labels, centers)[0]
    return moved


UPDATE = (
    Misconception(
        "no rows gives nan",
        _each_group(_mean, without=lambda center: np.nan),
        "A centre without rows came out as nan: the sum of no rows is 0, their number is 0, and "
        "0 / 0 is no mean. Look whether there are any before you take it.",
    ),
    Misconception(
        "no rows gives zero",
        _each_group(_mean, without=lambda center: 0.0),
        "A centre without rows went to zero. Nothing pulls it there. It keeps its old place, so "
        "start from the old centres and not from zeros.",
    ),
    Misconception(
        "no rows and no centre",
        _left_out,
        "A centre without rows has vanished, and the ones after it have moved up. There are k "
        "centres before and k after. Go through the centres, not through the labels that occur.",
    ),
    Misconception(
        "one mean for all measurements",
        _each_group(lambda own, center, X: own.mean()),
        "Each centre has the same number in every place. A mean without an axis mixes all the "
        "measurements; across and up each have a mean of their own.",
    ),
    Misconception(
        "everybody's mean",
        _each_group(lambda own, center, X: X.mean(axis=0)),
        "Every centre went to the same place, the mean of all the rows. A centre listens to its "
        "own rows only, and labels says which these are.",
    ),
    Misconception(
        "mean along the rows",
        _each_group(lambda own, center, X: own.mean(axis=1)),
        "You took the mean of each row's own measurements. The mean has to go down the columns, "
        "from row to row. Is it the right axis?",
    ),
    Misconception(
        "median",
        _each_group(lambda own, center, X: np.median(own, axis=0)),
        "You took the one in the middle. That has its uses, and even its own kind of clustering. "
        "Here each centre goes to the mean.",
    ),
    Misconception(
        "sum for mean",
        _each_group(lambda own, center, X: own.sum(axis=0)),
        "You added the rows up and stopped there. A mean is shared out afterwards, among as many "
        "as were added.",
    ),
    Misconception(
        "shared among all rows",
        _each_group(lambda own, center, X: own.sum(axis=0) / len(X)),
        "You added up the group's rows and shared among all n. Divide by as many as you added.",
    ),
    Misconception(
        "centres changed in place",
        _in_place,
        "The numbers are right. But you wrote them into the array that you were given, so the old "
        "centres are gone. A second name for an array is not a second array: write into a copy.",
    ),
    Misconception(
        "half of the way",
        _each_group(lambda own, center, X: (center + own.mean(axis=0)) / 2),
        "Each centre went half of the way, because its old place was averaged in. k-means takes "
        "the whole step: where a centre was does not count.",
    ),
    Misconception(
        "added to the old centre",
        _each_group(lambda own, center, X: center + own.mean(axis=0)),
        "You added the mean to where the centre was. The mean is a place, not a step. Put it "
        "where the old one stood.",
    ),
    Misconception(
        "only the first centre",
        _first_alone,
        "The first centre moved and the others stayed. `return` ends the function at once, so if "
        "it stands inside the loop, there is no second turn. Move it to the left.",
    ),
)
