"""An author's preview: python -m course.site.write [--port 8000]

What changes in the checkout is on the page within seconds, and the page shows itself anew.
sphinx-autobuild's parts watch and serve; `preview` makes the pages, in a process of its own.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from importlib import import_module
from mimetypes import guess_type
from pathlib import Path

import uvicorn
import watchfiles
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles

from course.site.port import HOST, refusal
from course.site.source.stale import BUILD, is_own, is_published

FOLDER = f"{BUILD}/write"
MADE, FINISHED = f"{FOLDER}/html", f"{FOLDER}/finished"  # as Sphinx writes pages; put right
# What pages are made of.
WATCHED = (
    "_config.yml", "_toc.yml", "chapters", "course", "exercises", "reference_impl", "solutions",
)  # fmt: skip

# What takes seconds to load, and can be loaded before there is anything to make.
SLOW = (
    "jupyter_book.sphinx", "matplotlib.font_manager", "myst_nb.sphinx_ext", "sphinx_book_theme",
    "sphinx_design", "sphinxcontrib.bibtex",
)  # fmt: skip


def main() -> int:
    """Make the pages, then show each change until Ctrl-C; returns the status for the shell."""
    parser = argparse.ArgumentParser(prog="python -m course.site.write", description=__doc__)
    parser.add_argument("--port", default="8000", help="0 takes any free one")
    port = parser.parse_args().port
    try:
        listening = socket.create_server((HOST, int(port)))
    except (OSError, OverflowError, ValueError) as error:
        print(refusal(port, error, "make write"), file=sys.stderr)
        return 1
    with listening, contextlib.suppress(KeyboardInterrupt):
        _serve(Path.cwd(), listening)
    return 0


class Maker:
    """Makes the pages in a process of its own, in a new one after a change of our code or a fault.

    After either all pages are looked at, not those alone that were saved since.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process = _process()
        self._well = True

    def __call__(self, changed_paths: Sequence[Path]) -> None:
        """Bring the pages up to date after a change, and say how that went."""
        changed = [path.relative_to(self._root).as_posix() for path in changed_paths]
        if not (self._well and all(map(is_own, changed))):
            self._begin_anew()
            changed = []  # any page may be another, and what went wrong is tried again
        try:
            self._well = self._process.submit(make, self._root, changed).result()
        except BrokenProcessPool:
            self._well = False

    def _begin_anew(self):
        self._process.shutdown()
        self._process = _process()


def _process():
    """A process that ends at Ctrl-C without a word; it has what this one has loaded, no more."""
    return ProcessPoolExecutor(1, initializer=signal.signal, initargs=(signal.SIGINT, _end))


def _end(*_):
    os._exit(130)


def make(root: Path, changed: Sequence[str]) -> bool:
    """Make the pages, in a process whose code is as old as it is itself; whether all went well."""
    try:
        from course.site import preview

        return preview.make(root, changed)
    except Exception:  # code that is being written: the next change may mend it
        traceback.print_exc()
        print("The pages stay as they were.", file=sys.stderr)
        return False


class Watcher(RebuildServer):
    """Has the pages made, and then each change; tells the pages that are open of it."""

    def __init__(self, root: Path, maker: Maker, made: Callable[[], None]) -> None:
        """`made` is called once, when there are pages to be looked at."""
        super().__init__([root], partial(_is_idle, root), maker)
        self._root, self._made = root, made

    async def watch(self) -> None:
        """Have all made in this process, where the maker lives on, then each change.

        It looks before the pages are made: who goes on writing in that time loses nothing.
        """
        before = self._there()
        await asyncio.to_thread(self.change_callback, [])
        self._made()
        while True:
            now = await self._other_than(before)
            changed = [path for path in before | now if before.get(path) != now.get(path)]
            if changed:
                await asyncio.to_thread(self.change_callback, sorted(changed))
                self.flag.set()
            before = now

    def _there(self):
        """What pages are made of: each folder, and each file with what a change of it changes."""
        found = {self._root: None}
        for name in WATCHED:
            path = self._root / name
            found |= _below(path, self.ignore) if path.is_dir() else _told_of(path)
        return found

    async def _other_than(self, before):
        """What is there, as soon as it may be another than `before`.

        Each time anew it watches what is there now, and looks after that: a watch goes deaf where a
        file or a folder is replaced by another of its name, as editors do, and `make release`.
        """
        folders = [path for path, told in self._there().items() if told is None]
        end = asyncio.Event()
        watching = watchfiles.awatch(*folders, recursive=False, watch_filter=None, stop_event=end)
        stir = asyncio.ensure_future(anext(watching, None))
        await asyncio.sleep(0)  # now it watches
        if self._there() != before:
            end.set()
        with contextlib.suppress(FileNotFoundError):  # a folder that has gone since it was seen
            await stir
        await watching.aclose()
        return self._there()


def _below(folder, is_idle):
    """A folder, and what is in it at any depth, as `_there` has it."""
    found = {folder: None}
    for place, folders, files in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if not is_idle(f"{place}/{name}")]
        found |= {Path(place, name): None for name in folders}
        for name in files:
            if not is_idle(f"{place}/{name}"):
                found |= _told_of(Path(place, name))
    return found


def _told_of(file):
    """A file with its number, size and time; none, if it went away meanwhile."""
    try:
        told = file.stat()
    except FileNotFoundError:
        return {}
    return {file: (told.st_ino, told.st_size, told.st_mtime_ns)}


class Files(StaticFiles):
    """Files as they are when they are read: what a look at one said before may be old by then."""

    def file_response(self, full_path, stat_result, scope, status_code=200):  # noqa: ANN201
        """A file whole, of the size that was read; browsers are to ask again each time."""
        kind, _ = guess_type(full_path)
        return Response(Path(full_path).read_bytes(), status_code, media_type=kind)


def _serve(root, listening):
    """Bring all pages up to date, then show them, and each change, until Ctrl-C."""
    print("Making the pages, which takes minutes the first time.", flush=True)
    for module in SLOW:
        import_module(module)  # each process of ours begins with them
    port = listening.getsockname()[1]
    told = f"Write, and read at http://localhost:{port}  (Ctrl-C stops)"
    watcher = Watcher(root, Maker(root), partial(print, told, flush=True))
    app = _app(root, watcher, f"{HOST}:{port}")
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


def _app(root, watcher, address):
    """The pages, and a watcher that has them made anew and tells those that are open."""
    for folder in (FINISHED, MADE):
        (root / folder).mkdir(parents=True, exist_ok=True)
    files = Files(directory=root / FINISHED, html=True)
    files.all_directories.append(root / MADE)
    return Starlette(
        routes=[WebSocketRoute("/websocket-reload", watcher), Mount("/", app=files)],
        middleware=[Middleware(JavascriptInjectorMiddleware, ws_url=address)],
        lifespan=watcher.lifespan,
    )


def _is_idle(root, path):
    """Whether no page is made from a file: it is hidden, say, or an editor's copy."""
    parts = Path(path).relative_to(root).parts
    return path.endswith("~") or not all(is_published(part) for part in parts)


if __name__ == "__main__":
    sys.exit(main())
