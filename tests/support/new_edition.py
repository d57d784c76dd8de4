"""A site that is published anew while its pages are open, with scripts that are other ones."""

import re

from kept_pages import unmark

from course.site.assets.bundler import bundle
from course.site.assets.pipeline import copy_linked
from course.site.finish import offline
from course.site.finish.steps import take

HASHED = re.compile(r"-([A-Z0-9]{8})\.js")
EDITION = re.compile(r"\b[0-9a-f]{16}\b")


def publish(copy):
    """Put a new edition in the place of the site in `copy`: no part has its old name."""
    made = copy.with_name("edition")
    copy_linked(copy, made)
    for script in (made / "web").rglob("*.js"):
        text = EDITION.sub(_reversed, HASHED.sub(_renamed, script.read_text("utf-8")))
        script.unlink()
        script.with_name(HASHED.sub(_renamed, script.name)).write_text(text, "utf-8")
    (made / offline.WORKER).unlink()
    (made / offline.SCRIPT).write_bytes((bundle() / "offline.js").read_bytes())
    unmark(made)
    take([offline.install], made)
    copy.rename(copy.with_name("before"))
    made.rename(copy)


def _reversed(found):
    return found[0][::-1]


def _renamed(found):
    return f"-{found[1][::-1]}.js"
