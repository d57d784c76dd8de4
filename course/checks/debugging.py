"""The debugging assignment: the mended functions, the report on the broken ones, their points.

Shapes: X (n, d_in), y (n, d_out), train (n, d), test (m, d), W1 (d_in, hidden), b1 (hidden,),
W2 (hidden, d_out), b2 (d_out,). Where it can be done, each part of an answer sees one planted bug
and is blind to the others; `blind` draws the inputs for that.
"""

import numpy as np

from course.checks.accused import FOUND, GROUPS, REPORT, named_outputs, read_report
from course.checks.answers import Answer, Assignment, Case, Part, Prediction, SelfMarked
from course.checks.blind import (
    TINY,
    bottles,
    centred,
    epoch_case,
    equal,
    four,
    same_rows,
    sizes_case,
    too_high,
    trip_case,
)  # fmt: skip
from course.checks.checker import Check
from course.checks.inputs import normal
from course.checks.slips.debugging import STANDARDISE, START
from course.checks.slips.debugging_2 import EPOCH, LOSS_AND_GRADIENTS
from course.checks.slips.debugging_3 import DIAGNOSIS
from reference_impl import data, example, training
from reference_impl.network import Network

COPY = "Copy the lines of broken_{0} into it, those below its docstring, and mend them."

# --- standardise ---


FOUR_CENTRED = example.X4 - example.X4.mean(axis=0)  # (4, 2)
MORE = np.array([[3.0, 1.0]])  # (1, 2)
STANDARD = Answer(
    name="standardise",
    inputs=("train", "test"),
    outputs=("new_train", "new_test"),
    reference=data.standardize,
    parts=(
        Part(
            "left alone", 1, ("new_train", "new_test"),
            (
                Case("the four bottles, twice", lambda rng: (example.X4, example.X4)),
                same_rows(3, 3), same_rows(5, 4), same_rows(9, 7, normal),
            ),
        ),
        Part(
            "the ruler", 1, ("new_train", "new_test"),
            (
                Case("the four bottles, centred, and one more", lambda rng: (FOUR_CENTRED, MORE)),
                centred(3, 3, 3), centred(5, 3, 4), centred(9, 7, 5, normal),
            ),
        ),
    ),
    misconceptions=STANDARDISE,
    todo=COPY.format("standardise"),
)  # fmt: skip

# --- start ---


def dials_at_start(params):
    """The dials, the shapes of the weights, and the first numbers in W2, whatever its shape."""
    W1, W2 = np.asarray(params["W1"]), np.asarray(params["W2"])
    shapes = {"W1.shape": W1.shape, "W2.shape": W2.shape}
    return shapes | {name: params[name] for name in TINY} | {"top of W2": W2.ravel()[:3]}


BEGIN = Answer(
    name="start",
    inputs=("d_in", "hidden", "d_out", "rng"),
    outputs=("W1.shape", "W2.shape", "b1", "b2", "W1", "W2", "top of W2"),
    reference=lambda d_in, hidden, d_out, rng: Network([d_in, hidden, d_out], rng).params,
    parts=(
        Part(
            "the shapes", 1, ("W1.shape", "W2.shape", "b1", "b2"),
            (
                sizes_case(2, 3, 1), sizes_case(3, 3, 3), sizes_case(5, 4, 3), sizes_case(3, 7, 5),
            ),
        ),
        Part(
            "the spread", 1, ("W1", "top of W2"),
            (sizes_case(3, 3, 3), sizes_case(5, 4, 3), sizes_case(3, 7, 5)),
        ),
    ),
    misconceptions=START,
    todo=COPY.format("start"),
    unpack=dials_at_start,
    returns="a dictionary with W1, b1, W2 and b2",
)  # fmt: skip

# --- loss_and_gradients ---


def loss_and_gradients(params, X, y):
    """The mean squared error, and how fast it moves with each dial."""
    return Network.from_params(params).loss_and_gradients(X, y)


def loss_and_keys(returned):
    loss, gradients = returned
    return {"loss": loss} | gradients


TRIP = Answer(
    name="loss_and_gradients",
    inputs=("params", "X", "y"),
    outputs=("loss", "dW2", "db2", "dW1", "db1"),
    reference=loss_and_gradients,
    parts=(
        Part(  # some predictions below 0, and nothing but the loss
            "the loss", 1, ("loss",),
            (
                bottles("the four bottles, b2 = [-4]", np.array([-4.0])),
                trip_case(3, 3, 3, 3, lowest=-1),
                trip_case(6, 5, 4, 3, lowest=-2),
                trip_case(7, 4, 6, 5, lowest=-1, draw=normal),
            ),
        ),
        Part(  # no prediction below 0
            "output layer", 1, ("dW2", "db2"),
            (
                bottles("the four bottles", example.b2),
                trip_case(3, 3, 3, 3, lowest=1),
                trip_case(6, 5, 4, 3, lowest=1),
                trip_case(7, 4, 6, 5, lowest=1, draw=normal),
            ),
        ),
        Part(  # nor here, and as many rows as columns
            "hidden layer", 1, ("dW1", "db1"),
            (
                bottles("the second and third bottle", example.b2, slice(1, 3)),
                trip_case(3, 3, 3, 3, lowest=1, zero=True),
                trip_case(5, 5, 4, 3, lowest=1, zero=True),
                trip_case(7, 7, 5, 3, lowest=1, draw=normal),
            ),
        ),
    ),
    misconceptions=LOSS_AND_GRADIENTS,
    todo=COPY.format("loss_and_gradients"),
    unpack=loss_and_keys,
    returns="the loss and a dictionary of gradients, in that order",
)  # fmt: skip

# --- epoch ---


def epoch(params, X, y, size, rate, rng):
    """One step for each batch: the new dials, and the mean loss, each row's before its step."""
    total = 0.0
    for X_b, y_b in training.minibatches(X, y, size, rng):
        loss, gradients = loss_and_gradients(params, X_b, y_b)
        params, total = training.step(params, gradients, rate), total + loss * len(X_b)
    return params, total / len(X)


def dials_and_loss(returned):
    params, loss = returned
    return {name: params[name] for name in TINY} | {"loss": loss}


ALL_5 = np.full((4, 1), 5.0)
EPOCHS = Answer(
    name="epoch",
    inputs=("params", "X", "y", "size", "rate", "rng"),
    outputs=("W1", "b1", "W2", "b2", "loss"),
    reference=epoch,
    parts=(
        Part(  # nothing moves, and with the right score each batch has the same loss
            "each its own score", 1, ("loss",),
            (
                four("the four bottles", example.y4, 0.0),
                epoch_case(too_high, 7, 5, 4, 3, size=3, rate=0.0),
                epoch_case(too_high, 9, 3, 3, 3, size=4, rate=0.0),
                epoch_case(too_high, 8, 4, 5, 3, size=5, rate=0.0, draw=normal),
            ),
        ),
        Part(
            "the dials", 1, ("W1", "b1", "W2", "b2"),
            (
                four("the four bottles, all with a score of 5", ALL_5, 0.01),
                epoch_case(equal, 3, 3, 3, 3, size=3, rate=0.5),
                epoch_case(equal, 7, 5, 4, 3, size=3, rate=0.01),
                epoch_case(equal, 9, 4, 5, 3, size=4, rate=0.03, draw=normal),
            ),
        ),
        Part(
            "the mean loss", 1, ("loss",),
            (
                four("the four bottles, all with a score of 5", ALL_5, 0.0),
                epoch_case(equal, 3, 3, 3, 3, size=5, rate=0.01),
                epoch_case(equal, 7, 5, 4, 3, size=3, rate=0.0),
                epoch_case(equal, 9, 4, 5, 3, size=4, rate=0.0, draw=normal),
            ),
        ),
    ),
    misconceptions=EPOCH,
    todo=COPY.format("epoch"),
    unpack=dials_and_loss,
    returns="the dictionary of dials and the loss, in that order",
    builds_on=("loss_and_gradients",),
)  # fmt: skip

# --- diagnosis ---


THE_PROGRAM = (Case("your report", lambda rng: ("broken",)),)
PARTS = (
    Part("lines", 2, FOUND, THE_PROGRAM),
    *(Part(group, 1, named_outputs(group), THE_PROGRAM) for group in GROUPS),
)
DETECTIVE = Answer(
    name="diagnosis",
    inputs=("program",),
    outputs=tuple(dict.fromkeys(name for part in PARTS for name in part.outputs)),
    reference=lambda program: dict(REPORT),
    parts=PARTS,
    misconceptions=DIAGNOSIS,
    todo="Return a dictionary: the label of each guilty line, and the number of its bug's name.",
    unpack=read_report,
    returns="a dictionary from labels, A1 to D9, to numbers, 1 to 20",
)

ASSIGNMENT = Assignment(
    "debugging",
    (
        Prediction("predict_entries", 1, "Put your guess after `return`."),
        STANDARD,
        BEGIN,
        TRIP,
        EPOCHS,
        DETECTIVE,
        SelfMarked("what_pointed", 4),
    ),
)  # fmt: skip
check = Check(ASSIGNMENT)
