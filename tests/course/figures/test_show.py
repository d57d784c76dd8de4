"""`show` and the SVG behind it: words for every picture, both themes, the same bytes each time."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.figures import canvas, colour, show, subplots
from course.figures.style import COLOURS, variable
from course.figures.svg import StrayColour, draw_svg

ALT = "A straight line from zero to one."


@pytest.fixture(autouse=True)
def no_figure_left_open():
    yield
    plt.close("all")


def plot(**options):
    figure, axes = subplots()
    axes.plot([0, 1], [0, 1], **options)
    return figure


@pytest.mark.parametrize("alt", ["", None, "   ", "plot", "loss.svg", "a curve of loss"])
def test_a_picture_without_words_is_refused(alt):
    """A missing or too short text is refused, and the message says what to write."""
    with pytest.raises(ValueError, match="needs words for readers who cannot see it"):
        show(plot(), alt=alt)


def test_the_words_can_not_be_forgotten():
    """Leaving the text out altogether gets the same message."""
    with pytest.raises(ValueError, match="needs words"):
        show(plot())


def test_the_words_are_the_pictures_name():
    """The SVG is one image for a screen reader, named by the text, quotes and all."""
    alt = 'The "loss" & its <slope>, drawn as a line.'
    root = ElementTree.fromstring(draw_svg(plot(), alt))
    assert root.get("role") == "img" and root.get("aria-label") == alt


def test_it_fits_a_phone():
    """The picture has a view box and never grows wider than the page."""
    root = ElementTree.fromstring(draw_svg(plot(), ALT))
    assert root.get("viewBox") == "0 0 400 250"
    assert "max-width: 100%; height: auto" in root.get("style")


def test_words_stay_words_in_the_pages_font():
    """Text is kept as text in the page's font; a formula is drawn as outlines."""
    figure, axes = canvas(100)
    axes.text(10, 50, "experts")
    axes.text(90, 50, r"$\hat y$", color=colour("y_hat"))
    svg = draw_svg(figure, ALT)
    assert re.findall(r"<text [^>]*>([^<]*)</text>", svg) == ["experts"]
    assert "font-family: var(--nn-font, system-ui, sans-serif)" in svg
    assert "<use " in svg and "DejaVu" not in svg.replace("-DejaVu", "")


def colours_outside_the_table(svg):
    """Every colour in the SVG that is not a variable of the table with its own light value."""
    known = {f"var({variable(name)}, {c.light})" for name, c in COLOURS.items()}
    known |= {"none", "var(--nn-canvas, #ffffff)"}
    painted = re.findall(r"(?:fill|stroke|background): ?([^;\"]+)", svg)
    return sorted(set(painted) - known)


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_of_the_table_becomes_its_variable(name):
    """A line in a colour of the table is drawn in that colour's CSS variable."""
    svg = draw_svg(plot(color=colour(name)), ALT)
    assert f"stroke: var({variable(name)}, {colour(name)})" in svg
    assert colours_outside_the_table(svg) == []


def test_a_stray_colour_in_a_picture_would_be_noticed():
    """Planted fault: the check above finds one colour that is not a variable."""
    svg = draw_svg(plot(color=colour("W")), ALT)
    planted = svg.replace(f"var(--nn-W, {colour('W')})", "#ff0000", 1)
    assert colours_outside_the_table(planted) == ["#ff0000"]


@pytest.mark.parametrize("stray", ["#ff0000", "tab:blue", "black", "0.5", (0, 0, 0.1)])
def test_a_stray_colour_is_refused(stray):
    """A colour that would not change on a dark page is refused by its name."""
    with pytest.raises(StrayColour, match=r"uses the colour #[0-9a-f]{6}.*not in the table"):
        draw_svg(plot(color=stray), ALT)


def test_black_text_and_black_patches_are_refused():
    """SVG leaves black unsaid, so black is looked for by what is missing."""
    for draw in (
        lambda axes: axes.text(0.5, 0.5, "black", color="black"),
        lambda axes: axes.text(0.5, 0.5, "$z$", color="black"),
        lambda axes: axes.fill([0, 1, 1], [0, 0, 1], color="black"),
        lambda axes: axes.scatter([0], [0], color="black"),
    ):
        figure, axes = subplots()
        draw(axes)
        with pytest.raises(StrayColour, match="#000000"):
            draw_svg(figure, ALT)


def test_a_figure_in_matplotlibs_own_style_is_refused():
    """A figure made without the course's style gets a message that says how to make one."""
    with plt.style.context("default"):
        figure, axes = plt.subplots(figsize=(400 / 72, 3))
        axes.tick_params(labelsize=14)
        axes.plot([0, 1])
        with pytest.raises(StrayColour, match="course.figures.subplots"):
            draw_svg(figure, ALT)


def test_an_image_made_of_pixels_is_refused():
    """Pixels cannot follow the page's theme."""
    figure, axes = subplots()
    axes.imshow(np.eye(3))
    with pytest.raises(StrayColour, match="made of pixels"):
        draw_svg(figure, ALT)


def test_text_too_small_for_a_phone_is_refused():
    """Text that a phone would shrink below 11 px is refused, in small type or a wide figure."""
    small, axes = subplots()
    axes.text(0.5, 0.5, "tiny", fontsize=8)
    wide, _ = subplots()
    wide.set_figwidth(12)
    for figure, pixels in ((small, 7), (wide, 5)):
        with pytest.raises(ValueError, match=f"would be {pixels} px tall on a phone"):
            draw_svg(figure, ALT)


def test_a_figure_is_closed_even_when_it_is_refused():
    """No figure stays open, or the notebook would show it again as pixels without words."""
    for options in ({}, {"color": "red"}):
        figure = plot(**options)
        try:
            show(figure, alt=ALT)
        except StrayColour:
            pass
        assert not plt.fignum_exists(figure.number)


BOTH = """
import matplotlib
matplotlib.use("Agg")
from course.figures import chain_rule
from course.figures.svg import draw_svg
for made in (chain_rule.tiny_network(), chain_rule.exchange_counters((2, 100)),
             chain_rule.two_tangents(7, 2), chain_rule.two_paths([0, 2])):
    print(draw_svg(*made))
"""


@pytest.fixture(scope="module")
def two_runs():
    """The chapter's four pictures, drawn in two processes with different hash seeds."""
    return [
        subprocess.run(
            [sys.executable, "-c", BOTH], env={"PYTHONHASHSEED": seed, "MPLCONFIGDIR": ""},
            capture_output=True, text=True, check=True, encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip


def test_the_same_bytes_on_each_run(two_runs):
    """Two processes with different hash seeds draw the same bytes."""
    assert two_runs[0] == two_runs[1] and two_runs[0].count("<svg ") == 4


def test_no_date_and_no_program_is_named(two_runs):
    """A picture holds no date, no metadata and no style sheet that would reach the page."""
    assert not re.search(r"\d{4}-\d\d-\d\d|<metadata|<style|atplotlib", two_runs[0])


def broken_names(page):
    """Names (ids) that two elements of a page share, and links that lead to none."""
    names = re.findall(r'\bid="([^"]+)"', page)
    links = re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", page)
    twice = {name for name in names if names.count(name) > 1}
    return twice | (set(links) - set(names))


def test_no_two_pictures_share_a_name(two_runs):
    """On one page, no id is used twice and every link inside a picture leads to its own."""
    assert broken_names(two_runs[0]) == set()
    same_words = draw_svg(plot(), ALT) + draw_svg(plot(color=colour("loss")), ALT)
    assert same_words.count("id=") > 2 and broken_names(same_words) == set()


def test_names_as_matplotlib_makes_them_would_be_noticed(two_runs):
    """Planted fault: without its prefix, the pictures' names clash, and the check finds it."""
    assert broken_names(re.sub(r"nn[0-9a-f]{8}-", "", two_runs[0]))
