"""Inputs that are odd and allowed are tried: a batch of one, a mean of zero, roads alike.

Each function here is right but for them, and gets no points for the part that has them.
"""

import numpy as np
import pytest
from masters import ASSIGNMENTS

from course.checks.faults import DrewOtherwise, RefusedWithout
from course.checks.judge import judge

SEEDS = (1, 20261, 5)


def answer(assignment, name):
    return ASSIGNMENTS[assignment].answers[name]


def faults(function, item, seed=1):
    """The first fault of each part that has one."""
    return [f for part in item.parts if (f := judge(function, item, part, seed, {}))]


def without(item, odd):
    """The right function, which stops where one of its inputs is `odd`."""

    def function(*given):
        if any(odd(value) for value in given if isinstance(value, np.ndarray)):
            raise ZeroDivisionError
        return item.reference(*given)

    return function


@pytest.mark.parametrize(
    ("assignment", "name"),
    [
        ("affine", "differences"),
        ("backprop", "mse_grad"),
        ("backprop", "affine_backward"),
        ("classification", "one_hot"),
        ("classification", "accuracy"),
        ("debugging", "loss_and_gradients"),
        ("paradigms", "assign"),
        ("paradigms", "split_rows"),
        ("perceptron", "predict"),
        ("perceptron", "train"),
    ],
)
def test_a_batch_of_one_is_tried(assignment, name):
    """One row is a table too."""
    item = answer(assignment, name)
    assert faults(without(item, lambda value: value.ndim == 2 and len(value) == 1), item)


@pytest.mark.parametrize("ndim", [1, 2, 3])
@pytest.mark.parametrize("name", ["relu", "relu_slope", "sigmoid"])
def test_any_shape_is_tried_where_the_task_says_so(name, ndim):
    """Flat, a table, a block."""
    item = answer("activations", name)
    assert faults(without(item, lambda value: value.ndim == ndim), item)


def test_one_row_alone_counts_as_a_prediction_too():
    """The loss of one row with three scores."""
    item = answer("forward", "mse")
    found = faults(without(item, lambda value: value.shape == (1, 3)), item)
    assert found and found[0].call.case.name == "1 row of 3"


def _zero_mean_refused(X_train, X_test):
    if (X_train.mean(axis=0) == 0).any():
        raise ValueError("a column has no mean")
    return answer("affine", "standardise").reference(X_train, X_test)


def _one_row_not_divided(X_train, X_test):
    train, test = answer("affine", "standardise").reference(X_train, X_test)
    return train, X_test - X_train.mean(axis=0) if len(X_test) == 1 else test


def _zero_mean_refused_too(rows, order, n_test):
    found = answer("wine", "prepare").reference(rows, order, n_test)
    if (found[4] == 0).any():
        raise ValueError("a column has no mean")
    return found


def _rest_of_one_dropped(X, y, batch_size, order):
    dealt = answer("training", "minibatches").reference(X, y, batch_size, order)
    return [pair for pair in dealt if len(pair[0]) > 1] if len(dealt) > 1 else dealt


def _each_road_once(roads):
    return sum({tuple(road): np.prod(road) for road in roads}.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("assignment", "name", "function"),
    [
        ("affine", "standardise", _zero_mean_refused),
        ("affine", "standardise", _one_row_not_divided),
        ("wine", "prepare", _zero_mean_refused_too),
        ("training", "minibatches", _rest_of_one_dropped),
        ("chain_rule", "road_slope", _each_road_once),
    ],
)
def test_what_is_odd_and_allowed_is_tried(assignment, name, function, seed):
    """A mean of zero, one row, one row left over, two roads alike."""
    assert faults(function, answer(assignment, name), seed)


def _arm_in_reserve(values, epsilon, rng):
    luck, arm = rng.random(), int(rng.integers(len(values)))
    return arm if luck < epsilon else int(np.argmax(values))


def _drawn_again(values, epsilon, rng):
    if rng.random() < epsilon:
        return int(rng.integers(len(values)))
    rng.random()
    return int(np.argmax(values))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("function", [_arm_in_reserve, _drawn_again])
def test_a_second_draw_is_noticed_by_where_the_generator_stands(function, seed):
    """Every arm is right, and the next pull would not be."""
    found = faults(function, answer("paradigms", "epsilon_greedy"), seed)
    assert found and all(isinstance(fault, DrewOtherwise) for fault in found)


def _lets_one_size_differ(y_hat, y):
    if y_hat.ndim != y.ndim or (len(y_hat) != len(y) and y_hat.shape[1] != y.shape[1]):
        raise ValueError(f"{y_hat.shape} and {y.shape}")
    return np.mean((y_hat - y) ** 2)


def _compares_columns(y_hat, y):
    if y_hat.ndim != y.ndim or y_hat.shape[1] != y.shape[1]:
        raise ValueError(f"{y_hat.shape} and {y.shape}")
    return np.mean((y_hat - y) ** 2)


def _drawing(is_refused):
    """A `prepare` that asks the two sizes of a drawing something else."""

    def prepare(drawing):
        if is_refused(*drawing.shape):
            raise ValueError(f"{drawing.shape} is not 32 by 32")
        starts = range(0, 32, 4)  # no reshape, which would notice
        return [[drawing[r : r + 4, c : c + 4].sum() / 16 for r in starts for c in starts]]

    return prepare


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("assignment", "name", "function"),
    [
        ("forward", "mse", _lets_one_size_differ),
        ("forward", "mse", _compares_columns),
        ("digits", "prepare", _drawing(lambda rows, columns: rows != 32 and columns != 32)),
        ("digits", "prepare", _drawing(lambda rows, columns: rows != 32)),
        ("digits", "prepare", _drawing(lambda rows, columns: columns != 32)),
        ("digits", "prepare", _drawing(lambda rows, columns: rows * columns != 32 * 32)),
    ],
)
def test_one_size_that_fits_is_not_enough(assignment, name, function, seed):
    """Where a shape is to be refused, either of its sizes may be the wrong one."""
    assert faults(function, answer(assignment, name), seed)


def _refusing_in_words(reference):
    """The right function, whose messages hold no number."""

    def function(*given):
        try:
            return reference(*given)
        except ValueError:
            raise ValueError("They do not fit.") from None

    return function


@pytest.mark.parametrize(
    ("assignment", "name"),
    [("affine", "product_shape"), ("forward", "mse"), ("classification", "accuracy")],
)
def test_a_message_has_to_hold_the_sizes_that_the_task_asks_for(assignment, name):
    """Where the text asks for them, a refusal without them is not enough."""
    item = answer(assignment, name)
    (fault,) = faults(_refusing_in_words(item.reference), item)
    assert isinstance(fault, RefusedWithout)
    assert fault.missing == list(fault.call.case.says)


def _looks_at(column):
    """A `standardise` that asks one column alone whether it is still."""

    def standardise(X_train, X_test):
        mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
        if abs(column) < deviation.size and deviation[column] == 0:
            raise ValueError("A column never varies.")
        with np.errstate(all="ignore"):
            return (X_train - mean) / deviation, (X_test - mean) / deviation

    return standardise


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("column", [0, 1, 2, -1])
def test_any_column_may_be_the_still_one(column, seed):
    """Whoever looks at the last one alone has not looked."""
    assert faults(_looks_at(column), answer("affine", "standardise"), seed)
