"""README's picture, light and dark: the front page's network once it has learned. make stills

It is drawn by a real Chromium, as the stills are; the book's colours are written into it, since it
stands where no style sheet of the book is.
"""

import re
from pathlib import Path

import stills
from playwright.sync_api import sync_playwright

from course.figures.style import COLOURS, variable

PICTURES = Path(__file__).parent / "pictures"
THEMES = ("light", "dark")
PRESSES = 4  # of 25 epochs each
MARGIN = 8  # units
LETTERS = "<style>text { font: 15px system-ui, sans-serif }</style>"


def learned(page):
    """The text of the picture on an open page of the front page's explorable, with variables."""
    page.emulate_media(reduced_motion="reduce")  # which takes many epochs at one press
    page.get_by_role("button", name="Start again").click()
    for _ in range(PRESSES):
        page.get_by_role("button", name=re.compile("^Learn for")).click()
    return stills.drawn(page)


def coloured(svg, theme):
    """The picture with the colours of a theme, room at its sides, and letters of its own."""
    paint = {variable(name): getattr(colour, theme) for name, colour in COLOURS.items()}
    svg = re.sub(r"var\((--[\w-]+)\)", lambda found: paint[found[1]], svg)
    opening, rest = svg.split("\n", 1)
    width, height = (float(side) + 2 * MARGIN for side in re.findall(r"[\d.]+", opening)[-2:])
    place = f'x="-{MARGIN}" y="-{MARGIN}" width="{width:g}" height="{height:g}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="-{MARGIN} -{MARGIN} {width:g} {height:g}">\n{LETTERS}\n'
        f'<rect {place} fill="{paint[variable("paper")]}"/>\n{rest}'
    )


def main():
    """Write both."""
    with (
        sync_playwright() as playwright,
        stills.site_of() as site,
        stills.chromium.under_sub_path(site) as top,
    ):
        path = stills.chromium.executable(playwright)
        if path is None:
            raise SystemExit(stills.chromium.ABSENT)
        browser = playwright.chromium.launch(executable_path=path, args=stills.chromium.flags())
        page = browser.new_page(viewport={"width": 700, "height": 900})
        page.goto(f"{top}moons.html")
        page.wait_for_selector("[data-live]")
        drawing = learned(page)
    PICTURES.mkdir(exist_ok=True)
    for theme in THEMES:
        file = PICTURES / f"front-{theme}.svg"
        file.write_text(coloured(drawing, theme), encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main()
