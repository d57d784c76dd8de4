"""What chapters say of themselves is on the pages that lead to them, in the order of `_toc.yml`."""

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import SphinxWarning
from sphinx.testing.util import SphinxTestApp

from course.site.errors import BuildError
from course.site.source.route import Chapter, way

SETTINGS = {
    "extensions": ["myst_parser", "course.site.teach.route"],
    "myst_enable_extensions": ["colon_fence"],
    "root_doc": "chapters/index",
    "html_theme": "basic",
    "nitpicky": True,
}
INDEX = """\
# Nets

:::{route} main
{Count} lead on: {names}.
:::

:::{route} side
{Count} more. {sentences}
:::
"""
PAGE = "---\norphan: true\nroute: {}\nabout: {}\n---\n\n# {}\n\nWords.\n\n:::{{next}}\n{}\n:::\n"
PAGES = {
    "one": ("main", "is first.", "The one", ""),
    "two": ("side", "is beside it.", "The two", "so far there was one."),
    "three": ("main", "comes after {doc}`one`.", "The three", ""),
}


class Book:
    """A book of three chapters, or of fewer; Sphinx keeps what it has read."""

    def __init__(self, root):
        self.root = root
        (root / "chapters").mkdir()
        (root / "conf.py").touch()
        (root / "chapters/index.md").write_text(INDEX)
        for name, facts in PAGES.items():
            self.write(name, *facts)
        self.list(*PAGES)

    def write(self, name, *facts):
        (self.root / f"chapters/{name}.md").write_text(PAGE.format(*facts))

    def list(self, *names):
        lines = "".join(f"- file: chapters/{name}\n" for name in names)
        (self.root / "_toc.yml").write_text(f"root: chapters/index\nchapters:\n{lines}")
        self.absent = [f"chapters/{name}.md" for name in set(PAGES) - set(names)]

    def build(self):
        """The last paragraph of each page, as it reads, and the links in it."""
        settings = SETTINGS | {"exclude_patterns": self.absent}
        app = SphinxTestApp(srcdir=self.root, confoverrides=settings, warningiserror=True)
        try:
            app.build()
            assert app.statuscode == 0, app.warning.getvalue()
            return {page.stem: read(page) for page in (app.outdir / "chapters").glob("*.html")}
        finally:
            app.cleanup()


def read(page):
    return BeautifulSoup(page.read_text("utf-8"), "html.parser").select("div.body p")


def said(paragraphs):
    return " ".join(paragraphs[-1].get_text().split())


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of the book as it is above."""
    return Book(tmp_path_factory.mktemp("book")).build()


def test_a_mark_at_the_beginning_is_no_word(tmp_path):
    """As Windows' editor puts it there: the chapter was told to say nothing of itself."""
    book = Book(tmp_path)
    before = way(tmp_path)
    chapter = tmp_path / "chapters/two.md"
    chapter.write_bytes(b"\xef\xbb\xbf" + chapter.read_bytes())
    assert way(book.root) == before


def test_a_chapter_ends_with_the_next(pages):
    """By its title, with a link; a side trip says where the main route goes on."""
    aside = "That is a side trip, and the main route goes on with The three."
    assert said(pages["one"]) == f"Next: The two is beside it. {aside}"
    assert said(pages["two"]) == "Next: so far there was one. The three comes after The one."
    links = [link["href"] for link in pages["two"][-1].select("a")]
    assert links == ["three.html", "one.html"]
    assert said(pages["three"]) == "Words."


def test_the_front_page_names_those_of_each_route(pages):
    """In the order of the book, and counts them."""
    main, side = (" ".join(p.get_text().split()) for p in pages["index"])
    assert main == "Two lead on: The one and The three."
    assert side == "One more. The two is beside it."


def test_a_chapter_that_is_left_out_is_named_nowhere(book):
    """The page before it, which nobody touched, leads to the one after it."""
    book.build()
    book.list("one", "three")
    pages = book.build()
    assert said(pages["one"]) == "Next: The three comes after The one."
    assert [p.get_text() for p in pages["index"]] == ["Two lead on: The one and The three."]


def test_a_chapter_that_speaks_otherwise_is_heard(book):
    """The page that was built before shows today's words."""
    book.build()
    book.write("three", "main", "is last.", "The three", "")
    assert said(book.build()["two"]) == "Next: so far there was one. The three is last."


def test_what_did_not_change_is_not_read_again(book):
    """A sentence of a chapter is no reason to read another."""
    book.build()
    page = book.root / "chapters/three.md"
    page.write_text(page.read_text().replace("Words", "Other words"))
    before = (book.root / "_build/html/chapters/one.html").stat().st_mtime_ns
    assert said(book.build()["three"]) == "Other words."
    assert (book.root / "_build/html/chapters/one.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("route", "about", "told"), [("sideways", "is odd.", "'sideways'"), ("main", "", "None")]
)
def test_half_of_what_a_chapter_says(book, route, about, told):
    """The build stops, and names the page and both lines."""
    book.write("two", route, about, "The two", "")
    with pytest.raises(BuildError, match=f"chapters/two: .*'route:'.*'about:'.*{told}"):
        way(book.root)


def test_a_route_that_is_none(book):
    """The build stops, and says which there are."""
    (book.root / "chapters/index.md").write_text(INDEX.replace("} side", "} sideways"))
    with pytest.raises(SphinxWarning, match="no route 'sideways'. There are: main, side, beyond"):
        book.build()


def test_a_page_that_is_no_chapter_leads_nowhere(book):
    (book.root / "chapters/one.md").write_text("---\norphan: true\n---\n# One\n\n:::{next}\n:::\n")
    with pytest.raises(SphinxWarning, match="chapters/one is no chapter: its front matter has no"):
        book.build()


def test_front_matter_that_is_no_yaml(book):
    book.write("two", "main", '"open', "The two", "")
    with pytest.raises(BuildError, match=r"two\.md: its front matter is not YAML"):
        way(book.root)


def test_a_page_without_it_is_no_chapter(book):
    (book.root / "chapters/two.md").write_text("# The two\n\n---\n\nroute: main\n\n---\n")
    assert [chapter.name for chapter in way(book.root)] == ["chapters/one", "chapters/three"]
    assert way(book.root)[0] == Chapter("chapters/one", "main", "is first.")
