"""A page waits for its chapter: the lines that the build writes, and what becomes of them."""

import io

import pytest

from course.site import waiting


@pytest.fixture
def lines(monkeypatch):
    """A function that begins with these lines on standard input, and returns that input."""
    monkeypatch.setattr(waiting, "SLOW", ())
    monkeypatch.setattr(waiting, "_running", set())

    def begin(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return waiting.begin()

    return begin


def test_a_page_that_runs_is_waited_for(lines):
    """As many lines are read as it takes, and no more."""
    import sys

    assert lines("a b c\nb\na\nc\n")
    waiting.wait_for(None, "other", None)
    assert sys.stdin.tell() == len("a b c\n")
    waiting.wait_for(None, "a", None)
    assert sys.stdin.tell() == len("a b c\nb\na\n")
    waiting.wait_for(None, "b", None)
    assert sys.stdin.tell() == len("a b c\nb\na\n")


def test_no_chapters(lines):
    """An empty line says that nothing is to run; no line at all that there is no build."""
    assert lines("\n")
    waiting.wait_for(None, "a", None)
    assert not lines("")


def test_a_build_that_ends_early(lines):
    """A page whose chapter never came ends the process, by name."""
    lines("a\n")
    with pytest.raises(SystemExit, match="before a had run"):
        waiting.wait_for(None, "a", None)
