"""Questions to check oneself: `{question}` holds a question, and a list of answers explained.

On paper, and without JavaScript, the answers lie folded under the question, the right one first.
The page's script makes buttons of them; `{review}` is where missed questions come back. A missed
question is kept by its id, which comes from its words.
"""

import hashlib

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

RIGHT = ("Yes.", "Right.")  # how the explanation of the right answer begins
WORDS = 8  # so many of a question's words name it
FOLDED = "Open the answers"


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("question", Question)
    app.add_directive("review", Review)


class Question(SphinxDirective):
    """A question, and a bullet list: each item an answer in bold, and why it is right or not."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=["nn-question"])
        self.state.nested_parse(self.content, self.content_offset, box)
        answers = box.children[-1] if box.children else None
        if not isinstance(answers, nodes.bullet_list) or len(box.children) < 2:
            raise self.error("A question is some text and then a list of answers, nothing else.")
        right = [item for item in answers if _explanation(item).startswith(RIGHT)]
        if len(right) != 1 or len(answers) < 2:
            raise self.error(f"{len(right)} answers begin with Yes. or Right.; it takes just one.")
        right[0]["classes"].append("nn-right")
        words = " ".join(child.astext() for child in box.children[:-1]).split()
        box["ids"] = [f"question-{_named(words[:WORDS])}"]
        folded = nodes.admonition("", nodes.title("", FOLDED), classes=["dropdown", "nn-answers"])
        box.replace(answers, folded)
        folded += answers
        return [box]


def _named(words):
    """A name that some words make; where it has no letter for one of theirs, a hash is in it."""
    text = " ".join(words)
    lost = any(letter.isalpha() and not nodes.make_id(letter) for letter in text)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8] if lost else ""
    return "-".join(filter(None, (nodes.make_id(text), digest)))


def _explanation(item):
    """What stands after the answer itself; raises nothing for an item without one."""
    bold = next(iter(item.findall(nodes.strong)), None)
    return item.astext()[len(bold.astext()) :].strip() if bold else ""


class Review(SphinxDirective):
    """Room for the missed questions; the page's script brings them."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=["nn-review"])
        self.state.nested_parse(self.content or StringList(), self.content_offset, box)
        return [box]
