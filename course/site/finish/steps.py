"""The finished pages: read once, put through the steps in their order, and written once."""

from collections.abc import Callable, Iterable
from pathlib import Path

from course.site.source.pages import own

Pages = dict[str, str]  # each page's text, by its place in the site
Step = Callable[[Path, Pages], None]  # what changes pages, and files of the site that they load


def take(steps: Iterable[Step], site: Path) -> None:
    """Take the steps one after the other with the pages of `site`."""
    pages = {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in own(site)}
    for step in steps:
        step(site, pages)
    for name, text in pages.items():
        (site / name).write_text(text, "utf-8")
