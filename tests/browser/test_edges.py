"""Fields, sliders and boxes are seen for what they are: their edges stand out from the page."""

import pytest
from chromium import NO_WORKER
from control_checks import faint_edges
from page_checks import THEME
from task import PAGE

# Between them each kind of field that the book has: sliders, lists and ticks of explorables,
# editors, buttons, the field of the search.
PLACES = [PAGE, "chapters/digits.html", "chapters/affine.html", "chapters/index.html"]
PLACES += ["search.html?q=gradient", "chapters/progress.html"]


@pytest.mark.parametrize("path", PLACES)
def test_edges_stand_out(visit, path):
    """By three to one, light and dark, as WCAG 1.4.11 asks."""
    page = visit(path, **NO_WORKER).page
    for picture in page.locator(".nn-explorable").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    for theme in ("light", "dark"):
        page.evaluate(THEME, theme)
        assert (theme, faint_edges(page)) == (theme, [])


def test_a_faint_edge_is_seen(faulty):
    """Planted: a field with an edge that is hardly there, and one with none on its own paper."""
    assert faint_edges(faulty("<input aria-label=A style='border: 1px solid #777'>").page) == []
    for style in ("border: 1px solid #ccc", "border: 0"):
        assert len(faint_edges(faulty(f"<input aria-label=A style='{style}'>").page)) == 1
