"""What an instructor changes in `_config.yml` is on the pages: a small book has it all changed."""

import re
import shutil
import struct
from types import SimpleNamespace

import pytest
import yaml
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx_book_theme.header_buttons import update_context_with_repository_info

from course.site.errors import BuildError
from course.site.project import DATE, version
from course.site.source.pages import named_pages
from course.site.source.settings import check_settings
from course.site.teach.citation import bibtex, sentence
from course.site.teach.launch_links import offer_edits, ways_out
from course.site.teach.picture import SHARED, TOUCH

URL, ADDRESS = "https://github.com/somebody/nets", "https://books.example/n"
HOSTS = ("mybinder.org", "colab.research.google.com", "/edit/")
CHANGED = {
    "title": "Nets in spring",
    "author": "Grace Hopper",
    "logo": "chapters/logo.svg",
    "language": "de",
    "repository": {"url": URL, "branch": "trunk"},
    "course": {"timezone": "Europe/Berlin", "dates": {"forward": "2027-01-15 18:00"}},
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def read(page):
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def links(page):
    """Every address that a page links."""
    return [link["href"] for link in read(page).select("a[href]")]


def test_without_a_repository(small_book):
    """No page leads to one of them."""
    for page in (small_book / "_build/html").rglob("*.html"):
        assert not [link for link in links(page) if any(host in link for host in HOSTS)]


@pytest.fixture(scope="module")
def configured(write_small_book, run_build, root, tmp_path_factory):
    """A small book with an assignment, each of whose settings is another, built."""
    book = write_small_book(tmp_path_factory.mktemp("configured") / "book")
    shutil.copytree(root / "exercises/forward", book / "exercises/forward")
    shutil.copy(root / "chapters/bibliography.md", book / "chapters")
    for name in ("timeline", "further"):  # left out, and the bibliography names them
        (book / f"chapters/{name}.md").write_text(f"# The {name}\n")
    (book / "chapters/logo.svg").write_text(LOGO)
    with open(book / "_toc.yml", "a") as toc:
        toc.write("  - file: exercises/forward/forward\n  - file: chapters/bibliography\n")
    with open(book / "chapters/index.md", "a") as index:
        index.write("\n:::{assignments}\n:::\n\n:::{progress}\n:::\n")
    change(book / "_config.yml", CHANGED)
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    assert "chapters/bibliography names chapters/timeline (line 3)" in result.stdout
    return book / "_build/html"


def change(config, changed):
    """Write settings as a hand would: a line for each, in the place of the one that is there."""
    settings = yaml.safe_load(config.read_text("utf-8"))
    settings["html"]["baseurl"] = ADDRESS
    settings["sphinx"]["config"]["language"] = changed["language"]
    config.write_text(yaml.safe_dump(settings | changed, sort_keys=False), "utf-8")


def test_the_language_stands_in_one_place(root):
    """Above, where the settings begin; Sphinx has it by reference."""
    text = (root / "_config.yml").read_text("utf-8")
    other = yaml.safe_load(re.sub(r"language: &language \w+", "language: &language de", text))
    assert other["sphinx"]["config"]["language"] == "de"


def test_title_logo_and_author(configured):
    """In the tab, in the place above the list, and at the foot."""
    page = read(configured / "chapters/small.html")
    assert page.title.get_text(strip=True).endswith("Nets in spring")
    logo = page.select_one("nav.nn-brand img")
    assert (configured / "chapters" / logo["src"]).read_text() == LOGO
    assert "Nets in spring" in logo["alt"]
    assert "Grace Hopper" in page.select_one("footer.bd-footer-content").get_text()


def test_language(configured):
    """The page says it, and what the theme has words for is in it."""
    page = read(configured / "chapters/small.html")
    assert page.html["lang"] == "de"
    assert page.select_one(".search-button-field")["title"] == "Suche"


def test_what_is_left_out_is_named_without_a_link(configured):
    """The build has said so above."""
    words = read(configured / "chapters/bibliography.html").select_one("article p")
    assert [part.get_text() for part in words.select("em")] == ["The timeline", "The further"]
    assert not words.select("a")


def test_dates(configured):
    """On the assignment's page, in the table of them all, and on the page of progress."""
    when = "15 January 2027, 18:00 (Europe/Berlin)"
    box = read(configured / "exercises/forward/forward.html").select_one(".nn-notebook")
    assert f"Due {when}." in box.get_text()
    index = read(configured / "chapters/index.html")
    assert [cell.get_text() for cell in index.select("th")][-1] == "due"
    assert when in index.select_one("table").get_text()
    assert f"due {when}" in index.select_one(".nn-progress").get_text()


def test_edits_are_offered(configured):
    """Of the page's own source, in the branch that was named."""
    assert f"{URL}/edit/trunk/chapters/small.md" in links(configured / "chapters/small.html")


def test_other_people_s_machines(configured):
    """The assignment's own notebook, in both."""
    found = links(configured / "exercises/forward/forward.html")
    path = "exercises/forward/forward.ipynb"
    assert f"https://mybinder.org/v2/gh/somebody/nets/trunk?labpath={path}" in found
    assert f"https://colab.research.google.com/github/somebody/nets/blob/trunk/{path}" in found


def test_a_repository_on_gitlab(tmp_path):
    """Binder knows groups in groups; Colab reads from GitHub alone."""
    settings = {"repository": {"url": "https://gitlab.com/some/body/nets.git"}}
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(settings))
    said = ways_out(tmp_path, "exercises/forward/forward")
    (link,) = (node["refuri"] for node in said.findall(nodes.reference))
    assert link.startswith("https://mybinder.org/v2/gl/some%2Fbody%2Fnets/main?labpath=")
    assert "Colab" not in said.astext()


@pytest.mark.parametrize("url, kept", [
    ("https://github.com/you/nets", True),
    ("https://gitlab.uni.example/group/nets", True),
    ("https://codeberg.org/you/nets", False),
    ("https://git.uni.example/github/nets", False),
    ("https://github.com", False),
])  # fmt: skip
def test_edits_where_the_theme_knows_the_host(tmp_path, url, kept):
    """At any other the theme stops the build, when all chapters have been run."""
    (tmp_path / "_config.yml").write_text(yaml.safe_dump({"repository": {"url": url}}))
    options = {"repository_url": url, "repository_branch": "master"}  # as Jupyter Book fills it in
    config = SimpleNamespace(html_theme_options=options, html_context={})
    app = SimpleNamespace(srcdir=tmp_path, config=config)
    offer_edits(app, config)
    update_context_with_repository_info(app)
    assert options.get("use_edit_page_button", False) == kept
    assert ("main" in config.html_context.values()) == kept


SETTINGS = "title: Nets\ncopyright: 2027, Ada\nhtml: {}\n"


@pytest.mark.parametrize("changed, words", [
    ({"title": 2027}, "title is 2027; expected words in quotes"),
    ({"copyright": 2027}, 'copyright is 2027; expected words in quotes, such as copyright: "2027'),
    ({"copyright": None}, "copyright is None; expected words"),
    ({"repository": {"url": "git@github.com:you/nets.git"}}, "expected the address of its page"),
])  # fmt: skip
def test_what_a_build_would_stumble_over_is_refused_before_it(tmp_path, changed, words):
    """With the place, and what one looks like."""
    (tmp_path / "_config.yml").write_text(SETTINGS)
    check_settings(tmp_path)
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(yaml.safe_load(SETTINGS) | changed))
    with pytest.raises(BuildError, match="^_config.yml: ") as refused:
        check_settings(tmp_path)
    assert words in str(refused.value)


def test_a_slip_in_a_file_of_settings_is_told_with_its_line(tmp_path):
    """In the words of a build, and before it does anything."""
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/index\ncaption: Nets: two\n"
    )
    with pytest.raises(BuildError, match="_toc.yml, line 3: mapping values are not allowed"):
        named_pages(tmp_path)


def test_a_setting_that_stands_twice_is_told(tmp_path):
    """YAML would take the last of them: a date that was corrected above it would never hold."""
    lines = ["course:", "  dates:", "    affine: 2027-01-15", "    forward: 2027-02-01"]
    (tmp_path / "_config.yml").write_text("\n".join([*lines, "    affine: 2027-01-22", ""]))
    with pytest.raises(BuildError, match="line 5: affine stands here again. Keep the line that"):
        check_settings(tmp_path)


def test_how_to_cite(configured, root):
    """Who wrote it and what it is called, as CITATION.cff has them, and both addresses."""
    told = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    page = read(configured / "chapters/bibliography.html")
    section = page.select_one("section#cite-this-book")
    words = section.p.get_text()
    assert told["title"] in words and told["authors"][0]["name"] in words
    assert f", version {version(root)}. " in words
    assert [link["href"] for link in section.p.select("a")] == [ADDRESS, URL]
    entry = section.select_one("div[class*=highlight-bibtex] pre").get_text()
    assert f"title = {{{{{told['title']}}}}}" in entry
    assert f"url = {{{ADDRESS}}}" in entry
    assert f"note = {{Version {version(root)}}}" in entry
    assert f"year = {{{told['date-released'][:4]}}}" in entry


def test_every_page_says_which_version_it_is(configured, root):
    """At its foot, with a link to how it is cited."""
    for name in ("chapters/small", "exercises/forward/forward"):
        foot = read(configured / f"{name}.html").select_one(".nn-version")
        assert foot.get_text().startswith(f"Version {version(root)}.")
        target = (configured / name).parent / foot.a["href"].partition("#")[0]
        assert target.resolve() == configured / "chapters/bibliography.html"
    own = read(configured / "chapters/bibliography.html").select_one(".nn-version")
    assert own.a["href"] == "#cite-this-book"


def test_authors_who_are_people(tmp_path, root):
    """As BibTeX has them: the family's name first, and "and" between two."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    (tmp_path / "_config.yml").write_text("html: {}\n")
    people = [
        {"family-names": "Lovelace", "given-names": "Ada"},
        {"family-names": "Hopper", "given-names": "Grace"},
    ]
    told = {"title": "Nets", "authors": people, "date-released": "2027-02-01"}
    (tmp_path / "CITATION.cff").write_text(yaml.safe_dump(told))
    assert "author = {Lovelace, Ada and Hopper, Grace}" in bibtex(tmp_path)
    assert "url" not in bibtex(tmp_path)
    assert sentence(tmp_path).startswith("Lovelace, Ada and Hopper, Grace (2027). *Nets*, version ")
    del told["date-released"]  # which the format does not ask for
    (tmp_path / "CITATION.cff").write_text(yaml.safe_dump(told))
    assert f"year = {{{DATE.year}}}" in bibtex(tmp_path)


def test_the_one_place_of_the_address(root):
    """No file that a fork would forget has an address of its own."""
    told = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    assert not {"url", "repository", "repository-code", "repository-artifact"} & set(told)
    project = (root / "pyproject.toml").read_text("utf-8")
    assert not re.search(r"^\[project\.urls\]", project, re.M)


@pytest.mark.parametrize("name, size", [(SHARED, (1200, 630)), (TOUCH, (180, 180))])
def test_pictures_have_their_size(site, name, size):
    """In pixels, as those who show them ask for."""
    content = (site / name).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == size
