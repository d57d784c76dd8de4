"""The glossary's other words: each entry says what else its thing is called.

An entry that only points ("Another word for {term}`loss`.") is the source; the one that it
points to gets the line, so that nobody writes either twice.
"""

from collections import defaultdict
from typing import Any

from docutils import nodes
from sphinx.addnodes import glossary, pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

POINTS, ALSO = "Another word for", "You may also meet: "


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(OtherWords)


class OtherWords(SphinxTransform):
    """Add "You may also meet: cost, objective." to an entry that others point to."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        for table in self.document.findall(glossary):
            items = list(table.findall(nodes.definition_list_item))
            others = _others(items)
            for item in items:
                words = [word for term in _terms(item) for word in others.get(term.lower(), ())]
                if words:
                    text = f"{ALSO}{', '.join(sorted(words, key=str.lower))}."
                    item[-1] += nodes.paragraph("", text, classes=["nn-also"])


def _others(items):
    """The words that point to each term."""
    others: dict[str, list[str]] = defaultdict(list)
    for item in items:
        reference = next(iter(item[-1].findall(pending_xref)), None)
        if item[-1].astext().startswith(POINTS) and reference is not None:
            others[reference["reftarget"].lower()] += _terms(item)
    return others


def _terms(item):
    return [term.astext() for term in item.findall(nodes.term)]
