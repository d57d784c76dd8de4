"""The answer `prepare`: a drawing becomes the row of 64 numbers that a network reads.

Shapes: the drawing (32, 32), 0 for paper and 1 for ink; the row (1, 64).
"""

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part
from reference_impl import digits


def prepare(drawing: np.ndarray) -> np.ndarray:
    """The share of ink in each block of 4 by 4, as a row; other shapes are refused."""
    if drawing.shape != (32, 32):
        raise ValueError(f"The drawing has shape {drawing.shape}; expected (32, 32).")
    return digits.blocks(drawing) / 16


def inked(name: str, *spots: tuple[slice, slice]) -> Case:
    """A drawing with ink in these places."""

    def inputs(rng):
        drawing = np.zeros((32, 32), int)
        for spot in spots:
            drawing[spot] = 1
        return (drawing,)

    return Case(name, inputs)


def scribbled(name: str, share: float) -> Case:
    """Ink in any place, in the left half less than in the right one."""

    def inputs(rng):
        chance = np.linspace(share / 2, share, 32)  # (32,)
        return ((rng.random((32, 32)) < chance).astype(int),)

    return Case(name, inputs)


def misshapen(*shape: int) -> Case:
    """A drawing of another shape; the message has to give it."""

    def inputs(rng):
        return (rng.integers(0, 2, shape),)

    name = " by ".join(map(str, shape))
    return Case(f"a drawing of {name}", inputs, refused=True, says=tuple(map(str, shape)))


DRAWINGS = (
    inked("one full block and one dot", np.s_[0:4, 0:4], np.s_[5:6, 9:10]),
    inked("a line across the top", np.s_[0:2, 4:28]),
    inked("a line down the left", np.s_[0:32, 5:8]),
    scribbled("a scribble", 0.5),
    scribbled("a thick scribble", 0.9),
)
SHAPES = (
    inked("a drawing of the right shape", np.s_[3:9, 20:30]),
    misshapen(16, 64),
    misshapen(64, 16),
    misshapen(28, 28),
    misshapen(40, 40),
    misshapen(32, 16),
    misshapen(16, 32),
)


def _refusing(row):
    """A `prepare` that refuses what it should and makes the row in another way."""

    def prepare(drawing):
        if drawing.shape != (32, 32):
            raise ValueError(f"The drawing has shape {drawing.shape}.")
        return row(drawing)

    return prepare


def _in_blocks(drawing):
    return drawing.reshape(8, 4, 8, 4)


def _largest(drawing):
    return _in_blocks(drawing).max(axis=(1, 3)).reshape(1, 64)


def _by_the_fullest(drawing):
    counts = digits.blocks(drawing)  # (1, 64)
    return counts / counts.max()


def _asserts(drawing):
    assert drawing.shape == (32, 32)
    return digits.blocks(drawing) / 16


def _any_shape(drawing):
    return digits.blocks(drawing) / 16


MISCONCEPTIONS = (
    Misconception(
        "counts left as they are",
        _refusing(digits.blocks),
        "Your blocks and their order are right, and the numbers go up to 16. The network was "
        "trained on numbers from 0 to 1, so it would take a faint stroke for a thick one.",
    ),
    Misconception(
        "lines in place of blocks",
        _refusing(lambda drawing: drawing.reshape(64, 16).sum(axis=1)[None] / 16),
        "Each of your numbers counts 16 dots that lie side by side in one line of the drawing. A "
        "block is 4 dots wide and 4 lines high, so you have to cut in both directions.",
    ),
    Misconception(
        "columns of blocks first",
        _refusing(lambda drawing: digits.blocks(drawing.T) / 16),
        "The 64 numbers are right and come in another order: you went down each column of blocks. "
        "The images of the table go along each line of blocks, so the network would see every "
        "drawing on its side.",
    ),
    Misconception(
        "left as a square",
        _refusing(lambda drawing: digits.blocks(drawing).reshape(8, 8) / 16),
        "The 8 by 8 numbers are right and still lie in a square. To the network that would be "
        "eight images of eight numbers each. An image is one row.",
    ),
    Misconception(
        "flat",
        _refusing(lambda drawing: digits.blocks(drawing)[0] / 16),
        "All 64 numbers are right, in a flat array, with one dimension. The network expects rows, "
        "even if there is only one of them.",
    ),
    Misconception(
        "a column",
        _refusing(lambda drawing: digits.blocks(drawing).T / 16),
        "You made a column of the 64 numbers. That would be 64 images with one number each. "
        "Examples are rows.",
    ),
    Misconception(
        "any ink counts",
        _refusing(_largest),
        "You asked whether a block has any ink. How much it has is what tells a thick stroke from "
        "the edge of one.",
    ),
    Misconception(
        "every fourth dot",
        _refusing(lambda drawing: drawing[::4, ::4].reshape(1, 64)),
        "You looked at one dot of each block and left out the other fifteen. A thin stroke can "
        "pass between the dots that you look at.",
    ),
    Misconception(
        "divided by four",
        _refusing(lambda drawing: digits.blocks(drawing) / 4),
        "You divided by 4, the side of a block. A full block has 4 times 4 dots, and it should "
        "come out as 1.",
    ),
    Misconception(
        "divided by the fullest block",
        _refusing(_by_the_fullest),
        "You divided by the largest of the counts, so the fullest block comes out as 1, however "
        "little ink it has. A faint drawing then looks like a thick one. What is the most that a "
        "block can hold?",
    ),
    Misconception(
        "shape not asked for",
        _any_shape,
        "A drawing of 16 by 64 has as many dots as one of 32 by 32, so cutting it up works, and "
        "what comes out is a picture of nothing. Ask for the shape first, and say in the error "
        "what it was.",
    ),
    Misconception(
        "assert for raise",
        _asserts,
        "You noticed, and stopped with an `assert`. That is a note to yourself, and Python can be "
        "told to skip it. For whoever calls your function there is `raise ValueError(...)`.",
    ),
)

PREPARE = Answer(
    name="prepare",
    inputs=("drawing",),
    outputs=("row",),
    reference=prepare,
    parts=(
        Part("blocks", points=3, outputs=("row",), cases=DRAWINGS),
        Part("other shapes", points=1, outputs=(), cases=SHAPES),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Count the ink of each block of 4 by 4, divide by 16, and put the numbers in a row.",
)
