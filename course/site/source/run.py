"""Run the chapters, side by side, and keep what they printed for Sphinx to read.

What is kept lies in `_build/executed/<hash>`, in the form of Jupyter's cache. A new hash
(`stale.numbers_hash`) is a new folder, so a page never shows numbers of an older network.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from course.site.errors import BuildError
from course.site.source.pages import named_pages, page_source
from course.site.source.settings import settings
from course.site.source.stale import BUILD, numbers_hash

if TYPE_CHECKING:  # at run time they are imported where they are used: they are slow to load
    from jupyter_cache.base import JupyterCacheAbstract
    from nbformat.notebooknode import NotebookNode

# jsonschema, which nbformat loads, loads it if it is there, and that takes a second: for the
# addresses in a notebook's metadata, and there are none. A kernel that glues a number loads it too.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: not there
IN_KERNELS = "import sys; sys.modules['rfc3987_syntax'] = None; del sys"

CHAPTERS = "chapters/"  # the pages that are run; exercises are for the reader to run


class Failed(BuildError):
    """Chapters that can't be run: the reasons in words, and the chapters' names."""

    def __init__(self, failures: dict[str, str]) -> None:
        super().__init__("\n\n".join(sorted(failures.values())))
        self.names = set(failures)


def cache_folder(root: Path) -> Path:
    """The folder that holds the executed chapters of the checkout as it is now."""
    return Path(root) / BUILD / "executed" / numbers_hash(root)


def run_chapters(
    root: Path, say: Callable[[str], None], only: Collection[str] | None = None
) -> None:
    """Run each chapter that the cache does not hold; raises Failed naming page, cell and error.

    `say` gets a line of progress for each chapter. With `only`, the others are not looked at.
    """
    cache = open_cache(root)
    all_here = chapters(root, only).items()
    waiting = {name: nb for name, nb in all_here if not _held(cache, root, nb)}
    if waiting:
        _prepare_plotting()
    failures = {}
    pool = ThreadPoolExecutor(max_workers=os.cpu_count())
    try:
        runs = {pool.submit(_run, root, name, nb): name for name, nb in waiting.items()}
        for run in as_completed(runs):
            name, seconds, failure = runs[run], *run.result()
            say(f"{'failed' if failure else 'ran'} {name} ({seconds:.0f} s)")
            if failure:
                failures[name] = failure
            else:
                _keep(cache, root, name, waiting[name])
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C waits for no chapter
    if failures:
        raise Failed(failures)


def open_cache(root: Path) -> "JupyterCacheAbstract":
    """Jupyter's cache in `cache_folder`; the folder is made if need be."""
    from jupyter_cache import get_cache

    folder = cache_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    return get_cache(folder)


def chapters(root: Path, only: Collection[str] | None = None) -> dict[str, "NotebookNode"]:
    """The chapters that have cells, by name, as notebooks not yet run; all, or `only` these."""
    names = [n for n in named_pages(root) if n.startswith(CHAPTERS) and (only is None or n in only)]
    sources = {name: page_source(root, name) for name in names}
    read = {name: _read(path) for name, path in sources.items()}
    return {name: notebook for name, notebook in read.items() if notebook is not None}


def executed_chapters(root: Path) -> dict[str, Path]:
    """The notebooks that the cache holds for the chapters as they are now: name to path.

    Raises BuildError where a chapter is not as it was run.
    """
    cache, all_here = open_cache(root), chapters(root).items()
    if not all(_held(cache, root, notebook) for _, notebook in all_here):
        raise BuildError("The sources changed while the book was built; build once more.")
    return {name: _place(cache, root, notebook) for name, notebook in all_here}


def _read(path):
    """A page as a notebook, or None when it is text alone."""
    from myst_nb.core import read
    from myst_parser.config.main import MdParserConfig

    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".ipynb":
        return read.standard_nb_read(text)
    if not read.is_myst_markdown_notebook(text):
        return None
    blocks = MdParserConfig(enable_extensions={"colon_fence", "dollarmath"})  # as in the book
    return read.read_myst_markdown_notebook(text, blocks, add_source_map=True, path=str(path))


def _place(cache, root, notebook):
    """Where the cache keeps a notebook, whether it is there or not."""
    _, key = cache.create_hashed_notebook(notebook)
    return cache_folder(root) / "executed" / key / "base.ipynb"


def _held(cache, root, notebook):
    """Whether the cache has a notebook, whole: it notes it first, and a full disk ends it there."""
    try:
        cache.match_cache_notebook(notebook)
        json.loads(_place(cache, root, notebook).read_bytes())
    except (KeyError, OSError, ValueError):
        return False
    return True


def _keep(cache, root, name, notebook):
    from jupyter_cache.base import CacheBundleIn

    shutil.rmtree(_place(cache, root, notebook).parent, ignore_errors=True)  # half of it, at most
    bundle = CacheBundleIn(notebook, str(page_source(root, name)))
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def _prepare_plotting():
    """Make matplotlib's list of fonts first: making it warns on stderr, which fails a chapter."""
    import matplotlib.font_manager  # noqa: F401


def _run(root: Path, name: str, notebook: "NotebookNode") -> tuple[float, str | None]:
    """Run one chapter in place; returns the seconds it took and what went wrong, or None."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal

    running: list[int] = []
    client = NotebookClient(
        notebook,
        timeout=settings(root)["execute"]["timeout"],
        resources={"metadata": {"path": str(page_source(root, name).parent)}},
        record_timing=False,  # times would make each run differ from the last
        coalesce_streams=True,  # a kernel hands over one print in two pieces, now and then
        shutdown_kernel="immediate",
        # No word about how the kernel is connected.
        extra_arguments=["--log-level=ERROR", f"--InteractiveShellApp.exec_lines={IN_KERNELS}"],
        on_cell_execute=lambda cell, cell_index: running.append(cell_index),
    )
    start, failure = time.monotonic(), None
    try:
        client.execute()
        failure = _noise(notebook)
    except (CellControlSignal, RuntimeError) as error:  # a RuntimeError: the kernel died
        failure = (running[-1] if running else None, _words(error))
    seconds = time.monotonic() - start
    return seconds, failure and _describe(page_source(root, name), root, notebook, *failure)


def _words(error):
    """What went wrong in a cell, in one line."""
    if hasattr(error, "ename"):
        return f"{error.ename}: {error.evalue}"
    return " ".join(str(error).split())


def _noise(notebook):
    """The first cell that wrote to stderr, with what it wrote: a page shows no warnings."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                return index, f"it wrote to stderr: {output['text'].strip()}"
    return None


def _describe(source, root, notebook, index, words):
    """The message for a chapter that failed: page, cell, line, error, and the cell itself."""
    page = source.relative_to(root)
    if index is None:
        return f"{page}: its kernel did not start. {words}"
    number = sum(cell.cell_type == "code" for cell in notebook.cells[: index + 1])
    lines = notebook.metadata.get("source_map")
    where = f"cell {number}" + (f", at line {lines[index]}" if lines else "")
    code = "\n".join(f"    {line}" for line in notebook.cells[index].source.splitlines())
    return f"{page}, {where}: {words}\n{code}"
