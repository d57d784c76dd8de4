"""From a drawing to the row of 64 numbers that a network for digits reads.

The makers of the table stretched and centred each scanned digit on a bitmap of 32 by 32 and
counted the dark dots of each block of 4 by 4. What their program did besides shows in the table:
every digit reaches from the first line of blocks to the last, few are wider than six blocks, and
nearly all have about the same amount of ink. `centred` makes a drawing like that; `blocks` counts.

Shapes: a drawing (32, 32) of 0 (paper) and 1 (ink); a row (1, 64) of counts from 0 to 16.
"""

import numpy as np

SIDE = 32  # dots along a side of a drawing
BLOCK = 4  # dots along a side of a block
WIDEST = 24  # dots across the widest digit
INK = 313  # dots in a digit; the table's middle one
PENS = range(2, 9)  # dots across a stroke


def blocks(drawing: np.ndarray) -> np.ndarray:
    """Count the ink in each block of 4 by 4, and lay the 8 by 8 counts out in a row, (1, 64)."""
    n = SIDE // BLOCK
    return drawing.reshape(n, BLOCK, n, BLOCK).sum(axis=(1, 3)).reshape(1, -1)


def centred(trace: np.ndarray) -> np.ndarray:
    """Redraw a thin trace as the table's digits are: as tall as the bitmap, in its middle.

    Of all pens it takes the one that comes nearest to the usual amount of ink, of two the thinner.
    A trace without ink stays empty. Both are (32, 32).
    """
    if not trace.any():
        return np.zeros((SIDE, SIDE), int)
    rows, columns = np.flatnonzero(trace.any(axis=1)), np.flatnonzero(trace.any(axis=0))
    cut = trace[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(int)
    return min((_redrawn(cut, pen) for pen in PENS), key=lambda drawing: abs(drawing.sum() - INK))


def _redrawn(cut, pen):
    """A trace without margins in the middle of the bitmap, with a pen of so many dots.

    Height and width grow alike, unless it would be too wide.
    """
    tall, wide = cut.shape
    height, widest = SIDE - pen + 1, WIDEST - pen + 1  # what the trace itself may span
    width = max(1, min(widest, (2 * wide * height + tall) // (2 * tall)))  # rounded
    up, across = np.arange(height) * tall // height, np.arange(width) * wide // width
    stretched = cut[np.ix_(up, across)]  # (height, width)
    left = (SIDE - width - pen + 1) // 2
    drawing = np.zeros((SIDE, SIDE), int)
    for down in range(pen):
        for right in range(left, left + pen):
            drawing[down : down + height, right : right + width] |= stretched
    return drawing
