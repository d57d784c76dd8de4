"""The published pages are true: run again, the chapters give what the pages show."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.site.build import surroundings
from course.site.source.run import executed_chapters

# Jupyter looks for free ports and then lets go of them until its kernel takes them; now and then
# another test's kernel is faster.
UNBORN, TRIES = "Kernel died before replying to kernel_info", 3
SANITIZE = Path(__file__).with_name("sanitize.cfg")


@pytest.fixture(scope="module")
def executed(site, root):
    """The chapters as the build of this site ran them: name to notebook."""
    return executed_chapters(root)


def run_again(root, notebooks, folder):
    """Run notebooks beside the chapters' own files, and compare their outputs with new ones."""
    shutil.copytree(root / "chapters", folder / "chapters")
    for name, text in notebooks.items():
        (folder / f"{name}.ipynb").write_text(text)
    nbval = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with", str(SANITIZE)]
    plain = ["-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider", "-q"]
    files = [f"{name}.ipynb" for name in notebooks]
    for _ in range(TRIES):
        result = subprocess.run(
            [sys.executable, "-m", "pytest", *plain, *nbval, *files],
            cwd=folder, env=os.environ | surroundings(root), capture_output=True, text=True,
        )  # fmt: skip
        if UNBORN not in result.stdout:
            break
    return result


def test_chapters_give_what_pages_show(executed, site, root, tmp_path):
    """Every chapter in the table of contents, run again by nbval, gives the published outputs."""
    assert executed.keys() == {f"chapters/{p.stem}" for p in site.glob("_sources/chapters/*.md")
                               if "code-cell" in p.read_text()}  # fmt: skip
    result = run_again(root, {n: p.read_text() for n, p in executed.items()}, tmp_path)
    assert result.returncode == 0, result.stdout


def test_changed_output_is_seen(executed, root, tmp_path):
    """A single changed digit in one published output is seen."""
    name = "chapters/chain_rule"
    changed, digit = with_one_digit_changed(json.loads(executed[name].read_text()))
    result = run_again(root, {name: json.dumps(changed)}, tmp_path)
    assert result.returncode == 1
    assert "1 failed" in result.stdout
    assert digit in result.stdout


def with_one_digit_changed(notebook):
    """The notebook with the first digit that a cell printed raised by one, and the new text."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            text = "".join(output.get("text", ""))
            if found := re.search(r"\d", text):
                other = str((int(found[0]) + 1) % 10)
                output["text"] = text[: found.start()] + other + text[found.end() :]
                return notebook, output["text"].strip()
    raise AssertionError("no cell of this chapter prints a number")
