"""What names a page that `_toc.yml` leaves out: its title stands there, and no link."""

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from course.site.source.left_out import GLOSSARY, labels, left_out, place


def setup(app: Sphinx) -> None:
    """Answer for what Sphinx can't find."""
    app.connect("missing-reference", _without_a_link)


def _without_a_link(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, found: nodes.Element
) -> nodes.Node | None:
    """The words of a link that would lead to a page which is left out; None for any other."""
    title = _title(app.srcdir, node)
    if title is None:
        return None
    if node.get("refexplicit") or node["reftype"] == "term":
        return nodes.inline("", "", *found.children)
    return nodes.emphasis(title, title)


def _title(root, node):
    """The title of what a link names, if that is left out."""
    kind, target = node.get("reftype"), node.get("reftarget", "")
    absent = left_out(root)
    if kind == "doc":
        return absent.get(place(node["refdoc"], target))
    if kind == "ref":
        return labels(root).get(target, (None, None))[1]
    return target if kind == "term" and GLOSSARY in absent else None
