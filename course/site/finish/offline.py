"""The finished site's service worker, `sw.js`: `web/scripts/offline.js`, which is completed here.

It lies at the site's top, for a worker sees only the pages beside and below itself. It carries
the hash of each file that pages load, and the name of this build; each page carries that name too.
A page asks for its script by its hash as well: a host may let browsers keep a file for a while.
"""

import hashlib
import json
from pathlib import Path

from course.site.finish.steps import Pages

SCRIPT = "web/offline.js"
WORKER = "sw.js"
# The folders of the files that pages load; all else in the site is asked from the network first.
FOLDERS = ("_static", "_images", "cells", "pyodide", "web", "wheel")
PAGE_SCRIPT = "web/page.js"
UNMARKED = ' data-build=""'  # in a page without that script


def install(site: Path, pages: Pages) -> None:
    """Put the service worker at the top of `site`, and its build's name into each page."""
    script = site / SCRIPT
    if not script.is_file():  # a site without scripts
        return
    worker = script.read_text(encoding="utf-8")
    script.unlink()
    known = hashes(site)
    files = json.dumps(known, separators=(",", ":"))
    build = _hash((files + worker).encode())
    (site / WORKER).write_text(f'const BUILD="{build}";\nconst FILES={files};\n{worker}', "utf-8")
    mark = f' data-build="{build}"'
    named = f'{PAGE_SCRIPT}?{known[PAGE_SCRIPT]}"{mark}'
    for name, text in pages.items():
        pages[name] = text.replace(f'{PAGE_SCRIPT}"', named, 1).replace(UNMARKED, mark, 1)


def hashes(site: Path) -> dict[str, str]:
    """The hash of each file in `FOLDERS`, by its place in the site."""
    paths = [path for folder in FOLDERS for path in sorted((site / folder).rglob("*"))]
    files = [path for path in paths if path.is_file()]
    return {path.relative_to(site).as_posix(): _hash(path.read_bytes()) for path in files}


def _hash(content):
    return hashlib.sha256(content).hexdigest()[:12]
