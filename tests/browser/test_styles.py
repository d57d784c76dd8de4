"""The style sheet without what no page uses: every page looks as it does with all of it."""

import re
import shutil

import pytest
from chromium import NO_WORKER
from page_checks import PHONE, THEME

from course.site.finish import styles

WIDE = {"width": 1200, "height": 900}
# Pages that have between them every kind of thing, and what is pressed on each, for what a script
# puts there is styled too.
PAGES = {
    "chapters/index.html": (WIDE, (".dropdown-download-buttons button",)),
    "chapters/perceptron.html": (PHONE, (".nn-question button", ".nn-explorable button")),
    "chapters/review.html": (PHONE, ()),
    "exercises/backprop/backprop.html": (WIDE, (".nn-button:has-text('Run')",)),
    "search.html?q=neuron": (WIDE, ()),
}
# How each kind of element looks, and what stands before and after it. Of those that are alike in
# kind, state and place one is enough, or a page of equations takes half a minute.
KEEP = """(theme) => {
  const looks = (element, part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    const keys = [...style].filter((key) => !key.startsWith("--")); // those show nothing themselves
    return keys.map((key) => style.getPropertyValue(key)).join(";");
  };
  const own = (element) => [element.tagName, element.getAttribute("class"), element.parentElement &&
    Object.entries(element.dataset).filter(([, value]) => value.length < 12)].join(" ");
  const kind = (element) => [element, element.parentElement, element.nextElementSibling,
    element.previousElementSibling].map((one) => one && own(one)).join(" < ");
  const all = new Map([...document.querySelectorAll("body, body *")].map((e) => [kind(e), e]));
  (window.looked ??= {})[theme] = [...all].map(([name, element]) => [
    name, [null, "::before", "::after"].map((part) => looks(element, part)).join()]);
}"""
COMPARE = """(theme) => {
  const before = window.looked[theme];
  (KEEP)(theme);
  const now = window.looked[theme];
  window.looked[theme] = before;
  if (now.length !== before.length) return ["other elements"];
  return now.filter(([name, looks], i) => looks !== before[i][1]).map(([name]) => name);
}""".replace("KEEP", KEEP)
THEMES = ("light", "dark")
TRIES = 10
SWAP = """(name) => new Promise((done) => {
  const link = document.querySelector("link[rel=stylesheet]");
  link.onload = done;
  link.href = link.href.replace(/pages-\\w+\\.css/, name);
})"""
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"


@pytest.fixture(scope="module")
def whole(site, tmp_path_factory):
    """The style sheet with everything in it, from the sheets that the pages' one names."""
    (sheet,) = (site / styles.FOLDER).glob("pages-*.css")
    first = sheet.read_text("utf-8").splitlines()[0]
    names = re.fullmatch(re.escape(styles.PREFACE.strip()).replace(r"\{names\}", "(.*)"), first)[1]
    folder = shutil.copytree(site / styles.FOLDER, tmp_path_factory.mktemp("styles") / "static")
    (folder / sheet.name).unlink()
    text = (folder / styles.joined_sheet(folder, names.split(", "))).read_text("utf-8")
    assert len(text) > 2 * sheet.stat().st_size  # else there is nothing to compare
    return text


def changes(shown, text, tries=TRIES):
    """The elements of a page, light and dark, that look otherwise with another style sheet."""
    page = shown.page
    page.add_style_tag(content=STILL)
    page.route("**/whole.css", lambda route: route.fulfill(body=text, content_type="text/css"))
    for theme in THEMES:
        _show(page, theme)
        page.evaluate(KEEP, theme)
    page.evaluate(SWAP, "whole.css")
    return [change for theme in THEMES for change in _changes(page, theme, tries)]


def _changes(page, theme, tries):
    """What has changed for good: fonts come back a moment after their style sheet."""
    for _ in range(tries):
        _show(page, theme)
        if not (found := page.evaluate(COMPARE, theme)):
            break
    return found


def _show(page, theme):
    page.evaluate(THEME, theme)
    page.wait_for_timeout(200)


@pytest.mark.parametrize("path", PAGES)
def test_it_looks_the_same(visit, whole, path):
    """Each element of the page, also where buttons have been pressed."""
    size, buttons = PAGES[path]
    shown = visit(path, viewport=size, **NO_WORKER)
    for button in buttons:
        pressed = shown.page.locator(button)
        shown.page.locator(button.split()[0]).first.scroll_into_view_if_needed()
        pressed.first.click()
    if "exercises" in path:
        shown.page.wait_for_selector(".nn-status[data-verdict=right]", timeout=60_000)
    if "search" in path:
        shown.page.locator(".search-summary").filter(has_text="found").wait_for()
    shown.page.evaluate(UNFOLD)  # what is folded has no size until it is asked for
    shown.page.evaluate("window.scrollTo(0, 0)")
    shown.page.wait_for_timeout(1000)
    assert changes(shown, whole) == []


def test_a_rule_too_few_is_seen(visit, whole):
    """Planted: one rule of a style sheet is gone."""
    shown = visit("chapters/index.html", viewport=WIDE, **NO_WORKER)
    found = changes(shown, whole.replace(".admonition-title{", ".nobody{"), tries=2)
    assert any(kind.startswith("P admonition-title") for kind in found)
