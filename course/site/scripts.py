"""The theme's scripts without what only people read: esbuild minifies each where it lies.

The page's own scripts are bundled elsewhere; see `course.site.web`.
"""

from course.site.pages import NotFetched
from course.site.styles import FOLDER
from course.site.web import packages, run


def minify(site):
    """Minify the scripts of the theme and its extensions; left as they are without esbuild."""
    folder = site / FOLDER
    scripts = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.js"))
    try:
        esbuild = packages() / "esbuild/bin/esbuild"
    except NotFetched:
        return
    # Each as a script of its own: what one names, another may use.
    kept = ("--minify", "--outdir=.", "--outbase=.", "--allow-overwrite", "--log-level=error")
    run([esbuild, *scripts, *kept], folder, "The theme's scripts can't be minified")
