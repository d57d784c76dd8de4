"""The picture of the timeline: eighty years on a ruler, and what happened when.

The entries here are a choice of those in the page's table; the tests hold them to it.
"""

from collections.abc import Sequence

import numpy as np

from course.figures.diagrams import words
from course.figures.style import Picture, canvas, colour

# Each strand of the story: its colour, its marker, and its name.
STRANDS = {
    "neurons": ("a", "o", "neurons and networks"),
    "slopes": ("gradient", "s", "slopes and training"),
    "world": ("y_hat", "^", "data, machines, the world"),
}
EVENTS = (
    (1943, "neurons", "McCulloch, Pitts: a neuron on paper"),
    (1951, "slopes", "Robbins, Monro: noisy steps"),
    (1958, "neurons", "Rosenblatt: the perceptron learns"),
    (1969, "neurons", "Minsky, Papert: what it can't do"),
    (1970, "slopes", "Linnainmaa: slopes in one trip back"),
    (1974, "slopes", "Werbos: the same, in a thesis"),
    (1986, "slopes", "Rumelhart, Hinton, Williams: it works"),
    (1989, "neurons", "LeCun and others: postcodes read"),
    (1997, "neurons", "LSTM: a network with a memory"),
    (2009, "world", "graphics cards; the red wine table"),
    (2010, "neurons", "ReLU, and starts of the right size"),
    (2012, "world", "photographs named"),
    (2016, "world", "a champion at Go beaten"),
    (2017, "neurons", "a network of attention"),
    (2022, "world", "chatbots taught by preferences"),
    (2024, "world", "a Nobel Prize"),
)
HEIGHT, GAP, TOP, FOOT = 620, 27, 560, 26
RULER, TEXT = 52, 104  # how far right the ruler and the words stand


def timeline(events: Sequence[tuple[int, str, str]] = EVENTS) -> Picture:
    """A line of years from top to bottom, a mark for each event, its words drawn to the right."""
    figure, axes = canvas(HEIGHT)
    years = np.array([year for year, _, _ in events])
    marks = np.interp(years, (1940, 2025), (TOP, FOOT))
    _ruler(axes)
    for at, place, (year, strand, what) in zip(marks, spread(marks), events, strict=True):
        name, mark, _ = STRANDS[strand]
        axes.plot(
            [RULER, TEXT - 26, TEXT - 8], [at, place, place], color=colour(name), lw=1, ls="-"
        )
        axes.plot(RULER, at, mark, color=colour(name), ms=8)
        words(axes, (TEXT - 4, place), f"{year}", name, ha="left", weight="bold")
        words(axes, (TEXT + 38, place), what, "ink", ha="left")
    for i, (name, mark, label) in enumerate(STRANDS.values()):
        x, y = ((20, HEIGHT - 14), (210, HEIGHT - 14), (20, HEIGHT - 38))[i]
        axes.plot(x, y, mark, color=colour(name), ms=8)
        words(axes, (x + 12, y), label, name, ha="left")
    return figure, _aloud(events)


def _ruler(axes):
    decades = np.arange(1940, 2021, 10)
    places = np.interp(decades, (1940, 2025), (TOP, FOOT))
    axes.plot([RULER, RULER], [TOP, FOOT - 8], color=colour("muted"), lw=2, ls="-")
    for decade, place in zip(decades, places, strict=True):
        axes.plot([RULER - 5, RULER], [place, place], color=colour("muted"), lw=1.5, ls="-")
        words(axes, (RULER - 10, place), str(decade), "muted", ha="right")


def spread(marks: np.ndarray) -> np.ndarray:
    """Places for the words: as near to their marks as they can be, GAP apart, none below FOOT.

    `marks` fall from event to event, as the years go by.
    """
    steps = GAP * np.arange(len(marks))
    # With the steps taken out, places may touch but not cross: the nearest such are means of runs.
    runs = []
    for value in marks + steps:
        runs.append([value, 1])
        while len(runs) > 1 and runs[-2][0] < runs[-1][0]:
            (a, m), (b, n) = runs.pop(-2), runs.pop()
            runs.append([(a * m + b * n) / (m + n), m + n])
    flat = np.concatenate([np.full(count, mean) for mean, count in runs])
    return np.maximum(flat, steps[-1] + FOOT) - steps


def _aloud(events):
    said = "; ".join(f"{year}, {what}" for year, _, what in events)
    first, last = events[0][0], events[-1][0]
    late = sum(year >= 2009 for year, _, _ in events)
    return (
        f"A line of years from {first} at the top to {last} at the foot, a mark for each event: "
        f"{said}. {late} of the {len(events)} stand at 2009 or after it."
    )
