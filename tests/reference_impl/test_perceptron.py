"""Rosenblatt's perceptron, held to scikit-learn's, to a worked example and to Novikoff's bound."""

import itertools

import numpy as np
import pytest
from planting import planted
from sklearn.linear_model import Perceptron

from reference_impl import perceptron

XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
XOR_SAYS = np.array([[-1], [1], [1], [-1]], dtype=float)


def noisy_examples(seed):
    """Rows on both sides of a line, some of them on the wrong one."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(40, 3))
    y = np.where(X @ [[1.0], [-2.0], [0.5]] + rng.normal(size=(40, 1)) > 0.3, 1.0, -1.0)
    return X, y


def scikit_learn(X, y, epochs):
    """The weights of scikit-learn's perceptron after the same number of epochs in row order."""
    model = Perceptron(shuffle=False, eta0=1, penalty=None, tol=None, max_iter=epochs)
    model.fit(X, y.ravel())
    return model.coef_.T, model.intercept_, model.predict(X)[:, None]


def check_like_scikit_learn(module):
    for seed in range(10):
        X, y = noisy_examples(seed)
        for epochs in (1, 2, 9):
            w, b, _ = module.fit(X, y, epochs)
            expected_w, expected_b, expected_says = scikit_learn(X, y, epochs)
            assert w.shape == (3, 1) and b.shape == (1,)
            np.testing.assert_allclose(w, expected_w, rtol=0, atol=1e-12)
            np.testing.assert_array_equal(b, expected_b)
            np.testing.assert_array_equal(module.predict(X, w, b), expected_says)


def check_worked_example(module):
    # By hand: (w, b) goes (-1, -1), (1, 0); (0, -1), (2, 0); (1, -1); (0, -2), (2, -1);
    # (1, -2), (3, -1); (2, -2); (1, -3), (3, -2); (2, -3); and then both rows are right.
    w, b, mistakes = module.fit([[1], [2]], [[-1], [1]], epochs=100)
    assert mistakes == [2, 2, 1, 2, 2, 1, 2, 1, 0]
    assert w.tolist() == [[2.0]] and b.tolist() == [-3.0]


def check_row_on_the_line(module):
    for label in (-1, 1):
        w, b, mistakes = module.fit([[0, 0]], [[label]], epochs=5)
        assert mistakes == [1, 0]
        assert w.tolist() == [[0.0], [0.0]] and b.tolist() == [label]
    assert module.predict([[3, 1], [3, 0], [3, 2]], [[1], [-1]], [-2]).tolist() == [[-1], [1], [-1]]


def separable_examples(seed):
    """Rows at least 0.3 away from a random line; also (R / margin)^2, with 1 beside x for b."""
    rng = np.random.default_rng(seed)
    n, d = rng.integers(1, 40), rng.integers(1, 6)
    direction = rng.normal(size=(d, 1))
    direction /= np.linalg.norm(direction)
    offset = rng.uniform(-2, 2)
    X = rng.uniform(-3, 3, size=(n, d))
    y = np.where(X @ direction + offset > 0, 1.0, -1.0)
    X += 0.3 * y * direction.T
    margin = np.min(y * (X @ direction + offset)) / np.hypot(1, offset)
    return X, y, (np.max(np.sum(X**2, axis=1)) + 1) / margin**2


def check_novikoff_bound(module):
    for seed in range(40):
        X, y, bound = separable_examples(seed)
        w, b, mistakes = module.fit(X, y, epochs=int(bound) + 1)
        assert sum(mistakes) <= bound
        assert mistakes[-1] == 0
        assert np.array_equal(module.predict(X, w, b), y)


def check_bound_is_reached(module):
    # With a 1 beside them for b, these rows stand at right angles: R^2 = 4, the margin is 1.
    X = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    for y in itertools.product([-1, 1], repeat=4):
        assert module.fit(X, np.reshape(y, (4, 1)), epochs=9)[2] == [4, 0]


def test_weights_equal_scikit_learn():
    """On rows that no line separates, weights, bias and predictions are scikit-learn's."""
    check_like_scikit_learn(perceptron)


def test_worked_example():
    """The weights and the mistakes of each epoch are those worked out with a pencil."""
    check_worked_example(perceptron)


def test_row_on_the_line():
    """A row at exactly z = 0 is a mistake for either label, and predict says -1 to it."""
    check_row_on_the_line(perceptron)


def test_novikoff_bound():
    """Where a line exists, fit finds one within (R / margin)^2 mistakes in all."""
    check_novikoff_bound(perceptron)


def test_novikoff_bound_is_reached():
    """Rows at right angles need exactly (R / margin)^2 mistakes, whatever their labels."""
    check_bound_is_reached(perceptron)


def test_xor_never_settles():
    """XOR has no line: every one of 1,000 epochs makes a mistake, and so does the last line."""
    w, b, mistakes = perceptron.fit(XOR, XOR_SAYS, epochs=1000)
    assert len(mistakes) == 1000 and min(mistakes) >= 1
    assert not np.array_equal(perceptron.predict(XOR, w, b), XOR_SAYS)


def test_inputs_are_untouched():
    """Neither fit nor predict changes the arrays it is given."""
    X, y = noisy_examples(0)
    w, b = np.ones((3, 1)), np.ones(1)
    for array in (X, y, w, b):
        array.setflags(write=False)  # a change would raise
    perceptron.fit(X, y, epochs=3)
    perceptron.predict(X, w, b)


@pytest.mark.parametrize(
    "X, y, epochs, message",
    [
        (XOR, XOR_SAYS.ravel(), 5, r"y has shape \(4,\); expected two dimensions"),
        (XOR, (XOR_SAYS + 1) / 2, 5, r"y holds the label 0; expected -1 and \+1"),
        (XOR, XOR_SAYS * 2, 5, r"y holds the label -2; expected -1 and \+1"),
        (XOR, XOR_SAYS[:3], 5, "X has 4 rows and y has 3"),
        (XOR, np.hstack([XOR_SAYS, XOR_SAYS]), 5, r"y has shape \(4, 2\); expected 1 column"),
        (XOR * np.nan, XOR_SAYS, 5, r"X holds 8 NaN or infinite value\(s\), the first at \(0, 0\)"),
        (XOR, XOR_SAYS * np.inf, 5, "y holds 4 NaN or infinite"),
        (np.zeros((0, 2)), np.zeros((0, 1)), 5, "X is empty"),
        (XOR[0], XOR_SAYS, 5, r"X has shape \(2,\); expected two dimensions"),
        (XOR, XOR_SAYS, 0, "epochs is 0; expected a whole number above zero"),
    ],
)
def test_fit_refuses(X, y, epochs, message):
    """Bad examples are refused with what was given and what was expected."""
    with pytest.raises(ValueError, match=message):
        perceptron.fit(X, y, epochs)


@pytest.mark.parametrize(
    "X, w, b, message",
    [
        (XOR, [[1], [2], [3]], [0], r"X has shape \(4, 2\); expected 3 column"),
        (XOR, [1, 2], [0], r"w has shape \(2,\); expected two dimensions"),
        (XOR, [[1, 1], [2, 2]], [0], r"w is \(2, 2\) and b is \(1,\); expected \(d, 1\) and"),
        (XOR, [[1], [2]], [[0]], r"w is \(2, 1\) and b is \(1, 1\); expected"),
        (XOR, [[1], [2]], [np.nan], "b holds 1 NaN or infinite"),
        (XOR, [[1], [np.inf]], [0], "w holds 1 NaN or infinite"),
    ],
)
def test_predict_refuses(X, w, b, message):
    """Weights that do not fit the rows, or are not numbers, are refused."""
    with pytest.raises(ValueError, match=message):
        perceptron.predict(X, w, b)


@pytest.mark.parametrize(
    "check, old, new",
    [
        (check_like_scikit_learn, "w = w + x_row.T", "w = w - x_row.T"),
        (check_like_scikit_learn, "b = b + y_row[0]", "b = b - y_row[0]"),
        (check_like_scikit_learn, "b = b + y_row[0]", "b = b"),
        (check_like_scikit_learn, "if y_row * z <= 0:", "if y_row * z < 0:"),
        (check_like_scikit_learn, "if y_row * z <= 0:", "if y_row * z <= 1:"),
        (check_like_scikit_learn, "z = x_row @ w + b", "z = x_row @ w"),
        (check_like_scikit_learn, "range(len(X))", "reversed(range(len(X)))"),
        (check_like_scikit_learn, "range(len(X))", "range(len(X) - 1)"),
        (check_like_scikit_learn, "for _ in range(epochs)", "for _ in range(epochs + 1)"),
        (check_like_scikit_learn, "z = X @ w + b", "z = X @ w"),
        (check_worked_example, "if y_row * z <= 0:", "if y_row * z < 0:"),
        (check_worked_example, "count += 1", "count = 1"),
        (check_worked_example, "if count == 0:", "if count == 1:"),
        (check_worked_example, "mistakes.append(count)", "mistakes.append(count / len(X))"),
        (check_novikoff_bound, "w = w + x_row.T", "w = w - x_row.T"),
        (check_novikoff_bound, "b = b + y_row[0]", "b = b"),
        (check_novikoff_bound, "if count == 0:", "if count <= 1:"),
        (check_bound_is_reached, "count += 1", "count += 2"),
        (check_bound_is_reached, "if y_row * z <= 0:", "if y_row * z <= 4:"),
        (check_row_on_the_line, "if y_row * z <= 0:", "if y_row * z < 0:"),
        (check_row_on_the_line, "np.where(z > 0", "np.where(z >= 0"),
    ],
)
def test_planted_fault_is_refused(check, old, new):
    """Each check refuses the module with one fault planted in its source."""
    with pytest.raises(AssertionError):
        check(planted(perceptron, old, new))
