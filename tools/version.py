"""The version of a release, in the three files that state it.

    python tools/version.py 0.2.0          write it: pyproject.toml, CITATION.cff, CHANGELOG.md
    python tools/version.py --check v0.2.0 do they agree with each other, and with this tag?
    python tools/version.py --notes        what changed in it, out of CHANGELOG.md

`make version TO=0.2.0` is the first of them.
"""

import argparse
import re
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

PROJECT, CITATION, CHANGES = "pyproject.toml", "CITATION.cff", "CHANGELOG.md"
FORM = re.compile(r"\d+\.\d+\.\d+")
OPEN = "## [Unreleased]"
ENTRY = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d\d-\d\d))?\n(.*?)(?=^## \[|\Z)", re.M | re.S)


class VersionError(Exception):
    """Why there can be no such release, in words for who makes it."""


def current(root: Path) -> str:
    """The version of the checkout."""
    return tomllib.loads((root / PROJECT).read_text("utf-8"))["project"]["version"]


def entries(root: Path) -> dict[str, tuple[str, str]]:
    """The entries of the change log, newest first: {version: (date, text)}."""
    found = ENTRY.findall((root / CHANGES).read_text("utf-8"))
    return {version: (date, text.strip()) for version, date, text in found}


def write(root: Path, new: str, date: str) -> None:
    """Make the three files say that this is the version of that date.

    Raises VersionError, with nothing written, for a version that can't follow the last one.
    """
    old = current(root)
    if not FORM.fullmatch(old):
        raise VersionError(f"{PROJECT} has version {old}; expected three numbers, such as 0.1.0.")
    if not FORM.fullmatch(new) or _parts(new) <= _parts(old):
        raise VersionError(
            f"{new} cannot follow {old}; expected a later one, such as {_next(old)}."
        )
    if not entries(root).get("Unreleased", ("", ""))[1]:
        raise VersionError(f"{CHANGES} has nothing under '{OPEN}': say first what changed.")
    lines = {
        PROJECT: {rf'^version = "{re.escape(old)}"$': f'version = "{new}"'},
        CITATION: {
            r"^version: .*$": f"version: {new}",
            r"^date-released: .*$": f'date-released: "{date}"',
        },
        CHANGES: {rf"^{re.escape(OPEN)}$": f"{OPEN}\n\n## [{new}] - {date}"},
    }
    texts = {root / name: _changed(root / name, changes) for name, changes in lines.items()}
    for file, text in texts.items():
        file.write_text(text, "utf-8")


def _parts(version):
    return tuple(map(int, version.split(".")))


def _next(version):
    major, minor, _ = _parts(version)
    return f"{major}.{minor + 1}.0"


def _changed(file, lines):
    """The text of a file with other lines; raises VersionError for one that is not there once."""
    text = file.read_text("utf-8")
    for pattern, line in lines.items():
        text, times = re.subn(pattern, line, text, flags=re.M)
        if times != 1:
            raise VersionError(f"{file.name} has {times} lines like {pattern}; expected one.")
    return text


def faults(root: Path, tag: str = "") -> list[str]:
    """What does not agree about the version; empty if all does."""
    version = current(root)
    date = entries(root).get(version, ("", ""))[0]
    cited = (root / CITATION).read_text("utf-8")
    said = []
    if not date:
        said.append(f"{CHANGES} has no entry with a date for {version}, the version in {PROJECT}.")
    if not _says(cited, "version", version):
        said.append(f"{CITATION} does not say version: {version}, as {PROJECT} does.")
    if date and not _says(cited, "date-released", date):
        said.append(f"{CITATION} does not say that {version} is of {date}, as {CHANGES} does.")
    if tag and tag != f"v{version}":
        said.append(f"The tag is {tag}, and {PROJECT} has {version}; expected v{version}.")
    return said


def _says(cited, name, value):
    """Whether a line says that, with quotes of either kind or without: YAML knows no difference."""
    return re.search(rf"""^{name}: *(["']?){re.escape(value)}\1 *$""", cited, re.M)


def main(arguments: list[str] | None = None, root: Path | None = None) -> int:
    """Do what is asked; the status for the shell."""
    parser = argparse.ArgumentParser(prog="tools/version.py")
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("new", nargs="?", help="the version to write")
    one.add_argument("--check", metavar="TAG", help="what the tag says it is")
    one.add_argument("--notes", action="store_true")
    chosen, root = parser.parse_args(arguments), root or Path.cwd()
    if chosen.notes:
        print(entries(root)[current(root)][1])
        return 0
    try:
        if chosen.new:
            write(root, chosen.new, f"{datetime.now(UTC):%Y-%m-%d}")
        wrong = faults(root, chosen.check or "")
    except VersionError as error:
        wrong = [str(error)]
    print("\n".join(wrong or [f"This is version {current(root)}."]), file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
