"""A drawing of a page as a file of its own, which any reading system can show.

On a page its colours follow the page, and its letters too; alone it has to say both.
"""

import re

from course.figures import css_variables

VARIABLE = re.compile(r"var\((--[\w-]+)(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
COLOUR = re.compile(r"(--nn-[\w-]+): (#\w+);")
LETTERS = "sans-serif"
STILL = (
    "<style>text{font:14px sans-serif;paint-order:stroke;stroke:#fff;stroke-width:4px;"
    "stroke-linejoin:round}</style>"
)
NAMESPACES = {
    "xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink",
}  # fmt: skip


def alone(drawing: str, *, still: bool = False) -> str:
    """The file's text; a `still` of an explorable has its letters from the page's style sheet."""
    text = VARIABLE.sub(_value, drawing)
    text = text.replace(" href=", " xlink:href=")
    for name, address in NAMESPACES.items():
        if f" {name}=" not in text:
            text = text.replace("<svg", f'<svg {name}="{address}"', 1)
    return text.replace(">", f">{STILL}", 1) if still else text


def _value(variable):
    """What a variable of the style sheet stands for on a light page."""
    name, otherwise = variable.groups()
    if name == "--nn-font":
        return LETTERS
    return LIGHT.get(name) or otherwise or "none"


def _light():
    light, _, _ = css_variables().partition("}")
    return dict(COLOUR.findall(light)) | {"--nn-canvas": "#ffffff"}


LIGHT = _light()
