"""No chapter costs a reader more than 455 KB before Python, from a host that packs nothing.

But for the list of all that the checker knows, which grows with each assignment, and for the
chapter that builds the whole machine, the longest of all.
"""

import shutil
from urllib.parse import unquote, urlsplit

import pytest
from chromium import NO_WORKER, under_sub_path
from page_checks import PHONE

from course.site.source.pages import named_pages

MOST = 455_000  # bytes
LONGER = {"chapters/checker.html": 520_000, "chapters/machine.html": 485_000}
LIGHT = "chapters/index.html"


def pytest_generate_tests(metafunc):
    """Take every page of the table of contents that is no assignment."""
    if "path" in metafunc.fixturenames:
        names = [name for name in named_pages(metafunc.config.rootpath) if "chapters/" in name]
        metafunc.parametrize("path", [f"{name}.html" for name in names])


def weight(shown, site):
    """The bytes of all that a page has asked for of its site, each file once."""
    shown.page.wait_for_load_state("networkidle")
    places = {unquote(urlsplit(url).path) for url in shown.requests if url.startswith(shown.top)}
    start = urlsplit(shown.top).path
    return sum((site / place.removeprefix(start)).stat().st_size for place in places)


def test_weight(visit, site, path):
    """The page, its style, scripts, fonts and data, as they lie on the disk."""
    assert weight(visit(path, viewport=PHONE, **NO_WORKER), site) <= LONGER.get(path, MOST)


@pytest.mark.parametrize("fault", ["a heavy picture", "an editor unasked"])
def test_a_heavy_page_is_seen(new_visit, site, tmp_path, fault):
    """Planted: a page shows a photograph, or loads at once what it needs when somebody edits."""
    heavy = tmp_path / "site"
    for part in ("_static", "web", "chapters"):
        shutil.copytree(site / part, heavy / part)
    page = heavy / LIGHT
    (heavy / "photo.png").write_bytes(bytes(MOST))
    added = {
        "a heavy picture": '<img src="../photo.png" alt="A photograph.">',
        "an editor unasked": '<script type="module" src="../web/runner/editor.js"></script>',
    }[fault]
    page.write_text(page.read_text("utf-8").replace("</body>", f"{added}</body>"), "utf-8")
    with under_sub_path(heavy) as top:
        assert weight(new_visit(LIGHT, top=top, viewport=PHONE, **NO_WORKER), heavy) > MOST
