"""How long the book takes to build: from nothing, unchanged, and with one chapter changed.

Run by `make bench`, in a copy of the checkout, with the book's own command. Beside each time
stands the goal for two cores, and how much of it was used.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = (".git", ".venv", "_build", "classroom", "__pycache__", ".pytest_cache")
GOALS = {"from nothing": 180, "unchanged": 5, "one chapter changed": 20, "the slowest chapter": 20}
NEW_CELL = "\n```{code-cell} python\n:tags: [remove-cell]\n1 + 1\n```\n"


def build(book):
    """Build the book at `book`; returns the seconds it took, and those of each chapter run."""
    command = [sys.executable, "-m", "course.site.build"]
    surroundings = os.environ | {"PYTHONPATH": str(book)}
    began = time.perf_counter()
    done = subprocess.run(command, cwd=book, env=surroundings, stdout=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit("The book was not built; the reason stands above.")
    ran = re.findall(r"^ran (?:chapters/)?(\S+) \((\d+) s\)", done.stdout, re.M)
    return seconds, {name: int(whole) for name, whole in ran}


def measure(book):
    """The seconds of each kind of build, and of each chapter in the first one."""
    seconds = {}
    print("Building the book from nothing ...", flush=True)
    seconds["from nothing"], chapters = build(book)
    seconds["unchanged"], _ = build(book)
    slowest = max(chapters, key=chapters.get)
    with open(book / f"chapters/{slowest}.md", "a", encoding="utf-8") as page:
        page.write(NEW_CELL)
    print(f"Building it again with {slowest} changed ...", flush=True)
    seconds["one chapter changed"], ran = build(book)
    if list(ran) != [slowest]:
        sys.exit(f"Changing {slowest} ran {', '.join(ran) or 'no chapter'}.")
    seconds["the slowest chapter"] = chapters[slowest]
    return seconds, chapters


def main():
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        shutil.copytree(ROOT, book, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        seconds, chapters = measure(book)
    print(f"{'':24}{'seconds':>10}{'goal':>10}{'of the goal':>14}")
    for name, goal in GOALS.items():
        print(f"{name:24}{seconds[name]:10.1f}{goal:10}{seconds[name] / goal:14.2f}")
    print("Chapters:", ", ".join(f"{name} {whole} s" for name, whole in chapters.items()))


if __name__ == "__main__":
    main()
