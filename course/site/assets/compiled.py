"""Pyodide as the site serves it: compiled modules, scripts named .js, its largest files packed.

Pyodide's release has Python's library and the packages as source, which each reader's browser
would compile at each visit: more than half of the time to a first check. So the modules that pages
import are compiled here, once, by that same Python under Node (`compiling/`).
"""

import gzip
import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from course.site.assets import pyodide
from course.site.cache import cache_folder, hash_of, made_beside
from course.site.commands import run
from course.site.npm import NODE

SCRIPTS = Path(__file__).parent / "compiling"
LIBRARY = "python_stdlib.zip"
IN_LIBRARY, IN_PACKAGES = "lib/python314.zip/", "lib/python3.14/site-packages/"
# Fewer bytes from any static server; see web/scripts/runner/worker.js.
PACKED = ("pyodide.asm.js", "pyodide.asm.wasm")
STREAMED = re.compile(r"WebAssembly\.instantiateStreaming\((\w+),(\w+)\)")
TYPED = (
    r"WebAssembly.instantiateStreaming(\1.then(answer=>new Response(answer.body,"
    r'{headers:{"Content-Type":"application/wasm"}})),\2)'
)
FOR_COMPILERS = (".a", ".c", ".h", ".pxd", ".pyi", ".pyx")  # no browser has a use for these
FIRST = "Compiling the browser's Python, once."


def compiled(plain: Path, say: Callable[[str], None] = print, cache: Path | None = None) -> Path:
    """The folder with Pyodide for the site, made from the folder `plain` with its release."""
    there = (cache or cache_folder()) / f"compiled-{edition(plain)}"
    if not there.is_dir():
        say(FIRST)
        with made_beside(there) as folder:
            shutil.copytree(plain, folder, dirs_exist_ok=True)
            _compile(plain, folder)
            _list_anew(folder)
            _suit_any_server(folder)
            for name in PACKED:
                packed = gzip.compress((folder / name).read_bytes(), mtime=0)
                (folder / f"{name}.gz").write_bytes(packed)
    return there


def _suit_any_server(folder):
    """Give scripts the ending .js, and have them take WebAssembly for what it is.

    Many servers send .mjs as no script, which browsers refuse; some do not know .wasm either.
    """
    for path in sorted(folder.glob("*.mjs")):
        text = path.read_text(encoding="utf-8").replace("pyodide.asm.mjs", "pyodide.asm.js")
        path.with_suffix(".js").write_text(STREAMED.sub(TYPED, text), encoding="utf-8")
        path.unlink()


def edition(plain: Path) -> str:
    """A name for what is made here of the release in `plain`: it changes with both."""
    sources = [Path(__file__), *sorted(SCRIPTS.glob("*.*"))]
    return f"{plain.name}-{hash_of(sources, SCRIPTS.parent)}"


def _compile(plain, folder):
    """Replace modules in the archives in `folder`."""
    with tempfile.TemporaryDirectory() as place:
        modules = _modules(plain, Path(place) / "compiled.zip")
    _replace(folder / LIBRARY, modules, IN_LIBRARY)
    for wheel in folder.glob("*.whl"):
        _replace(wheel, modules, IN_PACKAGES)


def _modules(plain, path):
    """The compiled modules, by their places in Pyodide's file system."""
    command = [str(NODE), str(SCRIPTS / "compile.mjs"), str(plain), str(path), *pyodide.WANTED]
    run(command, SCRIPTS, "Pyodide can't compile its modules")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _replace(path, modules, start):
    """Put compiled modules into an archive, each in its source's place."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            module = modules.get(start + name)
            if module or not name.endswith(FOR_COMPILERS):
                _pack(archive, f"{name}c" if module else name, module or content)


def _pack(archive, name, content):
    dated = zipfile.ZipInfo(name)  # always the same date
    archive.writestr(dated, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def _list_anew(folder):
    """Pyodide compares each package with the hash in its own list."""
    lock = json.loads((folder / pyodide.LOCK).read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        content = (folder / package["file_name"]).read_bytes()
        package["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / pyodide.LOCK).write_text(json.dumps(lock, indent=1, sort_keys=True), "utf-8")
