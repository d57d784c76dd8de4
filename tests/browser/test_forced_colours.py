"""Where readers force their own few colours, pictures still show and verdicts still tell."""

import io

import numpy as np
import pytest
from chromium import NO_WORKER
from PIL import Image
from task import Task

from course.site.teach.explorables import KINDS

FORCED = {"forced_colors": "active", "color_scheme": "dark"}
LEAST = 3  # to 1, between what is drawn and the paper: WCAG 1.4.11
SHARE = 0.8  # of what stood out before; edges are drawn with their neighbours' colours
TALL = {"width": 1280, "height": 1500}  # else a shot of a tall drawing has what hides above a page
# Chapters with plots, drawings of networks, areas and images between them.
PICTURES = ["chapters/perceptron.html", "chapters/training.html", "chapters/digits.html"]


def light(drawing):
    """How light each point is, as WCAG reckons it; the paper is the commonest."""
    rgb = np.asarray(Image.open(io.BytesIO(drawing)).convert("RGB")) / 255  # (h, w, 3)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def standing_out(drawing):
    """The share of a drawing's points that stand out from its paper."""
    points = light(drawing)
    values, counts = np.unique(points.round(3), return_counts=True)
    paper = values[counts.argmax()]
    pale, dark = np.maximum(points, paper), np.minimum(points, paper)
    return ((pale + 0.05) / (dark + 0.05) >= LEAST).mean()


def lost(before, forced):
    """The places of the drawings of which much is no longer seen."""
    pairs = zip(before, forced, strict=True)
    shares = [(standing_out(one), standing_out(other)) for one, other in pairs]
    return [place for place, (one, other) in enumerate(shares) if other < SHARE * one]


def drawn(page, drawings):
    """Each of the drawings on the page, as it looks now and in forced colours."""
    found = page.locator(drawings).all()
    before = [one.screenshot() for one in found]
    page.emulate_media(**FORCED)
    page.wait_for_timeout(100)
    return before, [one.screenshot() for one in found]


@pytest.mark.parametrize("name", KINDS)
def test_an_explorable_is_seen(new_visit, alone, name):
    """What it draws stands out from the forced paper as it did from the book's."""
    page = new_visit(f"{name}.html", top=alone, **NO_WORKER).page
    page.wait_for_selector("[data-live]")
    assert lost(*drawn(page, ".nn-stage")) == []


@pytest.mark.parametrize("path", PICTURES)
def test_pictures_are_seen(visit, path):
    """Those of a chapter, drawn when the book was built."""
    before, forced = drawn(visit(path, viewport=TALL, **NO_WORKER).page, "svg.nn-picture")
    assert len(before) > 1
    assert lost(before, forced) == []


def test_a_picture_that_goes_under_is_seen(faulty):
    """Planted: one in ink of its own, which is as dark as the forced paper."""
    line = '<svg width=200 height=100><path d="M0 50H200" stroke-width=9 stroke="{}"/></svg>'
    good, bad = line.format("CanvasText"), line.format("#222")
    before, forced = drawn(faulty(good + bad).page, "svg")
    assert lost(before, forced) == [1]


MARKS = """(status) => ["right", "wrong"].map((verdict) => {
  status.dataset.verdict = verdict;
  return getComputedStyle(status, "::before").content;
})"""
EDGES = """(buttons) => buttons.filter((one) => one.checkVisibility()).filter((one) => {
  const { borderTopWidth, borderTopStyle } = getComputedStyle(one);
  return !parseFloat(borderTopWidth) || borderTopStyle === "none";
}).map((one) => one.outerHTML)"""


def test_verdicts_tell_without_colour(opened):
    """By a sign before their words; and each button has an edge."""
    page = opened(**FORCED, **NO_WORKER).page
    assert Task(page, "relu_backward").status.evaluate(MARKS) == ['"✓ "', '"✗ "']
    assert page.locator(".nn-button").evaluate_all(EDGES) == []


def test_answers_tell_without_colour(visit):
    """Of a question: by signs before their explanations, and by edges of two kinds."""
    page = visit("chapters/backprop.html", **FORCED, **NO_WORKER).page
    options = page.locator(".nn-question").first.locator(".nn-option")
    options.first.wait_for()
    for option in options.all():
        option.click()
    signs = page.locator(".nn-question").first.locator(".nn-why").all_inner_texts()
    style = "(all) => all.map((one) => getComputedStyle(one).borderTopStyle)"
    edges = dict(zip((sign[0] for sign in signs), options.evaluate_all(style), strict=True))
    assert edges == {"✓": "solid", "✗": "dashed"}


def test_a_bare_button_is_seen(faulty):
    """Planted: a button that only its colour made one."""
    page = faulty("<button class=nn-button style='border: 0'>Go</button>").page
    assert len(page.locator("button").evaluate_all(EDGES)) == 1
