"""Checks at the door: what a caller gave, what was expected, what to do about it.

A function that has an array to read returns it: as float64, labels as whole numbers. The others
return nothing. What makes no sense is refused with a ValueError.
"""

import numpy as np


def check_matrix(name: str, values: object) -> np.ndarray:
    """Return `values` as a float64 matrix (rows, columns): not empty, every entry finite."""
    array = _as_numbers(name, values)
    if array.ndim != 2:
        raise ValueError(_shape_message(name, array.shape))
    if array.size == 0:
        raise ValueError(
            f"{name} is empty, its shape is {array.shape}; expected at least one row and column."
        )
    return check_finite(name, array)


def check_finite(name: str, array: np.ndarray) -> np.ndarray:
    """Return `array`, or refuse it for its first NaN or infinite entry."""
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        place = tuple(int(i) for i in bad[0])
        raise ValueError(
            f"{name} holds {len(bad)} NaN or infinite value(s), the first at {place}. Expected "
            "ordinary numbers. Drop or repair those rows first."
        )
    return array


def check_rows_match(X: np.ndarray, y: np.ndarray, name_X: str = "X", name_y: str = "y") -> None:
    """Refuse two arrays that do not have one row for each example."""
    if len(X) != len(y):
        raise ValueError(
            f"{name_X} has {len(X)} rows and {name_y} has {len(y)}; expected one row of "
            f"{name_y} for each row of {name_X}."
        )


def check_columns(name: str, array: np.ndarray, expected: int) -> None:
    """Refuse an array with another number of columns than `expected`."""
    if array.shape[1] != expected:
        raise ValueError(
            f"{name} has shape {array.shape}; expected {expected} column(s), (n, {expected})."
        )


def check_bias(name: str, values: object, W: np.ndarray) -> np.ndarray:
    """Return a copy of a bias vector: one number for each column of W."""
    b = check_finite(name, np.array(_as_numbers(name, values)))
    if b.shape != W.shape[1:]:
        raise ValueError(
            f"{name} has shape {b.shape}; expected {W.shape[1:]}, one for each neuron."
        )
    return b


def check_labels(name: str, values: object, k: int) -> np.ndarray:
    """Return class labels (n, 1) as whole numbers from 0 to k - 1."""
    labels = check_matrix(name, values)
    check_columns(name, labels, 1)
    wrong = labels[(labels != np.floor(labels)) | (labels < 0) | (labels >= k)]
    if wrong.size:
        raise ValueError(
            f"{name} holds the label {wrong[0]:g}; expected whole numbers from 0 to {k - 1}, "
            f"one for each of the {k} classes."
        )
    return labels.astype(int)


def check_answers(name: str, values: object) -> np.ndarray:
    """Return answers (n, 1) that are all 1 for yes or 0 for no, as floats."""
    answers = check_matrix(name, values)
    check_columns(name, answers, 1)
    wrong = answers[(answers != 0) & (answers != 1)]
    if wrong.size:
        raise ValueError(f"{name} holds {wrong[0]:g}; expected 1 for a yes and 0 for a no.")
    return answers


def check_positive(name: str, value: float, whole: bool = False) -> None:
    """Refuse a number that is not above zero (and, where asked for, not whole)."""
    kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
    if not isinstance(value, kinds) or isinstance(value, bool) or not 0 < value < np.inf:
        kind = "a whole number" if whole else "a number"
        raise ValueError(f"{name} is {value!r}; expected {kind} above zero.")


def _as_numbers(name, values):
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"{name} could not be read as an array of numbers ({error}). Expected a NumPy array "
            "of shape (rows, columns)."
        ) from None


def _shape_message(name, shape):
    message = f"{name} has shape {shape}; expected two dimensions, (rows, columns)."
    if len(shape) == 1:
        message += (
            f" Write {name}.reshape(-1, 1) for one column or {name}.reshape(1, -1) for one row. "
            f"NumPy stretches a flat {name} into a grid of wrong differences without a word."
        )
    return message
