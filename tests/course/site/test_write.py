"""An author's preview: what is written shows on the page, and what is wrong takes nothing away."""

import asyncio
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from anyio.from_thread import start_blocking_portal

from course.site import preview as preview_pages
from course.site.assets.pipeline import SCRIPTS
from course.site.errors import NotFetched
from course.site.write import FINISHED, MADE, Files, Watcher

PAGE = "chapters/small.html"
SOURCE = "chapters/small.md"
ASKS = '<script type="module" src="../web/page.js"></script>\n'
NOT_FETCHED = "Not fetched, so the pages go without it:"
PATIENCE = 120  # seconds, on a busy machine


class Preview:
    """The preview of a book, as an author has it: files to change, and pages to look at.

    `meanwhile` is done before it says its address.
    """

    def __init__(self, book, meanwhile=lambda preview: None):
        environment = os.environ | {"PYTHONPATH": str(book), "NN_DATA_DIR": str(book / "no-data")}
        self.book, self._log = book, book.parent / "said"
        command = [sys.executable, "-m", "course.site.write", "--port=0"]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=book, env=environment, stdout=log, stderr=log
            )
        meanwhile(self)
        self.address = self.until(lambda: re.search(r"http://\S+", self.said))[0]

    @property
    def said(self):
        return self._log.read_text("utf-8")

    def until(self, true):
        """What a function returns, once it is something."""
        end = time.monotonic() + PATIENCE
        while not (found := true()):
            assert time.monotonic() < end and self.process.poll() is None, self.said
            time.sleep(0.1)
        return found

    def told(self, words, since):
        """What has been said since something was, once these words are among it."""
        self.until(lambda: words in self.said.removeprefix(since))
        return self.said.removeprefix(since)

    def page(self, name=PAGE):
        return urlopen(f"{self.address}/{name}").read().decode()

    def change(self, name, old, new):
        """Change a file of the book; returns what was said before."""
        file, said = self.book / name, self.said
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return said

    def close(self):
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(30) == 0, self.said


@pytest.fixture(scope="module")
def preview(write_small_book, assets, tmp_path_factory):
    """A preview of a small book."""
    started = Preview(write_small_book(tmp_path_factory.mktemp("write") / "book"))
    yield started
    started.close()


def test_a_sentence(preview):
    """It is on the page, put right as a built page is, and open pages are told by a socket."""
    assert preview.page("").count("chapters/index.html")
    preview.change(SOURCE, "Nor is", "Words that were not here. Nor is")
    preview.until(lambda: "Words that were not here." in preview.page())
    page = preview.page()
    assert "<td></td>" in page and "/websocket-reload" in page
    assert '<nav class="nn-brand"' in page and "nn-runs" not in page
    preview.change(SOURCE, "Words that were not here. ", "")
    preview.until(lambda: "Words that were not here." not in preview.page())


def test_a_sentence_while_the_pages_are_first_made(write_small_book, assets, tmp_path):
    """Whoever goes on writing in that time finds it on the page, and has to save nothing twice."""

    def write(preview):
        while not (preview.book / MADE / PAGE).exists():
            assert preview.process.poll() is None, preview.said
        assert "http://" not in preview.change(SOURCE, "Nor is", "Words in between. Nor is")

    started = Preview(write_small_book(tmp_path / "book"), meanwhile=write)
    started.until(lambda: "Words in between." in started.page())
    started.close()


def test_a_page_that_is_written_with_another(preview):
    """The front page, with each that it leads to: it keeps what was written on it in between."""
    front = "chapters/index.html"
    preview.change(SOURCE, "Nor is", "First words. Nor is")
    preview.until(lambda: "First words." in preview.page())
    preview.change("chapters/index.md", "Read {doc}", "Do read {doc}")
    preview.until(lambda: "Do read" in preview.page(front))
    preview.change(SOURCE, "First words. ", "")
    preview.until(lambda: "First words." not in preview.page())
    assert "Do read" in preview.page(front)
    preview.change("chapters/index.md", "Do read {doc}", "Read {doc}")
    preview.until(lambda: "Do read" not in preview.page(front))


def test_a_page_is_never_shown_by_halves(preview):
    """Whoever has begun to read it goes on with the old one, until the new one is whole."""
    shown = preview.book / FINISHED / PAGE
    old = shown.read_text("utf-8")
    with shown.open(encoding="utf-8") as reading:
        preview.change(SOURCE, "Nor is", "New words. Nor is")
        preview.until(lambda: "New words." in preview.page())
        assert reading.read() == old
    preview.change(SOURCE, "New words. ", "")
    preview.until(lambda: "New words." not in preview.page())
    assert [path.name for path in shown.parent.iterdir() if path.name.startswith(".")] == []


def test_a_page_that_changes_between_a_look_and_its_reading(tmp_path):
    """The size that is told is that of what is sent."""
    page = tmp_path / "page.html"
    page.write_text("old")
    seen = page.stat()
    page.write_text("new, and longer")
    scope = {"type": "http", "method": "GET", "headers": []}
    response = Files(directory=tmp_path).file_response(page, seen, scope)
    sent = []

    async def receive():
        await asyncio.sleep(PATIENCE)

    async def send(message):
        sent.append(message)

    with start_blocking_portal() as elsewhere:  # a test of a browser leaves a loop in this thread
        elsewhere.call(response, scope, receive, send)
    headers = dict(sent[0]["headers"])
    assert b"".join(message["body"] for message in sent[1:]) == b"new, and longer"
    assert headers[b"content-length"] == b"15"
    assert headers[b"content-type"] == b"text/html; charset=utf-8"


def test_a_cell(preview):
    """Its chapter is run, and no other is; what it prints is on the page."""
    said = preview.change(SOURCE, '"one line"', '"another line"')
    preview.until(lambda: "another line in two pieces" in preview.page())
    assert preview.said.removeprefix(said).count("ran chapters/small") == 1


def test_a_cell_that_fails(preview):
    """The error names page and line; the page stays; mended, it is made again."""
    said = preview.change(SOURCE, "pd.DataFrame", "pd.Dataframe")
    preview.until(lambda: "stay as they were" in preview.said.removeprefix(said))
    assert "AttributeError" in preview.said and f"{SOURCE}, cell 1" in preview.said
    assert "another line in two pieces" in preview.page()
    said = preview.change(SOURCE, "pd.Dataframe", "pd.DataFrame")
    preview.until(lambda: "All pages: " in preview.said.removeprefix(said))


def test_another_page_while_a_cell_fails(preview):
    """It is shown; what fails is named each time in the same words; mended, it is made again."""
    said = preview.change(SOURCE, "pd.DataFrame", "pd.Dataframe")
    preview.told("stay as they were", since=said)
    for old, new in (("Read {doc}", "Reed {doc}"), ("Reed {doc}", "Read {doc}")):
        said = preview.change("chapters/index.md", old, new)
        told = preview.told("stay as they were", since=said)
        assert new.split()[0] in preview.page("chapters/index.html")
        assert f"{SOURCE}, cell 1" in told and "Traceback" not in told
        assert "another line in two pieces" in preview.page()
    said = preview.change(SOURCE, 'pd.Dataframe({"a"', 'pd.DataFrame({"mended"')
    preview.until(lambda: "mended" in preview.page())
    assert "stay as they were" not in preview.said.removeprefix(said)
    preview.change(SOURCE, '{"mended"', '{"a"')
    preview.until(lambda: "mended" not in preview.page())


def test_a_link_that_leads_nowhere(preview):
    """It is said, with its line, and the page is shown all the same."""
    said = preview.change(SOURCE, "Nor is", "{doc}`nowhere` New. Nor is")
    preview.until(lambda: "New. Nor is" in preview.page())
    assert re.search(rf"{SOURCE}:\d+: WARNING: .*nowhere", preview.said.removeprefix(said))
    preview.change(SOURCE, "{doc}`nowhere` New. ", "")
    preview.until(lambda: "New. Nor is" not in preview.page())


def test_our_own_code(preview):
    """A change of what makes the pages shows too; code that does not load stops nothing."""
    rules = "course/site/finish/rules.py"
    said = preview.change(rules, '"""What', 'import nothing\n"""What')
    preview.until(lambda: "stay as they were" in preview.said.removeprefix(said))
    assert "No module named 'nothing'" in preview.said
    preview.change(rules, "import nothing\n", "")
    preview.change("course/site/web/templates/navbar-logo.html", "Front page", "The front")
    preview.until(lambda: 'aria-label="The front"' in preview.page())


@pytest.fixture
def watched(tmp_path):
    """Some sources, and a function that waits until a file is found changed in them."""
    for name in ("_toc.yml", "chapters/a.md", "exercises/a/a.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first")
    found = queue.Queue()
    watcher = Watcher(tmp_path, found.put, lambda: None)

    def is_seen(name):
        """None but this one: a busy machine may find it twice, half written and whole."""
        while changed := found.get(timeout=20):
            assert changed == [tmp_path / name]
            if found.empty():
                return True

    with start_blocking_portal() as elsewhere:
        watching = elsewhere.start_task_soon(watcher.watch)
        assert found.get(timeout=20) == []  # all is made
        yield tmp_path, is_seen
        watching.cancel()


def _replace(file, text):
    """As editors save: a new file, which takes the old one's name."""
    beside = file.with_name(".new")
    beside.write_text(text)
    beside.replace(file)


def _release(root, text):
    """As `make release` does: a new folder, which takes the old one's name."""
    fresh, old = root / "classroom/fresh", root / "classroom/old"
    (fresh / "a").mkdir(parents=True)
    (fresh / "a/a.ipynb").write_text(text)
    (root / "exercises").rename(old)
    fresh.rename(root / "exercises")
    shutil.rmtree(old)


def test_what_is_replaced_is_seen_each_time(watched):
    """A file by an editor, a folder by a release; after that, a change in its place too."""
    root, is_seen = watched
    for i in range(3):
        _replace(root / "_toc.yml", f"toc {i}")
        assert is_seen("_toc.yml")
        _release(root, f"released {i}")
        assert is_seen("exercises/a/a.ipynb")
        _replace(root / "exercises/a/a.ipynb", f"and changed {i}")
        assert is_seen("exercises/a/a.ipynb")


def test_a_new_folder(watched):
    """What comes with it is seen, and what changes in it; what comes with a hidden one is not."""
    root, is_seen = watched
    (root / ".private").mkdir()
    _replace(root / ".private/new.md", "new")
    (root / "chapters/deep/deeper").mkdir(parents=True)
    for words in ("new", "other words"):
        _replace(root / "chapters/deep/deeper/new.md", words)
        assert is_seen("chapters/deep/deeper/new.md")


@pytest.fixture
def finish(root, tmp_path, monkeypatch):
    """A function that finishes one page, with the scripts or without, and returns the page."""
    for name in ("_config.yml", "_toc.yml", "chapters", "exercises"):
        (tmp_path / name).symlink_to(root / name)
    scripts, page = tmp_path / "scripts", tmp_path / MADE / PAGE
    for file in (page, scripts / "page.js", scripts / preview_pages.KNOWN):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<html><head>{SCRIPTS}{ASKS}</head><body></body></html>")

    def finish(fetched):
        def bundle():
            if not fetched:
                raise NotFetched("the scripts\nnobody answers")
            return scripts

        monkeypatch.setattr(preview_pages, "bundle", bundle)
        preview_pages._finish(tmp_path)
        return (tmp_path / FINISHED / PAGE).read_text()

    return finish


def test_pages_ask_for_scripts_that_are_there(finish, capsys):
    """Fetched later than the pages were made, or no more; what is not fetched is said in a line."""
    for fetched in (False, True, True, False, True):
        assert (ASKS in finish(fetched)) is fetched
        told = capsys.readouterr().out.splitlines()
        assert told == ([] if fetched else [f"{NOT_FETCHED} the scripts nobody answers"])


def test_a_taken_port(root):
    """One line says what to type."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "course.site.write", f"--port={port}"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    taken = f"Port {port} is taken by another program: type make write PORT={port % 65535 + 1}\n"
    assert done.stderr == taken
