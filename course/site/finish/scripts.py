"""The theme's scripts without what only people read, and without what no page uses.

The page's own scripts are bundled elsewhere; see `assets.bundler`.
"""

import os
from pathlib import Path

import pydata_sphinx_theme

from course.site.commands import run
from course.site.errors import NotFetched
from course.site.finish.steps import Pages
from course.site.finish.styles import FOLDER
from course.site.npm import SOURCES, esbuild, packages

# As the head of each page has it; a browser may forbid its own.
STORAGE = ("--define:localStorage=nnStorage", "--define:sessionStorage=nnSession")
BOOTSTRAP = "scripts/bootstrap.js"  # in the site, and in the theme
THEME = Path(pydata_sphinx_theme.__file__).parent / "assets"
USED = SOURCES / "bootstrap.js"


def minify(site: Path, pages: Pages) -> None:
    """Make the scripts of the theme and its extensions smaller; they stay without esbuild."""
    folder = site / FOLDER
    try:
        modules = packages()
    except NotFetched:
        return
    _bundle_bootstrap(modules, folder)
    scripts = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.js"))
    # Each as a script of its own: what one names, another may use.
    kept = (
        *STORAGE,
        "--minify",
        "--outdir=.",
        "--outbase=.",
        "--allow-overwrite",
        "--log-level=error",
    )
    run([*esbuild(modules), *scripts, *kept], folder, "The theme's scripts can't be minified")


def _bundle_bootstrap(modules, folder):
    """Bundle the theme's script with no more of Bootstrap than `USED` names."""
    command = [
        *esbuild(modules), THEME / BOOTSTRAP, "--bundle", f"--alias:bootstrap={USED}",
        f"--outfile={folder / BOOTSTRAP}", "--allow-overwrite", "--log-level=error",
    ]  # fmt: skip
    environment = os.environ | {"NODE_PATH": str(modules)}
    run(command, folder, "The theme's own script can't be bundled", env=environment)
