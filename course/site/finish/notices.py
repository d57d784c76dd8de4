"""The page of notices: what the site holds that others made, in which version, by whose licence.

`notices.yml` says where each part comes from and which files it is in. A file of the site that
belongs to no part, and is not ours, stops the build: so nothing is published without its notice.
"""

import html
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from typing import Any

import matplotlib
import yaml
from fontTools.ttLib import TTFont

from course.site.errors import BuildError, NotFetched
from course.site.finish.steps import Pages
from course.site.npm import packages
from course.site.source.settings import settings

KNOWN = Path(__file__).with_name("notices.yml")
PAGE = "chapters/notices.html"
MARK = '<div class="nn-notices"></div>'
# Python packages: those of the pages, and those that are put beside JupyterLite for its kernel.
WHEELS, BUNDLED = ("pyodide/*.whl", "lite/wheels/*.whl"), "web/packages.json"
LETTERS = Path(matplotlib.get_data_path()) / "fonts/ttf"  # on every machine the same
VERSION_OF_FONT = 5  # https://learn.microsoft.com/typography/opentype/spec/name#name-ids
SPDX_LIKE = 60  # letters: longer than that it is the licence's whole text


@dataclass(frozen=True)
class Notice:
    """One part that others made."""

    name: str
    version: str
    licence: str
    home: str


def fill(root: Path, site: Path, pages: Pages) -> None:
    """Put the table of notices into its page. BuildError for a file of which nothing is known."""
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    known["ours"] += _chosen(root)
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    if strangers := unknown(files, known):
        shown = "\n".join(f"  {name}" for name in strangers[:20])
        raise BuildError(
            "The site has files of which course/site/finish/notices.yml says nothing:\n"
            f"{shown}\nAdd them to the part that they belong to, or to `ours`."
        )
    if PAGE in pages:
        pages[PAGE] = pages[PAGE].replace(MARK, table(notices(site, files, known)))


def _chosen(root):
    """The pictures that the settings name, which whoever teaches has put there."""
    told = settings(root)
    named = (told.get("logo"), told["html"].get("favicon"))
    return [f"_static/{Path(picture).name}" for picture in named if picture]


def unknown(files: Iterable[str], known: dict[str, Any]) -> list[str]:
    """The files that belong to no part and are not ours, in the alphabet's order."""
    patterns = [*known["ours"], *WHEELS, *(one for part in known["parts"] for one in part["files"])]
    return sorted(
        name for name in files if not any(fnmatchcase(name, pattern) for pattern in patterns)
    )


def notices(site: Path, files: Iterable[str], known: dict[str, Any]) -> list[Notice]:
    """Of all parts that this site has."""
    names = list(files)
    parts = [part for part in known["parts"] if _is_there(part, names)]
    found = [Notice(one["name"], _version(site, one), one["licence"], one["home"]) for one in parts]
    found += [_of_wheel(site / name, known) for name in names if _is_wheel(name)]
    if BUNDLED in names:
        found += [Notice(**one) for one in json.loads((site / BUNDLED).read_text("utf-8"))]
    return sorted(found, key=lambda one: one.name.lower().lstrip("@"))


def _is_wheel(name):
    return any(fnmatchcase(name, pattern) for pattern in WHEELS)


def _is_there(part, names):
    return any(fnmatchcase(name, pattern) for name in names for pattern in part["files"])


def _version(site, part):
    if "dist" in part:
        return version(part["dist"])
    if "npm" in part:
        return _of_npm(part["npm"])
    if "font" in part:
        return _of_font(LETTERS / part["font"])
    file, before = part["read"]
    text = (site / file).read_text("utf-8", "replace")
    found = re.search(re.escape(before) + r"(\d+(?:\.\d+)+)", text)
    if found is None:
        raise BuildError(f"{file} does not say the version of {part['name']}: see {KNOWN.name}.")
    return found[1]


def _of_npm(name):
    try:
        folder = packages() / name
    except NotFetched:
        return ""
    return json.loads((folder / "package.json").read_text("utf-8"))["version"]


def _of_font(path):
    with TTFont(path) as font:
        told = font["name"].getDebugName(VERSION_OF_FONT)
    return told.removeprefix("Version ")


def _of_wheel(path, known):
    with zipfile.ZipFile(path) as wheel:
        (name,) = [one for one in wheel.namelist() if one.endswith(".dist-info/METADATA")]
        told = Parser().parsestr(wheel.read(name).decode())
    licence = known["licences"].get(told["Name"]) or licence_of(told)
    if not licence:
        raise BuildError(
            f"{path.name} does not say its licence in a word. Write it into `licences` of "
            f"course/site/finish/{KNOWN.name}: {told['Name']}: ..."
        )
    return Notice(told["Name"], told["Version"], licence, _home(told))


def licence_of(told: Message) -> str:
    """The licence that a package's metadata names: by its expression, a word, or a classifier."""
    if expression := told["License-Expression"]:
        return expression
    word = (told["License"] or "").strip()
    if word and len(word) <= SPDX_LIKE and "\n" not in word:
        return word
    classified = [one for one in told.get_all("Classifier", []) if one.startswith("License")]
    return classified[0].rpartition(" :: ")[2] if classified else ""


def _home(told):
    links = dict(one.split(", ", 1) for one in told.get_all("Project-URL", []) if ", " in one)
    named = {name.lower(): link for name, link in links.items()}
    for name in ("homepage", "source", "repository", "documentation"):
        if name in named:
            return named[name]
    return told["Home-page"] or next(iter(links.values()), "")


def table(found: Iterable[Notice]) -> str:
    """The notices as a table of HTML."""
    rows = "\n".join(map(_row, found))
    head = "<tr><th>Part</th><th>Version</th><th>Licence</th></tr>"
    return (
        '<div class="pst-scrollable-table-container"><table class="table nn-notices">\n'
        f"<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(one):
    name, number, licence, home = map(html.escape, (one.name, one.version, one.licence, one.home))
    linked = f'<a class="reference external" href="{home}">{name}</a>' if home else name
    return f"<tr><td>{linked}</td><td>{number}</td><td>{licence}</td></tr>"
