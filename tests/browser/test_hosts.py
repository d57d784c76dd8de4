"""A host of the site must do nothing: it may know few types, leave files out, shorten addresses."""

import urllib.error
import urllib.request

import pytest
from chromium import NO_WORKER, Plain, under_sub_path
from hosts import Few, Jekyll, Short, Strict
from kept_pages import ALL_KEPT, KEPT, rewrite, wait_until, wait_until_kept
from lite_page import Jupyter
from task import FURNISHED, PAGE, RIGHT, Task

from course.site.finish import inline
from course.site.source.pages import own
from course.site.teach import publishing

CHAPTER = "chapters/forward.html"
NOTEBOOK = "lite/notebooks/index.html?path=backprop.ipynb"
MARK = ".bd-sidebar-primary .current .nn-done"


def checked(shown):
    """How the check of a right answer ends, on an assignment's page."""
    shown.page.wait_for_selector(FURNISHED)
    task = Task(shown.page, "relu_backward")
    task.write(RIGHT)
    return task.check()


@pytest.mark.parametrize("host", [Few, Short, Strict])
def test_a_check(visit, site, host):
    """An answer is written and checked, from hosts of each kind."""
    with under_sub_path(site, host) as top:
        assert checked(visit(PAGE, top=top)) == "right"


class Mean(Few, Short, Strict):
    """A host that does to Jupyter's files all that the three do."""


def test_jupyter(new_visit, site):
    """Jupyter opens a notebook and runs a cell, from such a host too."""
    with under_sub_path(site, Mean) as top:
        jupyter = Jupyter(new_visit(NOTEBOOK, top=top).page)
        assert jupyter.run(jupyter.cell("from course.checks.backprop import check")) == ""


def test_scripts_have_the_ending_that_each_host_knows(site):
    """No file is named .mjs."""
    assert list(site.rglob("*.mjs")) == []


def test_a_script_of_no_known_type_is_seen(new_visit, copy):
    """Planted: Pyodide's script under its own name."""
    (copy / "pyodide/pyodide.js").rename(copy / "pyodide/pyodide.mjs")
    rewrite(copy / "web/runner/worker.js", "pyodide/pyodide.js", "pyodide/pyodide.mjs")
    with under_sub_path(copy, Few) as top:
        assert checked(new_visit(PAGE, top=top, **NO_WORKER)) == "broken"


def missing(site, top):
    """The files of the site that the host at `top` does not give, by their places."""
    places = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    return [place for place in places if not _is_given(top + urllib.request.pathname2url(place))]


def _is_given(address):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD")) as answer:
            return answer.status == 200
    except urllib.error.HTTPError:
        return False


def test_a_branch_of_github_pages_has_every_file(site):
    """A file in the site tells GitHub to publish it as it is."""
    with under_sub_path(site, Jekyll) as top:
        assert missing(site, top) == []


def test_a_site_made_anew_by_jekyll_is_seen(copy):
    """Planted: without that file, the styles and scripts are gone."""
    (copy / publishing.PLAIN).unlink()
    with under_sub_path(copy, Jekyll) as top:
        assert "_static/book.js" in missing(copy, top)


@pytest.fixture
def short(site):
    """The address of the site at a host that shortens addresses."""
    with under_sub_path(site, Short) as top:
        yield top


@pytest.mark.parametrize("again", [CHAPTER, CHAPTER.removesuffix(".html")])
def test_short_addresses_are_kept(visit, short, again):
    """A page that was read opens offline by either address, its first visit included."""
    page = visit(CHAPTER, top=short).page
    assert page.url == short + CHAPTER.removesuffix(".html")
    wait_until(page, f"async (key) => (await ({KEPT})()).includes(key)", short + CHAPTER)
    page.context.set_offline(True)
    page.goto(short + again)
    assert page.locator("article h1").is_visible()
    page.reload()
    assert page.locator("article h1").is_visible()


def test_a_page_that_leads_elsewhere_is_not_kept(new_visit, copy):
    """A host that sends to another page, such as one to log in, gives nothing to keep."""

    class Guarded(Short):
        def send_head(self):
            if self.path.endswith("chapters/affine.html"):
                self.path = self.path.replace("affine", "index")
            return super().send_head()

    with under_sub_path(copy, Guarded) as top:
        page = new_visit(CHAPTER, top=top).page
        wait_until(page, "async () => navigator.serviceWorker.controller !== null")
        page.evaluate("(address) => fetch(address)", f"{top}chapters/affine.html")
        wait_until(page, f"async (key) => (await ({KEPT})()).includes(key)", top + CHAPTER)
        assert f"{top}chapters/affine.html" not in page.evaluate(KEPT)


class Locked(Plain):
    """A host that may want a password, and asks for it at the address that was opened."""

    locked = False

    def do_GET(self):
        if not (self.locked and self.path.endswith((".html", "/"))):
            return super().do_GET()
        text = b"<!DOCTYPE html><title>Log in</title><h1>Who are you?</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        return self.wfile.write(text)


def test_a_page_to_log_in_is_kept_for_none_of_ours(new_visit, site, monkeypatch):
    """What was read before opens offline, and a page that was never seen says so."""
    with under_sub_path(site, Locked) as top:
        shown = new_visit(CHAPTER, top=top)
        wait_until_kept(shown, site)
        monkeypatch.setattr(Locked, "locked", True)
        for path in (CHAPTER, "chapters/affine.html"):
            assert shown.open(path).locator("h1").inner_text() == "Who are you?"
        shown.context.set_offline(True)
        assert shown.open(CHAPTER).locator("article h1").is_visible()
        assert "not kept yet" in shown.open("chapters/affine.html").locator("h1").inner_text()


@pytest.mark.parametrize("path", ["", "index.html"])
def test_the_way_in_is_kept(new_visit, site, path):
    """The top of the site, which leads to the first page and has no script, is ours too."""
    with under_sub_path(site) as top:
        shown = new_visit(CHAPTER, top=top)
        page, first = shown.page, f"{top}chapters/index.html"
        wait_until_kept(shown, site)
        page.goto(top + path, wait_until="commit")
        page.wait_for_url(first)
        wait_until(page, ALL_KEPT, [f"{top}index.html", first])
        shown.context.set_offline(True)
        page.goto(top + path, wait_until="commit")
        page.wait_for_url(first)
        assert page.locator("article h1").is_visible()


def test_progress_under_a_short_address(visit, short):
    """The page's own line in the sidebar says how much is done, while one does it."""
    shown = visit(PAGE, top=short, viewport={"width": 1400, "height": 900})
    assert checked(shown) == "right"
    assert shown.page.locator(MARK).inner_text().strip().startswith("1 of")


def test_a_missed_question_under_a_short_address(visit, short):
    """It is kept under the page's one name, whatever the host shows."""
    page = visit(CHAPTER, top=short, **NO_WORKER).page
    question = page.locator(".nn-question").first
    for option in question.locator(".nn-option").all():
        option.click()
        if option.get_attribute("data-verdict") == "wrong":
            break
        page.reload()
    kept = page.evaluate(
        "Object.entries(localStorage).find(([key]) => key.endsWith('review'))?.[1]"
    )
    assert kept is None or f'"{CHAPTER}#' in kept


def test_the_policy_is_that_of_the_site(site):
    """It lets no script run that stands in a page, but for those that are in the site."""
    policy = (site / inline.POLICY).read_text("utf-8")
    assert policy == inline.policy(path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "'unsafe-eval'" not in policy and "http" not in policy
    assert "script-src 'self' 'wasm-unsafe-eval' blob: 'sha256-" in policy


def test_pages_share_one_script(site):
    """What stands in their heads is the same in all, and nothing is ordered by an attribute."""
    pages = [path.read_text("utf-8") for path in own(site) if path.name != "404.html"]
    pages = [page for page in pages if "web/page.js" in page]
    heads = {tuple(inline.SCRIPT.findall(page.partition("</head>")[0])) for page in pages}
    assert len(heads) == 1 and len(heads.pop()) == 1
    assert [page for page in pages if " onclick=" in page] == []


def test_a_policy_that_forbids_the_script_is_seen(new_visit, copy):
    """Planted: a page whose script is another than the policy's."""
    rewrite(copy / CHAPTER, "<script>\nconst nnGuarded", "<script>const nnGuarded")
    with under_sub_path(copy, Strict) as top:
        shown = new_visit(CHAPTER, top=top, **NO_WORKER)
    assert any("Content Security Policy" in one for one in shown.complaints)


CHAPTER_ROAD = "chapters/backprop.html"


def test_a_chapter_under_the_policy(visit, site):
    """Pictures answer, a cell with a table or plot runs, the theme's buttons work."""
    with under_sub_path(site, Strict) as top:
        page = visit(CHAPTER_ROAD, top=top, viewport={"width": 1400, "height": 900}).page
        page.locator(".nn-explorable").first.scroll_into_view_if_needed()
        page.wait_for_selector("[data-live]")
        page.locator(".theme-switch-button").first.click()
        page.evaluate("window.print = () => { window.printed = true; }")
        page.get_by_role("button", name="Download this page").click()
        page.get_by_role("button", name="PDF").click()
        assert page.evaluate("printed")
        page.goto(f"{top}search.html?q=gradient")
        page.wait_for_selector("#search-results a")
