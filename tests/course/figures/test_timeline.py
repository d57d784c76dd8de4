"""The timeline's picture: its years are the page's, in place on the ruler, and no words touch."""

import itertools
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.figures import timeline
from course.figures.svg import draw_svg

CHAPTERS = Path(__file__).parents[3] / "chapters"
TODAY = 2026


@pytest.fixture(autouse=True)
def no_figure_left_open():
    yield
    plt.close("all")


def rows():
    """The page's table: a year, and what happened, for each row."""
    page = (CHAPTERS / "timeline.md").read_text(encoding="utf-8")
    return [(int(year), what) for year, what in re.findall(r"^\| (\d{4}) \| (.+) \|$", page, re.M)]


def test_the_pictures_years_stand_in_the_table():
    """Each event of the picture is a year of the table; the names in it are in that year's rows."""
    for year, _, what in timeline.EVENTS:
        told = " ".join(what for y, what in rows() if y == year)
        names = set(re.findall(r"[A-Z][a-z]\w+", what))
        assert told and all(name in told for name in names), (year, what)


def test_the_table_runs_through_time_and_each_row_has_its_source():
    """1943 to today, never backwards, and one {cite} of references.bib in each row."""
    years = [year for year, _ in rows()]
    assert years == sorted(years) and years[0] == 1943 and years[-1] <= TODAY
    keys = re.findall(r"^@\w+\{(\w+),", (CHAPTERS / "references.bib").read_text("utf-8"), re.M)
    for year, what in rows():
        cited = re.findall(r"\{cite\}`(\w+)`", what)
        assert len(cited) == 1 and cited[0] in keys, (year, what)


def test_marks_stand_at_their_years():
    """On the ruler, each mark's height is its year's, by the two ends of the decades."""
    figure, _ = timeline.timeline()
    ruler = {t.get_text(): t.get_position()[1] for t in figure.axes[0].texts}
    low, high = ruler["1940"], ruler["2020"]
    marks = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() in "os^"]
    wanted = [low + (high - low) * (year - 1940) / 80 for year, _, _ in timeline.EVENTS]
    np.testing.assert_allclose(marks[: len(wanted)], wanted)


def test_the_words_say_every_event():
    """Who can't see the picture hears each year and what happened."""
    _, aloud = timeline.timeline()
    assert all(f"{year}, {what}" in aloud for year, _, what in timeline.EVENTS)
    assert "1901, a test" in timeline.timeline([(1901, "world", "a test")])[1]


@pytest.mark.parametrize("marks", [[500, 400, 300], [300, 299, 298], [400, 30, 28, 27], [60]])
def test_words_keep_their_distance_and_stay_on_the_page(marks):
    """GAP apart, in order, none below the foot; where there is room they stay at their marks."""
    places = timeline.spread(np.array(marks, float))
    assert (np.diff(places) <= -timeline.GAP + 1e-9).all()
    assert places[-1] >= timeline.FOOT - 1e-9
    if min(-np.diff([*marks, -1000])) >= timeline.GAP:
        np.testing.assert_allclose(places, marks)


def test_no_words_touch_and_none_are_cut():
    """No two texts of the picture overlap, and none sticks out of it."""
    figure, _ = timeline.timeline()
    figure.draw_without_rendering()
    boxes = [(t.get_text(), t.get_window_extent()) for t in figure.axes[0].texts]
    assert not [(s, t) for (s, b), (t, c) in itertools.combinations(boxes, 2) if b.overlaps(c)]
    width, height = figure.bbox.size
    assert all(0 <= b.x0 and b.x1 <= width and 0 <= b.y0 and b.y1 <= height for _, b in boxes)


def test_the_picture_can_be_drawn_for_both_themes():
    """Colours of the table only, text large enough for a phone."""
    assert draw_svg(*timeline.timeline()).startswith("<svg")
