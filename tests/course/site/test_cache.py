"""The user's cache holds whole folders, and does not fill with halves of them."""

import os
import time
from pathlib import Path

import pytest

from course.site.cache import DAY, made_beside, write_whole


def test_a_folder_comes_whole_or_not_at_all(tmp_path):
    """One that fails leaves nothing."""
    with pytest.raises(OSError, match="full"), made_beside(tmp_path / "site/part") as folder:
        (folder / "half").write_text("x")
        raise OSError("The disk is full.")
    assert list((tmp_path / "site").iterdir()) == []
    with made_beside(tmp_path / "site/part") as folder:
        (folder / "whole").write_text("x")
    assert [path.name for path in (tmp_path / "site").rglob("*")] == ["part", "whole"]


def test_no_half_of_a_file_stays(tmp_path, monkeypatch):
    """On a full disk; what was there before is whole."""
    file = tmp_path / "kept"
    write_whole(file, b"old")

    def half(path, content):
        with path.open("wb") as beside:
            beside.write(content[:1])
        raise OSError("The disk is full.")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="full"):
        write_whole(file, b"new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept", "old")]


def test_what_a_stopped_build_left_is_removed(tmp_path):
    """A day later, by the next that makes something; one that is being made now is let alone."""
    for name, age in (("left", 2 * DAY), ("new", 60)):
        half = tmp_path / f".making-{name}"
        (half / "folder").mkdir(parents=True)
        os.utime(half, (time.time() - age,) * 2)
    with made_beside(tmp_path / "part"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".making-new", "part"]
