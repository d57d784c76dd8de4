"""Chapters that are run are kept, whole; what was kept by halves is run again."""

from pathlib import Path

import pytest

from course.site.errors import BuildError
from course.site.source import run
from course.site.source.left_out import read

CHAPTER = """\
---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

# A chapter

```{code-cell} python
print("1")
```
"""


@pytest.fixture
def book(tmp_path):
    """A book of one chapter."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/one.md").write_text(CHAPTER)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: chapters/one\n")
    return tmp_path


@pytest.fixture
def ran(book, monkeypatch):
    """The chapters that are run, without a kernel."""
    names = []

    def instead(root, name, notebook):
        names.append(name)
        return 0, None

    monkeypatch.setattr(run, "_run", instead)
    return names


def built(book):
    """The notebook that a build has of the one chapter."""
    run.run_chapters(book, print)
    (notebook,) = run.executed_chapters(book).values()
    return notebook


def test_a_chapter_is_run_once(book, ran):
    """And kept; a changed cell is run."""
    assert built(book) == built(book) and ran == ["chapters/one"]
    (book / "chapters/one.md").write_text(CHAPTER.replace("1", "2"))
    assert built(book).is_file() and len(ran) == 2


def test_a_disk_that_is_full_as_a_chapter_is_kept(book, ran, monkeypatch):
    """With room again it is run again, and kept."""

    def full(self, *_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(Path, "write_text", full)
        built(book)
    assert "print" in built(book).read_text() and len(ran) == 2


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_text('{"cells": [')])
def test_a_chapter_that_is_kept_by_halves(book, ran, spoil):
    """Gone, or cut short."""
    spoil(built(book))
    assert "print" in built(book).read_text() and len(ran) == 2


@pytest.mark.parametrize("name", ["chapters/one.md", "course/figures/one.py"])
def test_sources_that_change_while_the_book_is_built(book, ran, name):
    """What was run is not what is there: the build says what to do."""
    built(book)
    (book / name).parent.mkdir(parents=True, exist_ok=True)
    (book / name).write_text(CHAPTER.replace("1", "2"))
    with pytest.raises(BuildError, match="changed while the book was built; build once more"):
        run.executed_chapters(book)


def test_a_mark_at_the_beginning_is_no_word(book, ran):
    """As Windows' editor puts it there: the page was no chapter, and Sphinx alone ran it."""
    chapter = book / "chapters/one.md"
    chapter.write_bytes(b"\xef\xbb\xbf" + chapter.read_bytes())
    built(book)
    assert ran == ["chapters/one"]
    assert read(chapter).startswith("---\njupytext:")
