"""Pictures that answer: `{explorable} NAME` puts one on a page, with its still and its words.

The page's script (`web/explorables/NAME.js`) takes the place of the still, which is what print,
and a browser without JavaScript, show. The numbers that it begins with come from here, out of
`reference_impl`. `make stills` draws the stills anew in a real Chromium, and a test holds them to
what the scripts draw.
"""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from reference_impl import example

STILLS = Path(__file__).parent / "stills"
MINIMUM_WORDS = 8
FRAME = """\
<div class="nn-explorable" data-explorable="{name}" data-given="{given}">
<div class="nn-stage" role="img" aria-label="{alt}" style="aspect-ratio: {ratio}">{still}</div>
<p class="nn-told" role="status"></p>
<div class="nn-controls"></div>
</div>"""
WIDTH = 400  # units across a still


@dataclass(frozen=True)
class Kind:
    """An explorable: a function for the numbers that it begins with, and its still's height."""

    given: Callable
    height: int


def setup(app):
    """Register the directive."""
    app.add_directive("explorable", Explorable)


class Explorable(SphinxDirective):
    """A picture that answers; the text in it says what to do, and what to look for."""

    required_arguments = 1
    option_spec = {"alt": directives.unchanged_required}
    has_content = True

    def run(self):
        name, alt = self.arguments[0], self.options.get("alt", "")
        if name not in KINDS:
            raise self.error(f"There is no explorable {name!r}. There are: {', '.join(KINDS)}.")
        if len(alt.split()) < MINIMUM_WORDS:
            raise self.error(f"Say in :alt: what {name} shows, in {MINIMUM_WORDS} words or more.")
        box = nodes.container(classes=["nn-explore"])
        still = (STILLS / f"{name}.svg").read_text(encoding="utf-8").strip()
        box += nodes.raw("", frame(name, alt, still), format="html")
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def frame(name, alt, still):
    """The HTML of an explorable as it stands on a page before its script begins."""
    kind = KINDS[name]
    return FRAME.format(
        name=name, given=html.escape(json.dumps(kind.given())), alt=html.escape(alt),
        ratio=f"{WIDTH} / {kind.height}", still=still,
    )  # fmt: skip


def _lists(**arrays):
    return {name: np.asarray(array).tolist() for name, array in arrays.items()}


def kmeans():
    """The chapter's four points, and its two centres on the first two of them."""
    points = [[0, 0], [0, 2], [4, 2], [5, 5]]
    return {"points": points, "centres": points[:2]}


def running_example():
    """The tiny network, its bottle, and what the tasters said."""
    return _lists(
        x=example.x, y=example.y, W1=example.W1, b1=example.b1, W2=example.W2, b2=example.b2
    )


KINDS = {
    "kmeans": Kind(kmeans, 370),
    "backprop": Kind(running_example, 300),
}
