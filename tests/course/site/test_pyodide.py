"""The browser's Python comes from anywhere, and is taken only if it is the right one."""

import hashlib
import http.server
import json
import shutil
import subprocess
import zipfile

import pytest
from chromium import serving

from course.site.assets import pyodide, wheel
from course.site.errors import NotFetched
from course.site.npm import NODE, packages

CONTENT = b"a package"
FITS = {"a.whl": hashlib.sha256(CONTENT).hexdigest()}
LISTED = {"version": "1", "files": FITS}


@pytest.fixture
def sources(monkeypatch):
    """What the two sources have to offer: a function that sets it."""

    def offer(release, archive):
        def source(content):
            def take(names, fits, folder, version):
                for name in names if content else ():
                    pyodide._keep(content, fits[name], folder / name)
                return f"It is {content}."

            return take

        monkeypatch.setattr(pyodide, "_from_release", source(release))
        monkeypatch.setattr(pyodide, "_from_archive", source(archive))

    return offer


def wheels(folder):
    return pyodide._wheels(LISTED, folder, lambda line: None)


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
def release(monkeypatch):
    """The release, on this machine."""
    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Release)) as address:
        monkeypatch.setattr(pyodide, "RELEASE", f"{address}/{{version}}/{{name}}")
        yield


@pytest.fixture
def archive(monkeypatch, tmp_path):
    """A Python index on this machine that has the archive, and in it two files of ours."""
    index = tmp_path / "index"
    index.mkdir()
    info = "open_webui-0.12.4.dist-info"
    files = {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: open-webui\nVersion: 0.12.4\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
        f"{pyodide.INSIDE}a.whl": CONTENT,
        f"{pyodide.INSIDE}broken.whl": CONTENT,
        "elsewhere/lacking.whl": CONTENT,
    }
    with zipfile.ZipFile(index / "open_webui-0.12.4-py3-none-any.whl", "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))


def taken(source, names, folder):
    """Which of the files a source has put into a folder, in the names' order."""
    folder.mkdir()
    source(names, dict.fromkeys(names, FITS["a.whl"]), folder, "1")
    assert all(path.read_bytes() == CONTENT for path in folder.iterdir())
    return [name for name in names if (folder / name).is_file()]


def test_the_release_lacks_a_file(release, tmp_path):
    """The others are taken all the same."""
    names = ["lacking.whl", "a.whl"]
    assert taken(pyodide._from_release, names, tmp_path / "cache") == ["a.whl"]


def test_a_download_breaks_off(release, tmp_path):
    """Half a file is no file, and no error of ours: the archive is asked next."""
    names = ["a.whl", "broken.whl"]
    assert taken(pyodide._from_release, names, tmp_path / "cache") == ["a.whl"]


def test_the_archive(archive, tmp_path):
    """Files are taken from their folder in it alone, and nothing else is left behind."""
    names = ["a.whl", "lacking.whl"]
    assert taken(pyodide._from_archive, names, tmp_path / "cache") == ["a.whl"]


def test_what_breaks_off_comes_from_the_archive(release, archive, tmp_path):
    """Both sources, one after the other, as a build asks them."""
    listed = {"version": "1", "files": dict.fromkeys(["a.whl", "broken.whl"], FITS["a.whl"])}
    found = pyodide._wheels(listed, tmp_path / "cache", lambda line: None)
    assert [path.read_bytes() for path in found] == [CONTENT, CONTENT]


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
    pyodide._refuse_others(folder, files)
    (folder / "pyodide.mjs").write_text("other")
    with pytest.raises(NotFetched, match=r"pyodide\.mjs"):
        pyodide._refuse_others(folder, files)


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
