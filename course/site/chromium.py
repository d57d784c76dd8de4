"""Where a Chromium is, and what it is started with."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is imported where a browser is started
    from playwright.sync_api import Playwright

SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = (
    "There is no Chromium here. Install one: `apt-get install chromium`, or "
    "`.venv/bin/python -m playwright install chromium`."
)
FLAGS = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-domain-reliability", "--disable-default-apps", "--no-first-run",
    "--no-default-browser-check", "--no-pings",
)  # fmt: skip
ROOT_FLAGS = ("--no-sandbox",)  # Chromium as root does not start without


def flags() -> list[str]:
    """What Chromium is started with: it asks nobody for anything by itself."""
    return [*FLAGS, *(ROOT_FLAGS if os.geteuid() == 0 else ())]


def executable(playwright: "Playwright", *, windows: bool = False) -> str | None:
    """The path of a Chromium: one that is installed, or Playwright's own; None if there is none.

    Unless it must be able to open `windows`, the shell is the first choice: the same engine
    without a window's parts, for a third of the processor's time.
    """
    names = NAMES if windows else (SHELL, *NAMES)
    found = [shutil.which(name) for name in names] + [playwright.chromium.executable_path]
    return next((path for path in found if path and Path(path).is_file()), None)
