"""With the keyboard alone: every stop is reached in order, is seen, and can be left again."""

import string

import pytest
from chromium import NO_WORKER
from control_checks import walk, without_ring
from page_checks import THEME
from task import PAGE, Task

WIDE = {"width": 1280, "height": 800}
# One page of each kind: the front page, a chapter with all that a chapter has, an assignment, a
# table that scrolls, buttons made by a script, a form.
KINDS = [
    "chapters/index.html",
    "chapters/perceptron.html",
    PAGE,
    "chapters/notation.html",
    "chapters/progress.html",
    "search.html?q=gradient",
]
LIVE = "document.querySelectorAll('.nn-explorable:not([data-live])').length === 0"
LETTERS = string.ascii_letters + string.digits + string.punctuation
STATE = """() => [location.href, document.activeElement?.outerHTML, scrollX, scrollY,
  document.querySelector("dialog[open]")?.id, document.body.innerHTML.length,
  document.documentElement.outerHTML.split("<body")[0]]"""


# What scrolls, and can't be reached with the keyboard.
SHUT_OUT = """() => [...document.querySelectorAll("#main-content :is(.math, pre)")]
  .filter((box) => box.checkVisibility() && box.clientWidth && box.scrollWidth > box.clientWidth)
  .filter((box) => box.tabIndex < 0).map((box) => box.outerHTML.slice(0, 60))"""
# Longer than the theme waits before it looks.
A_WHILE = "new Promise((done) => setTimeout(done, 600))"


@pytest.fixture
def come(visit):
    """A function that opens a page with all that its scripts bring to it."""

    def open_it(path, **options):
        page = visit(path, viewport=WIDE, **NO_WORKER, **options).page
        for picture in page.locator(".nn-explorable").all():
            picture.scroll_into_view_if_needed()
        page.wait_for_function(LIVE)
        page.evaluate("window.scrollTo(0, 0)")
        return page

    return open_it


@pytest.mark.parametrize("path", ["chapters/perceptron.html", PAGE])
def test_tab_goes_through_the_page(come, path):
    """A chapter and an assignment, from the first stop to the last, editors and pictures among
    them: in the order of the page, none left out, and none that keeps the focus for itself.
    """
    assert walk(come(path)) == []


@pytest.mark.parametrize("path", [PAGE, "chapters/notation.html"])
def test_what_comes_to_scroll_is_reached(come, path):
    """Also where a column makes way after the theme has looked, with no word of another size."""
    page = come(path)
    page.evaluate(A_WHILE)
    before = page.evaluate("document.querySelectorAll('[tabindex=\"0\"]').length")
    page.add_style_tag(content="#main-content { max-inline-size: 150px }")
    page.evaluate(A_WHILE)
    assert page.evaluate(SHUT_OUT) == []
    assert page.evaluate("document.querySelectorAll('[tabindex=\"0\"]').length") > before


@pytest.mark.parametrize("path", KINDS)
def test_the_focus_is_seen(come, path):
    """Light, dark and in forced colours; and reaching a stop does nothing but that."""
    page = come(path)
    for theme in ("light", "dark"):
        page.evaluate(THEME, theme)
        assert (theme, without_ring(page)) == (theme, [])
    page.emulate_media(forced_colors="active")
    assert without_ring(page) == []


CONTROLS = ".nn-controls :is(input, select)"
BESIDE = "() => [location.href, document.activeElement?.id, document.querySelector('dialog[open]')]"


@pytest.mark.parametrize("path", ["chapters/digits.html", "chapters/index.html"])
def test_a_change_is_no_surprise(come, path):
    """Whoever moves a slider or chooses from a list stays on it, and on the page."""
    page, changed = come(path), 0
    for control in page.locator(CONTROLS).all():
        control.focus()
        before, was = page.evaluate(BESIDE), control.input_value()
        page.keyboard.press("ArrowDown")
        changed += control.input_value() != was
        assert page.evaluate(BESIDE) == before
    assert changed


def test_no_letter_is_a_shortcut(come):
    """Typed where nothing takes text, the letters and signs of a keyboard do nothing at all."""
    page = come("chapters/perceptron.html")
    page.wait_for_timeout(300)
    for place in ("body", "article a", ".nn-controls button"):
        page.locator(place).first.focus()
        before = page.evaluate(STATE)
        page.keyboard.type(LETTERS)
        assert page.evaluate(STATE) == before, place


def test_every_letter_can_be_typed(opened):
    """Key by key, in an editor: the theme took "/" for its search, and nobody could divide."""
    task = Task(opened(**NO_WORKER).page, "relu_backward")
    task.write("#")
    task.page.keyboard.type(LETTERS)
    assert task.editor.inner_text() == f"#{LETTERS}"


def test_a_shortcut_of_one_letter_is_seen(faulty):
    """Planted: the search of Sphinx's own theme, which any "/" calls."""
    page = faulty(
        """<input><script>addEventListener("keydown", (event) => {
        if (event.key === "/") document.querySelector("input").focus() })</script>"""
    ).page
    before = page.evaluate(STATE)
    page.keyboard.type(LETTERS)
    assert page.evaluate(STATE) != before


STOPS = "<a href='#one'>One</a> <button id=two>Two</button> <a href='#three'>Three</a>"


@pytest.mark.parametrize(
    "fault, said",
    [
        ("<style>button:focus { outline: none }</style>", "no ring: <button"),
        ("<style>:focus { outline: 2px solid #eee }</style>", "no ring: <a"),
        ("<style>:focus { outline: 0; box-shadow: 0 0 0 3px blue }</style>", "no ring: <a"),
        ("<script>two.onfocus = () => two.blur()</script>", "passes the focus on: <button"),
        ("<script>two.onfocus = () => { location.hash = 'x' }</script>", "leads away: <button"),
    ],
)
def test_a_hidden_focus_is_seen(faulty, fault, said):
    """Planted: no ring, a pale one, a shadow that forced colours take away, and worse."""
    assert without_ring(faulty(STOPS).page) == []
    assert without_ring(faulty(STOPS + fault).page)[0].startswith(said)


@pytest.mark.parametrize(
    "fault, said",
    [
        ("<script>two.onkeydown = (e) => e.preventDefault()</script>", "does not let go: <button"),
        ("<b tabindex=5>Five</b>", "stands before the stop it comes after: <a"),
        (
            "<script>two.previousElementSibling.onkeydown = (e) => { e.preventDefault();"
            "two.nextElementSibling.focus() }</script>",
            "never reached: <button",
        ),
    ],
)
def test_a_lost_way_is_seen(faulty, fault, said):
    """Planted: a trap, another order than the page's, and a stop that is jumped over."""
    assert walk(faulty(STOPS).page) == []
    assert any(one.startswith(said) for one in walk(faulty(STOPS + fault).page))


LATE = """<button>One</button> <div id=box role=textbox tabindex=0>code</div> <button>Two</button>
<script>box.onfocus = () => setTimeout(() => {
  const editor = document.createElement("div");
  editor.className = "cm-content";
  editor.textContent = "code";
  editor.setAttribute("role", "textbox");
  editor.tabIndex = 0;
  box.replaceWith(editor);
  editor.focus();
}, 300)</script>"""


def test_an_editor_that_comes_late_is_reached(faulty):
    """On a busy machine the walk was at the box in whose place it came, and blamed the editor."""
    assert walk(faulty(LATE).page) == []
