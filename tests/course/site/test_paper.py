"""What goes on paper: each page's own text, without what only a screen can do."""

import re
import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest
from editions_read import faults_of_epub, pages_of_epub
from lxml import html

from course.site.paper import epub, printed
from course.site.paper.about import about
from course.site.paper.drawings import alone
from course.site.paper.parts import having, on_paper, parts, said
from course.site.paper.words import words
from course.site.teach import picture

TOC = """\
format: jb-book
root: chapters/index
parts:
  - caption: First things
    chapters:
      - file: chapters/one
        sections:
          - file: exercises/one/one
      - file: chapters/progress
"""
PAGE = '<html><article class="bd-article"><section id="top">{}</section></article></html>'
ONE = """\
<h1>One<a class="headerlink" href="#top">#</a></h1>
<p class="nn-ways">Open this page as a notebook.</p>
<p>See <a href="index.html#top">the first</a>, <a href="../exercises/one/one.html">the task</a>
and <a href="https://example.org/x">elsewhere</a>.</p>
<div class="cell tag_hide-input"><details class="admonition hide above-input"><summary>
<p>Show code</p></summary><div class="cell_input"><pre>secret_setup()</pre></div></details>
<div class="cell_output"><svg viewBox="0 0 4 4" role="img" aria-label="A small square, which is \
black."><defs><clipPath id="c"></clipPath></defs><path clip-path="url(#c)" fill="var(--nn-ink)"/>\
</svg></div></div>
<div class="cell tag_hide-input"><div class="cell_input"><pre>silent()</pre></div></div>
<div class="nn-explorable" data-given="{&quot;a&quot;: 1}"><div class="nn-stage" role="img"
aria-label="A picture that moves."><svg aria-hidden="true"><text>t</text></svg></div>
<p class="nn-told"></p><div class="nn-controls"><button>Go</button></div></div>
<div class="nn-question" id="q"><p>How many?</p><div class="dropdown nn-answers admonition"><p
class="admonition-title">Open the answers</p><ul><li class="nn-right"><p><strong>Two.</strong> Yes.
</p></li><li><p><strong>One.</strong> Too few.</p></li></ul></div></div>
<div class="dropdown admonition"><p class="admonition-title">And why?</p><p>Because.</p></div>
<p><strong>Time</strong></p><p>Long, <strong>very</strong>.</p>
<span class="math"><span class="katex"><span class="katex-mathml"><math><semantics><mrow><mfrac>
<mn>1</mn><mi>n</mi></mfrac></mrow></semantics></math></span><span class="katex-html"
aria-hidden="true">1n</span></span></span>
<script>alert()</script>
"""
GONE = (
    "secret_setup", "silent", "Show code", "<button", "<script", "nn-ways", "data-given",
    'nn-told"', "headerlink", "Open the answers",
)  # fmt: skip


@pytest.fixture
def little(tmp_path, root):
    """A checkout of two chapters, a task and a page for the screen, and its finished pages."""
    for name in ("_config.yml", "CITATION.cff", "pyproject.toml"):
        (tmp_path / name).write_text((root / name).read_text("utf-8"), "utf-8")
    (tmp_path / "_toc.yml").write_text(TOC)
    names = ["chapters/index", "chapters/one", "chapters/progress", "exercises/one/one"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.md").touch()
    texts = dict.fromkeys(names, "<h1>A page</h1>") | {"chapters/one": ONE}
    return tmp_path, {f"{name}.html": PAGE.format(text) for name, text in texts.items()}


@pytest.fixture
def one(little):
    """The part that has everything."""
    return parts(*little)[1]


def test_pages_in_order_without_those_for_the_screen(little):
    """Neither the task nor the progress; a caption for whatever has one."""
    found = [(part.name, part.caption, part.title) for part in parts(*little)]
    assert found == [
        ("chapters/index", "", "A page"), ("chapters/one", "First things", "One"),
    ]  # fmt: skip
    assert not on_paper("chapters/review") and on_paper("chapters/wine")


def test_nothing_for_the_screen_is_left(one):
    """No folded code, no button, no script, no mark beside a heading; what code drew stays."""
    text = html.tostring(one.text, encoding="unicode")
    assert [gone for gone in GONE if gone in text] == []
    assert [gone for gone in GONE if gone not in ONE] == []
    assert [image.get("alt") for image in one.text.iter("img")] == [
        "A small square, which is black.", "A picture that moves.",
    ]  # fmt: skip
    assert len(having(one.text, "cell")) == 1  # the other had nothing else


def test_a_question_is_answered_at_the_end(one):
    """The alphabet's order, since the right answer is always written first; links both ways."""
    (question,) = having(one.text, "nn-question")
    assert [said(item) for item in question.iter("li")] == ["One.", "Two."]
    assert "Yes." not in said(question)
    first, second = having(one.text, "nn-answer")
    assert [said(item) for item in first.iter("li")] == ["One. Too few.", "Two. Yes."]
    assert said(second).endswith("Because.")
    assert [link.get("href")[-8:] for link in question.iter("a")] == ["answer-1"]
    assert [link.get("href")[-2:] for link in first.iter("a")] == ["#q"]
    chapter = one.text.find("section")
    assert said(chapter[-1]).startswith("Answers")


def test_headings_may_be_called_as_answers_are(little):
    """Two places of one name: a reading system refuses the file, and links lead to the first."""
    root, pages = little
    headings = "".join(
        f'<section id="{name}"><h2>{name}</h2></section>'
        for name in ("answers", "answer-1", "question-2")
    )
    pages["chapters/one.html"] = PAGE.format(ONE + headings)
    found = parts(root, pages)[1].text.xpath("//@id")
    assert len(found) == len(set(found)) and len(found) > 6


def test_links_lead_where_paper_can_follow(little):
    """To a part; to the site, if it has an address; a link to a page for the screen is words."""
    root, pages = little
    links = [link.get("href") for link in parts(root, pages)[1].text.iter("a")][:2]
    assert links == ["book:chapters/index#top", "https://example.org/x"]
    config = (root / "_config.yml").read_text("utf-8").replace(
        "# baseurl: https://...", "baseurl: https://book.example/nets"
    )  # fmt: skip
    (root / "_config.yml").write_text(config, "utf-8")
    links = [link.get("href") for link in parts(root, pages)[1].text.iter("a")][:3]
    assert links[1] == "https://book.example/nets/exercises/one/one.html"


def test_the_whole_to_print(little):
    """Each name once, each link within leads to one, drawings as they were, headings one deeper."""
    root, pages = little
    text = printed.whole(about(root), parts(root, pages))
    page = html.fromstring(text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) and "chapters-one--c" in ids
    within = [link[1:] for link in page.xpath("//@href") if link.startswith("#")]
    assert within and set(within) <= set(ids)
    assert 'viewBox="0 0 4 4"' in text and "url(#chapters-one--c)" in text
    assert [said(h) for h in page.iter("h1")] == ["Contents", "A page", "First things"]
    assert [said(h) for h in page.iter("h2")] == ["One"]
    assert '<svg role="img" aria-label="A picture that moves."><text>' in text
    assert 'aria-label="Formula: 1 over n"' in text and "katex-mathml" not in text
    assert [said(line) for line in having(page, "nn-leading")] == ["Time"]


def test_a_book_that_says_little_of_itself(little):
    """CITATION.cff needs no abstract and no family name, and Sphinx's languages have a line."""
    root, _ = little
    cited = "title: Nets\nauthors:\n- {given-names: Ada, name-particle: de}\n- {alias: bob}\n"
    (root / "CITATION.cff").write_text(cited)
    config = (root / "_config.yml").read_text("utf-8").replace("&language en", "&language pt_BR")
    config = re.sub('^copyright: ".*"$', 'copyright: ""', config, flags=re.M)
    (root / "_config.yml").write_text(re.sub("^author: .*$", "", config, flags=re.M), "utf-8")
    told = about(root)
    assert (told.authors, told.language) == ("Ada de, bob", "pt-BR")
    assert told.abstract == told.rights == "" and "©" not in " ".join(told.lines)
    package = epub._package(told, {}, [])
    assert "<dc:language>pt-BR</dc:language>" in package and 'xml:lang="pt-BR"' in package
    assert "<dc:creator>Ada de, bob</dc:creator>" in package
    assert "></dc:" not in package and "<dc:description>" not in package


def test_pictures_of_any_name_are_packed(little):
    """A blank in a name lost the picture, a GIF ended the build, and cover.png took our cover."""
    root, pages = little
    names = ("my photo.JPEG", "größe.gif", "cover.png")
    (site := root / "site").mkdir()
    for name in (picture.SHARED, *(f"_images/{name}" for name in names)):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(name.encode())
    shown = "".join(f'<img alt="One" src="../_images/{quote(name)}">' for name in names)
    pages["chapters/one.html"] = PAGE.format(f"<h1>One</h1><p>{shown}</p>")
    content = epub.packed(about(root), parts(root, pages), site)
    assert list(faults_of_epub(content)) == []
    with zipfile.ZipFile(BytesIO(content)) as book:
        held = {name: book.read(name) for name in book.namelist()}
    assert {f"_images/{name}".encode() for name in names} <= set(held.values())
    assert held["EPUB/cover.png"] == picture.SHARED.encode()
    assert all(name.isascii() and " " not in name for name in held)
    for kind in (b"image/jpeg", b"image/gif"):
        assert held["EPUB/package.opf"].count(kind) == 1


def test_a_picture_of_another_host_is_words(little):
    """No file of a publication may be elsewhere, and a reader has no network."""
    root, pages = little
    (root / "_static").mkdir()
    (root / picture.SHARED).touch()
    shown = '<p>Here: <img alt="A wine." src="https://example.org/a.png"> See it?</p>'
    pages["chapters/one.html"] = PAGE.format(f"<h1>One</h1>{shown}")
    content = epub.packed(about(root), parts(root, pages), root)
    page = pages_of_epub(content)["EPUB/chapters-one.xhtml"]
    assert not list(page.iter("{*}img"))
    assert "Here: A wine. See it?" in "".join(page.itertext())


def test_a_drawing_alone_has_its_colours(one):
    """On a page they come from its style sheet."""
    text = alone(one.drawings[0])
    assert "var(" not in text and 'xmlns="http://www.w3.org/2000/svg"' in text
    assert 'fill="#222832"' in text
    assert alone('<svg><g fill="var(--other, rgb(1, 2, 3))"/></svg>').count("rgb(1, 2, 3)") == 1
    assert "<style>" in alone("<svg><text>t</text></svg>", still=True)


@pytest.mark.parametrize("mathml, spoken", [
    ("<mo>−</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>", "minus 1 over 2"),
    ("<mover><mi>y</mi><mo>^</mo></mover><mo>=</mo><msub><mi>W</mi><mn>1</mn></msub>",
     "y hat equals W sub 1"),
    ("<msup><mi>x</mi><mn>2</mn></msup><mo>(</mo><mi>a</mi><mo>)</mo>", "x squared open a close"),
    ("<msup><mi>e</mi><mi>x</mi></msup>", "e to the power of x"),
    ("<mi mathvariant='normal'>l</mi><mi mathvariant='normal'>o</mi>"
     "<mi mathvariant='normal'>g</mi><mi>x</mi>", "log x"),
    ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd>"
     "<mn>4</mn></mtd></mtr></mtable>", "rows: 1, 2; 3, 4, end of the rows"),
    ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>",
     "the fraction a plus b over 2, end of the fraction"),
])  # fmt: skip
def test_equations_in_words(mathml, spoken):
    assert words(html.fromstring(f"<math>{mathml}</math>")) == spoken


def test_every_sign_of_the_book_has_words(root, site):
    """Planted: one that nobody has named would be read out as it stands, or not at all."""
    for part in parts(root, _pages(site)):
        for equation in part.text.iter("math"):
            assert words(equation).replace("–", "").isascii(), words(equation)
    assert not words(html.fromstring("<math><mo>⊗</mo></math>")).isascii()


def _pages(site):
    return {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
