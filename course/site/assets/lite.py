"""JupyterLite as an asset of the site: each notebook in Jupyter itself, on the same Pyodide.

It is built by its own command, once for a version of it, and kept in the user's cache. Its kernel
is Python wheels from the index, by the hashes in `jupyterlite/kernel.lock`. `fill` then gives a
finished site's copy what only that site has: its notebooks, and a list of packages that sends the
kernel to the site's own Pyodide and to the course's wheel. What it lists must stay whole: a package
that is not in it is asked for nowhere else.

After a change in `kernel.in`: uv pip compile kernel.in --python-platform wasm32-pyodide2024
--python-version 3.14 --only-binary :all: --generate-hashes --no-header --no-annotate -o kernel.lock
"""

import hashlib
import json
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from course.site import project
from course.site.assets import pyodide, wheel
from course.site.assets.pyodide_packages import TIMEOUT
from course.site.cache import cache_folder, made_beside
from course.site.commands import last, run
from course.site.errors import NotFetched
from course.site.source.jupyter import CHAPTERS_OF_SITE, NAME, address, version
from course.site.source.pages import assignment_pages, named_pages, page_source, to_top

SETTINGS = Path(__file__).parent / "jupyterlite"
PACKAGES = ("jupyterlite-core", "jupyterlite-pyodide-kernel")
EXTENSION = "@jupyterlite/pyodide-kernel-extension"
ITS_WHEELS = f"extensions/{EXTENSION}/static/pypi"
IN_KERNEL = ("ipykernel", "piplite", "pyodide_kernel")  # those of its wheels that a kernel loads
CHAPTERS = "chapters"  # their folder in JupyterLite
CORRECTED = "corrected"  # the folder of what is opened beside an older copy
IMPORTS = ["course", "reference_impl"]
CREATED = f"{project.DATE:%Y-%m-%dT%H:%M:%SZ}"
ICON = "notebooks/favicon.ico"
# The names under which Jupyter's own pages ask for it while they work, and after.
ICONS = ("favicon-busy-1.ico", "favicon-notebook.ico")


def fetch(cache: Path | None = None) -> Path:
    """The folder with JupyterLite and its kernel; raises NotFetched when wheels can't be had."""
    sources = [Path(__file__), *sorted(SETTINGS.iterdir())]
    made_of = [path.read_bytes() for path in sources] + [
        metadata.version(p).encode() for p in PACKAGES
    ]
    digest = hashlib.sha256(b"\0".join(made_of)).hexdigest()[:16]
    there = (cache or cache_folder()) / f"lite-{digest}"
    if not there.is_dir():
        with made_beside(there) as folder:
            _build(folder)
            _download(folder / "wheels")
            _load_at_once(folder)
            _name_icons(folder)
    return there


def _build(folder):
    """Have JupyterLite build itself, with our settings and without notebooks."""
    extension = Path(sys.prefix) / "share/jupyter/labextensions" / EXTENSION
    place = shutil.copytree(SETTINGS, folder.with_name("settings"))  # it leaves files there
    command = [
        sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps",
        "--ignore-sys-prefix", "--no-unused-shared-packages", "--apps=notebooks", "--apps=tree",
        f"--LiteBuildConfig.federated_extensions={extension}", f"--lite-dir={place}",
        f"--output-dir={folder}",
    ]  # fmt: skip
    run(command, place, "JupyterLite can't be built")


def _download(folder):
    """Fetch the kernel's wheels, each by its hash."""
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input",
        "--require-hashes", "--only-binary=:all:", "--python-version=3.14", "--platform=any",
        "--abi=none", "--implementation=py", "--retries=0", f"--timeout={TIMEOUT}",
        f"--dest={folder}", f"--requirement={SETTINGS / 'kernel.lock'}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotFetched(f"the kernel of JupyterLite\n{last(done.stderr)}")


def _load_at_once(folder):
    """Have the kernel load its wheels with Pyodide; else it asks for them one after the other."""
    settings = folder / "jupyter-lite.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    plugins = content["jupyter-config-data"]["litePluginSettings"]
    options = plugins[f"{EXTENSION}:kernel"]["loadPyodideOptions"]
    options["packages"] = [_name(path) for path in kernel_wheels(folder)]
    settings.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _name_icons(folder):
    """Put the icon where Jupyter looks for it, and name it in each page, else browsers guess."""
    icons = folder / "static/favicons"
    icons.mkdir(parents=True)
    for name in ICONS:
        shutil.copy(folder / ICON, icons / name)
    for page in folder.rglob("*.html"):
        link = f'<link rel="icon" href="{to_top(page.relative_to(folder).as_posix())}{ICON}">'
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<head>", f"<head>\n{link}", 1), encoding="utf-8")


def fill(site: Path, root: Path) -> None:
    """Give JupyterLite in `site` the notebooks of the checkout at `root`, and its packages.

    Assignments lie at its top, chapters in a folder. Each lies in a folder of its state too, which
    no list shows: a reader's own copy hides the notebook of that name from then on.
    """
    lite = site / NAME
    shutil.copytree(site / CHAPTERS_OF_SITE, lite / "files" / CHAPTERS)
    for name in assignment_pages(root):
        shutil.copy(page_source(root, name), lite / "files")
    _list_folder(lite, lite / "files")
    for page in named_pages(root):
        _add_corrected(lite, root, page)
    (lite / pyodide.LOCK).write_text(_lock(site), encoding="utf-8")


def _add_corrected(lite, root, page):
    """Put a page's notebook, if it has one, where no older copy hides it."""
    notebook = lite / "files" / address(page).rpartition("=")[2]
    if notebook.is_file():
        folder = lite / "files" / CORRECTED / version(root, page)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(notebook, folder)
        _list_folder(lite, folder)


def _list_folder(lite, folder):
    """Write the list of a folder of notebooks, as Jupyter's server would answer it."""
    inside = sorted(folder.iterdir())
    listed = lite / "api/contents" / folder.relative_to(lite / "files") / "all.json"
    listed.parent.mkdir(parents=True, exist_ok=True)
    entries = [_entry(lite, path) for path in inside]
    answer = _entry(lite, folder) | {"format": "json", "content": entries}
    listed.write_text(json.dumps(answer, indent=1), encoding="utf-8")
    for path in filter(Path.is_dir, inside):
        _list_folder(lite, path)


def _entry(lite, path):
    """What Jupyter's server would say of one folder or notebook."""
    place = path.relative_to(lite / "files")
    return {
        "name": place.name, "path": place.as_posix() if place.name else "",
        "type": "directory" if path.is_dir() else "notebook", "content": None, "format": None,
        "mimetype": None, "writable": True, "created": CREATED, "last_modified": CREATED,
        "size": None if path.is_dir() else path.stat().st_size,
    }  # fmt: skip


def _lock(site):
    """Pyodide's list of packages for the kernel: those of the pages, its own, and the course."""
    lock = json.loads((site / "pyodide" / pyodide.LOCK).read_text(encoding="utf-8"))
    shared = lock["packages"]
    for package in shared.values():
        package["file_name"] = f"../pyodide/{package['file_name']}"
    for path in kernel_wheels(site / NAME):
        shared[_name(path)] = _package(path, path.relative_to(site / NAME).as_posix())
    named = json.loads((site / "wheel" / wheel.NAME).read_text(encoding="utf-8"))["wheel"]
    needs = {"depends": list(pyodide.WANTED), "imports": IMPORTS}
    shared[project.NAME] = _package(site / "wheel" / named, f"../wheel/{named}") | needs
    return json.dumps(lock, indent=1, sort_keys=True)


def kernel_wheels(lite: Path) -> list[Path]:
    """The wheels that a kernel loads before its first cell."""
    own = [path for path in (lite / ITS_WHEELS).glob("*.whl") if path.name.startswith(IN_KERNEL)]
    return sorted([*own, *(lite / "wheels").glob("*.whl")])


def _name(path):
    return path.name.split("-")[0].replace("_", "-")


def _package(path, place):
    """A package of pure Python as Pyodide lists it; the kernel loads all, so none names another."""
    return {
        "name": _name(path), "version": path.name.split("-")[1], "file_name": place,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "package_type": "package",
        "install_dir": "site", "depends": [], "imports": [], "unvendored_tests": False,
    }  # fmt: skip
