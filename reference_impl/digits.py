"""From a drawing to the row of 64 numbers that a network for digits reads.

The makers of the table used a public program of NIST's (Garris and others, 1994). It stretches a
scanned digit to 32 dots in height and 20 in width, in the middle of a bitmap of 32 by 32; thickens
one with little ink and thins one with much; and pushes its lines sideways until a slanting digit
stands upright. Then they counted the dark dots of each block of 4 by 4. `centred` makes a drawing
like that; `blocks` counts.

Shapes: a drawing (32, 32) of 0 (paper) and 1 (ink); a row (1, 64) of counts from 0 to 16.
"""

import numpy as np

SIDE = 32  # dots along a side of a drawing
BLOCK = 4  # dots along a side of a block
WIDE = 20  # dots across a digit, before it is set upright
INK = 313  # dots in a digit; the table's middle one
PENS = range(2, 9)  # dots across a stroke
STROKE = 1 / 9  # of a digit's height: how thick people write
EDGE = 2  # lines at the top and at the foot that may be ragged


def blocks(drawing: np.ndarray) -> np.ndarray:
    """Count the ink in each block of 4 by 4, and lay the 8 by 8 counts out in a row, (1, 64)."""
    n = SIDE // BLOCK
    return drawing.reshape(n, BLOCK, n, BLOCK).sum(axis=(1, 3)).reshape(1, -1)


def centred(trace: np.ndarray) -> np.ndarray:
    """Redraw a thin trace as the table's digits are: as tall as the bitmap, upright, in its middle.

    Of all pens it takes the one that comes nearest to the usual amount of ink, of two the thinner.
    A trace without ink stays empty. Both are (32, 32).
    """
    if not trace.any():
        return np.zeros((SIDE, SIDE), int)
    rows, columns = np.flatnonzero(trace.any(axis=1)), np.flatnonzero(trace.any(axis=0))
    cut = trace[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(int)
    drawings = (_redrawn(cut, pen) for pen in PENS)
    return _upright(min(drawings, key=lambda drawing: abs(drawing.sum() - INK)))


def _redrawn(cut, pen):
    """A trace without margins in the middle of the bitmap, with a pen of so many dots.

    It is stretched as if it had been written with a stroke of the usual thickness: most of what is
    stretched of a narrow one is the stroke, of which a trace has nothing.
    """
    tall, wide = cut.shape
    height, widest = SIDE - pen + 1, WIDE - pen + 1  # what the trace itself may span
    span = WIDE * (wide - 1) / (wide - 1 + STROKE * tall)
    width = min(widest, 1 + int(span + 0.5))
    up, across = np.arange(height) * tall // height, np.arange(width) * wide // width
    stretched = cut[np.ix_(up, across)]  # (height, width)
    left = (SIDE - width - pen + 1) // 2
    drawing = np.zeros((SIDE, SIDE), int)
    for down in range(pen):
        for right in range(left, left + pen):
            drawing[down : down + height, right : right + width] |= stretched
    return drawing


def _upright(drawing):
    """Push each line sideways, so that the digit's left edge is above itself at top and foot."""
    top, foot = EDGE, SIDE - 1 - EDGE
    lean = (drawing[top].argmax() - drawing[foot].argmax()) / (foot - top)  # dots a line
    upright = np.zeros_like(drawing)
    for r, line in enumerate(drawing):
        columns = np.flatnonzero(line) + int(np.floor(lean * (r - SIDE // 2) + 0.5))
        upright[r, columns[(columns >= 0) & (columns < SIDE)]] = 1
    return upright
