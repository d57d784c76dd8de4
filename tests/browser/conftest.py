"""A browser for each worker, the built site under a sub-path, and visits that must stay clean."""

import shutil
from pathlib import Path

import chromium
import pytest
import stills
from nbgrader_course import Course
from playwright.sync_api import sync_playwright
from task import FURNISHED, PAGE

from course.site.assets.pipeline import copy_linked
from course.site.errors import NotFetched
from course.site.npm import packages

# What stands on a page in a browser that holds a fault, under the landmarks of a good one.
BARE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"></head><body><main><h1>A page</h1>{}</main></body></html>"""


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once for each worker."""
    with sync_playwright() as playwright:
        path = chromium.executable(playwright) or chromium.go_without(chromium.ABSENT)
        started = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield started
        started.close()


@pytest.fixture(scope="session")
def top(site):
    """The address of the built site, served under a sub-path by a plain server."""
    with chromium.under_sub_path(site) as address:
        yield address


@pytest.fixture(scope="session")
def alone():
    """A site with a page for each explorable, and nothing else on it."""
    with stills.site_of() as site, chromium.under_sub_path(site) as top:
        yield top


@pytest.fixture(scope="session")
def axe():
    """The script of axe-core."""
    try:
        modules = packages(Path(__file__).parent)
    except NotFetched as error:
        chromium.go_without(f"Not fetched: {error}")
    return (modules / "axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    """A course of its own for nbgrader's commands."""
    made = Course(tmp_path)
    yield made
    shutil.rmtree(made.home)


@pytest.fixture
def new_visit(browser, top):
    """A function that opens a page in a browser context of its own; faults in it are allowed."""
    visits = []

    def visit(path, top=top, **options):
        visits.append(chromium.Visit(browser, top, **options))
        visits[-1].open(path)
        return visits[-1]

    yield visit
    for opened in visits:
        opened.context.close()


@pytest.fixture
def faulty(new_visit, tmp_path):
    """A function that opens a page with `text` in it, from a site of its own."""
    with chromium.under_sub_path(tmp_path) as top:

        def show(text, **options):
            (tmp_path / "page.html").write_text(BARE.format(text), encoding="utf-8")
            return new_visit("page.html", top=top, **options)

        yield show


@pytest.fixture
def visit(new_visit):
    """The same; at the end no request may have gone elsewhere, and nothing have been complained."""
    visits = []

    def clean(path, **options):
        visits.append(new_visit(path, **options))
        return visits[-1]

    yield clean
    for opened in visits:
        assert opened.outside() == []
        assert opened.complaints == []


@pytest.fixture
def opened(visit):
    """A function that opens an assignment's page, its buttons in place."""

    def open_page(path=PAGE, **options):
        shown = visit(path, **options)
        shown.page.wait_for_selector(FURNISHED)
        return shown

    return open_page


@pytest.fixture
def copy(site, tmp_path):
    """A copy of the site, for tests to change; its files are links, so they are replaced whole."""
    copy_linked(site, tmp_path / "site")
    return tmp_path / "site"
