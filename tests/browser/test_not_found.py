"""An address that leads nowhere shows a page that leads back, however deep it is."""

import pytest
from chromium import NO_WORKER, Plain, Visit, under_sub_path
from page_checks import barriers

from course.site.server import Pages


class Host(Plain, Pages):
    """A host that has the site under a sub-path, and shows its own page for what is not there."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["nowhere.html", "chapters/so/deep/nowhere.html"])
def test_the_way_back(browser, site, axe, path, scheme):
    with under_sub_path(site, Host) as top:
        shown = Visit(browser, top, color_scheme=scheme, **NO_WORKER)
        page = shown.open(path)
        link = page.get_by_role("link", name="To the first page of the book")
        page.wait_for_function("(link) => link.href.includes('/a/')", arg=link.element_handle())
        assert barriers(page, axe) == []
        link.click()
        page.wait_for_url(f"{top}chapters/index.html")
        assert shown.outside() == []
        shown.context.close()
