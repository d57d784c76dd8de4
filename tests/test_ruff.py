"""Ruff finds nothing in the code, the master notebooks or the chapters' cells."""

import subprocess
import sys

import pytest
from chapter_text import APPENDICES, ORDER, read_page

# Cells that end in a bare name show it, a later cell may import what it needs, and a function
# may be written anew, mended. Long lines are for the eye to judge: what a reader sees is kept
# short, a picture's words are not.
CHAPTER_RULES = ("--select", "E,F,W,B", "--ignore", "E402,E501,B018,F811")


def ruff(*arguments, **options):
    """Run Ruff; returns what it complains of, or nothing."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--no-cache", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, **options)
    return done.stdout + done.stderr if done.returncode else ""


def test_code_and_notebooks(root):
    """Every Python file and every notebook of the checkout passes the project's rules."""
    assert ruff(".", cwd=root) == ""


def test_a_fault_in_a_notebook_is_noticed(root, tmp_path):
    """An unused import planted in the master notebook is found: notebooks are looked at."""
    source = (root / "solutions" / "backprop" / "backprop.ipynb").read_text()
    planted = tmp_path / "planted.ipynb"
    imports = "import numpy as np\\n"
    planted.write_text(source.replace(imports, "import os\\n" + imports, 1))
    assert "F401" in ruff(planted, "--config", root / "pyproject.toml")


@pytest.mark.parametrize("name", ["index", *ORDER, *APPENDICES])
def test_chapters(root, tmp_path, name):
    """The cells of a page, taken together, use no name that they do not define."""
    script = tmp_path / "chapter.py"
    script.write_text(read_page(name).code)
    assert ruff(script, *CHAPTER_RULES, "--config", root / "pyproject.toml") == ""


def test_a_fault_in_a_chapter_is_noticed(root, tmp_path):
    """A misspelt name planted in a chapter's cell is found."""
    script = tmp_path / "chapter.py"
    script.write_text(read_page("wine").code.replace("rmse(by_line", "rsme(by_line"))
    assert "F821" in ruff(script, *CHAPTER_RULES, "--config", root / "pyproject.toml")
