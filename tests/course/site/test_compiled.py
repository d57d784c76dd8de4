"""The site's Pyodide is its release, file by file, with modules compiled from its own source."""

import _imp
import json
import shutil
import zipfile

import pytest

from course.site.assets import compiled, pyodide
from course.site.errors import BuildError

# The one thing that is not the release's: an answer that says of itself that it is WebAssembly.
TYPED = '.then(answer=>new Response(answer.body,{headers:{"Content-Type":"application/wasm"}}))'


def files(path):
    """The files in an archive: {name: content}."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def source_hash(source, module):
    """The hash of a module's source by the Python that compiled it, as PEP 552 has it."""
    return _imp.source_hash(int.from_bytes(module[:4], "little"), source)


def strange(release, served):
    """The names of files in a served archive that are not what the release's has."""
    theirs, ours = files(release), files(served)
    return {
        name
        for name, content in ours.items()
        if content != theirs.get(name)
        and not (
            name.endswith(".pyc")
            and content[8:16] == source_hash(theirs.get(name[:-1], b""), content)
        )
    }


def lost(release, served):
    """The names of files in the release's archive that have nothing in their place."""
    kept = {name.removesuffix("c") if name.endswith(".pyc") else name for name in files(served)}
    return {name for name in files(release) if not name.endswith(compiled.FOR_COMPILERS)} - kept


@pytest.fixture(scope="module")
def release():
    return pyodide.fetch(say=lambda line: None)


@pytest.mark.parametrize("name", json.loads(pyodide.LIST.read_text())["files"])
def test_each_file_is_the_releases(assets, site, release, name):
    """Byte for byte, or compiled from that very source; nothing is lost but what compilers read."""
    served = site / "pyodide" / name.replace(".mjs", ".js")
    if name.endswith(".mjs"):
        text = served.read_text("utf-8").replace("pyodide.asm.js", "pyodide.asm.mjs")
        assert text.replace(TYPED, "") == (release / name).read_text("utf-8")
    elif not name.endswith((".zip", ".whl")):
        assert served.read_bytes() == (release / name).read_bytes()
    else:
        assert (strange(release / name, served), lost(release / name, served)) == (set(), set())


def test_other_files_are_seen(assets, site, release, tmp_path):
    """Planted: a module compiled from something else, a changed file, and one that is gone."""
    name = compiled.LIBRARY
    content = files(site / "pyodide" / name)
    content["ast.pyc"] = content["re/__init__.pyc"]
    content["pdb.py"] += b"#"
    del content["doctest.py"]
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for inside, text in content.items():
            archive.writestr(inside, text)
    assert strange(release / name, tmp_path / name) == {"ast.pyc", "pdb.py"}
    assert lost(release / name, tmp_path / name) == {"doctest.py"}


@pytest.mark.parametrize("place", ["plain", "C# at 100%25"])
def test_a_python_that_breaks_down_is_told_in_a_line(tmp_path, place):
    """The build says what went wrong and keeps no half; a folder's name is no address."""
    plain, cache = tmp_path / place, tmp_path / "cache"
    plain.mkdir()
    (plain / "pyodide.mjs").write_text("throw new Error('It is broken.');" + "x;" * 1000)
    said = []
    with pytest.raises(BuildError) as refused:
        compiled.compiled(plain, say=said.append, cache=cache)
    assert str(refused.value) == "Pyodide can't compile its modules:\nIt is broken.\n"
    assert said == [compiled.FIRST]
    assert list(cache.iterdir()) == []


def test_a_change_of_what_is_done_makes_it_anew(monkeypatch, tmp_path):
    """Another release, or another script here, has a folder of its own."""
    scripts = tmp_path / "compiling"
    shutil.copytree(compiled.SCRIPTS, scripts)
    monkeypatch.setattr(compiled, "SCRIPTS", scripts)
    monkeypatch.setattr(compiled, "__file__", shutil.copy(compiled.__file__, tmp_path))
    before = compiled.edition(tmp_path / "one")
    assert compiled.edition(tmp_path / "another") != before
    (scripts / "modules.py").write_text("# other")
    assert compiled.edition(tmp_path / "one") != before
