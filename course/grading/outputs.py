"""What a cell showed, as HTML that is safe to open in a page of one file."""

import base64
import re
from collections.abc import Callable

from markupsafe import Markup
from nbconvert.filters import strip_ansi
from nbformat.notebooknode import NotebookNode

from course.grading.formulas import mathml
from course.grading.markup import Outline, from_markdown, safe

DRAWN = "A picture that this cell drew"


def shown(output: NotebookNode) -> Markup:
    """One output of a cell; empty where there is nothing that a page may show."""
    if output.output_type == "stream":
        return text(output.text)
    if output.output_type == "error":
        return text("\n".join(output.traceback))
    data = {kind: said for kind, said in output.data.items() if isinstance(said, str)}
    pictures = (html for kind, html in ((k, SHOWS[k](data[k])) for k in SHOWS if k in data))
    return next(filter(None, pictures), Markup())


def text(said: str) -> Markup:
    """Text as it stands, without a terminal's colours."""
    plain = strip_ansi(said).rstrip()
    return Markup("<pre>{}</pre>").format(plain) if plain.strip() else Markup()


def picture(kind: str) -> Callable[[str], Markup]:
    """How a picture of that kind is shown: as a picture, in which no script runs."""

    def image(said):
        if kind == "svg+xml":
            said = base64.b64encode(said.encode()).decode()
        letters = re.sub(r"[^A-Za-z0-9+/=]", "", said)
        source = f"data:image/{kind};base64,{letters}"
        return Markup('<img alt="{}" src="{}">').format(DRAWN, source)

    return image


def table(said: str) -> Markup:
    """HTML, if something is left of it once it is safe."""
    markup = safe(said)
    left = re.sub(r"<(?!img)[^>]*>", "", markup).strip()
    return Markup(markup) if left else Markup()


def prose(said: str) -> Markup:
    """Markdown that a cell showed."""
    return Markup(from_markdown(said, outline=Outline(under=3, last=3)))


def formula(said: str) -> Markup:
    """LaTeX that a cell showed."""
    return Markup(mathml(said.strip().strip("$"), display=True))


# The first that an output has is what a reader sees.
SHOWS: dict[str, Callable[[str], Markup]] = {
    "image/png": picture("png"),
    "image/jpeg": picture("jpeg"),
    "image/svg+xml": picture("svg+xml"),
    "text/html": table,
    "text/markdown": prose,
    "text/latex": formula,
    "text/plain": text,
}
