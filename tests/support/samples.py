"""One seed for `make check`, a few for `make test`, all of them for `make proof`."""

import pytest


def seeds(sample, everything):
    """The numbers from 0 to `everything` - 1 as parameters, each with the mark of who runs it."""
    few = [pytest.param(i, marks=pytest.mark.whole) for i in range(1, sample)]
    rest = [pytest.param(i, marks=pytest.mark.proof) for i in range(sample, everything)]
    return [0, *few, *rest]
