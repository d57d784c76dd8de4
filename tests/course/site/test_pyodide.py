"""The browser's Python comes from anywhere, and is taken only if it is the right one."""

import hashlib
import http.server
import json
import shutil
import subprocess
import zipfile

import pytest
import yaml
from chromium import serving

from course.site.assets import pyodide, pyodide_packages, wheel
from course.site.errors import NotFetched
from course.site.npm import NODE, packages

CONTENT = b"a package"
FITS = {"a.whl": hashlib.sha256(CONTENT).hexdigest()}


@pytest.fixture
def sources(monkeypatch):
    """What the two places have to offer: a function that sets it."""

    def offer(*contents):
        def place(content):
            def take(hashes, folder):
                for name, sha in hashes.items() if content else ():
                    pyodide_packages.keep(content, sha, folder / name)
                return f"It is {content}."

            return "Fetching.", take

        monkeypatch.setattr(pyodide_packages, "places", lambda version: map(place, contents))

    return offer


def wheels(folder, hashes=FITS):
    return pyodide_packages.packages_of("1", hashes, folder, lambda line: None)


@pytest.mark.parametrize("release, archive", [(CONTENT, None), (None, CONTENT), (b"bad", CONTENT)])
def test_any_source_will_do(sources, tmp_path, release, archive):
    """The release, else the archive; a file with another hash is not taken."""
    sources(release, archive)
    assert [path.read_bytes() for path in wheels(tmp_path)] == [CONTENT]


def test_the_cache_comes_first(sources, tmp_path):
    """What is there is not fetched again; what is damaged is."""
    (tmp_path / "a.whl").write_bytes(CONTENT)
    sources(None, None)
    assert wheels(tmp_path) == [tmp_path / "a.whl"]
    (tmp_path / "a.whl").write_bytes(CONTENT[:4])
    sources(None, CONTENT)
    assert wheels(tmp_path)[0].read_bytes() == CONTENT


def test_what_nobody_has_is_named(sources, tmp_path):
    """By its file name, with what each source said; and a wrong file is not left behind."""
    sources(b"bad", b"worse")
    with pytest.raises(NotFetched, match=r"the browser's Python: a\.whl") as refused:
        wheels(tmp_path)
    assert "It is b'bad'.\nIt is b'worse'.\n" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


class Release(http.server.BaseHTTPRequestHandler):
    """A release that lacks one file, and breaks off in the middle of another."""

    def do_GET(self):
        name = self.path.rsplit("/", 1)[-1]
        if name == "lacking.whl":
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[:4] if name == "broken.whl" else CONTENT)

    def log_message(self, *args):
        pass


@pytest.fixture
def places(monkeypatch, tmp_path):
    """The release and the archive on this machine, by settings of their own."""
    index = tmp_path / "index"
    index.mkdir()
    info = "packed-1.dist-info"
    files = {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: packed\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
        "packed/inside/a.whl": CONTENT,
        "packed/inside/broken.whl": CONTENT,
        "elsewhere/lacking.whl": CONTENT,
    }
    with zipfile.ZipFile(index / "packed-1-py3-none-any.whl", "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    archive = {"package": "packed==1", "folder": "packed/inside/", "megabytes": 1}
    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Release)) as address:
        said = {"release": f"{address}/{{version}}/{{name}}", "archive": archive}
        (tmp_path / "sources.yml").write_text(yaml.safe_dump(said))
        monkeypatch.setattr(pyodide_packages, "SOURCES", tmp_path / "sources.yml")
        yield [take for _, take in pyodide_packages.places("1")]


def taken(take, names, folder):
    """Which of the files a place has put into a folder, in the names' order."""
    folder.mkdir()
    take(dict.fromkeys(names, FITS["a.whl"]), folder)
    assert all(path.read_bytes() == CONTENT for path in folder.iterdir())
    return [name for name in names if (folder / name).is_file()]


def test_the_release_lacks_a_file(places, tmp_path):
    """The others are taken all the same."""
    assert taken(places[0], ["lacking.whl", "a.whl"], tmp_path / "cache") == ["a.whl"]


def test_a_download_breaks_off(places, tmp_path):
    """Half a file is no file, and no error of ours: the archive is asked next."""
    assert taken(places[0], ["a.whl", "broken.whl"], tmp_path / "cache") == ["a.whl"]


@pytest.mark.whole
def test_the_archive(places, tmp_path):
    """Files are taken from their folder in it alone, and nothing else is left behind."""
    assert taken(places[1], ["a.whl", "lacking.whl"], tmp_path / "cache") == ["a.whl"]


@pytest.mark.whole
def test_what_breaks_off_comes_from_the_archive(places, tmp_path):
    """Both places, one after the other, as a build asks them."""
    found = wheels(tmp_path / "cache", dict.fromkeys(["a.whl", "broken.whl"], FITS["a.whl"]))
    assert [path.read_bytes() for path in found] == [CONTENT, CONTENT]


def test_the_settings_say_where_and_why():
    """The release first, and the large archive last, with the size that is told."""
    said = [told for told, _ in pyodide_packages.places("1")]
    assert len(said) == 2 and said[1].endswith("in an archive of 106 MB.")
    assert "#" in pyodide_packages.SOURCES.read_text("utf-8").partition("archive:")[0]


def test_the_list_is_npms_and_pyodides_own(assets, monkeypatch, tmp_path):
    """Written anew from the npm package it is the committed one; it has all that is needed."""
    lock = json.loads((packages() / "pyodide" / pyodide.LOCK).read_text())
    needed = pyodide.closure(lock)
    assert set(pyodide.WANTED) < set(needed)
    assert all(set(lock["packages"][name]["depends"]) <= set(needed) for name in needed)
    committed = pyodide.LIST.read_text()
    monkeypatch.setattr(pyodide, "LIST", tmp_path / "list.json")
    pyodide.write_list()
    assert (tmp_path / "list.json").read_text() == committed


def test_a_changed_core_is_refused(assets, tmp_path):
    """A file of the core that is not the listed one."""
    folder = tmp_path / "there"
    shutil.copytree(pyodide.fetch(say=lambda line: None), folder)
    files = json.loads(pyodide.LIST.read_text())["files"]
    pyodide.refuse_others(folder, files)
    (folder / "pyodide.mjs").write_text("other")
    with pytest.raises(NotFetched, match=r"pyodide\.mjs"):
        pyodide.refuse_others(folder, files)


def test_the_wheel_is_the_same_each_time(copy_project, tmp_path, monkeypatch):
    """Two checkouts give the same bytes, and the file beside it names it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782864000")
    made = [wheel.build(copy_project(tmp_path / name)) for name in ("one", "two")]
    names = [json.loads((folder / wheel.NAME).read_text())["wheel"] for folder in made]
    first, second = ((folder / name).read_bytes() for folder, name in zip(made, names, strict=True))
    assert first == second


def test_python_starts_under_node(site):
    """Pyodide with numpy and the course, from the site's own files."""
    script = f"""
    const {{ loadPyodide }} = await import("{site}/pyodide/pyodide.js");
    const python = await loadPyodide({{ indexURL: "{site}/pyodide/", packages: ["numpy"] }});
    console.log(python.runPython("import numpy; numpy.__version__"));
    """
    command = [NODE, "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.strip().endswith("2.4.3"), done.stderr
