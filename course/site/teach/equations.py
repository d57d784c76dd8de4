"""Equations set while the book is built: KaTeX in Node, one line asked, one line answered.

No script runs in the reader's browser for them. Node comes as a Python wheel; KaTeX lies in
`web/katex/`, its style sheet and fonts in `web/static/katex`. Node ends when its input closes, so
it never outlives a build that breaks off.
"""

import atexit
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from course.site.npm import NODE
from course.site.source.notation import macros, marked
from course.site.source.pages import EXERCISES

RENDERER = Path(__file__).parents[1] / "web/katex/render.js"
STYLE = "katex/katex.min.css"
OPTIONS = {"throwOnError": True}
# The TeX is in our macros, which nobody else has; and a page knows MathML without its name.
UNUSED = re.compile(r'<annotation\b[^>]*>.*?</annotation>| xmlns="[^"]*MathML"', re.S)

logger = logging.getLogger(__name__)


class EquationError(ValueError):
    """KaTeX can't read an equation; the message is KaTeX's own."""


def setup(app: Sphinx) -> None:
    """Register the maths renderer `katex` with Sphinx."""
    app.add_html_math_renderer("katex", (visit_math, None), (visit_display, None))
    app.add_post_transform(TieStops)
    app.connect("builder-inited", lambda app: app.add_css_file(STYLE))


class TieStops(SphinxPostTransform):
    """Tie a comma or a full stop to the equation before it.

    A browser may begin a line with the stop otherwise, for it takes the equation for a box.
    """

    default_priority = 900  # after all that could still move text about
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.math)):
            after = node.next_node(descend=False, siblings=True)
            stop = re.match(r"[.,;:?!)]+", after) if isinstance(after, nodes.Text) else None
            if stop:
                node["stop"] = stop[0]
                after.parent.replace(after, nodes.Text(after[stop.end() :]))


@cache
def _node():
    node = subprocess.Popen(
        [NODE, RENDERER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(_end, node)
    return node


def _end(node):
    """Close Node's input, at which it ends, and wait until it has."""
    node.stdin.close()
    node.wait()
    node.stdout.close()


@cache
def typeset(tex: str, display: bool = False, macros: tuple[tuple[str, str], ...] = ()) -> str:
    """The HTML and MathML of an equation, without its TeX.

    `macros` are pairs of a macro and what it stands for. Raises EquationError for what KaTeX
    can't read.
    """
    node = _node()
    options = OPTIONS | {"displayMode": display, "macros": dict(macros)}
    print(json.dumps({"tex": tex, "options": options}), file=node.stdin)
    node.stdin.flush()
    answer = json.loads(node.stdout.readline())
    if "error" in answer:
        raise EquationError(answer["error"])
    return UNUSED.sub("", answer["html"])


def visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    """Write an equation inside a line of text."""
    html, stop = _html(translator, node), node.get("stop", "")
    tied = " nn-tied" if stop and html.count('class="base"') == 1 else ""  # others have to break
    start = translator.starttag(node, "span", "", CLASS=f"math{tied}")
    translator.body += [start, html, stop, "</span>"]
    raise nodes.SkipNode


def visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write an equation on lines of its own, with its number if it has one."""
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body += [_html(translator, node, display=True), "</div>\n"]
    raise nodes.SkipNode


def _tex(translator, node):
    """The TeX of an equation; an assignment's letters become the book's symbols."""
    page, root = translator.builder.current_docname, translator.builder.srcdir
    if not page.startswith(EXERCISES):
        return node.astext()
    return marked(node.astext(), root, page.split("/")[1])


def _html(translator, node, display=False):
    """An equation's HTML; one that KaTeX can't read becomes a warning, which fails the build."""
    try:
        return typeset(_tex(translator, node), display, macros(translator.builder.srcdir))
    except EquationError as error:
        words = str(error).replace("\u0332", "")  # the marks under what it can't read
        logger.warning("the equation %r: %s", node.astext(), words, location=node)
        return ""
