"""The pages of a preview: what Sphinx makes of a change, put right, and no more.

Left out is what only a published site needs: Python in the page and Jupyter, smaller fonts, styles
and drawings, work offline; and the strictness of a build. See `write`, which shows them, and has
all this in a process of its own, with one Sphinx that lives as long as our code is the same.
"""

import logging
import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from course.site.assets.bundler import bundle
from course.site.assets.pipeline import ASSETS, copy_linked, without
from course.site.build import say, surroundings
from course.site.cache import write_whole
from course.site.errors import BuildError, NotFetched
from course.site.finish.rules import put_right
from course.site.source.pages import ENTRANCE, own
from course.site.source.run import Failed, run_chapters
from course.site.source.stale import code_hash
from course.site.teach.publishing import entrance
from course.site.write import FINISHED, FOLDER, MADE

KNOWN = "runner/worker.js"  # it names the edition of them all
NOTE = f"{FOLDER}/made-by"
LACKING = f"{FOLDER}/finished-without"  # the assets that pages were last finished without
OPENED = ExitStack()  # what Sphinx has of docutils, as long as this process lives
SETTINGS = {"external_toc_path": "_toc.yml", "nitpicky": True, "latex_individualpages": False}


def make(root: Path, changed: Sequence[str]) -> bool:
    """Bring the pages up to date, and say how long it took or what is wrong; whether all went well.

    `changed` are files by their place in the checkout; with none of them, any may have changed.
    """
    began = time.monotonic()
    try:
        _settle_in(root)
        failed = _run(root, changed)
        _write(root, failed)
        _finish(root)
    except BuildError as error:
        say(f"\n{error}\n\nThe pages stay as they were.")
        return False
    say(f"{', '.join(changed) or 'All pages'}: {time.monotonic() - began:.1f} s")
    if failed:
        say(f"\n{failed}\n\nThe pages of what failed stay as they were.")
    return not failed


def _run(root, changed):
    """Run the chapters that changed; returns what there is to say of those that failed, or None."""
    try:
        run_chapters(root, say, [name.rpartition(".")[0] for name in changed] or None)
    except Failed as failed:
        return failed
    return None


def _settle_in(root):
    """Have the surroundings of a build, and no word of a notebook that is run."""
    os.environ.update(surroundings(root))
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    Path(os.environ["IPYTHONDIR"]).mkdir(parents=True, exist_ok=True)  # or IPython complains
    logging.getLogger("traitlets").setLevel(logging.WARNING)


def _write(root, failed):
    """Have Sphinx write what changed, or all if our code did; what it does not like, it says.

    It would run a chapter that failed once more, and end there. Of one that it has read before it
    is kept from reading the new text; where it has not, the other pages can't lead there.
    """
    app, names = _sphinx(root), failed.names if failed else set()
    if not names <= app.env.all_docs.keys():
        raise failed
    app.env._pickled_doctree_cache.clear()  # else pages that are only written anew have an old text
    reading = app.connect("env-before-read-docs", partial(_leave_out, names))
    app.build()
    app.disconnect(reading)
    (root / NOTE).write_text(code_hash(root), "utf-8")


def _leave_out(names, app, env, to_read):
    to_read[:] = [name for name in to_read if name not in names]


@cache
def _sphinx(root):
    """This process's Sphinx, with the book's settings."""
    note = root / NOTE
    OPENED.enter_context(patch_docutils())
    OPENED.enter_context(docutils_namespace())
    settings, _ = get_final_config(
        user_yaml=root / "_config.yml", cli_config=dict(SETTINGS), sourcedir=root
    )
    return Sphinx(
        root, None, root / MADE, root / FOLDER / "doctrees", "html", settings,
        status=None, warning=sys.stderr,
        freshenv=not note.is_file() or note.read_text("utf-8") != code_hash(root),
    )  # fmt: skip


def _finish(root):
    """Put right what Sphinx wrote since the last time, and bring the pages' scripts.

    Where they can be had and could not the last time, or the other way round, each page is another.
    """
    made, finished, note = root / MADE, root / FINISHED, root / LACKING
    finished.mkdir(exist_ok=True)
    missing = sorted(ASSETS.keys() - _scripts(finished))
    if not note.is_file() or note.read_text("utf-8").split() != missing:
        note.unlink(missing_ok=True)
    for page in own(made):
        there = finished / page.relative_to(made)
        if not (note.is_file() and _is_newer(there, page)):
            there.parent.mkdir(parents=True, exist_ok=True)
            text = without(put_right(page.read_text("utf-8"), root), missing)
            write_whole(there, text.encode())  # it may be asked for at this moment
    write_whole(finished / ENTRANCE, entrance(root).encode())
    note.write_text("\n".join(missing), "utf-8")


def _is_newer(file, other):
    return file.is_file() and file.stat().st_mtime >= other.stat().st_mtime


def _scripts(finished):
    """Bring the bundled scripts, if they can be had here; returns which assets are there."""
    web = finished / "web"
    try:
        made = bundle()
    except NotFetched as error:
        say(f"Not fetched, so the pages go without it: {' '.join(str(error).split())}")
        shutil.rmtree(web, ignore_errors=True)
        return set()
    if not _same(web / KNOWN, made / KNOWN):  # else a page that loads them now would miss them
        shutil.rmtree(web, ignore_errors=True)
        copy_linked(made, web)
    return {"web"}


def _same(one, other):
    return one.is_file() and one.read_bytes() == other.read_bytes()
