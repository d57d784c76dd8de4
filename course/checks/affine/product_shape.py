"""The shape of a matrix product, and which pairs of shapes have none."""

from collections.abc import Callable

import numpy as np

from course.checks.answers import Answer, Case, Misconception, Part


def product_shape(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """The shape of the product of two arrays with these shapes."""
    if left[1] != right[0]:
        raise ValueError(f"Rows of {left[1]} meet columns of {right[0]}.")
    return left[0], right[1]


def sizes(rng: np.random.Generator) -> list[int]:
    """Four different sizes, none of them 1 or 2."""
    return rng.choice(np.arange(3, 12), 4, replace=False).tolist()


def shapes_case(
    name: str, pair: Callable[[int, int, int, int], tuple], refused: bool = False
) -> Case:
    """A case with the shapes that `pair(a, b, c, d)` makes of four different sizes."""
    return Case(name, lambda rng: pair(*sizes(rng)), refused)


def misfit(name: str, left: tuple[int, int], right: tuple[int, int]) -> Case:
    """Two shapes that don't fit, and a message has to say which two sizes disagree."""
    return Case(name, lambda rng: (left, right), refused=True, says=(f"{left[1]}", f"{right[0]}"))


SQUARES = Case("two squares", lambda rng: ((3, 3), (3, 3)))


def _shape(fits=lambda left, right: left[1] == right[0], result=None, refuse=None):
    """A `product_shape` with one of its steps exchanged."""

    def product_shape(left, right):
        if fits(left, right):
            return result(left, right) if result else (left[0], right[1])
        if refuse:
            return refuse()
        raise ValueError(f"{left} and {right} do not fit.")

    return product_shape


def _assert():
    raise AssertionError("They do not fit.")


MISCONCEPTIONS = (
    Misconception(
        "takes all",
        _shape(fits=lambda left, right: True),
        "Any two shapes get an answer. Either the inner sizes are never compared, or the error "
        "does not get out of your function. A row of three can't be paired with a column of four.",
    ),
    Misconception(
        "inner for outer",
        _shape(result=lambda left, right: (left[1], right[0])),
        "You return the two sizes in the middle. They have to agree, and then they are gone; what "
        "is left is the two outer ones.",
    ),
    Misconception(
        "changed places",
        _shape(result=lambda left, right: (right[1], left[0])),
        "The right two sizes, the wrong way round. The rows of the product come from the left "
        "array, its columns from the right one.",
    ),
    Misconception(
        "shape of the left",
        _shape(result=lambda left, right: left),
        "You return the left shape as it was. The product has its rows, and as many columns as "
        "the right array has: one for each neuron.",
    ),
    Misconception(
        "outer sizes compared",
        _shape(fits=lambda left, right: left[0] == right[1]),
        "You compare the first size with the last one. Write the shapes next to each other: the "
        "two that touch are the ones that have to agree.",
    ),
    Misconception(
        "rows compared",
        _shape(fits=lambda left, right: left[0] == right[0]),
        "You compare rows with rows. In a product a row of the left array runs down a column of "
        "the right one. How long is that row, and how tall that column?",
    ),
    Misconception(
        "columns compared",
        _shape(fits=lambda left, right: left[1] == right[1]),
        "You compare columns with columns. In a product a row of the left array runs down a "
        "column of the right one, and the height of a column is a number of rows.",
    ),
    Misconception(
        "assert for raise",
        _shape(refuse=_assert),
        "It stops, with an AssertionError. An `assert` is for what you are sure of yourself, and "
        "Python can be told to skip it. For what others give you, raise a ValueError.",
    ),
)

PRODUCT_SHAPE = Answer(
    name="product_shape",
    inputs=("left", "right"),
    outputs=("sizes",),
    reference=product_shape,
    parts=(
        Part(
            "they fit",
            points=2,
            outputs=("sizes",),
            cases=(
                Case("the chapter's first pair", lambda rng: ((4, 2), (2, 3))),
                Case("one bottle of the example", lambda rng: ((1, 2), (2, 2))),
                SQUARES,
                Case("the wine network", lambda rng: ((1, 11), (11, 64))),
                shapes_case("three different sizes", lambda a, b, c, d: ((a, b), (b, c))),
                # Two thousands, and not one twice: what is equal need not be the same.
                Case("a thousand in between", lambda rng: ((3, int("1000")), (int("1000"), 4))),
            ),
        ),
        Part(
            "they do not fit",
            points=2,
            outputs=("sizes",),
            cases=(
                misfit("the same pair turned round", (2, 3), (4, 2)),
                misfit("the wine network, its layers exchanged", (11, 64), (1, 11)),
                SQUARES,
                shapes_case("equal rows", lambda a, b, c, d: ((a, b), (a, c)), refused=True),
                misfit("5 rows each", (5, 17), (5, 23)),
                shapes_case("equal columns", lambda a, b, c, d: ((a, b), (c, b)), refused=True),
                misfit("8 columns each", (13, 8), (19, 8)),
                shapes_case("equal outer sizes", lambda a, b, c, d: ((a, b), (c, a)), refused=True),
                shapes_case("nothing equal", lambda a, b, c, d: ((a, b), (c, d)), refused=True),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo="Compare the inner sizes; if they agree, return the outer ones.",
)
