"""Automatic differentiation in reverse mode, on a tape: each number remembers its parents.

A tape is a list of records, in the order in which the numbers were made, so that parents stand
before their children. A record is a dictionary of the number's "value" and of its "parents": for
each a pair of its place on the tape and of the slope, how fast the number moves with that parent.

`add`, `multiply` and `relu` give the record of a new number and leave the tape as it is.
"""

from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]  # {"value": a number, "parents": [(place, slope), ...]}
Tape = Sequence[Record]


def given(value: float) -> Record:
    """A number that nothing on the tape made: an input, a weight, a bias."""
    return {"value": value, "parents": []}


def add(tape: Tape, i: int, j: int) -> Record:
    """The sum of the numbers in two places; it moves as fast as either of them."""
    return {"value": tape[i]["value"] + tape[j]["value"], "parents": [(i, 1.0), (j, 1.0)]}


def multiply(tape: Tape, i: int, j: int) -> Record:
    """The product of the numbers in two places; its slope with each of them is the other."""
    left, right = tape[i]["value"], tape[j]["value"]
    return {"value": left * right, "parents": [(i, right), (j, left)]}


def relu(tape: Tape, i: int) -> Record:
    """The number in a place if it is above zero, and zero otherwise."""
    value = tape[i]["value"]
    return {"value": max(value, 0.0), "parents": [(i, 1.0 if value > 0 else 0.0)]}


def backward(tape: Tape) -> list[float]:
    """How fast the last number moves with each number of the tape, in the tape's order.

    Every child stands after its parents, so from the end to the beginning each gradient is
    complete before it is handed on.
    """
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for place in range(len(tape) - 1, -1, -1):
        for parent, slope in tape[place]["parents"]:
            gradients[parent] += slope * gradients[place]
    return gradients
