"""What one works a page with: each part is reached by keys, shows when it is, and has an edge."""

from pathlib import Path

SCRIPT = f"{{{Path(__file__).with_suffix('.js').read_text(encoding='utf-8')}}}"
MOST = 500  # stops of a page: beyond that the walk goes round in a circle


def without_ring(page):
    """The stops of the page as it stands that do not show that they have the focus."""
    _bring(page)
    return page.evaluate("window.controlChecks.rings()")


def walk(page):
    """What is wrong with the way through the page by the Tab key, with Escape before it in editors.

    Each stop comes after the one before it in the page, lets go, and none is left out.
    """
    _bring(page)
    page.evaluate("window.controlChecks.begin()")
    wrong, editor = [], False
    for _ in range(MOST):
        if editor:
            page.locator(".cm-content:focus").wait_for()  # it comes when it is reached
            page.evaluate("window.controlChecks.arrived()")
            page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        found = page.evaluate("window.controlChecks.step()")
        if found.get("end"):
            break
        wrong += found["wrong"]
        editor = found["editor"]
        if len(wrong) > 3:
            return wrong
    missed = page.evaluate("window.controlChecks.missed()")
    return wrong + [f"never reached: {one}" for one in missed]


def faint_edges(page):
    """The fields and buttons whose edges hardly stand out from what lies behind them."""
    _bring(page)
    return page.evaluate("window.controlChecks.faintEdges()")


def _bring(page):
    if not page.evaluate("'controlChecks' in window"):
        page.evaluate(SCRIPT)
