"""Nothing moves before a reader asks for it, and nothing flashes when it does."""

import io

import numpy as np
import pytest
from chromium import NO_WORKER
from page_checks import PHONE
from PIL import Image

# The pictures that go on by themselves, once asked to, faster than four steps a second; what takes
# one of these steps. A slower one can't flash more than twice in a second.
STEPS = {"moons": "One epoch", "learning": "One step"}
SECOND = 20  # steps of theirs
# WCAG's general flash: a quarter of ten degrees of sight, in CSS pixels, gets lighter by a tenth
# of the lightest and darker again, the darker being below 0.8; more than three times in a second.
AREA, CHANGE, PALE, TURNS = 341 * 256 // 4, 0.1, 0.8, 6
ALLOW = {"reduced_motion": "no-preference"}


def light(drawing):
    """How light each point of a picture is: (h, w), from 0 to 1."""
    rgb = np.asarray(Image.open(io.BytesIO(drawing)).convert("RGB")) / 255  # (h, w, 3)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def flashing(seen):
    """How many points get lighter and darker by turns more often than they may."""
    last, turns = np.zeros(seen[0].shape), np.zeros(seen[0].shape)
    for before, after in zip(seen, seen[1:], strict=False):
        step = after - before
        counts = (np.abs(step) >= CHANGE) & (np.minimum(before, after) < PALE)
        turns += counts & (np.sign(step) != last)
        last = np.where(counts, np.sign(step), last)
    return int((turns > TURNS).sum())


def in_a_second(page, place, step):
    """How many points of a picture flash while it goes on for a second."""
    seen = [light(page.locator(place).screenshot())]
    for _ in range(SECOND):
        step()
        seen.append(light(page.locator(place).screenshot()))
    return flashing(seen)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", STEPS)
def test_nothing_flashes(new_visit, alone, name, theme):
    """In a second of its own pace too little of the picture goes light and dark by turns."""
    page = new_visit(f"{name}.html", top=alone, **NO_WORKER).page
    page.wait_for_selector("[data-live]")
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    button = page.get_by_role("button", name=STEPS[name], exact=True)
    assert in_a_second(page, ".nn-stage", button.click) < AREA


NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
GLIDES = "html .bd-sidebar-primary { transition: margin-left 1s !important }"  # as the theme has it


@pytest.mark.parametrize(
    ("style", "found"), [("p {}", False), (GLIDES, True)], ids=["ours", "planted"]
)
def test_columns_are_in_their_places_at_once(visit, style, found):
    """At a new size, such as that of a tablet that is turned: none glides there."""
    page = visit("chapters/perceptron.html", viewport=PHONE, **NO_WORKER).page
    page.emulate_media(**ALLOW)
    page.add_style_tag(content=style)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate(NEXT_FRAME)
    assert page.evaluate("document.getAnimations().length > 0") is found


def test_a_flash_is_seen(faulty):
    """Planted: a box that is black and white by turns."""
    page = faulty("<div style='width: 300px; height: 200px; background: white'></div>").page
    turn = """() => { const { style } = document.querySelector("div");
      style.background = style.background === "white" ? "black" : "white"; }"""
    assert in_a_second(page, "div", lambda: page.evaluate(turn)) >= AREA


def moves(page):
    """Whether what the window shows is other in a second, with nobody touching it."""
    page.wait_for_timeout(500)  # what a page brings to itself has come
    before = page.screenshot()
    page.wait_for_timeout(1000)
    return page.screenshot() != before or page.evaluate("document.getAnimations().length") > 0


@pytest.mark.parametrize("path", ["chapters/index.html", "chapters/paradigms.html"])
def test_nothing_moves_by_itself(visit, path):
    """Also where a reader's system allows motion, and the picture is one that can."""
    page = visit(path, **NO_WORKER).page
    page.emulate_media(**ALLOW)
    page.reload()
    page.locator(".nn-explorable").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-live]")
    assert not moves(page)


def test_what_moves_is_seen(faulty):
    """Planted: a line that runs."""
    style = "<style>@keyframes run { to { margin-left: 9em } } p { animation: run 5s }</style>"
    assert moves(faulty(f"{style}<p>Words.</p>").page)
    assert not moves(faulty("<p>Words.</p>").page)
