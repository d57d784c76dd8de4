"""A site that was built without the real wine table, or without a part, is not to be published."""

import json
import shutil
import subprocess
import sys

import pytest

from course.site import ready
from reference_impl.data import FALLBACK

WINE = """
```{code-cell} python
from reference_impl.data import load_wine_quality

load_wine_quality()
```
"""


def asked(site, cwd):
    """The command that the workflows run, in a Python that need have nothing of ours installed."""
    command = [sys.executable, "-S", "-m", "course.site.ready", str(site)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def test_a_site_that_may_go(small_book, root):
    """Nothing in it was made up."""
    site = small_book / "_build/html"
    told = json.loads((site / ready.FILE).read_text())
    assert (told["stand_in"], told["missing"]) == ([], [])
    done = asked(site, root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "may be published: version" in done.stdout


def test_a_stand_in_is_refused(small_book, run_build, root, tmp_path):
    """Planted: a page that asks for the wine table, where there is no network."""
    book = shutil.copytree(small_book, tmp_path / "book")
    with open(book / "chapters/small.md", "a") as page:
        page.write(WINE)
    result = run_build(book)
    assert result.returncode == 0, result.stderr
    done = asked(book / "_build/html", root)
    assert done.returncode == 1
    assert "Do not publish" in done.stderr
    assert "chapters/small was run with the made-up stand-in for the wine table" in done.stderr
    assert "set\nNN_DATA_DIR to it, and build again." in done.stderr


@pytest.mark.parametrize("told, words", [
    (None, "no build has finished there: make book."),
    ("{", "no build has finished there: make book."),
    ({"stand_in": [], "missing": ["pyodide"], "not_made": []}, "pyodide could not be fetched"),
    ({"stand_in": [], "missing": [], "not_made": ["PDF"]}, "It has no PDF of the book."),
])  # fmt: skip
def test_other_sites_that_must_stay(tmp_path, capsys, told, words):
    """One that is not there, one that is broken, one that lacks a part."""
    if told:
        text = told if isinstance(told, str) else json.dumps(told)
        (tmp_path / ready.FILE).write_text(text)
    assert ready.main([str(tmp_path)]) == 1
    assert words in capsys.readouterr().err


def test_the_words_by_which_a_build_knows(tmp_path, monkeypatch, capsys):
    """The loader prints them where it falls back, and nowhere else."""
    from reference_impl.data import load_wine_quality

    load_wine_quality("stand-in")
    assert FALLBACK not in capsys.readouterr().out
    monkeypatch.setenv("NN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    load_wine_quality()
    assert f"{FALLBACK}\n" in capsys.readouterr().out
