"""A changed number in `reference_impl` changes the page."""

import re
import shutil

from course.site.source.stale import numbers_hash, site_hash

ONE_FOLDER = '\n\ndef numbers_hash(root):\n    return "one-folder-for-all"\n'


def numbers_on_page(book):
    """The number that a cell printed, and the same number as the text says it."""
    page = (book / "_build/html/chapters/small.html").read_text()
    printed = re.search(r"half of the answer: ([\d.]+)", page)[1]
    glued = re.search(r"The half is <span[^>]*>([\d.]+)", page)[1]
    return float(printed), float(glued)


def change_constant(book):
    example = book / "reference_impl/example.py"
    text = example.read_text()
    changed = text.replace("W2 = _fixed([[0.5], [3]])", "W2 = _fixed([[0.25], [3]])")
    assert changed != text
    example.write_text(changed)


def test_changed_constant(small_book, run_build, tmp_path):
    """After a constant changes in reference_impl, the page shows the new number, not the old."""
    book = shutil.copytree(small_book, tmp_path / "book")
    assert numbers_on_page(book) == (0.5, 0.5)
    change_constant(book)
    assert run_build(book).returncode == 0
    assert numbers_on_page(book) == (0.25, 0.25)
    assert len(list((book / "_build/executed").iterdir())) == 1  # the old runs are gone


def test_one_cache_for_all_is_stale(small_book, run_build, tmp_path):
    """With one cache folder whatever the network is, the old number stays: the test above sees."""
    book = shutil.copytree(small_book, tmp_path / "book")
    with open(book / "course/site/source/stale.py", "a") as stale:
        stale.write(ONE_FOLDER)
    assert run_build(book).returncode == 0
    change_constant(book)
    assert run_build(book).returncode == 0
    assert numbers_on_page(book) == (0.5, 0.5)


def test_what_the_hashes_see(small_book, tmp_path, monkeypatch):
    """Rooms, lock and wine table change the numbers' hash; a chapter's text changes the site's."""
    book = shutil.copytree(small_book, tmp_path / "book")
    monkeypatch.setenv("NN_DATA_DIR", str(tmp_path))
    numbers, site = [numbers_hash(book)], [site_hash(book)]

    def after(path, content="changed"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        numbers.append(numbers_hash(book))
        site.append(site_hash(book))
        return numbers[-1] != numbers[-2], site[-1] != site[-2]

    assert after(book / "reference_impl/layers.py") == (True, True)
    assert after(book / "course/figures/new.py") == (True, True)
    assert after(book / "requirements.lock") == (True, True)
    assert after(tmp_path / "winequality-red.csv") == (True, True)
    assert after(tmp_path / "winequality-red.csv", "another table") == (True, True)
    assert after(book / "chapters/index.md") == (False, True)
    assert after(book / "_config.yml") == (False, True)
    assert after(book / "exercises/backprop/picture.svg") == (False, True)
    assert after(book / "classroom/submitted/ada/answer.ipynb") == (False, False)
    assert after(book / "course/__pycache__/x.pyc") == (False, False)
