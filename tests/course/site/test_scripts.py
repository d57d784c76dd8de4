"""The theme finds in its page all that it asks of Bootstrap, though most of Bootstrap is gone."""

import re

import pytest

from course.site.finish.scripts import BOOTSTRAP, THEME, USED, minify
from course.site.finish.styles import joined_sheet
from course.site.source.pages import own

KINDS = {"tooltip": "Tooltip", "dropdown": "Dropdown"}  # as a page says it, as Bootstrap does


def asked(pages, scripts):
    """The parts of Bootstrap that pages and scripts name."""
    toggles = {kind for page in pages for kind in re.findall(r'data-bs-toggle="(\w+)"', page)}
    named = {
        part for script in scripts for part in re.findall(r"\bbootstrap\.(?!com)(\w+)", script)
    }
    return {KINDS.get(kind, kind) for kind in toggles} | named


@pytest.fixture(scope="module")
def brought():
    """The parts that the page's script brings."""
    return set(re.findall(r"as (\w+)", USED.read_text("utf-8")))


def test_every_part_is_there(site, brought):
    """What pages and the theme's own scripts ask for is in the bundle; nothing else is."""
    pages = [page.read_text("utf-8") for page in own(site)]
    scripts = [path.read_text("utf-8") for path in (THEME / "scripts").glob("*.js")]
    assert asked(pages, [one for one in scripts if len(one) < 100_000]) == brought


def test_a_part_too_few_is_seen(brought):
    """Planted: a page with a window that Bootstrap would open, a theme that carries a carousel."""
    wanted = asked(['<a data-bs-toggle="modal">'], ["new bootstrap.Carousel(a)"])
    assert wanted - brought == {"modal", "Carousel"}


def test_the_licence_stays(site):
    """Bootstrap's licence asks that its notice be kept; it lies beside the script."""
    assert "Licensed under MIT" in (site / f"_static/{BOOTSTRAP}.LICENSE.txt").read_text("utf-8")


def test_no_node_has_to_be_on_the_machine(tmp_path, monkeypatch):
    """It comes as a wheel, which puts nothing on the PATH; a bare Debian has none."""
    folder = tmp_path / "_static"
    (folder / "scripts").mkdir(parents=True)
    (folder / "own.js").write_text("const name = 1;\n")
    (folder / "own.css").write_text("p { color: red }\n")
    monkeypatch.setenv("PATH", "")
    minify(tmp_path, {})
    assert (folder / "own.js").read_text() == "const name=1;\n"
    assert "red" in (folder / joined_sheet(folder, ["own.css"])).read_text()
