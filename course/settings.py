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


class Twice(yaml.MarkedYAMLError):
    """Two lines of one list of settings begin with the same name."""


class _Once(yaml.SafeLoader):
    """YAML's loader, which would let the last of two lines with one name hold, and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        for place, (key, _) in enumerate(node.value):
            if isinstance(key, yaml.ScalarNode) and key.value in names[:place]:
                raise Twice(problem=f"{key.value} stands here again", problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)


def settings(root: Path) -> dict[str, Any]:
    """What `_config.yml` of the checkout at `root` says; nothing where it is not there."""
    file = Path(root) / FILE
    return mapping(file) if file.is_file() else {}


def mapping(file: Path) -> dict[str, Any]:
    """What a file of settings says, by the names that its lines begin with.

    Raises SettingsError, with the line, for what is not YAML, or has no such names.
    """
    try:
        said = yaml.load(file.read_text(encoding="utf-8-sig"), _Once) or {}
    except Twice as error:
        raise SettingsError(
            f"{file.name}{_line(error)}: {error.problem}. Keep the line that holds."
        ) from None
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
