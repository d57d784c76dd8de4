"""What was opened once opens again without a network, and a rebuilt book shows at once."""

import pytest
from chromium import NO_WORKER, serving, under_sub_path
from kept_pages import KEPT, rewrite, unmark, wait_until, wait_until_kept
from page_checks import PHONE, everything
from playwright.sync_api import Error

from course.site.assets.bundler import bundle
from course.site.assets.pipeline import copy_linked
from course.site.finish import offline
from course.site.finish.steps import take
from course.site.port import HOST
from course.site.server import open_server

FIRST, SECOND = "chapters/forward.html", "exercises/forward/forward.html"
NEVER_OPENED = "chapters/jacobians.html"
ONE_OF_EACH = f"""async () => {{
  const paths = (await ({KEPT})()).map((address) => address.split("?")[0]);
  return paths.length === new Set(paths).size;
}}"""
# Every cell and question has its buttons, and every answer is an editor or called one.
FURNISHED = """() => {
  const answers = document.querySelectorAll(".nn-bar:has(button:nth-of-type(3))");
  const editors = document.querySelectorAll("[role=textbox]");
  const bars = [...document.querySelectorAll(".nn-runs .nn-bar")];
  const assignment = location.pathname.includes("/exercises/");
  return bars.every((bar) => bar.firstChild) && !document.querySelector(".nn-answers")
    && (!assignment || (editors.length > 0 && editors.length >= answers.length));
}"""
# (The answers to a question come in another order each time.)
LOOKS = """() => ({
  text: document.body.innerText.split("\\n").sort(),
  height: document.body.scrollHeight,
  styles: [...document.styleSheets].map((sheet) => sheet.cssRules.length),
  fonts: [...document.fonts].filter((font) => font.status === "loaded").map((one) => one.family),
})"""


def looks(page):
    """What a reader sees of a page, roughly: its words, its height, its style sheets and fonts."""
    page.evaluate("document.fonts.ready")
    page.wait_for_function(FURNISHED)
    return page.evaluate(LOOKS)


def test_second_visit_without_a_network(visit, site):
    """Two pages, opened once, are whole without a network, the very first one too."""
    shown = visit(FIRST)
    wait_until_kept(shown, site)
    before = {FIRST: looks(shown.page)}
    shown.open(SECOND)
    wait_until_kept(shown, site)
    before[SECOND] = looks(shown.page)
    shown.context.set_offline(True)
    for path, seen in before.items():
        shown.open(path)
        assert looks(shown.page) == seen
        shown.page.reload()
        assert looks(shown.page) == seen


def test_page_that_is_not_kept(visit, site, axe):
    """A page never opened says that it is not kept, and leads to those that are."""
    shown = visit(FIRST, viewport=PHONE)
    wait_until_kept(shown, site)
    shown.context.set_offline(True)
    page = shown.open(NEVER_OPENED)
    assert page.get_by_role("heading", level=1).inner_text() == "This page is not kept yet"
    assert everything(shown, axe) == {}
    page.get_by_role("link").first.click()
    page.wait_for_url(f"**/{FIRST}")
    assert page.locator("article").is_visible()


TELL = "(keep) => navigator.serviceWorker.controller.postMessage({ keep })"


def test_its_own_script_is_not_kept(visit, site, top):
    """WebKit lists it among what a page has loaded; kept as a page it would never change."""
    shown = visit(FIRST)
    wait_until_kept(shown, site)
    shown.page.evaluate(TELL, [top + offline.WORKER, top + SECOND])
    wait_until(shown.page, f"async (one) => (await ({KEPT})()).includes(one)", top + SECOND)
    assert top + offline.WORKER not in shown.page.evaluate(KEPT)


def change(path, more):
    """Add some text to the end of a file of the copy."""
    text = path.read_text("utf-8")
    rewrite(path, text, text + more)


def style_sheet(site):
    """The one style sheet of the site's pages."""
    (path,) = (site / "_static").glob("pages-*.css")
    return path


def rebuild(copy, word):
    """What a build does after a change of a page, of a style sheet and of the page's script.

    It takes the old site's place whole, as a build does: a browser may ask at any time, and a
    server tells two states of a file apart by the second.
    """
    made = copy.with_name(f"next-{word}")
    copy_linked(copy, made)
    rewrite(made / FIRST, "</h1>", f" {word}</h1>")
    change(style_sheet(made), f":root{{--told:{word}}}")
    change(made / "web/page.js", f";window.told = '{word}';")
    unmark(made)
    (made / offline.WORKER).unlink()
    (made / offline.SCRIPT).write_bytes((bundle() / "offline.js").read_bytes())
    take([offline.install], made)
    copy.rename(copy.with_name(f"before-{word}"))
    made.rename(copy)


def told(page):
    """The word of the last rebuilding, as the page, its style sheet and its script have it."""
    style = "getComputedStyle(document.documentElement).getPropertyValue('--told')"
    page.wait_for_function("'told' in window")
    return [page.locator("h1").last.inner_text(), page.evaluate(style), page.evaluate("told")]


def by_make_serve(folder):
    """The server of `make serve`."""
    return serving(open_server(0, folder, HOST))


@pytest.mark.parametrize("server", [by_make_serve, under_sub_path])
def test_rebuilt_book_shows_at_once(new_visit, copy, server):
    """A rebuilt page shows at the next look, with its own style and script; then it is kept."""
    with server(copy) as address:
        shown = new_visit(FIRST, top=f"{address.rstrip('/')}/")
        page = shown.page
        wait_until_kept(shown, copy)
        rebuild(copy, "anew")
        page.reload()
        assert all("anew" in words for words in told(page))
        wait_until_kept(shown, copy)
        wait_until(page, ONE_OF_EACH)
        shown.context.set_offline(True)
        page.reload()
        assert all("anew" in words for words in told(page))
        assert shown.complaints == []


def test_only_this_site_is_kept(new_visit, copy, tmp_path):
    """What comes from another host, or from beside the site, passes by and is not kept."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other/words.txt").write_text("words")
    with under_sub_path(tmp_path / "other") as other, under_sub_path(copy) as top:
        shown = new_visit(FIRST, top=top)
        wait_until_kept(shown, copy)
        for address in (f"{other}words.txt", top.removesuffix("a/sub/path/")):
            shown.page.evaluate("(address) => fetch(address, { mode: 'no-cors' })", address)
        kept = shown.page.evaluate(KEPT)
    assert kept
    assert [address for address in kept if not address.startswith(top)] == []


def test_wrong_file_is_not_kept(new_visit, copy):
    """A file that is not the one this build has (a host may lag behind) is shown, but not kept."""
    change(style_sheet(copy), "/* of another build */")
    with under_sub_path(copy) as top:
        shown = new_visit(FIRST, top=top)
        wait_until(shown.page, f"async () => (await ({KEPT})()).length > 20")
        shown.open(SECOND)
        kept = [address.split("?")[0] for address in shown.page.evaluate(KEPT)]
    assert f"{top}_static/book.js" in kept
    assert f"{top}_static/{style_sheet(copy).name}" not in kept


NO_ROOM = """Object.defineProperty(self, "caches", { value: {
  open: () => Promise.reject(new Error("there is no room")) } });"""


def test_no_room_to_keep_anything(new_visit, copy):
    """Where the browser can keep nothing, the pages open as if there were no worker."""
    rewrite(copy / offline.WORKER, "const BUILD", f"{NO_ROOM}\nconst BUILD")
    with under_sub_path(copy) as top:
        shown = new_visit(FIRST, top=top)
        shown.page.wait_for_function("navigator.serviceWorker.controller !== null")
        seen = looks(shown.open(SECOND))
        assert looks(new_visit(SECOND, top=top, **NO_WORKER).page) == seen
        assert (shown.outside(), shown.complaints) == ([], [])


def test_without_the_worker_nothing_is_kept(new_visit, copy):
    """Without the worker a page does not open offline: it is the worker that the tests prove."""
    (copy / offline.WORKER).unlink()
    with under_sub_path(copy) as top:
        shown = new_visit(FIRST, top=top)
        shown.context.set_offline(True)
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            shown.page.reload()


def test_request_of_the_worker_is_seen(new_visit, copy):
    """A request to another host that the worker makes is counted like one of the page."""
    stray = "fetch('http://other.invalid/stray').catch(() => {});"
    rewrite(copy / offline.WORKER, "const BUILD", f"{stray}\nconst BUILD")
    with under_sub_path(copy) as top:
        shown = new_visit(FIRST, top=top)
        wait_until_kept(shown, copy)
        assert shown.outside() == ["http://other.invalid/stray"]
