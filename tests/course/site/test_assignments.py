"""Each assignment has its page after its chapter, and the points of all are stated once."""

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from chapter_text import ORDER, read_page
from masters import ASSIGNMENTS

from course.site.errors import BuildError
from course.site.source.jupyter import address
from course.site.teach.cells import CHECK, assignment_page
from course.site.teach.equations import typeset

CHAPTERS = [chapter for chapter in ORDER if chapter != "further"]


def tree(site, page):
    return BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


def page_of(name):
    return f"exercises/{name}/{name}"


def test_every_chapter_has_its_assignment_below_it(root):
    """From the first to the last, in the table of contents."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    entries = [entry for part in toc["parts"] for entry in part["chapters"]]
    below = {
        entry["file"].removeprefix("chapters/"): [page["file"] for page in entry["sections"]]
        for entry in entries
        if "sections" in entry
    }
    for chapter in CHAPTERS:
        if below.get(chapter) != [page_of(chapter)]:
            lines = f"'sections:' and '- file: {page_of(chapter)}'"
            pytest.fail(f"_toc.yml lacks, below chapters/{chapter}: {lines}")
    assert below.keys() == set(CHAPTERS) == ASSIGNMENTS.keys()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_an_assignment_and_its_chapter_lead_to_each_other(site, chapter):
    """The chapter links the page; the page has the chapter's title, and its notebook to take.

    That is the empty one and says so: no other link gives it, such as the theme's for a source.
    """
    links = {a["href"] for a in tree(site, f"chapters/{chapter}").select("article a[href]")}
    assert f"../{page_of(chapter)}.html" in links
    page = tree(site, page_of(chapter))
    title = page.h1.find(string=True)
    assert title.lower() == f"Assignment: {read_page(chapter).title}".lower()
    jupyter, link, guide = page.select(".nn-notebook a")
    assert page.select("a[href*='_sources/']") == [link] and "empty" in link.text
    assert guide["href"] == "../../chapters/students.html"
    assert jupyter["href"] == f"../../{address(page_of(chapter))}"
    notebook = (site / f"{page_of(chapter)}.html").parent / link["href"]
    ours = nbformat.read(notebook, as_version=4)
    assert ours.cells[0].source.startswith(f"# {title}")


def rows(site):
    """The table on the page about the checker: [(title, functions, points)]."""
    table = tree(site, "chapters/checker").find("table")
    return [tuple(cell.get_text(strip=True) for cell in row("td")) for row in table("tr")[1:]]


def test_the_points_of_all_are_stated_once_and_right(site):
    """Each row says what the checks are worth, and the last one what they come to: 360."""
    *each, total = rows(site)
    expected = []
    for chapter in CHAPTERS:
        assignment = ASSIGNMENTS[chapter]
        expected.append((len(assignment.answers), sum(assignment.points.values())))
    assert [(int(n), int(points)) for _, n, points in each] == expected
    assert int(total[1]) == sum(n for n, _ in expected)
    assert int(total[2]) == sum(points for _, points in expected) == 360


def test_the_notebooks_come_to_the_same(root, site):
    """The points in the metadata that nbgrader reads, assignment by assignment."""
    for chapter, (_, _, points) in zip(CHAPTERS, rows(site), strict=False):
        notebook = nbformat.read(root / f"{page_of(chapter)}.ipynb", as_version=4)
        marks = [cell.metadata.nbgrader for cell in notebook.cells]
        assert sum(mark.points for mark in marks if mark.grade) == int(points)


def unknown_letters(page):
    """The letters of a page's equations that answer to nobody who points at them."""
    marked = {"data-symbol": True}
    return [
        one.get_text()
        for one in page.select(".katex-html .mathnormal")
        if not (one.has_attr("data-symbol") or one.find_parent(attrs=marked))
    ]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_letter_answers(site, name):
    """Each letter in an assignment's equations is one of the book's symbols."""
    assert unknown_letters(tree(site, page_of(name))) == []


def test_a_stranger_is_seen():
    """Planted: a letter that the book does not know, beside one that it does."""
    known = typeset(r"\z + N + z", macros=((r"\z", r"{\htmlData{symbol=z}{z}}"),))
    assert unknown_letters(BeautifulSoup(known, "html.parser")) == ["N", "z"]


def test_a_check_above_every_answer_is_said(root):
    """A page could not tell what such a check is of: its notebook and its line are named."""
    notebook = nbformat.read(root / "exercises/affine/affine.ipynb", as_version=4)
    graded = [cell for cell in notebook.cells if CHECK.match(cell.source)]
    notebook.cells = [graded[0], *notebook.cells]
    with pytest.raises(BuildError, match=r"exercises/affine/affine.ipynb: check\(.* stands above"):
        assignment_page("affine", notebook)
