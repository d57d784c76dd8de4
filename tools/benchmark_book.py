"""How long the book takes to build: from nothing, unchanged, and with one chapter changed.

As `make serve` builds it: nothing is printed. And how soon an author sees a change in the preview.
Run by `make bench`, in a copy of the checkout, by the book's own code. Beside each time is the
goal for two cores, and how much of it was used.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = (".git", ".venv", "_build", "classroom", "__pycache__", ".pytest_cache")
GOALS = {
    "from nothing": 180, "unchanged": 5, "one chapter changed": 20, "the slowest chapter": 20,
    "preview: a sentence": 3, "preview: a cell, beside its chapter's run": 3,
}  # fmt: skip
RAN = re.compile(r"^ran \S+ \((\d+) s\)")
BUILDING = "import sys; from course.site import build; sys.exit(build.main(printing=False))"
PRINTING = '```{code-cell} python\nprint("A line", "that is new.")\n```\n'
NEW_CELL = "\n```{code-cell} python\n:tags: [remove-cell]\n1 + 1\n```\n"


def build(book):
    """Build the book at `book`; returns the seconds it took, and those of each chapter run."""
    command = [sys.executable, "-c", BUILDING]
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


@contextlib.contextmanager
def preview(book):
    """The preview of the book at `book`, as long as it is looked at: its address, what it says."""
    command = [sys.executable, "-u", "-m", "course.site.write", "--port=0"]
    surroundings = os.environ | {"PYTHONPATH": str(book)}
    with subprocess.Popen(
        command, cwd=book, env=surroundings, stdout=subprocess.PIPE, text=True
    ) as shown:
        lines = iter(shown.stdout.readline, "")
        yield next(found[0] for line in lines if (found := re.search(r"http://\S+", line))), lines
        shown.send_signal(signal.SIGINT)
        shown.wait()


def seen(address, file, new, words):
    """The seconds from new text before the first section of a page until its words are shown."""
    file.write_text(file.read_text("utf-8").replace("\n## ", f"\n{new}\n## ", 1), "utf-8")
    began = time.perf_counter()
    while words not in urllib.request.urlopen(address).read().decode():
        time.sleep(0.05)
    return time.perf_counter() - began


def measure_preview(book):
    """The seconds until a sentence, and a cell beside its chapter's own run, are on the page."""
    print("Previewing it ...", flush=True)
    page = book / "chapters/affine.md"
    with preview(book) as (top, lines):
        address = f"{top}/chapters/affine.html"
        sentence = seen(address, page, "A sentence that is new.\n", "A sentence that is new.")
        cell = seen(address, page, PRINTING, "A line that is new.")
        own = next(float(found[1]) for line in lines if (found := RAN.search(line)))
    return {
        "preview: a sentence": sentence,
        "preview: a cell, beside its chapter's run": cell - own,
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        shutil.copytree(ROOT, book, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        seconds, chapters = measure(book)
        seconds |= measure_preview(book)
    print(f"{'':44}{'seconds':>10}{'goal':>10}{'of the goal':>14}")
    for name, goal in GOALS.items():
        print(f"{name:44}{seconds[name]:10.1f}{goal:10}{seconds[name] / goal:14.2f}")
    print("Chapters:", ", ".join(f"{name} {whole} s" for name, whole in chapters.items()))


if __name__ == "__main__":
    main()
