"""What a published site tells others: what its pages are about, and which there are."""

import shutil
import urllib.error
import urllib.request
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from chromium import serving
from matplotlib.image import imread

from course.site.port import HOST
from course.site.server import open_server
from course.site.source.pages import NOT_FOUND, named_pages
from course.site.teach import picture
from course.site.teach.publishing import LONGEST, SITEMAP

OWN = ["Neural networks", "for the math-averse"]
ADDRESS = "https://books.example/nets"


def tags(page):
    """The descriptions in a page's head: {name or property: content}."""
    head = BeautifulSoup(page.read_text("utf-8"), "html.parser").head
    found = head.select('meta[name="description"], meta[property^="og:"]')
    return {tag.get("name") or tag["property"]: tag["content"] for tag in found}


def test_every_page_says_what_it_is_about(site, root):
    """A title and a few words of its own, and no two pages the same."""
    pages = {name: tags(site / f"{name}.html") for name in named_pages(root)}
    words = [page.get("description", "") for page in pages.values()]
    assert all(len(page["og:title"]) > 3 for page in pages.values())
    assert all(len(text) <= LONGEST + 2 for text in words)
    lacking = [name for name, page in pages.items() if not page.get("description")]
    assert lacking == ["chapters/bibliography"] or lacking == []
    told = [text for text in words if text]
    assert len(set(told)) == len(told)


def test_without_an_address(small_book):
    """No page claims one, and there is no list of addresses."""
    site = small_book / "_build/html"
    assert not {"og:url", "og:image"} & set(tags(site / "chapters/small.html"))
    assert not (site / SITEMAP).exists()


def test_with_an_address(small_book, run_build, tmp_path):
    """Each page says where it is, and the list has them all."""
    book = shutil.copytree(small_book, tmp_path / "book")
    config = book / "_config.yml"
    config.write_text(config.read_text().replace("html:\n", f"html:\n  baseurl: {ADDRESS}\n", 1))
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    site = book / "_build/html"
    page = tags(site / "chapters/small.html")
    assert page["og:url"] == f"{ADDRESS}/chapters/small.html"
    assert (site / page["og:image"].removeprefix(f"{ADDRESS}/")).is_file()
    assert len(page["og:image:alt"].split()) > 5
    places = ElementTree.parse(site / SITEMAP).iterfind("{*}url/{*}loc")
    listed = [place.text for place in places]
    assert listed == [f"{ADDRESS}/{name}.html" for name in named_pages(book)]
    assert f'href="{ADDRESS}"' in (site / NOT_FOUND).read_text()


def test_the_picture_of_a_link_has_the_title(tmp_path):
    """Of each book its own, and the whole of it, however long; a dollar begins no equation."""
    assert picture.wrapped("Neural networks for the math-averse") == OWN
    assert picture.wrapped("Nets") == ["Nets"] and picture.wrapped("") == [""]
    assert max(map(len, picture.wrapped("so many words " * 20))) <= picture.LETTERS
    drawn = {}
    for title in ("Nets", "Nots", "$5 and $6 an hour, " * 9, "Grundlagenseminar" * 3, ""):
        (tmp_path / "_static").mkdir(exist_ok=True)
        picture.draw(tmp_path, title)
        drawn[title] = imread(tmp_path / picture.SHARED)
    assert (drawn["Nets"] != drawn["Nots"]).any()
    for seen in drawn.values():
        assert seen.shape[:2] == (630, 1200)
        assert (seen[:20] == 1).all() and (seen[-20:] == 1).all()
        assert (seen[:, 820:870] == drawn[""][:, 820:870]).all()  # nothing before the network


def test_our_own_server_shows_it(small_book):
    """With the status that says so."""
    with serving(open_server(0, small_book / "_build/html", HOST)) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/chapters/nowhere.html")
    assert refused.value.code == 404
    assert "This page is not here" in refused.value.read().decode()
