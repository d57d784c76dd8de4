"""What a page in a browser must be: open to everybody, no wider than the screen, every picture told.

Each check gives a list of what is wrong, in words; an empty one means nothing is.
"""

AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
}"""
WIDER = """() => {
  const room = document.documentElement.clientWidth, all = [...document.body.querySelectorAll("*")];
  const named = (elements) => elements.slice(-3).map((one) => one.outerHTML.slice(0, 150));
  const right = (element) => element.getBoundingClientRect().right;
  const overflow = (element) => getComputedStyle(element).overflowX;
  const edge = (element) => {
    const box = element.parentElement && overflow(element.parentElement);
    if (box === undefined || box === null) return room;
    if (["auto", "scroll"].includes(box)) return Infinity;
    if (["hidden", "clip"].includes(box)) return right(element.parentElement);
    return edge(element.parentElement);
  };
  const shown = (element) => element.offsetWidth > 1
    && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !element.closest(".katex-mathml, .visually-hidden");
  const speaks = (element) => [...element.childNodes].some(
    (child) => child.nodeType === Node.TEXT_NODE && /[\\p{L}\\p{N}\\p{P}\\p{S}]/u.test(child.textContent));
  const cut = all.filter((one) => speaks(one) && shown(one) && right(one) > edge(one) + 1);
  const wide = document.scrollingElement.scrollWidth;
  const beyond = all.filter((element) => right(element) + window.scrollX > room + 1);
  return wide > room ? [`${wide} px wide in ${room}`, ...named(beyond)] : named(cut);
}"""
UNTOLD = """() => {
  const told = (picture) => picture.closest("[aria-hidden=true], button, summary, a") !== null
    || ["presentation", "none"].includes(picture.getAttribute("role"))
    || (picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "").trim() !== ""
    || document.getElementById(picture.getAttribute("aria-labelledby")) !== null;
  const pictures = [...document.querySelectorAll("img, svg, canvas, [role=img]")];
  return pictures.filter((picture) => !told(picture)).map((one) => one.outerHTML.slice(0, 200));
}"""
THEME = """(theme) => {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.mode = theme;
}"""
PHONE = {"width": 390, "height": 844}
DESKTOP = (1280, 800)
NARROW = (320, 800)
ZOOMED = (320, 256, 4)  # a window of 1280 by 1024 at 400 %


def barriers(page, axe):
    """What axe-core, whose script is `axe`, finds in the page as it stands now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return page.evaluate(AXE)


def wider_than_the_screen(page):
    """By how much the page is too wide and what makes it so, or else the words that are cut off."""
    return page.evaluate(WIDER)


def untold_pictures(page):
    """The pictures without words for those who can't see them.

    The icon of a button or a link needs none: axe sees to the name of what it stands on.
    """
    return page.evaluate(UNTOLD)


def everything(visit, axe):
    """All that is wrong with a page that was opened at the size of a phone, by how it shows.

    First as it was opened, for the theme looks late at a new size (which boxes scroll).
    """
    page, wrong = visit.page, {}
    wrong["axe, phone"] = barriers(page, axe)
    visit.resize(*DESKTOP)
    for theme in ("light", "dark"):
        page.evaluate(THEME, theme)
        wrong[f"axe, {theme}"] = barriers(page, axe)
    for name, size in {"320 px": NARROW, "400 % zoom": ZOOMED}.items():
        visit.resize(*size)
        wrong[name] = wider_than_the_screen(page)
    wrong["pictures without words"] = untold_pictures(page)
    return {state: found for state, found in wrong.items() if found}
