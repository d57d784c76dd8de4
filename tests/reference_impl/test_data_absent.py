"""The real wine table stays out of the repository: the project ships no copy of it."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from wine_places import ROOT

from reference_impl import data


def git(folder, *arguments):
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def tracked_copies(repository, sha256):
    """The files, tracked or about to be, that have the real table's name or hold its bytes."""
    names = git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    paths = [Path(repository, name) for name in names.split("\0")[:-1]]
    assert paths, "no file was looked at"
    there = [path for path in paths if path.is_file()]
    bytes_of = [path for path in there if hashlib.sha256(path.read_bytes()).hexdigest() == sha256]
    return sorted({path for path in paths if path.name == data.NAME} | set(bytes_of))


def test_the_real_table_is_not_in_the_repository():
    """No tracked file is UCI's table, by name or by content."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    assert tracked_copies(ROOT, data.SHA256) == []


def test_a_committed_table_would_be_found(tmp_path):
    """Planted fault: the table under its own name and under another are both found."""
    content = b"any bytes will do"
    sha256 = hashlib.sha256(content).hexdigest()
    git(tmp_path, "init", "--quiet")
    (tmp_path / "deep").mkdir()
    for name in ("innocent.txt", f"deep/{data.NAME}"):
        (tmp_path / name).write_text("nothing")
    (tmp_path / "other.csv").write_bytes(content)
    git(tmp_path, "add", "--force", ".")
    found = [path.name for path in tracked_copies(tmp_path, sha256)]
    assert found == [data.NAME, "other.csv"]
