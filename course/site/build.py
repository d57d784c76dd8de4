"""Build the book: python -m course.site.build

Runs the chapters, lets Jupyter Book make the pages in a folder beside the site, checks them,
and only then puts them in the site's place. Any warning and any failing cell stops it, and
the last good site stays. Does nothing when nothing has changed.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from course import plan
from course.settings import SettingsError
from course.site import ready
from course.site.assets.pipeline import Assets, without
from course.site.errors import BuildError
from course.site.finish import (
    fonts,
    icons,
    inline,
    markup,
    notices,
    offline,
    rules,
    scripts,
    styles,
    svg,
)
from course.site.finish.steps import take
from course.site.paper import editions
from course.site.project import DATE, version
from course.site.source import left_out, solutions
from course.site.source.pages import check_site, named_pages
from course.site.source.route import way
from course.site.source.run import cache_folder, executed_chapters, run_chapters
from course.site.source.settings import check_settings
from course.site.source.stale import BUILD, site_hash

SITE = f"{BUILD}/html"
# What makes the pages smaller, and joins what they load.
STEPS = (
    icons.keep_used, fonts.keep_used, svg.shorten, markup.tidy, scripts.minify, styles.join,
    inline.join,
)  # fmt: skip
UNFINISHED = "what could not be fetched is tried again by the next build"
REFUSED = "The system refused that. Is the disk full, or does the folder belong to somebody else?"
COLOUR_CODE = r"\x1b\[[\d;]*m"


def main(*, printing: bool = True) -> int:
    """Build the checkout in the current folder; returns the exit status for the shell."""
    try:
        build(Path.cwd(), printing=printing)
    except BuildError as error:
        print(f"\nThe book was not built.\n\n{error}\n", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nThe book was not built.\n\n{error}\n{REFUSED}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The site is as it was.", file=sys.stderr, flush=True)
        os._exit(130)  # the threads that run the chapters would hold up an ordinary exit
    return 0


def build(root: Path, *, printing: bool = True) -> Path:
    """Bring `_build/html` up to date with the checkout at `root`; returns its path.

    Without `printing` it has a PDF of the book only where these pages have been printed before.

    Raises BuildError, with the reason for a person, and leaves the site as it was.
    """
    if not (root / "_toc.yml").is_file():
        raise BuildError(f"There is no _toc.yml in {root}. Run this at the top of the checkout.")
    with _alone(root):
        names = named_pages(root)
        if _up_to_date(root, names, printing):
            say(f"The book is up to date: {SITE}")
        else:
            _make(root, names, printing)
    return root / SITE


def say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def _alone(root):
    """Wait for another build of this checkout to end, and keep others waiting."""
    (root / BUILD).mkdir(exist_ok=True)
    with open(root / BUILD / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another build of this book is running; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _up_to_date(root, names, printing):
    note = _note(root)
    if not note.is_file() or note.read_text() != _made_from(root):
        return False
    try:
        check_site(root / SITE, names)
    except BuildError:
        return False
    return not (printing and editions.lacking(root / SITE) and editions.can_print())


def _note(root):
    """The file beside the site that says what it was made from."""
    return root / BUILD / "html.made-from"


def _made_from(root):
    """What a site is made from: the checkout, and whether solutions are shown."""
    return f"{site_hash(root)} {_shows()} solutions"


def _shows():
    return "with" if solutions.shown() else "without"


def _make(root, names, printing):
    start = time.monotonic()
    os.environ.update(surroundings(root))
    os.environ.pop("MPLBACKEND", None)  # the notebook's own
    say(f"Building the book: {len(names)} pages.")
    _find_decisions(root)
    way(root)  # a chapter that says half of what it should is refused before any is run
    _tell_of_left_out(root)
    _find_data()
    made_from = _made_from(root)  # before the pages are made: a later edit is then noticed
    with closing(Assets(root)) as assets:
        run_chapters(root, say)
        made = _pages(root)
        _write_beside(root, made)
        missing = assets.install(made, say)
    rules.leave_out(made)
    check_site(made, names)
    take(_steps(root, missing, printing), made)
    _tell_of_site(root, made, missing)
    _put_in_place(root, made, UNFINISHED if missing else made_from)
    _forget_old_runs(root)
    say(f"The book is built: {SITE} ({time.monotonic() - start:.0f} s)")


def _tell_of_left_out(root):
    """Say which pages name one that `_toc.yml` leaves out, so that somebody can reword them."""
    said = left_out.mentions(root)
    if said:
        say("Left out by _toc.yml, and named all the same. There the title stands without a link:")
        say("\n".join(f"  {line}" for line in said))


def _write_beside(root, made):
    """Write what lies in a site beside its pages."""
    # Imported here: they load Sphinx, and a book that is up to date needs none.
    from course.site.teach import cells, notebooks, publishing

    cells.write_cells(root, made)
    notebooks.write_notebooks(root, made)
    publishing.write_beside(root, made)
    solutions.write_solutions(root, made)


def _tell_of_site(root, made, missing):
    """Write into the site what `ready` asks: its version, and what it had to do without."""
    from reference_impl.data import FALLBACK

    executed = executed_chapters(root).items()
    told = {
        "version": version(root),
        "solutions": _shows(),
        "stand_in": [name for name, run in executed if FALLBACK in run.read_text("utf-8")],
        "missing": missing,
        "not_made": editions.lacking(made),
    }
    (made / ready.FILE).write_text(json.dumps(told, indent=1), encoding="utf-8")


def _steps(root, missing, printing):
    """What is done to the pages, in this order."""

    def without_the_missing(site, pages):
        pages |= {name: without(text, missing) for name, text in pages.items()}

    put_right = partial(rules.put_all_right, root)
    told, in_downloads = partial(notices.fill, root), partial(editions.make, root, printing, say)
    return (put_right, without_the_missing, *STEPS, told, offline.install, in_downloads)


def _find_decisions(root):
    """Read what the instructor decided, before any page is made."""
    try:
        plan.read(root)
    except SettingsError as error:
        raise BuildError(str(error)) from error
    check_settings(root)


def _find_data():
    """Fetch the wine table once, before the chapters look for it side by side."""
    from reference_impl.data import load_wine_quality

    try:
        load_wine_quality()
    except ValueError as error:
        raise BuildError(str(error)) from error


def surroundings(root: Path) -> dict[str, str]:
    """Environment variables that make a build depend on the checkout alone."""
    hidden = root / BUILD / "home"
    return {
        "PYTHONPATH": str(root),  # chapters import the reference_impl that was hashed
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": f"{DATE.timestamp():.0f}",
        "TZ": "UTC",
        # One thread adds up in one order, and chapters already run side by side.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        # Nobody's own settings.
        "IPYTHONDIR": str(hidden / "ipython"),
        "JUPYTER_CONFIG_DIR": str(hidden / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "MPLCONFIGDIR": str(hidden / "matplotlib"),
    }


def _pages(root):
    """Let Jupyter Book make the pages in `_build/next`; returns their folder.

    Strict: -W makes each warning an error, -n reports every link that leads nowhere.
    """
    side, log = root / BUILD / "next", root / BUILD / "book.log"
    shutil.rmtree(side, ignore_errors=True)
    strict = ["-W", "-n", "--keep-going", "-q"]
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    with open(log, "w") as output:
        book = subprocess.run(
            [*command, *strict, "--path-output", str(side)], cwd=root, stdout=output, stderr=output
        )
    if book.returncode != 0:
        raise BuildError(_complaints(root, log.read_text(encoding="utf-8")))
    return side / BUILD / "html"


def _complaints(root, output):
    """Jupyter Book's warnings and errors, with paths as one sees them from `root`."""
    lines = re.sub(COLOUR_CODE, "", output).replace(f"{root}/", "").splitlines()
    found = [line for line in lines if "WARNING" in line or "ERROR" in line or "CRITICAL" in line]
    return "\n".join(found or lines)


def _put_in_place(root, made, made_from):
    site, old = root / SITE, root / BUILD / "old"
    _note(root).unlink(missing_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    made.rename(site)
    _note(root).write_text(made_from)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(root / BUILD / "next", ignore_errors=True)


def _forget_old_runs(root):
    current = cache_folder(root)
    for folder in current.parent.iterdir():
        if folder != current and folder.is_dir():
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
