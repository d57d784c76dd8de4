"""From a matplotlib figure to an SVG that is safe to stand in a page beside others.

The same figure gives the same bytes: no date, no random name. Its colours become CSS
variables, its names (`id`) get a prefix made from its own content, and anything that
would break on a dark page is refused.
"""

import hashlib
import io
import re
from xml.etree import ElementTree

import matplotlib
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from course.figures.style import COLOURS, DESK, PHONE, SMALLEST_TEXT, WIDTH, variable

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
FONT = "var(--nn-font, system-ui, sans-serif)"
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
DRAWN = {f"{SVG}{tag}" for tag in ("path", "text", "tspan", "use", "rect", "circle")}


class StrayColour(ValueError):
    """A figure uses a colour that has no dark value."""


class _Renderer(RendererSVG):
    """Words stay words, in the page's font; formulas become outlines, as their spacing needs."""

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        with matplotlib.rc_context({"svg.fonttype": "path" if ismath else "none"}):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)


def draw_svg(figure: Figure, alt: str) -> str:
    """The figure as the text of one `<svg>` element, named by `alt`.

    Raises StrayColour for a colour outside the table, or for an image made of pixels, and
    ValueError for text too small to read on a phone.
    """
    root = ElementTree.fromstring(_draw(figure))
    _drop_style_sheet(root)
    _check_fills(root)
    _check_text(root, figure.get_figwidth() * 72)
    _use_variables(root)
    _rename(root, alt)
    root.attrib.update(_frame(root.get("viewBox"), alt))
    return _write(root)


def _draw(figure):
    """The figure as matplotlib writes it, without date or random names."""
    width, height = figure.get_size_inches() * 72
    before, text = figure.dpi, io.StringIO()
    figure.dpi = 72
    try:
        with matplotlib.rc_context({"svg.hashsalt": "course.figures"}):
            renderer = _Renderer(width, height, text, metadata=NO_METADATA)
            figure.draw(renderer)
            renderer.finalize()
    finally:
        figure.dpi = before
    return text.getvalue()


def _drop_style_sheet(root):
    """Drop the style sheet, whose `*` would reach the whole page; `_frame` says it instead."""
    for definitions in root.findall(f"{SVG}defs"):
        if definitions.find(f"{SVG}style") is not None:
            root.remove(definitions)


def _check_fills(element, fill=None):
    """Refuse what matplotlib leaves unsaid: black is SVG's default, so it is never written."""
    if element.tag == f"{SVG}defs":
        return
    if element.tag == f"{SVG}image":
        raise StrayColour(
            "This figure holds an image made of pixels, which cannot follow a dark page. "
            "Draw it from lines and patches, or use contour lines."
        )
    found = re.search(r"(?:^|;)\s*fill:\s*([^;]+)", element.get("style", ""))
    fill = found.group(1) if found else fill
    if element.tag in DRAWN and fill is None:
        raise StrayColour(_stray("#000000"))
    for child in element:
        _check_fills(child, fill)


def _check_text(root, width):
    """Refuse words that a phone would shrink until nobody can read them."""
    for element in root.iter(f"{SVG}text"):
        said = re.search(r"font-size: ([\d.]+)px", element.get("style"))
        assert said, "matplotlib writes its size with every text"
        size = float(said.group(1))
        if size * WIDTH / width < SMALLEST_TEXT * 0.99:  # a hair for rounding
            raise ValueError(
                f"The text {element.text!r} would be {size * PHONE / width:.0f} px tall on a "
                f"phone; people can read {SMALLEST_TEXT * PHONE / WIDTH:.0f} px or more. "
                "Make it larger, or start the figure with course.figures.subplots."
            )


def _use_variables(root):
    """Turn each colour of the table into its CSS variable; the font is said once, by `_frame`."""
    names = {entry.light: name for name, entry in COLOURS.items()}

    def swap(match):
        if match.group() not in names:
            raise StrayColour(_stray(match.group()))
        return f"var({variable(names[match.group()])}, {match.group()})"

    for element in root.iter():
        if "style" in element.attrib:
            style = re.sub(r"#[0-9a-fA-F]{6}\b", swap, element.get("style"))
            element.set("style", re.sub(r"font-family: [^;]+;? ?", "", style))


def _stray(value):
    return (
        f"This figure uses the colour {value}, which is not in the table of colours, so it would "
        "not change on a dark page. Start the figure with course.figures.subplots or canvas, and "
        f'ask for a colour by name: course.figures.colour("W"). The names: {", ".join(COLOURS)}.'
    )


def _rename(root, alt):
    """Drop names that nothing points to; prefix the rest, so that no two figures share one."""
    whole = ElementTree.tostring(root, encoding="unicode") + alt
    prefix = "nn" + hashlib.sha256(whole.encode()).hexdigest()[:8]
    used = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", whole))
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in used:
            element.set("id", f"{prefix}-{name}")
        if LINK in element.attrib:
            element.set("href", f"#{prefix}-{element.attrib.pop(LINK)[1:]}")
        if "clip-path" in element.attrib:
            element.set("clip-path", element.get("clip-path").replace("#", f"#{prefix}-"))
        if "style" in element.attrib:
            element.set("style", element.get("style").replace("url(#", f"url(#{prefix}-"))


def _frame(view_box, alt):
    """The attributes of the outer element: its name, size and font, and the paper it lies on."""
    width, height = (float(number) for number in view_box.split()[2:])
    return {
        "class": "nn-picture",
        "role": "img",
        "aria-label": alt,
        "width": f"{width * DESK:.0f}",
        "height": f"{height * DESK:.0f}",
        "style": "max-width: 100%; height: auto; background: var(--nn-canvas, #ffffff); "
        f"stroke-linejoin: round; font-family: {FONT}",
    }


def _write(root):
    """The element as text, without the line breaks and comments of the drawing program."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.tail = None
        if element.tag != "text" and element.tag != "tspan":
            element.text = None
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.attrib.pop("version", None)
    return ElementTree.tostring(root, encoding="unicode")
