"""Formulas as MathML, which browsers show without a script, a font of ours or a network."""

import html
from html import escape
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import Converter

LONG = 4000  # characters; a formula of a person is shorter
DRAWN = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover "
    "munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr mstyle mpadded mphantom "
    "menclose mfenced".split()
)
# What places and sizes things. Colours, classes, styles and links are not a formula's business.
KEPT = frozenset(
    "display displaystyle scriptlevel mathvariant stretchy fence form separator lspace rspace "
    "minsize maxsize movablelimits symmetric largeop linethickness columnalign rowspacing "
    "columnspacing columnlines rowlines accent accentunder width height depth voffset notation "
    "mathsize open close separators".split()
)


def mathml(tex: str, display: bool = False) -> str:
    """A formula in LaTeX as MathML; one that cannot be read is shown as it was written."""
    try:
        if len(tex) > LONG:
            raise ValueError("too long")
        formula = Converter(display="block" if display else "inline").convert_to_element(tex)
        return tostring(_plain(formula), encoding="unicode", short_empty_elements=False)
    except Exception:  # students write what they like, and the library raises what it likes
        return f"<code>{escape(tex)}</code>"


def _plain(element: Element) -> Element:
    """The same formula, its characters as themselves and nothing in it but a formula.

    The library's own text takes `<` in a formula for a tag: it would run what a student wrote.
    """
    if element.tag not in DRAWN:
        raise ValueError(element.tag)
    element.attrib = {name: value for name, value in element.attrib.items() if name in KEPT}
    element.text = html.unescape(element.text or "")
    for child in element:
        _plain(child)
    return element
