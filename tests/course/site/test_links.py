"""Every link inside the site leads somewhere, and every picture has words."""

from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from course.site.source.pages import NOT_FOUND

FEWEST_WORDS = 5


def parsed(site):
    """The pages of a site: path to its tree."""
    pages = sorted(site.rglob("*.html"))
    return {page: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") for page in pages}


def dead_links(site):
    """Links to a page, a file or a place on a page that is not there."""
    pages = parsed(site)
    places = {page: {tag["id"] for tag in tree.find_all(id=True)} for page, tree in pages.items()}
    return [
        (page.name, link["href"])
        for page, tree in pages.items()
        for link in tree.find_all("a", href=True)
        if _is_dead(page, link["href"], places)
    ]


def _is_dead(page, href, places):
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or href == "#":
        return False
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file():
        return True
    return bool(parts.fragment) and unquote(parts.fragment) not in places.get(target, set())


def mute_pictures(site):
    """Pictures, those that code drew included, without words for who can't see them."""
    return [
        (page.name, str(picture)[:80])
        for page, tree in parsed(site).items()
        for picture in tree.select("main svg, main img")
        if not _speaks(picture)
    ]


def _speaks(picture):
    if picture.get("aria-hidden") == "true" or picture.find_parent(attrs={"aria-hidden": "true"}):
        return True  # the lines of an equation, whose MathML is read instead
    title = picture.find("title")
    words = picture.get("aria-label") or picture.get("alt") or (title.text if title else "")
    return len(words.split()) >= FEWEST_WORDS


def test_links(site):
    """Pages, files, and places on pages are all there."""
    at_any_depth = (NOT_FOUND, "/")  # a page that does not know where it is
    assert [link for link in dead_links(site) if link != at_any_depth] == []


def test_pictures(site):
    """Each says in words what it shows."""
    assert mute_pictures(site) == []


@pytest.mark.parametrize(
    "link, dead",
    [
        ("other.html", True),
        ("page.html#nowhere", True),
        ("#nowhere", True),
        ("sub/", True),
        ("page.html#here", False),
        ("#here", False),
        ("https://example.org/x", False),
    ],
)
def test_a_dead_link_is_seen(tmp_path, link, dead):
    """A link to a missing page, and one to a missing place, are each found."""
    page = tmp_path / "page.html"
    page.write_text(f'<main><p id="here"></p><a href="{link}">there</a></main>')
    assert bool(dead_links(tmp_path)) is dead


@pytest.mark.parametrize(
    "picture, mute",
    [
        ("<svg></svg>", True),
        ('<svg role="img" aria-label="A curve"></svg>', True),
        ('<img src="a.png" alt="">', True),
        ('<svg role="img" aria-label="A curve that climbs to four"></svg>', False),
        ('<span aria-hidden="true"><svg></svg></span>', False),
    ],
)
def test_a_mute_picture_is_seen(tmp_path, picture, mute):
    """A picture with no words, or with too few to stand in for it, is found."""
    (tmp_path / "page.html").write_text(f"<main>{picture}</main>")
    assert bool(mute_pictures(tmp_path)) is mute
