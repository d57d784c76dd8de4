"""What the files at the top of the checkout say, such as `_config.yml`.

Jupyter Book adds settings of its own to those that stand there.
"""

from pathlib import Path
from typing import Any

from course.settings import FILE, SettingsError, mapping
from course.site.errors import BuildError


def told(root: Path, name: str) -> dict[str, Any]:
    """What a file of settings of the checkout at `root` says.

    Raises BuildError, with the line, for one that cannot be read.
    """
    try:
        return mapping(Path(root) / name)
    except SettingsError as error:
        raise BuildError(str(error)) from None


def settings(root: Path) -> dict[str, Any]:
    """What stands in `_config.yml` of the checkout at `root`."""
    return told(root, FILE)


def own_address(root: Path) -> str:
    """Where the site is published (`html: baseurl`); empty where nobody has said."""
    return settings(root)["html"].get("baseurl") or ""


def repository(root: Path) -> dict[str, Any]:
    """What `_config.yml` itself says of it: Jupyter Book fills in its own where it says nothing."""
    return settings(root).get("repository") or {}


def check_settings(root: Path) -> None:
    """Refuse what a build would stumble over when its pages are made, or when they are printed.

    Raises BuildError, with what one looks like.
    """
    said = settings(root)
    for key, words in (("title", "Nets in spring"), ("copyright", "2027, Ada Lovelace")):
        if not isinstance(said.get(key), str):
            raise BuildError(
                f"{FILE}: {key} is {said.get(key)!r}; expected words in quotes, such as "
                f'{key}: "{words}".'
            )
    url = repository(root).get("url") or "https://"
    if not str(url).startswith("https://"):
        raise BuildError(
            f"{FILE}: repository: url is {url!r}; expected the address of its page, such as "
            "https://github.com/you/nets."
        )
