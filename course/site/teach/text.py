"""Text that a directive writes from data, read as if the author had typed it."""

from collections.abc import Iterable

from docutils.nodes import Element
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective


def read_into(directive: SphinxDirective, lines: Iterable[str], box: Element) -> Element:
    """Read lines of MyST text where the directive stands, into `box`; returns it."""
    text = StringList(list(lines), directive.get_location())
    directive.state.nested_parse(text, directive.content_offset, box)
    return box
