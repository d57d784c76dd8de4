"""What the line says of whole answers: each was told of something that is not in it."""

import re

import pytest
from held_out import HeldOut, verdict

# The assignment, the cell, what has to be said of it (if anything is), and what never.
TOLD = {
    "each of two lines has words of its own": (
        "forward",
        """
        def forward(X, W1, b1, W2, b2):
            z1 = X @ W1 + b1
            a1 = np.maximum(z1, 0)
            z2 = a1 @ W2 + b2
            y_hat = z2.squeeze()
            return y_hat, {"a0": X, "z1": z1, "a1": a1, "z2": z2}
        """,
        r"line 5 .*`\.squeeze\(\.\.\.\)` there\? Or look at line 6 .*Is `y_hat` the one",
        r"line 6[^?]*squeeze\(\.\.\.\)",
    ),
    "a clause that has to go, and no number in it": (
        "affine",
        """
        def product_shape(left, right):
            if left[1] != right[0] and 1 not in (left[1], right[0]):
                raise ValueError(f"a row of {left[1]} meets a column of {right[0]}")
            return left[0], right[1]
        """,
        r"Does `1 not in \(left\[1\], right\[0\]\)` belong there",
        "Where does the `1`",
    ),
    "two edits, one of which closes a way": (
        "activations",
        """
        def sigmoid(z):
            if z.max() > 700:
                return np.ones(z.shape)
            if z.min() < -700:
                return np.zeros(z.shape)
            return 1 / (1 + np.exp(-z))
        """,
        "",
        "There are two mistakes",
    ),
    "rounded, and no size typed in": (
        "activations",
        """
        def softmax(Z):
            votes = np.exp(Z - Z.max(axis=1, keepdims=True))
            return (votes / votes.sum(axis=1, keepdims=True)).round(3)
        """,
        r"Does the task ask for `\.round\(\.\.\.\)` there",
        "Other inputs have other sizes",
    ),
    "the digits of a rounding": (
        "activations",
        """
        def relu_slope(z):
            h = 1e-6
            slope = (relu(z + h) - relu(z - h)) / (2 * h)
            return slope.round(3)
        """,
        "",
        "Where does the `3`",
    ),
    "a question, and no loop": (
        "chain_rule",
        """
        def road_slope(roads):
            if len(roads) == 0:
                return 0
            if len(roads) == 1:
                return sum(roads[0])
            return sum(chain_slope(path) for path in roads)
        """,
        "What would happen without that line",
        "in each round",
    ),
    "half a mend that breaks something": (
        "chain_rule",
        """
        def road_slope(roads):
            slope = 0
            for path in roads:
                along = path[0] if path else 1
                for rate in path:
                    along *= rate
                slope += along
            return slope
        """,
        "",
        "More has to change|another mistake",
    ),
    "half of what was made of one answer": (
        "gradients",
        """
        def largest_rate(f, gradient, x, rates):
            for rate in sorted(rates)[::-1]:
                if f(x - rate * gradient(x)) < f(x):
                    return rate
                else:
                    return None
        """,
        "",
        "Is `<` the right comparison",
    ),
    "a tolerance that is right": (
        "gradients",
        """
        def crosses_at_right_angle(gradient, direction):
            rise = np.sum(gradient * direction)
            long_g = np.sqrt(np.sum(gradient) ** 2)
            long_d = np.sqrt(np.sum(direction) ** 2)
            return np.abs(rise) <= 0.000001 * (long_g * long_d)
        """,
        "",
        "Where does the `1e-06`",
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_what_is_said_of_an_answer(what):
    """And no more than that."""
    assignment, cell, said, never = TOLD[what]
    source = "\n".join(line[8:] for line in cell.strip("\n").splitlines())
    name = source.split("def ")[1].split("(")[0]
    text = " ".join(verdict(HeldOut(assignment, name, False, {}, source, 0)).refusal.split())
    assert "not yet" in text
    assert re.search(said, text)
    assert not re.search(never, text)
