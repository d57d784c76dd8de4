"""Where nothing can be fetched, the book is built all the same, and says what it lacks."""

import pytest

from course.site import ready

pytestmark = pytest.mark.whole
NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def built(write_small_book, run_build, tmp_path_factory):
    """A small book, built on a machine that has fetched nothing and has no network."""
    book = write_small_book(tmp_path_factory.mktemp("alone") / "book")
    empty = str(tmp_path_factory.mktemp("cache"))
    return book, run_build(book, XDG_CACHE_HOME=empty, npm_config_registry=NOBODY)


def test_it_is_built(built):
    """A half-made style sheet was left behind once, and stopped the build at its end."""
    book, done = built
    assert done.returncode == 0, done.stderr
    assert "Not fetched, so this site goes without it: the npm packages" in done.stdout
    assert (book / "_build/html/chapters/small.html").is_file()


def test_it_is_not_to_be_published(built):
    """Its pages do less than they should."""
    book, _ = built
    assert any("could not be fetched" in reason for reason in ready.faults(book / ready.SITE))
