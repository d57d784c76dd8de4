"""The site holds what the table of contents names, and asks no other host for anything."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

# What a browser fetches by itself: tag, and the attribute that holds the address.
FETCHED = {
    "link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src",
    "video": "src", "audio": "src", "embed": "src", "object": "data", "input": "src",
    "use": "href", "image": "href",
}  # fmt: skip
NOT_FETCHED = {"canonical", "search", "next", "prev", "author", "index"}  # kinds of <link>


def all_bytes(path):
    """A file's content, and what lies packed inside it."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content += b"".join(packed.read(name) for name in packed.namelist())
    return content


def leaks(site, markers):
    """Each marker that some file of the site holds, or is named by, with that file."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return {
        (marker, path.relative_to(site).as_posix())
        for path in files
        for marker in markers
        if marker.encode() in all_bytes(path) or marker in path.name
    }


class Fetches(HTMLParser):
    """The addresses that a browser fetches for a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "link" and NOT_FETCHED & set((attributes.get("rel") or "").split()):
            return
        self.found += [attributes.get(FETCHED.get(tag)), attributes.get("xlink:href")]
        candidates = (attributes.get("srcset") or "").split(",")
        self.found += [candidate.split()[0] for candidate in candidates if candidate]
        self.found += in_style(attributes.get("style") or "")


def in_style(css):
    """The addresses that a style sheet fetches."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    urls = re.findall(r"url\(\s*['\"]?([^'\")]+)", css)
    return urls + re.findall(r"@import\s+['\"]([^'\"]+)", css)


def fetched(path):
    """The addresses that a browser fetches because of a file, those inside the site resolved."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        return in_style(text)
    inline = re.findall(r"<style[^>]*>(.*?)</style>", text, flags=re.DOTALL)
    return Fetches(text).found + [url for css in inline for url in in_style(css)]


def strangers(site):
    """Addresses on other hosts, and addresses in the site at which there is nothing."""
    bad = set()
    for path in [*site.rglob("*.html"), *site.rglob("*.css")]:
        for address in filter(None, fetched(path)):
            parts = urlsplit(address)
            if parts.scheme == "data" or address.startswith("#"):
                continue
            local = (path.parent / unquote(parts.path)).resolve()
            if parts.scheme or parts.netloc or not local.is_file():
                bad.add((path.relative_to(site).as_posix(), address))
    return bad


def test_nothing_else_is_published(small_book, markers):
    """A submission, a solution, an instructor's file and a draft leave no trace in the site."""
    assert leaks(small_book / "_build/html", markers) == set()


def test_leak_is_seen(small_book, markers, run_build, tmp_path):
    """With every file of the checkout built, the test above sees each one; a strict build stops."""
    book = shutil.copytree(small_book, tmp_path / "book")
    config = (book / "_config.yml").read_text()
    setting = "only_build_toc_files: true"
    assert setting in config
    (book / "_config.yml").write_text(config.replace(setting, "only_build_toc_files: false"))
    assert run_build(book).returncode == 1
    lax = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
    there = os.environ | {"NN_DATA_DIR": str(book / "no-data")}  # as the book was run before
    lax = [*lax, "--path-output", "lax"]
    subprocess.run(lax, cwd=book, env=there, capture_output=True, check=True)
    seen = {marker for marker, _ in leaks(book / "lax/_build/html", markers)}
    assert seen == {m for m in markers if m != "MARKER-hidden"}  # hidden folders are never read


def test_packed_leak_is_seen(tmp_path):
    """A marker inside a packed file, and one in a file's name, are seen."""
    with zipfile.ZipFile(tmp_path / "book.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("answer.ipynb", "MARKER-a " * 50)
    (tmp_path / "MARKER-b.txt").write_text("")
    assert leaks(tmp_path, ["MARKER-a", "MARKER-b"]) == {
        ("MARKER-a", "book.zip"),
        ("MARKER-b", "MARKER-b.txt"),
    }


def test_no_other_host(site):
    """No page loads anything from another host, and all that it loads is there."""
    assert strangers(site) == set()


@pytest.mark.parametrize(
    "name, text",
    [
        ("script.html", '<script src="https://example.org/x.js"></script>'),
        ("short.html", '<img src="//example.org/x.png" alt="">'),
        ("style.html", '<link rel="stylesheet" href="http://example.org/x.css">'),
        ("inside.html", "<style>p { background: url(https://example.org/x.png) }</style>"),
        ("attribute.html", '<p style="background: url(https://example.org/x.png)">'),
        ("font.css", '@font-face { src: url("https://example.org/x.woff2") }'),
        ("import.css", '@import "https://example.org/x.css";'),
        ("gone.html", '<script src="gone.js"></script>'),
    ],
)
def test_other_host_is_seen(tmp_path, name, text):
    """Each way to load from another host, or from nowhere, is seen."""
    (tmp_path / name).write_text(text)
    assert [page for page, _ in strangers(tmp_path)] == [name]


def naming(site, places):
    """The files of a site that name one of the folders `places`."""
    inside = [str(place).encode() for place in places]
    files = [path for path in site.rglob("*") if path.is_file()]
    return [path for path in files if any(place in path.read_bytes() for place in inside)]


def test_site_names_no_place(site, root, tmp_path):
    """No file of the site names a folder of the machine that built it; one that did is seen."""
    assert naming(site, [root, sys.prefix]) == []
    (tmp_path / "page.html").write_text(f"<p>{root}/chapters</p>")
    assert naming(tmp_path, [root, sys.prefix]) == [tmp_path / "page.html"]
