"""`_config.yml`, and the other files of settings at the top of the checkout, as YAML has them."""

from pathlib import Path
from typing import Any

import yaml

FILE = "_config.yml"
SPELLING = (
    "Words with a colon or another sign in them stand in quotes, such as "
    'title: "Neural networks: spring". Lines that belong together begin at the same place.'
)


class SettingsError(ValueError):
    """A file of settings that cannot be meant; the message says where, and what one looks like."""


def settings(root: Path) -> dict[str, Any]:
    """What `_config.yml` of the checkout at `root` says; nothing where it is not there."""
    file = Path(root) / FILE
    return mapping(file) if file.is_file() else {}


def mapping(file: Path) -> dict[str, Any]:
    """What a file of settings says, by the names that its lines begin with.

    Raises SettingsError, with the line, for what is not YAML, or has no such names.
    """
    try:
        said = yaml.safe_load(file.read_text(encoding="utf-8-sig")) or {}
    except yaml.MarkedYAMLError as error:
        raise SettingsError(f"{file.name}{_line(error)}: {error.problem}. {SPELLING}") from None
    except (yaml.YAMLError, ValueError) as error:  # letters that can't be; the 30th of February
        raise SettingsError(f"{file.name} can't be read: {error}.") from None
    if not isinstance(said, dict):
        raise SettingsError(f"{file.name} has {said!r:.60}; expected lines such as title: Nets.")
    return said


def _line(error):
    mark = error.problem_mark or error.context_mark
    return f", line {mark.line + 1}" if mark else ""
