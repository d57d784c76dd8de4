"""May a built site be published? python -m course.site.ready [_build/html]

It may not if a page was run with the stand-in for the wine table, if a part could not be fetched,
or if it lacks the PDF or the EPUB. The answer stands in the site itself, where the build wrote it:
so it holds for the very site that was tested, and asking needs nothing but Python.
"""

import json
import sys
from pathlib import Path
from typing import Any

SITE, FILE = "_build/html", "build.json"

STAND_IN = """\
{page} was run with the made-up stand-in for the wine table, so its figures are no evidence about
wine. Build where UCI's table can be downloaded, or put winequality-red.csv into a folder, set
NN_DATA_DIR to it, and build again."""
MISSING = """\
{part} could not be fetched when the site was built, so its pages do less than they should. Build
again where npm's and Python's packages can be downloaded."""
NOT_MADE = """\
It has no {kind} of the book. Build it by `make book`, not by `make serve`, where there is a
Chromium."""


def main(arguments: list[str] | None = None) -> int:
    """Say whether the site may be published, and if not, why; the status for the shell."""
    given = sys.argv[1:] if arguments is None else arguments
    site = Path(given[0] if given else SITE)
    reasons = faults(site)
    if reasons:
        print("\n\n".join([f"Do not publish {site}.", *reasons]), file=sys.stderr)
        return 1
    told = _told(site)
    print(f"{site} may be published: version {told['version']}, {told['solutions']} solutions.")
    return 0


def faults(site: Path) -> list[str]:
    """Why a site must not be published; empty if it may."""
    told = _told(site)
    if not told:
        return [f"It has no {FILE}, so no build has finished there: make book."]
    reasons = [STAND_IN.format(page=page) for page in told["stand_in"]]
    reasons += [MISSING.format(part=part) for part in told["missing"]]
    return reasons + [NOT_MADE.format(kind=kind) for kind in told["not_made"]]


def _told(site: Path) -> dict[str, Any]:
    """What the build wrote; nothing where none has finished."""
    try:
        return json.loads((site / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


if __name__ == "__main__":
    sys.exit(main())
