"""No picture stays open after the test that drew it."""

import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def closed_afterwards():
    yield
    plt.close("all")
