"""A page waits for its chapter: the lines that the build writes, and what becomes of them."""

import io

import pytest

from course.site.teach import await_chapters


@pytest.fixture
def lines(monkeypatch):
    """A function that begins with these lines on standard input, and returns that input."""
    monkeypatch.setattr(await_chapters, "SLOW", ())
    monkeypatch.setattr(await_chapters, "running", set())

    def begin(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return await_chapters.begin()

    return begin


def test_a_page_that_runs_is_waited_for(lines):
    """As many lines are read as it takes, and no more."""
    import sys

    assert lines("a b c\nb\na\nc\n")
    await_chapters.wait_for(None, "other", None)
    assert sys.stdin.tell() == len("a b c\n")
    await_chapters.wait_for(None, "a", None)
    assert sys.stdin.tell() == len("a b c\nb\na\n")
    await_chapters.wait_for(None, "b", None)
    assert sys.stdin.tell() == len("a b c\nb\na\n")


def test_no_chapters(lines):
    """An empty line says that nothing is to run; no line at all that there is no build."""
    assert lines("\n")
    await_chapters.wait_for(None, "a", None)
    assert not lines("")


def test_a_build_that_ends_early(lines):
    """A page whose chapter never came ends the process, by name."""
    lines("a\n")
    with pytest.raises(SystemExit, match="before a had run"):
        await_chapters.wait_for(None, "a", None)
