"""What a browser hands to a screen reader: Chromium's accessibility tree, by its protocol."""

from contextlib import contextmanager

MATHS = "MathMLMath"


@contextmanager
def _asking(page):
    """A way to ask the browser about an open page."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("Accessibility.enable")
    yield session
    session.detach()


def tree(page):
    """The nodes of the whole page that a screen reader is told of, by their ids."""
    with _asking(page) as session:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return {node["nodeId"]: node for node in nodes}


def role(node):
    return "" if node["ignored"] else node["role"]["value"]


def name(node):
    return node.get("name", {}).get("value", "")


def reading(node, nodes):
    """A node and all below it, in the order in which they are read."""
    below = [nodes[child] for child in node.get("childIds", []) if child in nodes]
    return [node, *(one for child in below for one in reading(child, nodes))]


def words(node, nodes):
    """The text of a node and all below it."""
    return "".join(name(one) for one in reading(node, nodes) if role(one) == "StaticText")


def equations(page):
    """The text of each equation as it is read, in the order of the page."""
    nodes = tree(page)
    top = next(iter(nodes.values()))
    return [words(one, nodes) for one in reading(top, nodes) if role(one) == MATHS]


def is_announced(page, selector):
    """Whether what comes into the element is said: it is there for a screen reader, as a region
    whose changes are told. Asked before they come, for one that comes with its words is not heard.
    """
    with _asking(page) as session:
        top = session.send("DOM.getDocument")["root"]["nodeId"]
        wanted = {"nodeId": top, "selector": selector}
        found = session.send("DOM.querySelector", wanted)["nodeId"]
        if not found:
            return False
        asked = {"nodeId": found, "fetchRelatives": False}
        (node,) = session.send("Accessibility.getPartialAXTree", asked)["nodes"]
    said = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return not node["ignored"] and said.get("live") in ("polite", "assertive")
