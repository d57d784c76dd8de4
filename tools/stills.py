"""The stills of the explorables, as a real Chromium draws them: make stills

Each explorable is opened on a page that holds nothing else, and what it draws at its start is
written down: without what belongs to a browser alone, and with numbers cut to hundredths.
`python tools/stills.py NAME` draws one of them.
"""

import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from course.figures import css_variables
from course.site.assets.bundler import bundle
from course.site.teach.explorables import KINDS, STILLS, WIDTH, frame

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

import chromium  # noqa: E402

PAGE = """<!DOCTYPE html><html lang="en" class="nn-scripts" data-theme="{theme}"><head>
<meta charset="utf-8">
<title>An explorable</title><link rel="icon" href="data:,"><link rel="stylesheet" href="book.css">
<style>:root {{ --pst-color-border: #888; --pst-color-text-muted: #777; --pst-color-accent: #b3a;
  --pst-color-surface: var(--nn-paper); --pst-color-text-base: var(--nn-ink); }}
body {{ margin: 0; font-family: sans-serif; background: var(--nn-paper); color: var(--nn-ink) }}
.nn-explorable .nn-stage {{ width: {width}px }}</style>
<script type="module" src="web/page.js"></script></head><body><main>{frame}</main></body></html>"""
BROWSERS_OWN = (
    r' (?:id|class|tabindex|role|aria-[a-z]+|style|shape-rendering|clip-path|xmlns:xlink)="[^"]*"'
)


@contextmanager
def site_of(width=WIDTH, theme="light"):
    """A site with a page for each explorable, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        shutil.copytree(bundle(), site / "web")
        style = css_variables() + (ROOT / "course/site/web/static/book.css").read_text("utf-8")
        (site / "book.css").write_text(style, encoding="utf-8")
        for name in KINDS:
            page = PAGE.format(frame=frame(name, "A picture.", ""), width=width, theme=theme)
            (site / f"{name}.html").write_text(page, encoding="utf-8")
        yield site


def drawn(page):
    """What the explorable on an open page has drawn, as the text of an SVG file."""
    page.wait_for_selector("[data-live]")
    name = page.locator("[data-live]").get_attribute("data-explorable")
    height = page.evaluate("document.querySelector('.nn-stage').clientHeight")
    parts = page.evaluate(VISIBLE)
    inside = re.sub(r"\d+\.\d{3,}", lambda m: f"{float(m[0]):.2f}", "\n".join(parts))
    inside = re.sub(BROWSERS_OWN, "", _named(inside, name))
    inside = inside.replace("data-kept=", "id=")
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
    return f'{opening}aria-hidden="true">\n{inside}\n</svg>\n'


def _named(inside, name):
    """Arrowheads under names of their own: lines refer to them, and no other still has them."""
    for i, found in enumerate(re.findall(r'<marker [^>]*?\bid="([^"]+)"', inside)):
        inside = re.sub(rf'\bid="{found}"', f'data-kept="{name}-arrow-{i}"', inside)
        inside = re.sub(rf"url\((&quot;)?#{found}(&quot;)?\)", f"url(#{name}-arrow-{i})", inside)
    return re.sub(
        r' style="[^"]*?(marker-(?:end|start)): (url\([^)]*\));?[^"]*"', r' \1="\2"', inside
    )


VISIBLE = """() => {
  const svg = document.querySelector(".nn-stage svg");
  const seen = (node) => node.getAttribute("display") !== "none" &&
    node.style.display !== "none" && node.style.visibility !== "hidden" &&
    node.getAttribute("visibility") !== "hidden";
  return [...svg.querySelectorAll("g > *, defs > marker")]
    .filter((node) => !node.closest("marker marker") && seen(node) && node.outerHTML.length)
    .filter((node) => node.localName !== "g" && node.localName !== "defs")
    .map((node) => node.outerHTML);
}"""


def main(names):
    """Write the still of each, and say so."""
    for name in set(names) - set(KINDS):
        raise SystemExit(
            f"There is no explorable {name!r} in KINDS. There are: {', '.join(KINDS)}."
        )
    with sync_playwright() as playwright, site_of() as site, chromium.under_sub_path(site) as top:
        path = chromium.executable(playwright)
        if path is None:
            raise SystemExit(chromium.ABSENT)
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        STILLS.mkdir(exist_ok=True)
        for name in names:
            page = browser.new_page(viewport={"width": 700, "height": 900})
            page.on("console", lambda message: print(message.text, file=sys.stderr))
            page.goto(f"{top}{name}.html")
            (STILLS / f"{name}.svg").write_text(drawn(page), encoding="utf-8")
            print(STILLS / f"{name}.svg")


if __name__ == "__main__":
    main(sys.argv[1:] or KINDS)
