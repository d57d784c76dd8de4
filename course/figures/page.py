"""What a chapter puts on its page: a picture with its words, and a value with its name."""

import html
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time matplotlib is imported where something is drawn
    import numpy as np
    from matplotlib.figure import Figure

MINIMUM_WORDS = 5


def glue(name: str, value: object, display: bool = False) -> None:
    """Keep `value` under `name` for the page's text; without myst_nb it does nothing."""
    try:
        from myst_nb import glue as keep
    except ImportError:
        return
    keep(name, value, display=display)


def say(name: str, value: float, digits: int | None = None) -> None:
    """Keep a number under `name` as a sentence writes it: 1,599, −4 or, with two digits, 0.05."""
    value = value if digits is None else round(float(value), digits) + 0.0  # no minus zero
    text = f"{value:,}" if digits is None else f"{value:,.{digits}f}"
    glue(name, text.replace("-", "−"))


def show(figure: "Figure", alt: str = "") -> None:
    """Put a figure on the page as SVG, with the words `alt` for who cannot see it; close it.

    Outside a notebook it opens matplotlib's own window instead.
    Raises ValueError for words that are missing or too short, or for a stray colour.
    """
    import matplotlib.pyplot as plt

    from course.figures.svg import draw_svg

    words = _checked(alt)
    try:
        picture = draw_svg(figure, words)
        if not _display(f'<div class="nn-figure">{picture}</div>', words):
            plt.show()
    finally:
        plt.close(figure)


def _checked(alt):
    """The words for a picture, on one line; refuses what could not stand in for it."""
    words = " ".join(str(alt or "").split())
    if len(words.split()) < MINIMUM_WORDS:
        raise ValueError(
            f"A picture needs words for readers who cannot see it; this one got {words!r}. "
            f"Say in at least {MINIMUM_WORDS} words what it shows, numbers included: "
            'show(figure, alt="The curve u squared, with its tangent at 7.")'
        )
    return words


def hand_over(name: str, arrays: "Mapping[str, np.ndarray]") -> None:
    """Give arrays, such as a network's parameters, to the explorable `name` on this page.

    It is done where a page of the book runs its cells. Anywhere else there is nobody to take
    them, and nothing happens. What is infinite or no number goes over as null, which JSON has.
    """
    take = getattr(sys.displayhook, "hand_over", None)
    if take is not None:
        lists = {key: _as_lists(array) for key, array in arrays.items()}
        take(json.dumps({"explorable": name, "arrays": lists}))


def _as_lists(array):
    import numpy as np

    plain = array.astype(object)
    plain[~np.isfinite(array)] = None
    return plain.tolist()


@dataclass(frozen=True)
class Shown:
    """Something ready to be shown: HTML in a notebook or a page, plain text anywhere else."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def box(kind: str, title: str, text: str) -> Shown:
    """A box for the page, of the `kind` "note" or "warning", where code decides what it says."""
    page = (
        f'<div class="admonition {kind}"><p class="admonition-title">{html.escape(title)}</p>'
        f"<p>{html.escape(text)}</p></div>"
    )
    return Shown(page, f"{title}. {text}")


def _display(page, words):
    """Send a picture to the notebook; False where there is no notebook to send it to."""
    text = f"Picture: {words}"
    if getattr(sys.displayhook, "shows_html", False):  # a page of the book that runs its cells
        sys.displayhook(Shown(page, text))
        return True
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return False
    if get_ipython() is None:
        return False
    display({"text/html": page, "text/plain": text}, raw=True)
    return True
