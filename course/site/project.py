"""What the project is called where a machine reads it, its version, and the date of every build."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

NAME = "neural-networks-for-the-math-averse"  # as in pyproject.toml

# Files of a site hold a date; one for all makes two builds of one checkout the same.
DATE = datetime(2026, 7, 1, tzinfo=UTC)


def version(root: Path) -> str:
    """The version of the checkout at `root`, which pyproject.toml alone states."""
    text = (Path(root) / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]
