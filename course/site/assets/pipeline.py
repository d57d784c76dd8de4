"""All assets on their way: scripts, the browser's Python, the course's wheel, Jupyter.

Each is a folder, made or fetched while the chapters run, and then copied into the site. One that
can't be had here is left out, and the build says which: the pages work without it.
"""

import os
import re
import shutil
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from course.site.assets import bundler, lite, pyodide, wheel
from course.site.assets.compiled import compiled
from course.site.errors import NotFetched
from course.site.source import jupyter

# An asset's folder in the site, and what makes or fetches it for the checkout at `root`.
ASSETS: dict[str, Callable[[Path], Path]] = {
    "web": lambda root: bundler.bundle(),
    "pyodide": lambda root: compiled(pyodide.fetch()),
    "wheel": lambda root: wheel.build(root),
    jupyter.NAME: lambda root: lite.fetch(),
}
# What a page says of the assets, in `web/templates`, and those without which it can't.
RUNS, NOTEBOOKS = ', "nn-runs"', ', "nn-lite"'
NEEDED = {RUNS: {"web", "pyodide", "wheel"}, NOTEBOOKS: {"web", "pyodide", "wheel", jupyter.NAME}}
SCRIPTS = '<script>document.documentElement.classList.add("nn-scripts")</script>\n'
SCRIPT = re.compile(r'<script type="module" src="[^"]*web/page\.js"></script>\n')


class Assets:
    """The assets of a site, on their way while something else is done."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pool = ThreadPoolExecutor(max_workers=len(ASSETS))
        self._making = {name: self._pool.submit(make, root) for name, make in ASSETS.items()}

    def install(self, site: Path, say: Callable[[str], None]) -> list[str]:
        """Copy each asset into `site`; returns the names of those that can't be had.

        They are named to `say` too. What pages then ask for is changed by `without`.
        """
        missing = [n for n, made in self._making.items() if not _installed(n, made, site, say)]
        if NEEDED[NOTEBOOKS] & set(missing):
            # It is nothing without the others.
            shutil.rmtree(site / jupyter.NAME, ignore_errors=True)
        else:
            lite.fill(site, self._root)
        return missing

    def close(self) -> None:
        """Wait for nothing more; what is half made never takes its place in the cache."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _installed(name, made, site, say):
    try:
        copy_linked(made.result(), site / name)
    except NotFetched as error:
        say(f"Not fetched, so this site goes without it: {error}")
        return False
    return True


def without(page: str, missing: Collection[str]) -> str:
    """A page that does not ask for the assets that are missing."""
    for words, needed in NEEDED.items():
        page = page.replace(words, "") if needed & set(missing) else page
    return SCRIPT.sub("", page.replace(SCRIPTS, "")) if "web" in missing else page


def copy_linked(source: Path, destination: Path) -> None:
    """Copy a folder by hard links where the disk allows it, for some files are large."""
    shutil.copytree(source, destination, copy_function=_link, dirs_exist_ok=True)


def _link(source, destination):
    try:
        os.link(source, destination)
    except OSError:
        shutil.copy2(source, destination)
    return Path(destination)
