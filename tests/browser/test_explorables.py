"""Explorables in a real browser: they start as their stills show, and answer pointer and keys."""

import pytest
import stills
from chromium import NO_WORKER

from course.site.explorables import KINDS, STILLS


@pytest.fixture(scope="module")
def alone():
    """A site with a page for each explorable."""
    with stills.site_of() as site, stills.chromium.under_sub_path(site) as top:
        yield top


@pytest.fixture
def explore(new_visit, alone):
    """A function that opens an explorable on a page of its own."""

    def open_it(name):
        shown = new_visit(f"{name}.html", top=alone, **NO_WORKER)
        shown.page.wait_for_selector("[data-live]")
        return shown.page

    return open_it


@pytest.mark.parametrize("name", KINDS)
def test_still_shows_the_start(new_visit, alone, name):
    """What print shows is what the script draws at its start (if not: make stills)."""
    shown = new_visit(f"{name}.html", top=alone, **NO_WORKER)
    assert stills.drawn(shown.page) == (STILLS / f"{name}.svg").read_text(encoding="utf-8")
    assert shown.complaints == []
