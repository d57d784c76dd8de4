"""The drawings in the pages, written shorter: SVGO takes out what nobody would see.

matplotlib says the colour of each of a thousand points anew, to six digits after the point. In a
page of figures that is more than the text, the maths and the code together.
"""

import re
import tempfile
from pathlib import Path

from course.site.commands import run
from course.site.errors import NotFetched
from course.site.finish.steps import Pages
from course.site.npm import NODE, SOURCES, packages

# The pictures of the book and the stills of its explorables; not an equation's stretched signs.
DRAWING = re.compile(
    r'<svg [^>]*(?:class="nn-picture"|viewBox=[^>]*aria-hidden)[^>]*>.*?</svg>', re.S
)
CONFIG = SOURCES / "svgo.config.mjs"


def shorten(site: Path, pages: Pages) -> None:
    """Write each drawing in the site's pages shorter; left as they are where SVGO can't be had."""
    drawings = {name: found for name, text in pages.items() if (found := DRAWING.findall(text))}
    try:
        shorter = iter(shortened([one for found in drawings.values() for one in found]))
    except NotFetched:
        return
    for name in drawings:
        pages[name] = DRAWING.sub(lambda _: next(shorter), pages[name])


def shortened(drawings: list[str]) -> list[str]:
    """The drawings (texts of `<svg>` elements) written shorter; raises NotFetched without SVGO."""
    svgo = packages() / "svgo/bin/svgo.js"
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"d{number}.svg" for number in range(len(drawings))]
        for file, drawing in zip(files, drawings, strict=True):
            file.write_text(drawing, "utf-8")
        if files:
            run(
                [NODE, svgo, "-q", "--config", CONFIG, *files], folder, "The drawings can't be read"
            )
        return [file.read_text("utf-8") for file in files]
