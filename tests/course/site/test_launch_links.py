"""With a repository a page offers edits, Binder and Colab; without one it knows of none."""

import shutil
import struct

import pytest
from bs4 import BeautifulSoup

from course.site.teach.picture import SHARED, TOUCH

URL = "https://github.com/somebody/nets"
HOSTS = ("mybinder.org", "colab.research.google.com", "/edit/")


def links(page):
    """Every address that a page links."""
    found = BeautifulSoup(page.read_text("utf-8"), "html.parser").select("a[href]")
    return [link["href"] for link in found]


def test_without_a_repository(site):
    """No page leads to one of them."""
    for page in site.rglob("*.html"):
        assert not [link for link in links(page) if any(host in link for host in HOSTS)]


@pytest.fixture(scope="module")
def configured(write_small_book, run_build, root, tmp_path_factory):
    """A small book with an assignment and a repository, built."""
    book = write_small_book(tmp_path_factory.mktemp("configured") / "book")
    shutil.copytree(root / "exercises/forward", book / "exercises/forward")
    toc = book / "_toc.yml"
    toc.write_text(toc.read_text() + "  - file: exercises/forward/forward\n")
    index = book / "chapters/index.md"
    index.write_text(index.read_text() + "\n```{citation}\n```\n")
    config = book / "_config.yml"
    more = (
        f"repository:\n  url: {URL}\n  branch: trunk\nhtml:\n  baseurl: https://books.example/n\n"
    )
    config.write_text(config.read_text().replace("html:\n", more, 1))
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    return book / "_build/html"


def test_edits_are_offered(configured):
    """Of the page's own source, in the branch that was named."""
    assert f"{URL}/edit/trunk/chapters/small.md" in links(configured / "chapters/small.html")


def test_other_people_s_machines(configured):
    """The assignment's own notebook, in both."""
    found = links(configured / "exercises/forward/forward.html")
    path = "exercises/forward/forward.ipynb"
    assert f"https://mybinder.org/v2/gh/somebody/nets/trunk?labpath={path}" in found
    assert f"https://colab.research.google.com/github/somebody/nets/blob/trunk/{path}" in found


def test_how_to_cite(configured):
    """Title, year and address."""
    page = BeautifulSoup((configured / "chapters/index.html").read_text("utf-8"), "html.parser")
    entry = page.select_one("div[class*=highlight-bibtex] pre").get_text()
    assert "title = {Neural networks for the math-averse}" in entry
    assert "url = {https://books.example/n}" in entry


@pytest.mark.parametrize("name, size", [(SHARED, (1200, 630)), (TOUCH, (180, 180))])
def test_pictures_have_their_size(site, name, size):
    """In pixels, as those who show them ask for."""
    content = (site / name).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == size
