"""What surrounds each call of a learner's function, so that it comes to the same everywhere."""

import contextlib
import ctypes
import gc
import io
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.random import mtrand

# Whoever draws from NumPy's common random state comes to the same each time.
START = np.random.RandomState(0).get_state()
OWN: Any = np.random.MT19937()  # stands in for it: setting a state takes a hundred times as long
OWN.state = START


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep warnings and stderr of the learner's code away from the graded cell."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def unshown() -> Iterator[None]:
    """Keep away what code prints, shows by IPython's `display`, and draws by Matplotlib."""
    before = _figures()
    with contextlib.redirect_stdout(io.StringIO()), _unpublished():
        yield
    for number in _figures() - before:
        sys.modules["matplotlib.pyplot"].close(number)


def _figures():
    """The numbers of Matplotlib's open figures, of which there are none before it is imported."""
    plots = sys.modules.get("matplotlib.pyplot")
    return set(plots.get_fignums()) if plots else set()


def current_shell() -> Any:
    """The notebook's IPython, None where there is none."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextlib.contextmanager
def _unpublished():
    shell = current_shell()
    if shell is None:  # nothing that could show more than text
        yield
        return
    from IPython.core.displaypub import CapturingDisplayPublisher

    publisher, shell.display_pub = shell.display_pub, CapturingDisplayPublisher()
    try:
        yield
    finally:
        shell.display_pub = publisher


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Hold garbage collection: where the heap is full, it takes longer than a copy may."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextlib.contextmanager
def solved_with_numbers() -> Iterator[None]:
    """Refuse nan and infinity where least squares are asked for: LAPACK may never come back."""
    solve = np.linalg.lstsq

    def checked(a, b, *others, **settings):
        if not (np.isfinite(a).all() and np.isfinite(b).all()):
            raise np.linalg.LinAlgError("np.linalg.lstsq was given nan or infinity")
        return solve(a, b, *others, **settings)

    np.linalg.lstsq = checked
    try:
        yield
    finally:
        np.linalg.lstsq = solve


ENDLESS: Any = {type(one) for one in (np.c_, np.r_, np.mgrid, np.ogrid, np.s_)}


@contextlib.contextmanager
def with_an_end() -> Iterator[None]:
    """Refuse `np.c_` and its like where a list is wanted: they have an entry at every place.

    Whoever takes them for one, as NumPy does, collects entries until the memory is full.
    """
    kinds = [kind for kind in ENDLESS if "__iter__" not in vars(kind)]  # another call is around
    for kind in kinds:
        kind.__iter__ = None
    try:
        yield
    finally:
        for kind in kinds:
            del kind.__iter__


@contextlib.contextmanager
def pot_watched() -> Iterator[Callable[[], bool]]:
    """Give NumPy's common random state a known start, tell whether it was used, and restore it."""
    before, theirs = np.random.get_state(legacy=False), mtrand.get_bit_generator()
    mtrand.set_bit_generator(OWN)
    try:
        yield _pot_touched
    except BaseException:  # stopped by hand, and nobody has looked whether it was used
        OWN.state = START
        raise
    finally:
        mtrand.set_bit_generator(theirs)
        if before["has_gauss"]:  # the second of a pair, which no generator keeps
            np.random.set_state(before)


def _pot_touched():
    """Whether the common random state was used, after which it is back at the start."""
    if _raw() == RAW:
        return False
    OWN.state = START
    mtrand.set_bit_generator(OWN)  # which forgets the second of a pair, for the next call
    return True


def _raw():
    """Where the stand-in is: its words as they lie in memory; to ask for its state is slow."""
    if sys.platform == "emscripten":
        place = OWN.state["state"]
        return place["pos"], place["key"].tobytes()
    return ctypes.string_at(OWN.ctypes.state_address, WORDS)


WORDS = 4 * 625  # bytes: 624 words, and which of them is next
RAW = _raw()
