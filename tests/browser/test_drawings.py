"""The drawings of the pages look as they did before they were written shorter."""

import io
import json
import re
from pathlib import Path

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


@pytest.fixture(scope="module")
def drawn(site):
    """The drawings of each chapter as its cells made them; of `stills`, those of the explorables.

    Looked for once: to know which run of a chapter is of today takes as long as to compare it.
    """
    executed = {name: drawings_in(path) for name, path in executed_chapters(ROOT).items()}
    return executed | {"stills": [still.read_text("utf-8") for still in STILLS]}


def drawings_in(path):
    """The drawings among the outputs of a notebook."""
    notebook = json.loads(path.read_text("utf-8"))
    outputs = [out for cell in notebook["cells"] for out in cell.get("outputs", ())]
    shown = ("".join(out.get("data", {}).get("text/html", "")) for out in outputs)
    return svg.DRAWING.findall("".join(shown))


@pytest.fixture(scope="module")
def shorter(drawn):
    """The same, written shorter in one go, as the build does it."""
    written = iter(svg.shortened([one for drawings in drawn.values() for one in drawings]))
    return {name: [next(written) for _ in drawings] for name, drawings in drawn.items()}


def picture(page, drawing):
    """A drawing as an array of levels: (height, width, 3)."""
    page.set_content(SHEET.format(css_variables(), drawing))
    shot = page.locator("svg").first.screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=np.int16)


def differing(page, before, after):
    """How many points of a drawing have a colour that the other has not within a point of there.

    A browser puts letters on whole points of the screen, so a hair may move them by one.
    """
    one, other = picture(page, before), picture(page, after)
    if one.shape != other.shape:
        return one.size
    (height, width), points = one.shape[:2], np.nonzero((np.abs(one - other) > SEEN).any(axis=2))
    rows, columns = points
    around = [other[(rows - down) % height, (columns - right) % width] for down, right in STEPS]
    near = [np.abs(one[points] - there).max(axis=1) for there in around]
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
def test_they_look_the_same(drawn, shorter, page, name):
    """Each drawing, point by point, and what it tells."""
    before, after = drawn[name], shorter[name]
    assert (
        max((differing(page, *pair) for pair in zip(before, after, strict=True)), default=0) < ROOM
    )
    assert [*map(told, after)] == [*map(told, before)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(drawn, page, fault):
    """Planted: what a careless setting of SVGO would do to a drawing."""
    before = drawn["chapters/backprop"][0]
    wrong = re.sub(*FAULTS[fault], before)
    assert wrong != before and differing(page, before, wrong) > 3 * ROOM


def test_they_are_shorter(site, drawn):
    """The pages have the drawings as they were made, at half their length, and no name twice."""
    for name in ("chapters/wine", "chapters/backprop"):
        text = (site / f"{name}.html").read_text("utf-8")
        after = [one for one in svg.DRAWING.findall(text) if "nn-picture" in one]
        before = drawn[name]
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
