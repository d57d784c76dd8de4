"""A printed page is the same, whether its letters come at once or late."""

import time

import pytest

from course.site.paper import printed
from course.site.paper.about import about
from course.site.paper.parts import parts

LATE = 0.5  # s for each font


class Slow:
    """A browser whose pages get their fonts late."""

    def __init__(self, browser):
        self.browser = browser

    def new_page(self, **options):
        page = self.browser.new_page(**options)
        page.route("**/*.ttf", _late)
        return page


class Hasty(Slow):
    """Planted: nobody waits for the letters."""

    def new_page(self, **options):
        page = super().new_page(**options)
        page.evaluate = lambda *_: None
        return page


def _late(route):
    time.sleep(LATE)
    route.continue_()


@pytest.fixture(scope="module")
def text(site, root):
    """The last pages, on which it shows, as they are printed."""
    pages = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    return printed.whole(about(root), parts(root, pages)[25:30])


def test_the_same_with_late_letters(browser, site, text):
    """Half a point of difference was one in the bytes of two builds."""
    assert printed.print_book(Slow(browser), text, site) == printed.print_book(browser, text, site)


def test_a_difference_is_seen(browser, site, text):
    """Planted: it is printed as it stands when the page is loaded."""
    assert printed.print_book(Hasty(browser), text, site) != printed.print_book(browser, text, site)
