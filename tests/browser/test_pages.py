"""Every page opens without an error, is open to everybody, and fits the narrowest screen."""

import pytest
from chromium import NO_WORKER
from page_checks import (
    NARROW,
    PHONE,
    THEME,
    barriers,
    everything,
    too_full,
    untold_pictures,
    when_spaced,
    wider_than_the_screen,
)

from course.site.source.pages import ENTRANCE, SEARCH, named_pages

WIDE = {"width": 1280, "height": 800}


def pytest_generate_tests(metafunc):
    """Take every page of the table of contents, and the search page."""
    if "path" in metafunc.fixturenames:
        names = named_pages(metafunc.config.rootpath)
        metafunc.parametrize("path", [*(f"{name}.html" for name in names), SEARCH])


def test_page(visit, axe, path):
    """Light, dark, on a phone, at 320 px, at 400 %, in large letters: axe finds nothing, and
    nothing is cut off.
    """
    assert everything(visit(path, viewport=PHONE, **NO_WORKER), axe) == {}


def point_at_everything(visit):
    """Let the page believe that the mouse is on each of its links and buttons."""
    session = visit.context.new_cdp_session(visit.page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    top = session.send("DOM.getDocument")["root"]["nodeId"]
    wanted = {"nodeId": top, "selector": "a, button, summary, label"}
    for node in session.send("DOM.querySelectorAll", wanted)["nodeIds"]:
        forced = {"nodeId": node, "forcedPseudoClasses": ["hover"]}
        session.send("CSS.forcePseudoState", forced)
    return session  # the states last as long as it does


@pytest.mark.parametrize("page", ["chapters/perceptron.html", "exercises/backprop/backprop.html"])
def test_words_under_the_mouse_stand_out(visit, axe, page):
    """A link or a button that the mouse is on can be read, light and dark."""
    shown = visit(page, viewport=WIDE, **NO_WORKER)
    session = point_at_everything(shown)
    for theme in ("light", "dark"):
        shown.page.evaluate(THEME, theme)
        assert (theme, barriers(shown.page, axe)) == (theme, [])
    session.detach()


def test_entrance_leads_to_the_front_page(visit):
    """The site's own address opens the front page."""
    shown = visit(SEARCH, **NO_WORKER)
    page = shown.page
    page.goto(shown.top + ENTRANCE)
    page.wait_for_url("**/chapters/index.html")
    assert page.get_by_role("heading", level=1).is_visible()


def test_good_page_is_let_through(faulty, axe):
    """A page without a fault has none: what the tests below see is the fault they plant."""
    shown = faulty("<p>Words.</p>", viewport=PHONE)
    assert everything(shown, axe) == {}
    assert (shown.outside(), shown.complaints) == ([], [])


def test_faint_words_are_seen(faulty, axe):
    """Words that hardly stand out are seen, in the dark too where only the dark has them."""
    css = "<style>[data-theme=dark] p { color: #333; background: #222 }</style>"
    found = everything(faulty(f"{css}<p>Faint.</p>", viewport=PHONE), axe)
    assert list(found) == ["axe, dark"]
    assert found["axe, dark"][0].startswith("color-contrast: <p>")
    assert barriers(faulty('<p style="color: #ccc">Faint.</p>').page, axe) != []


def test_outside_request_is_seen(faulty):
    """A request to another host is counted, though nothing answers it."""
    shown = faulty('<img src="http://other.invalid/picture.png" alt="A picture.">')
    assert shown.outside() == ["http://other.invalid/picture.png"]


def test_request_above_the_site_is_seen(faulty):
    """A request to the same host, but outside the sub-path, is counted too."""
    shown = faulty('<img src="/picture.png" alt="A picture.">')
    assert [address.count("/") for address in shown.outside()] == [3]


@pytest.mark.parametrize(
    "fault, said",
    [
        ("<script>console.error('oh dear')</script>", "oh dear"),
        ("<script>throw new Error('oh no')</script>", "oh no"),
        ("<script>Promise.reject(new Error('alas'))</script>", "alas"),
        ("<script src='gone.js'></script>", "gone.js"),
    ],
)
def test_complaint_is_seen(faulty, fault, said):
    """An error in the console, one that nobody caught, and a file that is not there are seen."""
    shown = faulty(fault)
    shown.page.wait_for_timeout(100)  # what nobody caught is told a moment later
    assert len(shown.complaints) == 1
    assert said in shown.complaints[0]


@pytest.mark.parametrize(
    "fault, said",
    [
        ('<p style="width: 330px">Wide.</p>', "px wide in 320"),
        ('<div style="overflow: hidden; width: 90px"><b>Unbreakablewords</b></div>', "<b>"),
    ],
)
def test_wide_page_is_seen(faulty, fault, said):
    """A page wider than the screen is seen, and words that it cuts off instead."""
    shown = faulty(fault)
    shown.resize(*NARROW)
    found = wider_than_the_screen(shown.page)
    assert said in found[0]


def test_page_too_wide_in_large_letters_is_seen(faulty, axe):
    """Words that fit until a reader makes letters twice as large."""
    fault = '<p style="white-space: nowrap">Words that all stay in a single row</p>'
    found = everything(faulty(fault, viewport=PHONE), axe)
    assert list(found) == ["400 px, letters of 200 %"]


@pytest.mark.parametrize("picture", ['<img src="data:,">', '<svg role="img"></svg>', "<canvas>"])
def test_untold_picture_is_seen(faulty, picture):
    """A picture without words is seen; with words, or on a button that has them, it is not."""
    assert len(untold_pictures(faulty(picture).page)) == 1
    assert untold_pictures(faulty(f'<button aria-label="Copy">{picture}</button>').page) == []
    assert untold_pictures(faulty(picture.replace(">", ' aria-label="It.">', 1)).page) == []


SMALL = "<p style='height: 1.3em; overflow: hidden; font: 16px/1.2 sans-serif; {}'>Words.</p>"


@pytest.mark.parametrize(
    "fault",
    [
        SMALL.format(""),
        SMALL.format("height: 1.6em; width: 54px; white-space: nowrap"),
        "<svg aria-label='A.' width=54 height=20><text y=15>Words.</text></svg>",
    ],
)
def test_words_cut_off_when_they_stand_apart_are_seen(faulty, fault):
    """Planted: a box of the height of its line, one of the width of its word, and a picture."""
    page = faulty(fault, viewport=PHONE).page
    assert wider_than_the_screen(page) == too_full(page) == []
    assert len(when_spaced(page)) == 1
    assert wider_than_the_screen(page) == []  # the page is as it was


@pytest.mark.parametrize(
    "fault, rule",
    [
        ("<button aria-label='Start'>Go</button>", "label-content-name-mismatch"),
        (
            "<style>@media (orientation: portrait) { html { rotate: 90deg } }</style>",
            "css-orientation-lock",
        ),
    ],
)
def test_rules_on_trial_are_asked_for(faulty, axe, fault, rule):
    """Planted: a name without the words that one sees, and a page that is turned by the phone."""
    assert rule in barriers(faulty(fault, viewport=PHONE).page, axe)[0]
