"""The service worker that the build completes: it knows the site's files, and the build."""

import hashlib
import json
import re

import pytest

from course.site.finish import offline
from course.site.finish.steps import take
from course.site.source.pages import named_pages

SCRIPT = '<script type="module" src="web/page.js"></script>'


@pytest.fixture
def made(tmp_path):
    """A small finished site, as it is before the worker is put into it."""
    files = {"web/offline.js": "0;", "web/page.js": "1;", "_static/a.css": "a", "page.html": SCRIPT}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def parts(site):
    """The build's name, the hashes of the files, and the script itself, of a site's worker."""
    text = (site / "sw.js").read_text()
    build, files, script = re.fullmatch(
        r'const BUILD="(\w+)";\nconst FILES=({.*});\n(.*)', text, re.DOTALL
    ).groups()
    return build, json.loads(files), script


def test_worker_knows_the_files_and_the_build(made):
    """The worker has each file's hash and its own build's name, which stands in the page too."""
    take([offline.install], made)
    build, files, script = parts(made)
    assert files == {
        "_static/a.css": hashlib.sha256(b"a").hexdigest()[:12],
        "web/page.js": hashlib.sha256(b"1;").hexdigest()[:12],
    }
    assert script == "0;"
    named = f'web/page.js?{files["web/page.js"]}" data-build="{build}"'
    assert named in (made / "page.html").read_text()
    assert not (made / "web/offline.js").exists()


@pytest.mark.parametrize("name", ["_static/a.css", "web/offline.js"])
def test_another_build_has_another_name(made, name):
    """A changed file, or a changed worker, makes another build."""
    other = made / name
    before = other.read_bytes()
    take([offline.install], made)
    (made / "web/offline.js").write_text("0;")
    other.write_bytes(before + b" ")
    first = parts(made)[0]
    take([offline.install], made)
    assert parts(made)[0] != first


def test_site_without_scripts_has_no_worker(made):
    """Where the scripts could not be made, there is no worker, and pages name no build."""
    (made / "web/offline.js").unlink()
    take([offline.install], made)
    assert not (made / "sw.js").exists()
    assert (made / "page.html").read_text() == SCRIPT


def test_every_page_of_the_site_names_the_build(site, root):
    """Each page of the real site names the build of its worker, which holds what pages load."""
    build, files, _ = parts(site)
    pages = [path for path in site.rglob("*.html") if "web/page.js" in path.read_text("utf-8")]
    assert len(pages) == len(named_pages(root)) + 1  # and the search page
    assert [page for page in pages if f'data-build="{build}"' not in page.read_text("utf-8")] == []
    assert {"web/page.js", "_static/book.css"} <= files.keys()
    assert not [name for name in files if name.endswith(".html") or "_sources" in name]
