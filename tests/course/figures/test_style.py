"""The table of colours: readable on both pages, apart for every kind of eye, all in the CSS."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from course.figures import colour, css_variables, subplots
from course.figures.page import box
from course.figures.style import COLOURS, TINT, variable
from course.figures.svg import draw_svg

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text
LEAST_DISTANCE = 15  # CIE Lab; about 2 is the least that an eye tells apart side by side
TEXT = [name for name, entry in COLOURS.items() if entry.forced == "CanvasText"]
FAMILIES = [name for name in TEXT if name != "muted"]  # ink among them: it labels them all

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES = {
    "all cones": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
TO_XYZ = np.array([  # sRGB, D65
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(value):
    """A colour such as #1a2b3c as linear RGB, each part from 0 to 1."""
    rgb = np.array([int(value[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG's contrast of two colours, from 1 to 21."""
    dark, light = sorted(linear(value) @ [0.2126, 0.7152, 0.0722] for value in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(value, eye="all cones"):
    """A colour in CIE Lab, as an eye of that kind sees it."""
    xyz = TO_XYZ @ np.clip(np.asarray(EYES[eye]) @ linear(value), 0, 1) / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def pages():
    """What lies behind a figure in each theme: the theme's own page, and its darkest panel."""
    sheet = _theme_sheet()
    background = re.search(r"html\[data-theme=dark\][^}]*--pst-color-background: ?(#\w+)", sheet)
    return {"light": ["#ffffff"], "dark": [background.group(1), "#14181e"]}


def _theme_sheet():
    theme = pytest.importorskip("sphinx_book_theme")
    folder = Path(theme.__file__).parent / "theme/sphinx_book_theme/static/styles"
    return (folder / "sphinx-book-theme.css").read_text(encoding="utf-8")


def too_pale(colours, backgrounds):
    """The colours that do not stand out enough as text from every background."""
    return [c for c in colours if min(contrast(c, b) for b in backgrounds) < LEAST_CONTRAST]


def tinted(value, background):
    """The background of a node: its own colour, thinly laid over the page."""
    over, under = (np.array(bytearray.fromhex(c[1:])) for c in (value, background))  # (3,) each
    return "#" + bytes(np.rint(TINT * over + (1 - TINT) * under).astype(np.uint8)).hex()


def too_close(colours, eye):
    """Pairs of colours that an eye of that kind can hardly tell apart."""
    pairs = itertools.combinations(colours, 2)
    distance = {pair: np.linalg.norm(lab(pair[0], eye) - lab(pair[1], eye)) for pair in pairs}
    return [pair for pair, size in distance.items() if size < LEAST_DISTANCE]


def test_the_measures_give_published_values():
    """Contrast and Lab agree with values printed elsewhere (WCAG's grey, sRGB red in Lab)."""
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    assert too_close(["#d62728", "#2ca02c"], "all cones") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme):
    """Every colour used for text has a contrast of 4.5 or more with the page behind it."""
    assert too_pale([getattr(COLOURS[name], theme) for name in TEXT], pages()[theme]) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FAMILIES)
def test_text_can_be_read_inside_its_own_node(theme, name):
    """A node is filled with a tint of its colour, and the value in it can still be read."""
    value = getattr(COLOURS[name], theme)
    assert too_pale([value], [tinted(value, page) for page in pages()[theme]]) == []


def test_tables_have_no_stripes():
    """A stripe of the theme would lie behind the symbols, and some would be too pale on it."""
    folder = Path(pytest.importorskip("pydata_sphinx_theme").__file__).parent
    sheet = folder / "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"
    stripes = set(re.findall(r"--pst-color-table[a-z-]*-bg", sheet.read_text(encoding="utf-8")))
    assert len(stripes) == 4
    assert [place for place in stripes if f"{place}: transparent;" not in css_variables()] == []
    assert too_pale([COLOURS["loss"].dark], ["#29313d"])  # the theme's stripe on a dark page


@pytest.mark.parametrize("kind", ["note", "warning"])
def test_a_box_brings_its_own_paper_too(kind):
    """The theme's pale box behind output would lie under the dark one's pale words."""
    (named,) = re.findall(r"\.text_html:has\((.+)\)", css_variables())
    first = re.match(r'<div class="([\w-]+)', box(kind, "A title", "Some words.").html)[1]
    assert {f".{first}", ".nn-figure", ".nn-table"} == set(named.split(", "))


def test_a_pale_colour_would_be_noticed():
    """Planted fault: a pale yellow on white and a navy on black fail the check."""
    assert too_pale(["#f0e442"], pages()["light"]) == ["#f0e442"]
    assert too_pale(["#1a237e"], pages()["dark"]) == ["#1a237e"]


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stay_apart(theme, eye):
    """No two symbol families look alike, with or without red and green cones."""
    assert too_close([getattr(COLOURS[name], theme) for name in FAMILIES], eye) == []


def test_red_beside_green_would_be_noticed():
    """Planted fault: a red and a green that only some eyes can tell apart fail the check."""
    assert too_close(["#b5651d", "#5c8a00"], "all cones") == []
    assert too_close(["#b5651d", "#5c8a00"], "no green cones")


def test_each_light_value_belongs_to_one_name():
    """A picture names its colours by their light value, so no two names share one."""
    light = [entry.light for entry in COLOURS.values()]
    assert len(set(light)) == len(light)


def test_the_style_sheet_holds_both_values_of_every_colour():
    """The CSS gives each variable its light value, and its dark one on a dark page."""
    light, dark = css_variables().split("@media")[0].split('html[data-theme="dark"]')
    for name, entry in COLOURS.items():
        assert f"{variable(name)}: {entry.light};" in light
        assert f"{variable(name)}: {entry.dark};" in dark


def test_forced_colours_leave_words_and_paper():
    """Where readers force their own colours, words take the text's colour, paper the page's."""
    forced = css_variables().split("forced-colors: active")[1]
    assert f"{variable('W')}: CanvasText;" in forced and f"{variable('paper')}: Canvas;" in forced


def test_the_style_sheet_is_well_formed():
    """Every brace of the CSS is closed, and each declaration ends."""
    sheet = css_variables()
    assert sheet.count("{") == sheet.count("}")
    assert not re.search(r"[^;{}\s]\s*\}", sheet)


def test_a_wrong_name_is_told_the_right_ones():
    """Asking for a colour that is not there names those that are."""
    with pytest.raises(KeyError, match="no colour called 'w'.*x, W, b, z, a, y_hat"):
        colour("w")


def test_the_lines_of_a_plot_differ_without_colour():
    """The first lines drawn in one plot each have dashes of their own."""
    figure, axes = subplots()
    lines = [axes.plot([0, 1], [i, i])[0] for i in range(5)]
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in lines}) == 5
    assert "stroke-dasharray" in draw_svg(figure, "Five level lines, one over the other.")
