"""A few seeds for `make test`, all of them for `make proof`."""

import pytest


def seeds(sample, everything):
    """The numbers from 0 to `everything` - 1 as parameters; all but the first few are proof."""
    proof = pytest.mark.proof
    return [*range(sample), *(pytest.param(i, marks=proof) for i in range(sample, everything))]
