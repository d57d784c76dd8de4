"""Examples as columns, as many textbooks have them: Z = W @ X + b.

Shapes: X (d_in, n), W (d_out, d_in), b (d_out, 1), Z, dZ and y (d_out, n). The functions of the
course work on rows, so everything is turned on its side before and after.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from course.checks.answers import Answer, Case, Part


def turned(value: Any) -> Any:
    """An array, or each array of a dictionary or a tuple, on its side; a flat b as a column."""
    if isinstance(value, dict):
        return {name: turned(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(turned, value))
    return value[:, None] if np.ndim(value) == 1 else value.T


def flat(b: np.ndarray) -> np.ndarray:
    """A bias as rows want it."""
    return b[:, 0]


def on_its_side(case: Case) -> Case:
    """The same case with every input turned; its name counts columns for rows."""
    name = case.name.replace("rows", "columns")
    return replace(case, name=name, draw=lambda rng: turned(tuple(case.draw(rng))))


def parts_on_their_side(answer: Answer) -> tuple[Part, ...]:
    """The parts of an answer for rows, with every case of theirs turned."""
    return tuple(replace(part, cases=tuple(map(on_its_side, part.cases))) for part in answer.parts)
