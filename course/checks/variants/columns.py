"""Examples as columns, as many textbooks have them: Z = W @ X + b.

Shapes: X (d_in, n), W (d_out, d_in), b (d_out, 1), Z, dZ and y (d_out, n). The functions of the
course work on rows, so everything is turned on its side before and after.
"""

from dataclasses import replace

import numpy as np

from course.checks import affine, backprop
from course.checks.answers import Misconception
from course.checks.variants import with_answers


def turned(value):
    """An array, or each array of a dictionary or a tuple, on its side; a flat b as a column."""
    if isinstance(value, dict):
        return {name: turned(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(turned, value))
    return value[:, None] if np.ndim(value) == 1 else value.T


def flat(b):
    """A bias as rows want it."""
    return b[:, 0]


def _on_its_side(case):
    """The same case with every input turned; its name counts columns for rows."""
    name = case.name.replace("rows", "columns")
    return replace(case, name=name, draw=lambda rng: turned(tuple(case.draw(rng))))


def _parts(answer):
    return tuple(replace(part, cases=tuple(map(_on_its_side, part.cases))) for part in answer.parts)


_ROWS = affine.ASSIGNMENT.answers["affine"]


def _first_bottle_only(X, W, b):
    return W @ X[:, :1] + b


def _others_left(X, W, b):
    Z = np.zeros((len(W), X.shape[1]))
    Z[:, :1] = _first_bottle_only(X, W, b)
    return Z


AFFINE = replace(
    _ROWS,
    reference=lambda X, W, b: W @ X + b,
    parts=_parts(_ROWS),
    todo="Weigh the numbers of each column, add them up, and add each neuron's bias.",
    misconceptions=(
        Misconception(
            "examples as rows",
            lambda X, W, b: X @ W + b,
            "That is the chapter's order, where a bottle is a row. Here it stands upright, so W "
            "comes first and its rows meet the columns of X.",
        ),
        Misconception(
            "rows inside",
            lambda X, W, b: X.T @ W.T + b[:, 0],
            "Your numbers are right and lie on their side: a row for each bottle. Here bottles go "
            "in as columns and come out as columns.",
        ),
        Misconception(
            "no bias",
            lambda X, W, b: W @ X,
            "The weighing is right, and b was never used. Each neuron has a number of its own that "
            "comes on top, whatever was measured.",
        ),
        Misconception(
            "bias twice",
            lambda X, W, b: W @ X + b + b,
            "The bias is in there twice. Did a sum begin at b, and then get b once more at the "
            "end?",
        ),
        Misconception(
            "bias taken away",
            lambda X, W, b: W @ X - b,
            "You took the bias away. A threshold is taken away, and a bias is the same thing with "
            "its sign turned round.",
        ),
        Misconception(
            "grid turned over",
            lambda X, W, b: W.T @ X + b,
            "Each bottle met the columns of W in place of its rows, as `W.T` makes it. That fits "
            "only if W is square. W has a row for each neuron here; it can stay as it is.",
        ),
        Misconception(
            "star for at",
            lambda X, W, b: W * X + b,
            "`*` pairs entry with entry and adds nothing up. A bill needs both: multiply pair by "
            "pair, then add. That is the matrix product.",
        ),
        Misconception(
            "bias as a row",
            lambda X, W, b: W @ X + b.T,
            "You laid the bias down, so it runs along the columns, one number for each bottle. It "
            "has one for each neuron, and neurons are rows here. Upright, as it came, it is added "
            "to every column.",
        ),
        Misconception(
            "first bottle only",
            _first_bottle_only,
            "Only the first column of X was served. If there is a loop, see whether its `return` "
            "stands inside and ends it after one round.",
        ),
        Misconception(
            "other bottles left at zero",
            _others_left,
            "The first column is right and the others are still the zeros that you began with. A "
            "`return` inside a loop ends it in the first round; it has to stand further out.",
        ),
    ),
)

_ROWS_BACK = backprop.ASSIGNMENT.answers["affine_backward"]


def _shared(
    dX=lambda dZ, X, W: W.T @ dZ,
    dW=lambda dZ, X, W: dZ @ X.T,
    db=lambda dZ: dZ.sum(axis=1, keepdims=True),
):
    """An `affine_backward` for columns with one of its steps exchanged."""
    return lambda dZ, X, W: (dX(dZ, X, W), dW(dZ, X, W), db(dZ))


AFFINE_BACKWARD = replace(
    _ROWS_BACK,
    reference=_shared(),
    parts=_parts(_ROWS_BACK),
    misconceptions=(
        Misconception(
            "examples as rows",
            _ROWS_BACK.reference,
            "These are the chapter's formulas, where each example is a row. Here each example is a "
            "column, so every product and every sum turns round.",
        ),
        Misconception(
            "dW flipped",
            _shared(dW=lambda dZ, X, W: X @ dZ.T),
            "Your dW has its rows and columns the wrong way round. dW has W's own shape, one "
            "number for each weight, in the place of that weight.",
        ),
        Misconception(
            "dW untransposed",
            _shared(dW=lambda dZ, X, W: dZ @ X),
            "`dZ @ X` asks X for as many rows as there are bottles. Write the shapes under each "
            "other: dZ is (d_out, n), X is (d_in, n), and n has to vanish.",
        ),
        Misconception(
            "dX untransposed",
            _shared(dX=lambda dZ, X, W: W @ dZ),
            "`W @ dZ` fits only if W is square, and even then it follows the wrong arrows. Going "
            "back, each blame travels from an output to an input, so W has to be read the other "
            "way.",
        ),
        Misconception(
            "dX flipped",
            _shared(dX=lambda dZ, X, W: dZ.T @ W),
            "Your dX is the transpose of what was asked. It has X's own shape: a column for each "
            "bottle.",
        ),
        Misconception(
            "star for at",
            _shared(dX=lambda dZ, X, W: W.T * dZ, dW=lambda dZ, X, W: dZ * X.T),
            "`*` multiplies entry by entry. To share the blame out along the arrows and add it up "
            "you need the matrix product, `@`.",
        ),
        Misconception(
            "dW divided again",
            _shared(dW=lambda dZ, X, W: dZ @ X.T / X.shape[1]),
            "Your dW is n times too small. The loss was a mean, so dZ comes with that division in "
            "it already; dividing once more takes it twice.",
        ),
        Misconception(
            "db averaged",
            _shared(db=lambda dZ: dZ.mean(axis=1, keepdims=True)),
            "You took the mean of the columns. One bias served every bottle, so it answers for all "
            "of them; the division by n is in dZ already.",
        ),
        Misconception(
            "db along the wrong axis",
            _shared(db=lambda dZ: dZ.sum(axis=0, keepdims=True)),
            "You added down the columns, which gives one number for each bottle. There is one bias "
            "for each neuron, and neurons are rows here.",
        ),
        Misconception(
            "db flat",
            _shared(db=lambda dZ: dZ.sum(axis=1)),
            "The numbers are right, and they lost their column. b has the shape (d_out, 1) here, "
            "and so has db: `keepdims=True` keeps it upright.",
        ),
        Misconception(
            "db not added up",
            _shared(db=lambda dZ: dZ),
            "This is dZ as it came, with a column for each bottle. One bias served all the "
            "bottles, and where roads meet, blame adds up.",
        ),
        Misconception(
            "another order",
            lambda dZ, X, W: (dZ @ X.T, W.T @ dZ, dZ.sum(axis=1, keepdims=True)),
            "dX and dW have changed places in the return line. The order asked for is dX, dW, db.",
        ),
    ),
)

_ROWS_ALL_THE_WAY = backprop.ASSIGNMENT.answers["backward"]
_BY_NAME = {slip.name: slip for slip in _ROWS_ALL_THE_WAY.misconceptions}


def _turned_round(function):
    """A `backward` for columns out of one for rows."""

    def backward(params, cache, y):
        lying = {name: flat(p) if name[0] == "b" else p.T for name, p in params.items()}
        return turned(function(lying, {name: z.T for name, z in cache.items()}, y.T))

    return backward


# These read alike, whichever way the bottles lie.
_ALIKE = (
    "no mask", "awake at zero", "value for slope", "mask of the next layer", "ReLU on the output",
    "z for a", "half", "undivided", "bare error", "reversed", "divided again", "db averaged",
)  # fmt: skip
BACKWARD = replace(
    _ROWS_ALL_THE_WAY,
    reference=_turned_round(_ROWS_ALL_THE_WAY.reference),
    parts=_parts(_ROWS_ALL_THE_WAY),
    misconceptions=(
        Misconception(
            "examples as rows",
            _ROWS_ALL_THE_WAY.reference,
            "That is the way back of the chapter, where each example is a row. Here each is a "
            "column: see what task 4 returns now.",
        ),
        Misconception(
            "gradients lying down",
            lambda params, cache, y: turned(BACKWARD.reference(params, cache, y)),
            "Your gradients are right and lie on their side. Each has the shape of its own "
            "parameter, and W is (d_out, d_in) here.",
        ),
        *(replace(_BY_NAME[name], wrong=_turned_round(_BY_NAME[name].wrong)) for name in _ALIKE),
    ),
)

CHANGED = {
    "affine": with_answers(affine.ASSIGNMENT, AFFINE),
    "backprop": with_answers(backprop.ASSIGNMENT, AFFINE_BACKWARD, BACKWARD),
}
