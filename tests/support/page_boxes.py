"""A page that is walked as its reader would: its boxes in order, the commands in one terminal.

A box of settings or of a table goes into the file that the page spoke of last; a box of output
holds lines that the commands before it print. Nothing of the page is typed again here.
"""

import os
import re
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

COMMENT = re.compile(r"\s+# .*")
FILE = re.compile(r"classroom/\w+\.csv|_config\.yml|nbgrader_config\.py")
OTHERS = yaml.safe_load(
    (Path(__file__).parents[1] / "chapters/commands.yml").read_text(encoding="utf-8")
)
END = "=== the box is done, in "


@dataclass
class Box:
    """A box of a page: its language, its section, its lines, and what came of them."""

    kind: str
    section: str
    lines: list[str]
    file: str
    said: str = ""
    missing: list[str] = field(default_factory=list)


def is_box(token):
    """Is it a box, and no directive?"""
    return token.type == "fence" and not token.info.startswith("{")


def boxes(page):
    """The boxes of a page, in order, without comments."""
    section = file = ""
    for before, token in zip([None, *page.tokens], page.tokens, strict=False):
        if token.type == "inline" and before.tag == "h2":
            section = token.content
        if token.type == "code_inline" and FILE.fullmatch(token.content):
            file = token.content
        if is_box(token):
            lines = [COMMENT.sub("", line) for line in token.content.splitlines()]
            yield Box(token.info, section, lines, file)


class Terminal:
    """One shell for a whole page: where a box leads and what it sets holds for those after it."""

    def __init__(self, folder, env, *begin):
        self.folder = folder
        self._shell = subprocess.Popen(
            ["sh", "-e"], cwd=folder, env=env, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.run(begin)

    def run(self, lines, seconds=300):
        """What these lines print. A test fails with it if one of them does, or if time is up."""
        script = ["{ :", *lines, "} </dev/null", f'printf "{END}%s\\n" "$PWD"', ""]
        self._shell.stdin.write("\n".join(script))
        self._shell.stdin.flush()
        alarm = threading.Timer(seconds, self.stop)
        alarm.start()
        said = ""
        for line in self._shell.stdout:
            words, end, folder = line.partition(END)
            said += words
            if end:
                alarm.cancel()
                self.folder = Path(folder.removesuffix("\n"))
                return said
        alarm.cancel()
        pytest.fail(f"It ended at one of these lines: {lines}\n{said}")

    def stop(self):
        """End the shell and what it runs."""
        if self._shell.poll() is None:
            os.killpg(self._shell.pid, signal.SIGKILL)
        self._shell.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self._shell.stdin.close()
        self._shell.stdout.close()


def walk(done, terminal, before=lambda box: None):
    """Go through boxes in order; `before` is called with each one first.

    What tests/chapters/commands.yml leaves to others is passed over.
    """
    last = None
    for box in done:
        before(box)
        box.lines = [line for line in box.lines if line not in OTHERS]
        if box.kind == "sh":
            box.said, last = terminal.run(box.lines), box
        elif box.kind == "output":
            box.missing = [line for line in box.lines if line not in last.said.splitlines()]
        else:
            PUT[box.kind](terminal.folder / box.file, "\n".join([*box.lines, ""]))
    return done


def _settings(file, text):
    """Each setting in the place of the one that is there, and what stands beside it stays."""
    there = yaml.safe_load(file.read_text("utf-8"))
    file.write_text(yaml.safe_dump(_merged(there, yaml.safe_load(text)), sort_keys=False), "utf-8")


def _merged(old, new):
    both = isinstance(old, dict) and isinstance(new, dict)
    return old | {key: _merged(old.get(key), new[key]) for key in new} if both else new


def _added(file, text):
    with open(file.with_name("nbgrader_config.py"), "a", encoding="utf-8") as config:
        config.write(f"\n{text}")


def _written(file, text):
    file.write_text(text, "utf-8")


PUT = {"text": _written, "yaml": _settings, "python": _added}
