"""The way through the book, from `_toc.yml` and from what the chapters say of themselves.

`{route}` names the chapters of a route; `{next}` ends a chapter and names the one after it. So a
chapter that is added, moved or left out is named where it should be, and in no other place.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from course.site.errors import BuildError
from course.site.source.route import ROUTES, leading_on, way
from course.site.teach.text import read_into

NUMBERS = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()


def setup(app: Sphinx) -> None:
    """Register the directives, and read their pages again when the way has changed."""
    app.add_directive("route", Route)
    app.add_directive("next", Next)
    app.connect("env-get-outdated", _on_another_way)


def _on_another_way(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The pages that have to be read again since a chapter came, went, or speaks otherwise.

    The way is looked up here, once in a build; the directives have it from the environment.
    """
    there = way(Path(app.srcdir))
    before, env.nn_way = getattr(env, "nn_way", there), there  # type: ignore[attr-defined]
    if before == there:
        return []
    return [page for page, told in env.metadata.items() if "nn-route" in told]


class Route(SphinxDirective):
    """A paragraph on the chapters of a route; nothing where the book has none of them.

    In its text `{Count}` becomes their number, `{names}` their titles, and `{sentences}` what they
    say of themselves.
    """

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        route = self.arguments[0]
        if route not in ROUTES:
            raise self.error(f"There is no route {route!r}. There are: {', '.join(ROUTES)}.")
        found = [one for one in self.env.nn_way if one.route == route]  # type: ignore[attr-defined]
        self.env.metadata[self.env.docname]["nn-route"] = True
        if not found:
            return []
        links = [one.link for one in found]
        told = {
            "{Count}": NUMBERS[len(found) - 1] if len(found) <= len(NUMBERS) else str(len(found)),
            "{names}": " and ".join(filter(None, [", ".join(links[:-1]), links[-1]])),
            "{sentences}": " ".join(one.sentence for one in found),
        }
        lines = list(self.content)
        for place, words in told.items():
            lines = [line.replace(place, words) for line in lines]
        return read_into(self, lines, nodes.container()).children


class Next(SphinxDirective):
    """The last paragraph of a chapter: what leads on, and the chapter that comes next.

    Nothing where none does.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["nn-route"] = True
        there = self.env.nn_way  # type: ignore[attr-defined]
        try:
            told = leading_on(there, self.env.docname, " ".join(self.content))
        except BuildError as error:
            raise self.error(str(error)) from None
        return read_into(self, [told], nodes.container()).children
