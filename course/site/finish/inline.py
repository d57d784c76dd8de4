"""The scripts that stand in the pages: one for them all, and the Content-Security-Policy it allows.

The theme and its extensions put a dozen scripts into each page. A host whose policy forbids such
scripts can allow one by its hash, if it is the same in every page. So what they say is joined here,
and what differs between pages is left out or is data. The policy lies in the site, in `POLICY`.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from course.site.finish.steps import Pages

HEAD = Path(__file__).parents[1] / "web/head.js"
POLICY = "content-security-policy.txt"
SCRIPT = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>(.*?)</script>\s*", re.DOTALL
)
# What nothing here asks for: the theme's choice of a version of the book would.
NAME = re.compile(r"DOCUMENTATION_OPTIONS\.pagename = '[^']*';")
REMARK = re.compile(r"^\s*//.*\n", re.MULTILINE)
# Python's parts are WebAssembly, and its script is unpacked here and then imported as a blob;
# equations have their sizes in attributes, and the editor brings its own style.
DIRECTIVES = (
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' blob: {hashes}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)


def join(site: Path, pages: Pages) -> None:
    """Join the scripts in the head of each page of `site`, and write the policy for them."""
    for name, text in pages.items():
        head, end, body = text.partition("</head>")
        if first := SCRIPT.search(head):
            start = head[: first.start()] + joined_script(SCRIPT.findall(head))
            pages[name] = start + SCRIPT.sub("", head[first.start() :]) + end + body
    (site / POLICY).write_text(policy([*pages.values(), *_others(site, pages)]), encoding="utf-8")


def _others(site, pages):
    """The texts of the site's pages that are not the book's."""
    others = [
        page for page in site.rglob("*.html") if page.relative_to(site).as_posix() not in pages
    ]
    return [page.read_text("utf-8") for page in others]


def joined_script(scripts: Iterable[str]) -> str:
    """One script out of those that a page has; each once, and by our own way to storage."""
    said = [NAME.sub("", text).strip() for text in scripts]
    lines = [guarded(text) for text in dict.fromkeys(said) if text]
    return (
        "<script>\n" + "\n".join([REMARK.sub("", HEAD.read_text("utf-8")), *lines]) + "</script>\n"
    )


def guarded(script: str) -> str:
    """A script that asks `nnStorage` where it asked the browser's own, which may throw."""
    return re.sub(r"\blocalStorage\b", "nnStorage", script)


def policy(texts: Iterable[str]) -> str:
    """The Content-Security-Policy under which a site of these pages works, but for Jupyter."""
    hashes = sorted({_hash(script) for text in texts for script in SCRIPT.findall(text)})
    return "; ".join(DIRECTIVES).format(hashes=" ".join(hashes)) + "\n"


def _hash(script):
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
