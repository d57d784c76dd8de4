"""The page's own scripts, bundled by esbuild with the npm packages that they import.

The sources are in `web/scripts/`; `page.js` is on every page and loads the rest when a page has use
for it. The bundle is kept in the user's cache, under a hash of what it was made from.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.site.cache import cache_folder, hash_of, made_beside
from course.site.commands import run
from course.site.npm import SOURCES, esbuild, packages

# What pages that can load no module get: a plain script, without Python, which could not run there.
ALONE = ("--format=iife", "--external:./runner/runner.js", "--outfile={folder}/alone.js")
# Files that are asked for by their names; all else is in parts with a hash in theirs.
ENTRIES = ("page.js", "runner/worker.js", "runner/editor.js", "runner/clean.js", "offline.js")
PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
TROUBLE = "esbuild can't bundle course/site/web/scripts"


def bundle(cache: Path | None = None) -> Path:
    """The folder with the bundled scripts, made if it is not there; raises NotFetched."""
    sources = [path for path in sorted(SOURCES.rglob("*")) if path.is_file()]
    sources = [path for path in sources if path.parent.name != "__pycache__"]
    there = (cache or cache_folder()) / f"web-{hash_of(sources, SOURCES)}"
    if not there.is_dir():
        modules = packages(cache=cache)
        with made_beside(there) as folder:
            _esbuild(modules, folder, hash_of(sources, SOURCES))
    return there


def _esbuild(modules, folder, edition):
    """Bundle the scripts with what they share in files of its own, in the browser's own modules.

    The first is bundled once more, with all that it may load, for pages where modules can't be.
    They know their `edition`: an open page may find another one's on its host.
    """
    common = [
        *esbuild(modules), "--bundle", "--minify", "--target=es2022",
        "--legal-comments=linked", "--log-level=warning", "--loader:.py=text", "--external:node:*",
        f"--define:EDITION={json.dumps(edition)}",
    ]  # fmt: skip
    parts = [
        *ENTRIES, "--splitting", "--format=esm", "--outbase=.", f"--outdir={folder}",
        "--chunk-names=parts/[name]-[hash]",
    ]  # fmt: skip
    alone = [ENTRIES[0], *(option.format(folder=folder) for option in ALONE)]
    environment = os.environ | {"NODE_PATH": str(modules)}
    used, inputs = folder / "used.json", set()
    for command in (parts, alone):
        run([*common, *command, f"--metafile={used}"], SOURCES, TROUBLE, env=environment)
        inputs |= json.loads(used.read_text(encoding="utf-8"))["inputs"].keys()
    used.unlink()
    told = json.dumps(list(bundled(modules, inputs)))
    (folder / "packages.json").write_text(told, encoding="utf-8")


def bundled(modules: Path, inputs: Iterable[str]) -> Iterator[dict[str, str]]:
    """The npm packages that files of a bundle are of: what the page of notices tells of each."""
    names = {found[1] for path in inputs if (found := PACKAGE.search(path))}
    for name in sorted(names):
        told = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        home = told.get("homepage") or f"https://www.npmjs.com/package/{name}"
        yield {"name": name, "version": told["version"], "licence": told["license"], "home": home}
