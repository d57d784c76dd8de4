"""Without JavaScript all text, figures, maths and outputs are still there; and search, with it."""

import pytest
from chromium import NO_WORKER
from page_checks import PHONE, wider_than_the_screen

from course.site.source.pages import SEARCH, named_pages

# What a page is made of, and how much of each a reader can see.
PARTS = {
    "words": "article p, article li",
    "headings": "article h1, article h2",
    "maths": "article .katex-html",
    "pictures": "article svg, article img",
    "code": "article .cell_input pre",
    "outputs": "article .cell_output pre, article table",
    "answers": "article .nn-answers li",
}
UNSEEN = """(css) => [...document.querySelectorAll(css)]
  .filter((e) => !e.closest("details:not([open]), .nn-here, .nn-told, .nn-notebook-link"))
  .filter((e) => e.textContent.trim() || e.localName === "svg" || e.localName === "img")
  .filter((e) => !e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((e) => e.outerHTML.slice(0, 90))"""


def pytest_generate_tests(metafunc):
    """Take every page of the table of contents."""
    if "path" in metafunc.fixturenames:
        names = named_pages(metafunc.config.rootpath)
        metafunc.parametrize("path", [f"{name}.html" for name in names])


def test_everything_is_there(visit, path):
    """Nothing that a page has is hidden until a script shows it, and nothing is cut off."""
    shown = visit(path, java_script_enabled=False, viewport=PHONE, **NO_WORKER)
    for name, css in PARTS.items():
        assert shown.page.evaluate(UNSEEN, css) == [], name
    assert wider_than_the_screen(shown.page) == []


def test_a_hidden_part_is_noticed(visit):
    """A paragraph that waits for a script is seen to be missing."""
    shown = visit("chapters/forward.html", java_script_enabled=False, **NO_WORKER)
    shown.page.evaluate("document.querySelector('article p').style.visibility = 'hidden'")
    assert len(shown.page.evaluate(UNSEEN, PARTS["words"])) == 1


@pytest.mark.parametrize("page", ["progress", "review"])
def test_a_word_for_those_without_scripts(visit, page):
    """It stands on the page without scripts, and on no page with them."""
    said, path = "Without JavaScript", f"chapters/{page}.html"
    bare = visit(path, java_script_enabled=False, **NO_WORKER).page.locator("article")
    assert said in bare.inner_text()
    assert said not in visit(path, **NO_WORKER).page.locator("article").inner_text()


GLASS = """(form) => {
  const [field, glass] = [form.querySelector("input"), form.querySelector("i")];
  const room = parseFloat(getComputedStyle(field).paddingLeft);
  return field.getBoundingClientRect().left + room - glass.getBoundingClientRect().right;
}"""


def test_the_glass_is_beside_the_words(visit):
    """It lies over no letter of what one looks for, on the search page and in its window."""
    form = visit(SEARCH, **NO_WORKER).page.locator(".bd-search-container form")
    assert form.evaluate(GLASS) > 0
    page = visit("chapters/index.html", **NO_WORKER).page
    page.locator(".search-button-field").first.evaluate("(button) => button.click()")
    form = page.locator("#pst-search-dialog form")
    form.wait_for(state="visible")
    assert form.evaluate(GLASS) > 0


def test_what_was_found_is_shown_in_its_own_words(visit):
    """No name of a file, no button of the theme, and no equation twice."""
    page = visit(f"{SEARCH}?q=back-propagation", **NO_WORKER).page
    page.get_by_text("Search finished").wait_for()
    found = page.locator("#search-results .context")
    found.nth(3).wait_for()
    words = found.all_inner_texts()
    assert [text for text in words if ".md" in text or ".pdf" in text] == []
    assert [text for text in words if "Contents" in text] == []


@pytest.mark.parametrize("word, page", [("gradient", "gradients"), ("softmax", "activations")])
def test_search(visit, word, page):
    """A word leads to its chapter, under a sub-path and from a plain server."""
    shown = visit(f"{SEARCH}?q={word}", **NO_WORKER)
    found = shown.page.locator(f"#search-results a[href*='chapters/{page}.html']").first
    found.wait_for()
    found.click()
    shown.page.wait_for_url(f"**/chapters/{page}.html*")
