"""The broken program of the debugging assignment, its lines mended in any combination.

And the methods of the chapter, each a function that says whether it is content with a program.
Shapes: X (8, 3), Y (8, 1), W1 (3, hidden), W2 (hidden, d_out).
"""

import numpy as np
from masters import ASSIGNMENTS, Master

from reference_impl.gradcheck import central_difference
from reference_impl.network import Network

FUNCTIONS = ("standardise", "start", "loss_and_gradients", "epoch")
MENDS = {  # label: the pieces of text that go, and what comes in their place
    "A1": [("np.vstack([train, test])", "train")],
    "A5": [
        ("table -= centre", "pass"),
        ("train / spread, test / spread", "(train - centre) / spread, (test - centre) / spread"),
    ],
    "B1": [
        ("seed = 0.005", "one, two = np.sqrt(2 / d_in), np.sqrt(2 / hidden)"),
        ("seed, (d_in", "one, (d_in"),
        ("seed, (hidden", "two, (hidden"),
    ],
    "B3": [("(hidden, hidden)", "(hidden, d_out)")],
    "B5": [("np.zeros((hidden, d_out))", "np.zeros(d_out)")],
    "C4": [("np.maximum(0, z2)", "z2")],
    "C6": [("X.shape[1]", "X.shape[0]")],
    "C10": [("da1 * a1", "da1 * (z1 > 0)")],
    "C12": [('"dw1"', '"dW1"')],
    "D2": [("y[rng.permutation(len(y))]", "y[order]")],
    "D8": [("parameter + rate", "parameter - rate")],
    "D9": [("sums[-1] / len(X_b)", "sum(sums) / len(X)")],
}


def source(function):
    """The text of a broken function, as the notebook has it."""
    cell = Master(ASSIGNMENTS["debugging"]).cells["broken-" + function.replace("_", "-")]
    return cell.source


def mended(*labels):
    """The program with these lines mended: {name: function}, under the names of the answers."""
    text = "import numpy as np\n" + "\n\n".join(map(source, FUNCTIONS))
    for label in labels:
        for old, new in MENDS[label]:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
    names = {}
    exec(compile(text.replace("broken_", ""), "the program", "exec"), names)
    return names


def with_one_bug(label):
    """The right program, but for this line."""
    return mended(*(other for other in MENDS if other != label))


# --- The methods ---

RNG = np.random.default_rng(2)
X, Y = RNG.normal(size=(8, 3)), RNG.normal(size=(8, 1))  # (8, 3), (8, 1)
Y = (Y - Y.mean()) / Y.std()


def fresh(d_out=1):
    """Dials from the reference, so that a bug in `start` is not asked about."""
    return Network([3, 16, d_out], np.random.default_rng(4)).params


def read_the_error(p):
    """It runs, on whole numbers too."""
    params, A = p["start"](3, 5, 1, np.random.default_rng(0)), (9 * X).astype(int)
    p["epoch"](params, p["standardise"](A, A)[0], Y, 3, 0.01, np.random.default_rng(0))
    return True


def print_the_shapes(p):
    """They are those of the remarks."""
    params = p["start"](3, 5, 2, np.random.default_rng(0))
    return [params[k].shape for k in ("W1", "b1", "W2", "b2")] == [(3, 5), (5,), (5, 2), (2,)]


def loss_at_the_start(p):
    """A few, the mean of ten starts."""
    starts = [p["start"](3, 16, 1, np.random.default_rng(i)) for i in range(10)]
    losses = [p["loss_and_gradients"](start, X, Y)[0] for start in starts]
    return 1.2 < np.mean(losses) < 10


def by_heart(p):
    """It learns eight bottles by heart."""
    params = fresh()
    for _ in range(2000):
        _, grads = p["loss_and_gradients"](params, X, Y)
        params = {name: dial - 0.05 * grads["d" + name] for name, dial in params.items()}
    return p["loss_and_gradients"](params, X, Y)[0] < 0.02


def nudge(p):
    """Its gradients are those that nudging finds."""
    params, y = fresh(2), np.hstack([Y, -Y])  # (8, 2)
    _, ours = p["loss_and_gradients"](params, X, y)
    true = central_difference(lambda q: p["loss_and_gradients"](q, X, y)[0], params)
    return all(np.abs(ours["d" + k] - true[k]).max() < 1e-6 * np.abs(true[k]).max() for k in true)


def same_ruler(p):
    """What comes out for the training rows does not depend on the test rows."""
    one, other = (p["standardise"](X.copy(), test)[0] for test in (X + 1, 5 * X))
    return np.array_equal(one, other)


def own_score(p):
    """Bottles and scores that carry numbers are dealt in pairs."""
    seen, ids = [], np.arange(8.0).reshape(-1, 1)  # ids (8, 1)

    def take_notes(params, X_b, y_b):
        seen.extend(zip(X_b[:, 0], y_b[:, 0], strict=True))
        return 0.0, {}

    p["loss_and_gradients"] = take_notes
    p["epoch"]({}, ids, ids, 3, 0.0, np.random.default_rng(0))
    return sorted(seen) == [(i, i) for i in range(8)]


def loss_of_all(p):
    """With a rate of 0 the epoch's loss is that of all the bottles."""
    _, loss = p["epoch"](fresh(), X, Y, 3, 0.0, np.random.default_rng(0))
    return np.isclose(loss, p["loss_and_gradients"](fresh(), X, Y)[0])


def downhill(p):
    """One small step makes the loss smaller."""
    params, _ = p["epoch"](fresh(), X, Y, 8, 1e-3, np.random.default_rng(0))
    after, before = (p["loss_and_gradients"](dials, X, Y)[0] for dials in (params, fresh()))
    return after < before


NOTICED_BY = {
    "A1": same_ruler, "A5": read_the_error, "B1": loss_at_the_start, "B3": print_the_shapes,
    "B5": read_the_error, "C4": by_heart, "C6": nudge, "C10": nudge, "C12": read_the_error,
    "D2": own_score, "D8": downhill, "D9": loss_of_all,
}  # fmt: skip
