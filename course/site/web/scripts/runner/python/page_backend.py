"""matplotlib's way onto the page: `plt.show()` gives the open figures to the cell that runs."""

import sys

from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas  # noqa: F401


def show(*args, **kwargs):
    """Show the open figures, below what was printed so far."""
    sys.displayhook.figures()
