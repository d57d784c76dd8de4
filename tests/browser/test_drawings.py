"""The drawings of the pages look as they did before they were written shorter."""

import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

from course.figures import css_variables
from course.site.errors import NotFetched
from course.site.finish import svg
from course.site.finish.steps import take
from course.site.source.run import chapters, executed_chapters

ROOT = Path(__file__).parents[2]
STILLS = sorted((ROOT / "course/site/web/stills").glob("*.svg"))
SHEET = "<style>{}</style><body style='margin: 0; font-family: sans-serif'>{}"
SEEN = 64  # levels of 255 between two colours of a point; edges are smoothed a little otherwise
ROOM = 30  # points of some 300,000
STEPS = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
TOLD = re.compile(r'\b(?:class|role|aria-[\w-]+)="[^"]*"')
FAULTS = {
    "a digit too few": (r"(\d+)\.\d+", r"\1"),
    "another colour": (r"--nn-W\b", "--nn-loss"),
    "lines gone": (r"<path [^>]*stroke[^>]*/>", ""),
}


def drawn(name):
    """The drawings of a chapter as its cells made them; of `stills`, those of the explorables."""
    if name == "stills":
        return [still.read_text("utf-8") for still in STILLS]
    notebook = nbformat.read(executed_chapters(ROOT)[name], as_version=4)
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    shown = "".join(out.get("data", {}).get("text/html", "") for out in outputs)
    return svg.DRAWING.findall(shown)


def picture(page, drawing):
    """A drawing as an array of levels: (height, width, 3)."""
    page.set_content(SHEET.format(css_variables(), drawing))
    shot = page.locator("svg").first.screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=int)


def differing(page, before, after):
    """How many points of a drawing have a colour that the other has not within a point of there.

    A browser puts letters on whole points of the screen, so a hair may move them by one.
    """
    one, other = picture(page, before), picture(page, after)
    if one.shape != other.shape:
        return one.size
    near = [np.abs(one - np.roll(other, step, (0, 1))).max(axis=2) for step in STEPS]
    return int((np.min(near, axis=0) > SEEN).sum())


def told(drawing):
    """What a drawing tells those who can't see it, and what style sheets know it by."""
    return sorted(TOLD.findall(drawing))


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 900, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", [*chapters(ROOT), "stills"])
def test_they_look_the_same(site, page, name):
    """Each drawing, point by point, and what it tells."""
    before = drawn(name)
    after = svg.shortened(before)
    assert (
        max((differing(page, *pair) for pair in zip(before, after, strict=True)), default=0) < ROOM
    )
    assert [*map(told, after)] == [*map(told, before)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(site, page, fault):
    """Planted: what a careless setting of SVGO would do to a drawing."""
    before = drawn("chapters/backprop")[0]
    wrong = re.sub(*FAULTS[fault], before)
    assert wrong != before and differing(page, before, wrong) > 3 * ROOM


def test_they_are_shorter(site):
    """The pages have the drawings as they were made, at half their length, and no name twice."""
    for name in ("chapters/wine", "chapters/backprop"):
        text = (site / f"{name}.html").read_text("utf-8")
        after = [one for one in svg.DRAWING.findall(text) if "nn-picture" in one]
        before = drawn(name)
        assert len(after) == len(before)
        assert sum(map(len, after)) < 0.6 * sum(map(len, before))
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_without_svgo(tmp_path, monkeypatch):
    """Where npm's packages can't be had, the pages are left as they are."""
    (tmp_path / "a.html").write_text(STILLS[0].read_text("utf-8"), "utf-8")

    def absent():
        raise NotFetched("npm's packages")

    monkeypatch.setattr(svg, "packages", absent)
    take([svg.shorten], tmp_path)
    assert (tmp_path / "a.html").read_text("utf-8") == STILLS[0].read_text("utf-8")
