"""One table of colours, and the one style that every picture of the course is drawn in.

Each colour has a light and a dark value. A picture names its colours by their light
value; `course.figures.show` turns each into a CSS variable, so that one picture serves
both themes. Colours are never the only sign: lines differ in dashes too, and every part
of a drawing carries a label.

The hues stay apart for readers who are blind to red or to green; the tests compute it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # at run time matplotlib is imported where something is drawn
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# What the functions that draw give to `show`: a figure, and the words that say what it shows.
Picture = tuple["Figure", str]
Point = tuple[float, float]  # (x, y) on a drawing, in units

WIDTH = 400  # units across a picture
PHONE = 343  # px that a picture gets on a phone 375 px wide
DESK = 1.4  # px for one unit where there is room
SMALLEST_TEXT = 13  # units, which is 11 px on that phone
TINT = 0.12  # how much of its colour fills a node; words in that colour stay readable on it


@dataclass(frozen=True)
class Colour:
    """A colour of the table: its value on a light page, on a dark page, and what it is for.

    `forced` is its value where readers force their own colours on every page; words and
    lines take CanvasText there, and only those that do are fit for text.
    """

    light: str
    dark: str
    meaning: str
    forced: str = "CanvasText"


COLOURS = {
    "x": Colour("#02605f", "#28b4b4", "the measurements that go in"),
    "W": Colour("#3748e8", "#6490ff", "weights"),
    "b": Colour("#0d69b0", "#159ad9", "biases"),
    "z": Colour("#4d207c", "#dcc2ff", "a neuron's sum, before the activation"),
    "a": Colour("#0c7b3c", "#3aeb8c", "a neuron's activation"),
    "y_hat": Colour("#a35700", "#f0b23d", "the prediction"),
    "y": Colour("#3d2c00", "#fbf75c", "the true answer"),
    "loss": Colour("#c80574", "#ff4f9a", "the loss"),
    "gradient": Colour("#b3312c", "#ec7350", "slopes, and the gradients that flow back"),
    "ink": Colour("#222832", "#e6eaef", "words and outlines"),
    "muted": Colour("#5b6470", "#a3adb8", "what stands in the background"),
    "grid": Colour("#d5d9de", "#3a424d", "grid lines", "GrayText"),
    "highlight": Colour("#ffe08a", "#6b5510", "a broad pen under a line", "GrayText"),
    "paper": Colour("#ffffff", "#121212", "the page itself", "Canvas"),
}

# A second sign beside the colour: the dashes of the lines of a plot, in the order drawn.
LINES: tuple[tuple[str, Any], ...] = (
    ("W", "-"),
    ("y_hat", "--"),
    ("z", "-."),
    ("a", ":"),
    ("gradient", (0, (6, 1, 1, 1))),
)


def colour(name: str) -> str:
    """The matplotlib colour of a symbol family, as its light value.

    Raises KeyError with the names that exist when `name` is not one of them.
    """
    if name not in COLOURS:
        raise KeyError(f"There is no colour called {name!r}. The table has: {', '.join(COLOURS)}.")
    return COLOURS[name].light


def variable(name: str) -> str:
    """The CSS variable of a colour, for example `--nn-y-hat`."""
    return f"--nn-{name.replace('_', '-')}"


def css_variables() -> str:
    """The stylesheet of the figures and tables: the colours for both themes, and the layout."""
    light = "".join(f"  {variable(name)}: {c.light};\n" for name, c in COLOURS.items())
    dark = "".join(f"  {variable(name)}: {c.dark};\n" for name, c in COLOURS.items())
    forced = "".join(f"  {variable(name)}: {c.forced};\n" for name, c in COLOURS.items())
    return (
        f":root {{\n{light}{_PAGE}}}\n"
        f'html[data-theme="dark"] {{\n{dark}}}\n'
        f"@media (forced-colors: active) {{\n:root:root {{\n{forced}}}\n}}\n"
        f"{_LAYOUT}"
    )


# On the site a picture lies on the page; elsewhere it brings its own white paper.
_PAGE = """\
  --nn-canvas: transparent;
  --nn-font: var(--pst-font-family-base, system-ui, sans-serif);
"""

# The theme puts a pale box behind HTML output on a dark page; ours brings its own colours.
_LAYOUT = """\
.nn-figure { margin: 0.5rem 0; text-align: center; }
.nn-figure svg { max-width: 100%; height: auto; }
html[data-theme="dark"] div.cell_output .text_html:has(.nn-figure, .nn-table, .admonition) {
  background: none !important; color: inherit !important; padding: 0 !important;
}
.nn-table { overflow-x: auto; margin: 1rem 0; }
/* No stripes: on them some colours of symbols would be too pale to read. */
.nn-table, .bd-article table.table {
  --pst-color-table-heading-bg: transparent; --pst-color-table-row-hover-bg: transparent;
  --pst-color-table-row-zebra-low-bg: transparent; --pst-color-table-row-zebra-high-bg: transparent;
}
.nn-table tbody tr, .bd-article table.table tbody tr { border-top: 1px solid var(--nn-grid); }
.nn-table table { margin: 0 auto; border-collapse: collapse; }
.nn-table caption { caption-side: top; text-align: left; padding-bottom: 0.4rem; color: inherit; }
.nn-table th { font-weight: 600; text-align: left; vertical-align: bottom; }
.cell_output .nn-table table.dataframe :is(td, th) {
  padding: 0.35rem 0.75rem; white-space: normal;
}
.nn-table .nn-number { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 576px) {
  .nn-table, .bd-article table.table { font-size: 0.8rem; }
  .cell_output .nn-table table.dataframe :is(td, th), .bd-article table.table :is(td, th) {
    padding: 0.3rem;
  }
}
"""


def use_style() -> None:
    """Draw in the course's style from here on: it sets matplotlib's rcParams."""
    import matplotlib
    from cycler import cycler

    ink, muted = colour("ink"), colour("muted")
    names, dashes = zip(*LINES, strict=True)
    matplotlib.rcParams.update({
        "figure.facecolor": "none", "axes.facecolor": "none", "figure.dpi": 72,
        "font.family": "DejaVu Sans", "font.size": SMALLEST_TEXT,
        "mathtext.fontset": "cm",  # the letters of the page's equations
        "text.color": ink, "axes.labelcolor": ink, "axes.edgecolor": muted,
        "axes.titlesize": 15, "axes.labelsize": 14, "legend.fontsize": SMALLEST_TEXT,
        "xtick.color": muted, "ytick.color": muted,
        "xtick.labelcolor": ink, "ytick.labelcolor": ink,
        "xtick.labelsize": SMALLEST_TEXT, "ytick.labelsize": SMALLEST_TEXT,
        "axes.spines.top": False, "axes.spines.right": False,
        "grid.color": colour("grid"), "axes.axisbelow": True,
        "lines.linewidth": 2.2, "patch.edgecolor": ink, "hatch.color": muted,
        "scatter.edgecolors": "face", "legend.frameon": False,
        "axes.prop_cycle": cycler(color=[colour(n) for n in names]) + cycler(linestyle=dashes),
    })  # fmt: skip


def subplots(
    rows: int = 1, columns: int = 1, height: float = 250, **options: Any
) -> tuple["Figure", Any]:
    """A figure as wide as the page, `height` units tall, and its axes, in the course's style.

    `options` go to `matplotlib.pyplot.subplots`, for example `sharey=True`.
    """
    import matplotlib.pyplot as plt

    use_style()
    size = (WIDTH / 72, height / 72)
    return plt.subplots(rows, columns, figsize=size, layout="constrained", **options)


def canvas(height: float) -> tuple["Figure", "Axes"]:
    """An empty drawing and its axes: x from 0 to WIDTH, y from 0 to `height`, in units."""
    import matplotlib.pyplot as plt

    use_style()
    figure = plt.figure(figsize=(WIDTH / 72, height / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, height))
    axes.axis("off")
    return figure, axes
