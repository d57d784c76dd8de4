"""The book's own settings, as `_config.yml` has them: Jupyter Book adds its own to what it says."""

from pathlib import Path
from typing import Any

import yaml

FILE = "_config.yml"


def settings(root: Path) -> dict[str, Any]:
    """What stands in `_config.yml` of the checkout at `root`."""
    return yaml.safe_load((Path(root) / FILE).read_text(encoding="utf-8"))


def own_address(root: Path) -> str:
    """Where the site is published (`html: baseurl`); empty where nobody has said."""
    return settings(root)["html"].get("baseurl") or ""


def repository(root: Path) -> dict[str, Any]:
    """What `_config.yml` itself says of it: Jupyter Book fills in its own where it says nothing."""
    return settings(root).get("repository") or {}
